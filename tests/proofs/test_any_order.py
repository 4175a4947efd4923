"""Requests, absences, clock and delivery in whatever order: nothing is lost, doubled or said untimely."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Coroutine
from contextlib import AsyncExitStack
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bot.emulator import Fault
from storage.base import Tx
from tests.proofs.month.calendars import BEGIN, instant, minute
from tests.proofs.month.company import FULL, Colleague
from tests.proofs.month.months import COUNTED
from tests.proofs.month.readings import BY_THE_CLOCK, Heard
from tests.proofs.month.stories import Act, Case
from tests.proofs.month.workplaces import Workplace, open_workplace

T = TypeVar("T")
MONDAY = minute(datetime(2026, 10, 19, 13, 30, tzinfo=BEGIN.tzinfo))
COMPANY = [
    Colleague(number, zone, FULL, ())
    for number, zone in enumerate(("Europe/Oslo", "Europe/Oslo", "America/New_York", "Asia/Tokyo"))
]
CASES = st.integers(0, 5)
PAIRS = st.permutations(range(len(COMPANY))).map(lambda order: order[:3])
AN_HOUR, A_DAY = 60, 24 * 60
JUMPS = st.sampled_from((5, AN_HOUR, 3 * AN_HOUR, 8 * AN_HOUR, A_DAY, 3 * A_DAY))
BY_OWNER = st.sampled_from(
    ("answer", "answer", "ask_back", "on_it", "hold", "decline", "hand_over", "lend", "later")
)
BY_THIRD = st.sampled_from(("return", "answer", "ask_back", "on_it"))
BY_REQUESTER = st.sampled_from(
    ("Yes", "Partly", "Yes, they may", "No longer needed", "Still need it", "I can't wait")
)
FAULTS = st.sampled_from(("ratelimited", "server_error", "drop_answer"))
METHODS = st.sampled_from(("chat.postMessage", "chat.update", "*"))
OPEN_TURNS = """
SELECT r.id, r.status, (SELECT COUNT(*) FROM turns t WHERE t.request_id = r.id AND t.ended_at IS NULL) AS open
FROM requests r
"""
CLOCKS = """
SELECT t.request_id, t.started_at, t.ended_at, t.clock, t.side, t.holder_minutes, t.requester_minutes,
    t.wall_minutes, h.slack_id AS holder, a.slack_id AS requester
FROM turns t JOIN people h ON h.id = t.holder_id JOIN requests r ON r.id = t.request_id
JOIN people a ON a.id = r.requester_id ORDER BY t.request_id, t.id
"""
WAITING = """
SELECT reason AS what, due_at, failure FROM outbox WHERE due_at <= :now OR failure <> 'ended_before_posted'
UNION ALL SELECT 'card', due_at, failure FROM places WHERE due_at <= :now OR failure IS NOT NULL
"""
"""What is not said: a line about a request that was over before anybody saw it there need not be."""


class Days(RuleBasedStateMachine):
    """Four people in three zones, and whatever they, the clock and Slack may come up with."""

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.stack = AsyncExitStack()
        self.cases: list[Case] = []
        self.said: Counter[tuple[int, str]] = Counter()
        self.away: dict[str, tuple[int, int]] = {}
        self.heard: list[Heard] = []
        self.fresh: list[Heard] = []
        self.judged: set[tuple[int, str]] = set()
        self.place: Workplace = self.run(self._open())
        self.settle()

    def run(self, doing: Coroutine[Any, Any, T]) -> T:
        return self.loop.run_until_complete(doing)

    async def _open(self) -> Workplace:
        folder = self.stack.enter_context(TemporaryDirectory())
        opening = open_workplace(COMPANY, MONDAY, seed=0, folder=Path(folder), retry_seconds=(0, 0, 0))
        return await self.stack.enter_async_context(opening)

    @initialize(first=PAIRS, second=PAIRS)
    def begin(self, first: list[int], second: list[int]) -> None:
        self.ask(first, "", wish=False)
        self.ask(second, "", wish=True)

    @rule(people=PAIRS, urgency=st.sampled_from(("", "today ", "urgent ")), wish=st.booleans())
    @precondition(lambda self: len(self.cases) < 6)
    def ask(self, people: list[int], urgency: str, wish: bool) -> None:
        number = len(self.cases)
        case = Case(
            number,
            self.place.now,
            *(COMPANY[each] for each in people),
            urgency,
            " by friday 14:00" if wish and not urgency else "",
            (),
            f"Which rate applies, case {number:05}?",
        )
        outcome, _ = self.run(self.place.hands.ask(case, is_away=False))
        if outcome.ok:
            self.cases.append(case)
        self.settle()

    @rule(which=CASES, by=st.sampled_from(("Today", "Tomorrow", "This week")))
    def promise(self, which: int, by: str) -> None:
        self._act(which, Act("promise", "owner", (0, 0), by))

    @rule(which=CASES, what=BY_OWNER)
    def owner_does(self, which: int, what: str) -> None:
        self._act(which, Act(what, "owner", (0, 0)))

    @rule(which=CASES, what=BY_THIRD)
    def third_does(self, which: int, what: str) -> None:
        self._act(which, Act(what, "third", (0, 0)))

    @rule(which=CASES, what=st.sampled_from(("reply", "not_yet")))
    def requester_says(self, which: int, what: str) -> None:
        self._act(which, Act(what, "requester", (0, 0)))

    @rule(which=CASES, label=BY_REQUESTER)
    def requester_presses(self, which: int, label: str) -> None:
        self._act(which, Act("press", "requester", (0, 0), label))

    @rule(which=CASES, who=st.sampled_from(("owner", "requester", "third")))
    def undo(self, which: int, who: str) -> None:
        self._act(which, Act("press", who, (0, 0), "Undo"))

    def _act(self, which: int, act: Act) -> None:
        if self.cases:
            case = self.cases[which % len(self.cases)]
            self.run(self.place.hands.do(case, act))
            self.run(self._close_everything(case.part(act.who)))
            self.settle()

    async def _close_everything(self, colleague: Colleague) -> None:
        await self.place.emulator.close_view(colleague.name, all_of_them=True)

    @rule(who=st.sampled_from(COMPANY), after=st.integers(0, 2), days=st.integers(1, 4))
    def leave(self, who: Colleague, after: int, days: int) -> None:
        if who.name in self.away:
            return
        first = self._today(who) + timedelta(days=after)
        last = first + timedelta(days=days - 1)
        told = self.run(self.place.emulator.command(who.name, "/ooo", f"{first} to {last}"))
        if "You are away" in str(told.payload):
            self.away[who.name] = _midnight(who, first), _midnight(who, last + timedelta(days=1))
        self.settle()

    @rule(who=st.sampled_from(COMPANY))
    def come_back(self, who: Colleague) -> None:
        start, end = self.away.get(who.name, (0, 0))
        if start <= self.place.now < end:
            self.run(self.place.emulator.command(who.name, "/ooo", "back"))
            self.away[who.name] = start, self.place.now
            self.settle()

    @rule(minutes=JUMPS)
    def wait(self, minutes: int) -> None:
        end = self.place.now + minutes
        while self.place.now < end:
            due = self.run(self.place.next_due())
            self.place.clock.move_to(instant(min(end, due or end)))
            self.settle()

    @rule(minutes=JUMPS)
    def sleep(self, minutes: int) -> None:
        """The machine was asleep, or Svar was down."""
        self.place.clock.move_to(instant(self.place.now + minutes))
        self.settle()

    @rule(method=METHODS, kind=FAULTS, times=st.integers(1, 3))
    def trouble(self, method: str, kind: Any, times: int) -> None:
        self.place.emulator.faults.add(Fault(method, kind, times=times))

    @invariant()
    def every_open_request_is_with_one(self) -> None:
        for row in self.rows(OPEN_TURNS):
            assert row["open"] == (row["status"] == "open"), row

    @invariant()
    def nobody_is_written_to_at_the_wrong_time(self) -> None:
        for one in self.fresh:
            person = next(each for each in COMPANY if each.name == one.to)
            if one.kind in BY_THE_CLOCK | {"card"}:
                assert self._works(person, one.at), (one, self.away)
        self.fresh = []

    @invariant()
    def nothing_is_heard_twice(self) -> None:
        svar = self.place.emulator.workspace.bot.name
        said = [record for record in self.place.emulator.feed if record.from_ == svar]
        keys = Counter(record.blocks[0]["block_id"] for record in said if record.kind == "message")
        assert not keys or max(keys.values()) == 1, keys.most_common(1)

    @invariant()
    def two_a_day_at_most(self) -> None:
        days = Counter(
            (one.to, COMPANY[int(one.to[1:])].hours.day(one.at)) for one in self.heard if one.kind in COUNTED
        )
        assert not days or max(days.values()) <= 2 + self._urgent(), days

    @invariant()
    def clocks_add_up(self) -> None:
        for row in self.rows(CLOCKS):
            name = (row["request_id"], row["started_at"])
            if row["ended_at"] is None or name in self.judged:
                continue
            self.judged.add(name)
            start, end = (minute(datetime.fromisoformat(row[at])) for at in ("started_at", "ended_at"))
            holder, requester = (_by_id(row[who]) for who in ("holder", "requester"))
            running, waits = row["clock"] == "running", row["side"] != "requester"
            assert row["wall_minutes"] == end - start, row
            assert row["holder_minutes"] == (self._worked(holder, start, end) if running else 0), row
            assert row["requester_minutes"] == (self._worked(requester, start, end) if waits else 0), row

    def teardown(self) -> None:
        """In the end all is well with Slack again: then whatever was still to be said is said."""
        try:
            self.place.emulator.faults.clear()
            for _ in range(8):
                self.place.clock.move_by(timedelta(minutes=10))
                self.settle()
            assert not self.rows(WAITING, now=self.place.clock.now())
            self.nothing_is_heard_twice()
        finally:
            self.run(self.stack.aclose())
            self.loop.close()

    def settle(self) -> None:
        heard = self.run(self.place.settle())
        self.heard += heard
        self.fresh += heard

    def rows(self, sql: str, **values: Any) -> list[dict[str, Any]]:
        def look(tx: Tx) -> list[dict[str, Any]]:
            return [dict(row) for row in tx.all(sql, **values)]

        return self.run(self.place.svar.store.read(look))

    def _urgent(self) -> int:
        return len([case for case in self.cases if case.urgency == "urgent "])

    def _works(self, person: Colleague, at: int) -> bool:
        start, end = self.away.get(person.name, (0, 0))
        return person.hours.works(at) and not start <= at < end

    def _worked(self, person: Colleague, start: int, end: int) -> int:
        away = self.away.get(person.name, (0, 0))
        taken = person.hours.worked(max(start, away[0]), min(end, away[1]))
        return person.hours.worked(start, end) - taken

    def _today(self, person: Colleague) -> date:
        return self.place.clock.now().astimezone(ZoneInfo(person.zone)).date()


def _midnight(person: Colleague, day: date) -> int:
    return minute(datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(person.zone)))


def _by_id(slack_id: str) -> Colleague:
    return next(each for each in COMPANY if each.slack_id == slack_id)


def _settings(examples: int, steps: int) -> settings:
    return settings(
        max_examples=examples,
        derandomize=True,  # what is found is found again
        stateful_step_count=steps,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        print_blob=True,
    )


@pytest.mark.usefixtures("book")
class TestAFewDays(Days.TestCase):
    settings = _settings(examples=6, steps=25)


@pytest.mark.prove
@pytest.mark.timeout(1800)
@pytest.mark.usefixtures("book")
class TestManyDays(Days.TestCase):
    settings = _settings(examples=60, steps=50)
