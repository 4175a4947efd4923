"""Logging a request, changing it, taking it back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from office_cast import THURSDAY, Office

from bot.errors import Refused
from bot.flows import workspaces
from bot.flows.deliveries import Delivery, once
from bot.flows.requests import acting, asking, undoing
from bot.flows.requests.asking import Ask, Change
from bot.rules.thresholds import Thresholds
from bot.rules.workspaces import WorkspaceSettings
from storage import people
from storage.base import Tx
from storage.records import Entry, Kind, Side, Status, Urgency, Why
from tests.benchmarks import statements


async def test_a_request_has_a_number_a_turn_a_trail_and_two_cards(office: Office) -> None:
    request_id = await office.ask(text="Which rate applies? It is for Oslo.")
    request, turn = await office.request(request_id), await office.turn(request_id)
    assert (request.number, request.title, request.status) == (1, "Which rate applies?", Status.OPEN)
    assert turn is not None
    assert (turn.holder_id, turn.side, turn.why) == (office["Eva"].id, Side.OWNER, Why.LOGGED)
    assert request.holder_id == turn.holder_id
    assert await office.trail(request_id) == [Entry.LOGGED]
    assert [(place.side, place.person_id) for place in await office.places(request_id)] == [
        (Side.OWNER, office["Eva"].id),
        (Side.REQUESTER, office["Ann"].id),
    ]


async def test_numbers_run_on_by_one(office: Office) -> None:
    ids = [await office.ask() for _ in range(3)]
    assert [(await office.request(request_id)).number for request_id in ids] == [1, 2, 3]


async def test_the_owners_card_waits_for_their_working_hours(office: Office) -> None:
    request_id = await office.ask(whom="Cleo")  # 18:12 in Tokyo
    owners, requesters = await office.places(request_id)
    assert owners.due_at == datetime(2026, 11, 27, 0, 0, tzinfo=UTC)
    assert requesters.due_at == THURSDAY


async def test_an_owner_who_logs_it_for_somebody_sees_it_at_once(office: Office) -> None:
    request_id = await office.ask(whom="Cleo", by=office["Cleo"])
    assert [place.due_at for place in await office.places(request_id)] == [THURSDAY, THURSDAY]


@pytest.mark.parametrize(
    ("kind", "reason"),
    [(Kind.GUEST, "owner_is_guest"), (Kind.BOT, "owner_is_bot"), (Kind.STRANGER, "owner_is_stranger")],
)
def test_only_a_colleague_can_be_asked(office: Office, kind: Kind, reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        asking.check(Ask(office["Ann"], replace(office["Eva"], kind=kind), office["Ann"], "Hello?"))


def test_what_cannot_be_asked_is_refused_by_name(office: Office) -> None:
    ann, eva = office["Ann"], office["Eva"]
    for owner, text, reason in (
        (ann, "Hello?", "owner_is_self"),
        (replace(eva, deactivated_at=THURSDAY), "Hello?", "owner_left"),
        (eva, " \n", "nothing_asked"),
        (eva, "x" * 40_001, "too_long"),
    ):
        with pytest.raises(Refused, match=reason):
            asking.check(Ask(ann, owner, ann, text))


async def test_a_repeated_delivery_gets_the_first_result_and_does_nothing(office: Office) -> None:
    ask = Ask(office["Ann"], office["Eva"], office["Ann"], "Which rate?")
    delivery = Delivery(office["Ann"].workspace_id, "command:1.2", office.now)
    first = await office.store.write(once, delivery, asking.log, ask, now=office.now)
    again = await office.store.write(once, delivery, asking.log, ask, now=office.now)
    assert first == again
    other = replace(delivery, key="command:1.3")
    assert await office.store.write(once, other, asking.log, ask, now=office.now) != first


async def test_a_refused_delivery_leaves_its_key_free(office: Office) -> None:
    delivery = Delivery(office["Ann"].workspace_id, "command:1.2", office.now)
    wrong = Ask(office["Ann"], office["Ann"], office["Ann"], "Which rate?")
    with pytest.raises(Refused):
        await office.store.write(once, delivery, asking.log, wrong, now=office.now)
    right = replace(wrong, owner=office["Eva"])
    logged = await office.store.write(once, delivery, asking.log, right, now=office.now)
    assert logged["number"] == 1


async def test_a_change_is_an_entry_and_draws_the_cards_anew(office: Office) -> None:
    request_id = await office.ask()
    wish = office.now + timedelta(days=1)
    change = Change("Which rate applies in Bergen?", wish, Urgency.TODAY)
    await office.do(asking.change, "Ann", request_id, change)
    request = await office.request(request_id)
    assert (request.text, request.title, request.wanted_by_at) == (change.text, change.text, wish)
    assert await office.trail(request_id) == [Entry.LOGGED, Entry.CHANGED]
    assert [place.version for place in await office.places(request_id)] == [2, 2]


async def test_a_change_that_changes_nothing_leaves_no_entry(office: Office) -> None:
    request_id = await office.ask()
    await office.do(asking.change, "Ann", request_id, Change("Which rate applies?", None, Urgency.NORMAL))
    assert await office.trail(request_id) == [Entry.LOGGED]


async def test_nobody_changes_or_undoes_what_another_asked(office: Office) -> None:
    request_id = await office.ask()
    for who in ("Eva", "Ben"):
        with pytest.raises(Refused, match="not_yours"):
            await office.do(asking.change, who, request_id, Change("Nothing", None, Urgency.NORMAL))
        with pytest.raises(Refused):
            await office.do(undoing.undo, who, request_id)


async def test_undo_takes_it_back_and_ends_its_turn(office: Office) -> None:
    request_id = await office.ask()
    office.pass_(minutes=9)
    await office.do(undoing.undo, "Ann", request_id)
    assert (await office.request(request_id)).status is Status.WITHDRAWN
    assert await office.turn(request_id) is None
    assert await office.trail(request_id) == [Entry.LOGGED, Entry.UNDONE]


async def test_undo_comes_too_late_after_ten_minutes_or_once_somebody_acted(office: Office) -> None:
    late = await office.ask()
    office.pass_(minutes=11)
    with pytest.raises(Refused, match="too_late"):
        await office.do(undoing.undo, "Ann", late)
    seen = await office.ask()
    await office.do(acting.promise, "Eva", await office.target(seen), office.now + timedelta(hours=2))
    with pytest.raises(Refused, match="too_late"):
        await office.do(undoing.undo, "Ann", seen)


class Watched:
    """A transaction that keeps what it is asked for."""

    def __init__(self, tx: Tx) -> None:
        self._tx = tx
        self.said: list[str] = []

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._tx, name)

        def run(sql: str, /, **values: object) -> Any:
            self.said.append(sql)
            return method(sql, **values)

        return run


async def test_the_benchmark_has_the_database_do_what_a_request_does(office: Office) -> None:
    """And nothing else: otherwise the ratio between the two would say nothing."""
    await office.store.write(people.introduce, office["Ann"].id, now=office.now)
    ann = await office.store.read(people.get, office["Ann"].id)
    delivery, ask = Delivery(1, "k1", office.now), Ask(ann, office["Eva"], ann, "Which rate applies?")

    def both(tx: Tx) -> tuple[list[str], list[str]]:
        asked, bare = Watched(tx), Watched(tx)
        once(asked, delivery, asking.log, ask, now=office.now)
        statements.log(bare, "k2", ann.id, office["Eva"].id)
        return asked.said, bare.said

    asked, bare = await office.store.write(both)
    assert asked == bare


async def test_a_workspace_may_want_fewer_urgent_requests(office: Office) -> None:
    await office.store.write(lambda tx: tx.run("UPDATE people SET is_admin = 1"))
    gentler = WorkspaceSettings(Thresholds(urgent_a_day=1))
    admin = (await office.store.read(workspaces.admins, office["Ann"].workspace_id))[0]
    await office.store.write(workspaces.change, admin, gentler, now=office.now)
    await office.ask(urgency=Urgency.URGENT)
    with pytest.raises(Refused) as caught:
        await office.ask(urgency=Urgency.URGENT)
    assert (caught.value.reason, caught.value.values) == ("urgent_enough", {"most": 1})


async def test_two_urgent_requests_a_day_are_enough(office: Office) -> None:
    first = await office.ask(urgency=Urgency.URGENT)
    await office.ask(whom="Ben", urgency=Urgency.URGENT)
    with pytest.raises(Refused, match="urgent_enough"):
        await office.ask(urgency=Urgency.URGENT)
    calm = await office.ask()
    with pytest.raises(Refused, match="urgent_enough"):
        await office.do(asking.change, "Ann", calm, Change("Which rate applies?", None, Urgency.URGENT))
    await office.ask("Ben", urgency=Urgency.URGENT)
    await office.do(undoing.undo, "Ann", first)  # what was taken back does not count
    await office.ask(urgency=Urgency.URGENT)
    office.pass_(days=1)
    await office.ask(urgency=Urgency.URGENT)
