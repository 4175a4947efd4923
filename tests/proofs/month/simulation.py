"""A company at work with Svar: its story is played, and what everybody heard and did is kept."""

from __future__ import annotations

import asyncio
import heapq
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random

from bot.delivery import nudges, upkeep
from tests.proofs.month.calendars import instant
from tests.proofs.month.company import Colleague
from tests.proofs.month.ledgers import Done
from tests.proofs.month.readings import Heard
from tests.proofs.month.stories import STILL, Act, Case, moment
from tests.proofs.month.workplaces import Workplace, open_workplace, quiet_edges

SETTLING = 720  # minutes before it begins, for everybody to say when they work
UPKEEP = 360  # minutes between two looks after what may be forgotten
ASKED, REACTION = -1, -2  # the steps of a case that its course does not count


@dataclass
class Played:
    """What came of a story: the cases as they were asked, what was heard and done, and what could not be."""

    cases: list[Case]
    heard: list[Heard] = field(default_factory=list)
    done: list[Done] = field(default_factory=list)
    failed: Counter[str] = field(default_factory=Counter)


async def play(
    company: Sequence[Colleague], cases: Sequence[Case], period: tuple[int, int], *, seed: int, folder: Path
) -> Played:
    """Let the time of `period` pass, from one moment in which anything happens to the next."""
    async with open_workplace(company, period[0] - SETTLING, seed=seed, folder=folder) as workplace:
        played = _Playing(workplace, company, cases, seed)
        played.story.heard += await workplace.introduce(company)
        await played.until(period[1])
    return played.story


class _Playing:
    """A story under way: who means to do what, and when."""

    def __init__(
        self, workplace: Workplace, company: Sequence[Colleague], cases: Sequence[Case], seed: int
    ) -> None:
        self.story = Played(list(cases))
        self._place, self._cases, self._seed = workplace, self.story.cases, seed
        self._called = {each.shown_as: each for each in company}
        self._quiet = [edge for each in company for edge in quiet_edges(each)]
        heapq.heapify(self._quiet)
        self._planned: list[tuple[int, int, int, Act | None]] = []
        self._upkeep_at = 0
        for case in cases:
            self._planned.append((case.asked_at, case.number, ASKED, None))
        heapq.heapify(self._planned)

    async def until(self, end: int) -> None:
        self._hear(await self._place.settle())
        while (at := await self._next(end)) < end:
            self._place.clock.move_to(instant(at))
            await self._act(at)
            self._hear(await self._place.settle())

    async def _next(self, end: int) -> int:
        """When somebody does something next, or something falls due."""
        due = await self._place.next_due()
        planned = [queue[0][0] for queue in (self._planned, self._quiet) if queue]
        return min(end if due is None else due, *(max(at, self._place.now) for at in planned), end)

    async def _act(self, now: int) -> None:
        """Whoever meant to do something now does it; each person one thing after another."""
        if now >= self._upkeep_at:
            await upkeep.look(self._place.svar.house)
            await nudges.look(self._place.svar.house)
            self._upkeep_at = now + UPKEEP
        while self._quiet and self._quiet[0][0] <= now:
            await self._place.quieten(*heapq.heappop(self._quiet)[1:])
        by_person: dict[str, list[tuple[Case, int, Act | None]]] = defaultdict(list)
        while self._planned and self._planned[0][0] <= now:
            _, number, step, act = heapq.heappop(self._planned)
            case = self._cases[number]
            by_person[case.part(act.who if act else "requester").name].append((case, step, act))
        await asyncio.gather(*(self._one_by_one(those) for those in by_person.values()))

    async def _one_by_one(self, those: Iterable[tuple[Case, int, Act | None]]) -> None:
        for case, step, act in those:
            await self._do(case, step, act)

    async def _do(self, case: Case, step: int, act: Act | None) -> None:
        now, hands = self._place.now, self._place.hands
        if act is None:
            outcome, told = await hands.ask(
                case, is_away=case.owner.is_away(case.owner.scheduled.next(now) or now)
            )
            case = self._cases[case.number] = self._asked(case, told)
            done = Done(now, case.number, "ask", case.requester.name, case.urgency.strip(), told)
        else:
            outcome, option = await hands.do(case, act)
            done = Done(now, case.number, act.what, case.part(act.who).name, option)
        if not outcome.ok and step == REACTION:
            return  # something else has been said meanwhile
        if not outcome.ok:
            self.story.failed[f"{done.what} {done.option}: {outcome.error}"] += 1
            return
        self.story.done.append(done)
        if step >= ASKED and step + 1 < len(case.acts):
            self._plan(case, step + 1, case.acts[step + 1])

    def _asked(self, case: Case, told: str) -> Case:
        """The case with whoever stands in as its owner, if that was chosen."""
        chosen = re.search(r" Ask (Person \d+)$", told)
        return replace(case, owner=self._called[chosen[1]], instead_of=case.owner) if chosen else case

    def _plan(self, case: Case, step: int, act: Act) -> None:
        now = self._place.now
        at = moment(case, act, now, self._chance(case, step))
        if at is not None:
            heapq.heappush(self._planned, (max(at, now + 1), case.number, step, act))

    def _hear(self, heard: Sequence[Heard]) -> None:
        """Who is asked whether they still need it says so, or that they do not, or nothing."""
        self.story.heard += heard
        for one in heard:
            if one.case is not None and one.kind == "still_needed":
                chance = self._chance(self._cases[one.case], REACTION)
                if chance.random() < 0.8:
                    self._plan(self._cases[one.case], REACTION, chance.choice(STILL))

    def _chance(self, case: Case, step: int) -> Random:
        return Random(f"{self._seed}/{case.number}/{step}")  # noqa: S311 - chance for a test
