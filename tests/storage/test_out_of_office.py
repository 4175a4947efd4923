"""Coordinators, closing days, team notices and answers given while away, on either database."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from storage import absences, channels, closing_days, coordinators, people, places, turns, workspaces
from storage.absences import NewAbsence
from storage.base import Store, Tx
from storage.people import Profile
from storage.records import ChannelNotice, Kind, Person

NOW = datetime(2026, 6, 9, 14, tzinfo=UTC)
DAY = timedelta(days=1)


def settle(tx: Tx) -> list[Person]:
    home = workspaces.put(tx, enterprise_id="", team_id="T1", name="Nord", bot=("U0", "B0"), now=NOW).id
    return [
        people.put(tx, home, Profile(f"U{name}", name, "UTC", "en", Kind.MEMBER, None), now=NOW)
        for name in ("Ben", "Ann")
    ]


async def test_coordinators_are_named_once_and_by_name(store: Store) -> None:
    ben, ann = await store.write(settle)
    for person in (ben, ann, ben):
        await store.write(coordinators.add, person.id, ann.id, now=NOW)
    assert [each.name for each in await store.read(coordinators.of_workspace, ann.workspace_id)] == [
        "Ann",
        "Ben",
    ]
    await store.write(coordinators.remove, ben.id)

    assert not await store.read(coordinators.is_one, ben.id)
    assert await store.read(coordinators.is_one, ann.id)


async def test_closing_days_are_kept_in_order_changed_and_removed(store: Store) -> None:
    _, ann = await store.write(settle)
    christmas, eve = date(2026, 12, 25), date(2026, 12, 24)
    await store.write(closing_days.put, ann.workspace_id, {christmas: 0, eve: 0}, by_id=ann.id)
    await store.write(closing_days.put, ann.workspace_id, {eve: 720}, by_id=ann.id)
    known = await store.read(closing_days.of_all)
    assert list(known[ann.workspace_id].items()) == [(eve, 720), (christmas, 0)]

    assert await store.write(closing_days.remove, ann.workspace_id, [eve, date(2026, 1, 1)]) == 1
    assert await store.read(closing_days.of_all) == {ann.workspace_id: {christmas: 0}}


async def test_a_notice_is_due_once_until_it_is_planned_anew(store: Store) -> None:
    _, ann = await store.write(settle)
    wanted = ChannelNotice("C1", 555, "Europe/Oslo", "en")
    await store.write(channels.set_notice, ann.workspace_id, wanted, at=NOW)
    assert await store.write(channels.notices_due, now=NOW - DAY, limit=9) == []
    assert await store.write(channels.notices_due, now=NOW, limit=9) == [(ann.workspace_id, "C1")]
    assert await store.read(channels.notice, ann.workspace_id, "C1") == wanted

    await store.write(channels.set_notice, ann.workspace_id, wanted, at=NOW + DAY)
    assert await store.write(channels.notices_due, now=NOW, limit=9) == []
    assert await store.write(channels.end_notice, ann.workspace_id, "C1")
    assert await store.read(channels.notice, ann.workspace_id, "C1") is None
    assert not await store.write(channels.end_notice, ann.workspace_id, "C1")


async def test_an_absence_remembers_that_somebody_was_asked_and_when_they_are_roughly_back(
    store: Store,
) -> None:
    ben, _ = await store.write(settle)
    new = NewAbsence(ben.workspace_id, ben.id, ben.id, NOW, NOW + 60 * DAY, return_words="in autumn")
    kept = await store.write(absences.add, new, now=NOW)
    await store.write(absences.asked, kept.id, now=NOW + DAY)
    found = await store.read(absences.get, kept.id)
    out = await store.read(absences.out, ben.workspace_id, since=NOW, until=NOW + DAY)

    assert found is not None
    assert (found.asked_at, found.return_words) == (NOW + DAY, "in autumn")
    assert [each.return_words for each in out] == ["in autumn"]
    assert await store.read(turns.answered, ben.id, since=NOW) == 0
    assert await store.read(places.readers_of_unposted, ben.workspace_id) == []
