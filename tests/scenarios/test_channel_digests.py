"""A channel's digest: asked for by anybody in it, on Mondays, and silent about few."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from offices import Office, Seen, june

from bot.delivery import gathering
from bot.emulator import Fault
from bot.emulator.faults import FaultKind
from bot.emulator.files import File
from storage import people, requests, turns
from storage.base import Tx
from storage.people import Profile
from storage.records import Entry, Kind, Minutes, NewTurn, Outcome, Side, Status, Urgency, Why
from storage.requests import NewRequest

HEAD = "Four weeks until"
REFUSED = "There is not enough to show here without pointing at someone."
BUSY = 8


def digests(office: Office, channel: str = "ops") -> list[str]:
    shown = [office.draw(one, "ann") for one in office.shown("ann", channel)]
    return [one for one in shown if HEAD in one]


async def came(office: Office, until: datetime) -> list[str]:
    """Let time pass, and note when a digest came, in Oslo."""
    found: list[datetime] = []
    while office.clock.now() < until:
        before = len(digests(office))
        await office.wait(hours=1)
        found += [office.clock.now()] * (len(digests(office)) - before)
    return [at.astimezone(june(9, 0).tzinfo).strftime("%a %d %b") for at in found]


def fill(tx: Tx) -> None:
    """Eight people answer two requests each, in four weeks of which the last ends on 14 June."""
    at = datetime(2026, 6, 10, 9, tzinfo=UTC)
    ids = [
        people.put(tx, 1, Profile(f"U{n:02}", f"P{n}", "UTC", "en", Kind.MEMBER, None), now=at).id
        for n in range(BUSY)
    ]
    for number in range(2 * BUSY):
        owner, asker = ids[number % BUSY], ids[(number + 1) % BUSY]
        new = NewRequest(1, asker, owner, "x", "x", Urgency.NORMAL, None, None, None, None)
        request_id = requests.add(tx, new, number=900 + number, now=at)
        turns.start(tx, request_id, NewTurn(owner, Side.OWNER, Why.LOGGED), now=at)
        turn, answered_at = turns.open_turn(tx, request_id), at + timedelta(hours=2)
        assert turn is not None
        turns.end(tx, turn, Entry.ANSWERED, minutes=Minutes(120, 0, 120), now=answered_at)
        tx.run(
            "UPDATE requests SET status = :status, outcome = :outcome, first_response_at = :at,"
            " answered_at = :at, ended_at = :at, holder_id = NULL WHERE id = :id",
            status=Status.CLOSED, outcome=Outcome.YES, at=answered_at, id=request_id,
        )  # fmt: skip


async def test_everybodys_digest_comes_on_mondays_and_says_how_long_people_wait(office: Office) -> None:
    await office.svar.house.store.write(fill)
    await office.command("ann", "/svar", "digest weekly everybody", channel="ops")
    told = office.screen("eva", "ops")
    assert "Ann would like a digest here about everybody, every Monday" in told
    assert "The first comes on Mon 15 Jun." in told

    assert await came(office, june(15, 23)) == ["Mon 15 Jun"]
    (said,) = digests(office)
    assert "Four weeks until Sun 14 Jun, everybody" in said
    assert "Half of all requests were answered within 2 working hours" in said
    assert "not for appraisal, pay or discipline" in said
    assert await came(office, june(22, 23)) == ["Mon 22 Jun"]


async def test_one_that_cannot_be_gathered_comes_later(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    await office.svar.house.store.write(fill)
    await office.command("ann", "/svar", "digest weekly everybody", channel="ops")
    with monkeypatch.context() as patched:
        patched.setattr(gathering, "SECONDS", 0.0)
        assert await came(office, june(15, 12)) == []

    assert await came(office, june(15, 23)) == ["Mon 15 Jun"]


def pictures(office: Office) -> list[File]:
    ids = [file["id"] for seen in office.shown("ann", "ops") for file in seen.files]
    return [office.emulator.workspace.files.get(file_id) for file_id in ids]


async def test_from_the_second_on_it_comes_with_a_chart_that_also_says_its_figures(office: Office) -> None:
    await office.svar.house.store.write(fill)
    await office.command("ann", "/svar", "digest weekly everybody", channel="ops")

    await came(office, june(22, 23))
    (picture,) = pictures(office)
    assert picture.content is not None
    assert picture.content.startswith(b"\x89PNG")
    assert "14 Jun: 2 and 2; 21 Jun: 2 and 2." in picture.alt_txt


@pytest.mark.parametrize(
    ("method", "kind", "times"),
    [
        ("files.getUploadURLExternal", "error", 1),
        ("files.getUploadURLExternal", "server_error", 9),
        ("files.completeUploadExternal", "error", 1),
        ("files.completeUploadExternal", "drop_answer", 1),
    ],
)
async def test_whatever_becomes_of_the_chart_the_words_come_once(
    office: Office, method: str, kind: FaultKind, times: int
) -> None:
    await office.svar.house.store.write(fill)
    await office.command("ann", "/svar", "digest weekly everybody", channel="ops")
    office.emulator.faults.add(Fault(method, kind, error="invalid_blocks", times=times))

    assert await came(office, june(22, 23)) == ["Mon 15 Jun", "Mon 22 Jun"]
    assert len(pictures(office)) == (kind == "drop_answer")


async def first_digest(office: Office) -> Seen:
    await office.svar.house.store.write(fill)
    await office.command("ann", "/svar", "digest weekly everybody", channel="ops")
    await came(office, june(15, 23))
    return office.asking("ben", "More", "ops")


async def test_more_shows_every_other_figure_and_says_how_they_are_made(office: Office) -> None:
    shown = await first_digest(office)
    await office.press("ben", shown, "More")
    page = office.form("ben")
    assert "Seen. Until somebody" in page
    assert "Until it was over. For whoever was asked: half within 2 working hours, 85 % within 2" in page
    assert "What came and went. Of 16 requests, 16 were answered, 16 closed and 0 withdrawn; 0 are" in page
    assert "While somebody was away. There is not enough" in page
    assert "What I said unasked. There is not enough" in page
    assert "How long first answers take. How sure that is: half within 2 to 2 working hours" in page
    assert "First answer" not in page

    await office.press("ben", shown, "How these are made")
    assert "What is not shown" in office.form("ben")


async def test_a_channel_chooses_what_it_sees_first(office: Office) -> None:
    shown = await first_digest(office)
    await office.press("ben", shown, "Change what comes first")
    assert (await office.submit("ben", first=["flow", "helped", "first"])).ok

    await came(office, june(22, 23))
    (_, said) = digests(office)
    heads = [line.split(".")[0] for line in said.splitlines()]
    assert heads[1:4] == ["First answer", "Whether it helped", "What came and went"]
    assert "What stands first here is what this channel chose." in said


async def test_one_to_four_can_come_first_and_nothing_else(office: Office) -> None:
    shown = await first_digest(office)
    await office.press("ben", shown, "Change what comes first")
    refused = await office.submit("ben", first=["first", "waiting", "promises", "helped", "turns"])

    assert "Please choose one to four." in str(refused)


async def test_what_was_ended_is_told_so(office: Office) -> None:
    shown = await first_digest(office)
    await office.command("ann", "/svar", "digest off", channel="ops")
    await office.try_to_press("ben", shown, "More")
    assert "That digest has been ended" in office.form("ben") + office.screen("ben", "ops")


async def test_of_a_channels_few_people_nothing_is_said(office: Office) -> None:
    await office.svar.house.store.write(fill)
    await office.command("ann", "/svar", "digest weekly", channel="ops")

    await came(office, june(15, 23))
    (said,) = digests(office)
    assert REFUSED in said
    assert "working hours" not in said


async def test_monthly_is_the_first_monday(office: Office) -> None:
    await office.command("ann", "/svar", "digest monthly everybody", channel="ops")
    told = office.screen("eva", "ops")

    assert "on the first Monday of the month" in told
    assert "The first comes on Mon 6 Jul." in told
    assert await came(office, june(30, 0)) == []


async def test_anybody_there_ends_it(office: Office) -> None:
    await office.command("ann", "/svar", "digest weekly everybody", channel="ops")
    await office.command("ben", "/svar", "digest off", channel="ops")
    assert "Ben has ended the digest here." in office.screen("ann", "ops")

    assert await came(office, june(15, 23)) == []


@pytest.mark.parametrize(
    ("words", "channel", "told"),
    [
        ("digest weekly", "dm", "A digest is for a channel."),
        ("digest daily", "ops", "I did not understand that."),
        ("digest weekly monthly", "ops", "I did not understand that."),
    ],
)
async def test_what_cannot_be_is_said_to_be_so(office: Office, words: str, channel: str, told: str) -> None:
    assert told in await office.command("ann", "/svar", words, channel=channel)
