"""Erasing a person: what goes, what stays, and that nobody else loses anything of theirs."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from office_cast import Office

from bot.errors import Refused
from bot.flows import erasing, keeping
from bot.flows.requests import acting, alike, asking, passing, undoing
from bot.flows.requests.asking import Change
from bot.flows.requests.passing import Passing, Way
from storage import absences, drafts, homes, people, schedules
from storage.absences import NewAbsence
from storage.base import Tx
from storage.migrations import migrations
from storage.people import NOBODY
from storage.records import Entry, Reason, ScheduleChange, Status, Urgency
from storage.requests import NOTHING

SECRET = "Frida's rate, please?"
OTHER = "The hall is free at nine."
# What becomes of each column that names a person, once that person is erased.
HANDLED = {
    ("requests", "requester_id"): "ends, if open, and loses its words",
    ("requests", "owner_id"): "its requester may ask somebody else, and it loses the message it was made of",
    ("requests", "holder_id"): "a turn",
    ("turns", "holder_id"): "a figure of somebody who is nobody any more",
    ("trail", "by_id"): "loses its words",
    ("places", "person_id"): "nothing is drawn there any more",
    ("outbox", "person_id"): "nothing is said any more, nor known where it was",
    ("drafts", "person_id"): "deleted",
    ("channels", "team_id"): "a team is no person",
    ("absences", "person_id"): "over, and without what was noted",
    ("absences", "cover_id"): "nobody",
    ("absences", "by_id"): "somebody who is nobody any more",
    ("schedules", "person_id"): "deleted",
    ("homes", "person_id"): "deleted",
    ("digests", "by_id"): "somebody who is nobody any more",
    ("digests", "team_id"): "a team is no person",
    ("closing_days", "by_id"): "somebody who is nobody any more",
    ("coordinators", "person_id"): "deleted",
    ("coordinators", "by_id"): "somebody who is nobody any more",
    ("changes", "by_id"): "somebody who is nobody any more",
}


async def erase(office: Office, who: str) -> None:
    """And let the clock do its part."""
    await office.do(erasing.erase, who)
    await office.store.write(work_off, now=office.now)


def work_off(tx: Tx, *, now: Any) -> None:
    for row in tx.all("SELECT request_id, data FROM outbox WHERE reason = 'erase' ORDER BY id"):
        of = int(re.sub(r"\D", "", row["data"]))
        erasing.erase_from(tx, row["request_id"], of=of, now=now)


async def everything(office: Office) -> str:
    statements = "".join(each for migration in migrations() for each in migration.statements)
    tables = re.findall(r"CREATE TABLE (\w+)", statements)

    def look(tx: Tx) -> str:
        return str([dict(row) for name in tables for row in tx.all(f"SELECT * FROM {name}")])  # noqa: S608

    return await office.store.read(look)


async def planned(office: Office, reason: Reason) -> int:
    def look(tx: Tx) -> int:
        return len(
            tx.all("SELECT id FROM outbox WHERE reason = :reason AND due_at IS NOT NULL", reason=reason)
        )

    return await office.store.read(look)


def test_every_column_that_names_a_person_is_thought_of() -> None:
    statements = [statement for migration in migrations() for statement in migration.statements]
    named = set()
    for statement in statements:
        table = re.search(r"(?:CREATE|ALTER) TABLE (\w+)", statement)
        columns = re.findall(r"(\w+) \{ref\}[^,]*REFERENCES people", statement)
        named |= {(table[1], column) for column in columns if table}
    assert named == set(HANDLED)


async def test_name_and_words_go_and_figures_stay(office: Office) -> None:
    request_id = await office.ask(text=SECRET, quote="Frida asks", source_url="https://slack.example/p1")
    office.pass_(hours=2)
    change = Change(f"{SECRET} Soon.", None, Urgency.TODAY)
    await office.store.write(asking.change, office["Ann"], request_id, change, now=office.now)
    await office.do(acting.answer, "Eva", await office.target(request_id), OTHER)
    await office.do(acting.reopen, "Ann", await office.target(request_id), "Frida says not yet.")
    await office.store.write(drafts.add, office["Ann"].id, {"text": SECRET}, now=office.now)
    before = await office.store.read(lambda tx: tx.all("SELECT * FROM turns ORDER BY id"))
    await erase(office, "Ann")

    after = await everything(office)
    for gone in ("Ann", "UANN", "Frida", "slack.example"):
        assert gone not in after, gone
    assert OTHER in after
    turns_now = await office.store.read(lambda tx: tx.all("SELECT * FROM turns ORDER BY id"))
    figures = [(row["holder_minutes"], row["requester_minutes"]) for row in turns_now]
    assert figures[:2] == [(row["holder_minutes"], row["requester_minutes"]) for row in before][:2]
    found = await office.request(request_id)
    assert (found.title, found.text, found.quote) == (NOTHING, NOTHING, None)
    assert found.status is Status.WITHDRAWN
    kinds = await office.trail(request_id)
    assert kinds == [
        Entry.LOGGED, Entry.CHANGED, Entry.ANSWERED, Entry.REOPENED, Entry.ERASED,
    ]  # fmt: skip


async def test_their_row_is_nobodys_and_their_slack_id_is_free(office: Office) -> None:
    await erase(office, "Ann")
    old = await office.store.read(people.get, office["Ann"].id)
    assert (old.name, old.dm_channel, old.deactivated_at) == (NOBODY, None, office.now)
    assert await office.store.read(people.by_slack_id, old.workspace_id, "UANN") is None


async def test_whoever_is_asked_leaves_the_request_with_whoever_asked(office: Office) -> None:
    request_id = await office.ask(text=OTHER)
    await office.do(acting.promise, "Eva", await office.target(request_id), office.now + timedelta(days=1))
    await erase(office, "Eva")
    found = await office.request(request_id)
    assert (found.text, found.status) == (OTHER, Status.OPEN)
    assert "owner_left" in await office.heard("Ann")
    await office.do(acting.withdraw, "Ann", await office.target(request_id))


async def test_what_was_lent_to_them_goes_back(office: Office) -> None:
    request_id = await office.ask(channel=("C1", None))
    lent = Passing(office["Ben"], Way.LEND, "")
    await office.do(passing.pass_on, "Eva", await office.target(request_id), lent)
    await erase(office, "Ben")
    assert "third_left" in await office.heard("Eva")
    turn = await office.turn(request_id)
    assert turn is not None
    assert turn.holder_id == office["Eva"].id


async def test_nothing_that_was_done_before_can_be_undone(office: Office) -> None:
    request_id = await office.ask(text=SECRET)
    await office.do(acting.promise, "Eva", await office.target(request_id), office.now + timedelta(days=1))
    await erase(office, "Ann")
    with pytest.raises(Refused):
        await office.do(undoing.undo, "Eva", request_id)


async def test_what_was_merged_does_not_tell_what_was_asked(office: Office) -> None:
    first, second = await office.ask(text=SECRET), await office.ask(text="Frida again?")
    await office.do(alike.merge, "Eva", await office.target(first), second)
    await erase(office, "Ann")
    assert "Frida" not in await everything(office)


async def test_to_do_it_twice_changes_nothing(office: Office) -> None:
    await office.ask(text=SECRET)
    await erase(office, "Ann")
    before = await everything(office)
    await office.store.write(work_off, now=office.now)
    after = await everything(office)
    assert re.sub(r"'version': \d+", "", after) == re.sub(r"'version': \d+", "", before)


async def test_what_was_to_be_said_in_their_words_is_not_said(office: Office) -> None:
    request_id = await office.ask(text=SECRET)
    await office.do(acting.ask_back, "Eva", await office.target(request_id), "Which Frida?")
    await erase(office, "Eva")
    assert await planned(office, Reason.LINE) == 1  # that they are gone


async def test_they_are_away_no_more_and_stand_in_for_nobody(office: Office) -> None:
    ann, eva, start = office["Ann"].id, office["Eva"].id, office.now - timedelta(days=1)
    for person_id, cover_id in ((ann, eva), (eva, ann)):
        new = NewAbsence(1, person_id, person_id, start, None, note="With Frida.", cover_id=cover_id)
        await office.store.write(absences.add, new, now=office.now)
    monday = ScheduleChange(office.now, zone="Asia/Tokyo")
    await office.store.write(schedules.put, ann, monday, now=office.now)
    await erase(office, "Ann")
    assert await office.store.read(absences.at, ann, office.now) is None
    theirs = await office.store.read(absences.at, eva, office.now)
    assert theirs is not None
    assert (theirs.note, theirs.cover_id) == ("With Frida.", None)
    assert await office.store.read(schedules.of_person, ann) == []


async def test_a_home_of_theirs_is_gone(office: Office) -> None:
    await office.store.write(homes.opened, office["Ann"].id, now=office.now)
    await erase(office, "Ann")
    assert await office.store.read(homes.pages, office["Ann"].id) is None


async def test_a_copy_holds_ones_own_turns_and_nobody_elses(office: Office) -> None:
    request_id = await office.ask(text=SECRET)
    office.pass_(hours=3)
    await office.do(acting.answer, "Eva", await office.target(request_id), OTHER)
    other_id = await office.ask("Cleo", "Ben", "Between us?")
    about = await office.store.read(keeping.about, office["Ann"].id)
    assert about["ids"] == [request_id]
    (copy,) = await office.store.read(keeping.requests_of, office["Ann"].id, [request_id, other_id])
    assert [turn["why"] for turn in copy["your_turns"]] == ["answered"]
    assert "holder_minutes" not in str(copy["your_waits"]) + str(copy["trail"])
    assert [wait["requester_minutes"] for wait in copy["your_waits"]] == [180]
    (theirs,) = await office.store.read(keeping.requests_of, office["Eva"].id, [request_id])
    assert [turn["holder_minutes"] for turn in theirs["your_turns"]] == [180]
    assert "requester_minutes" not in str(theirs)
    assert [entry.get("by") for entry in theirs["trail"]] == ["Ann", "Eva"]
