"""Several processes on one database: together no faster than one may be, and nobody stands still."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from bot.clock import AdjustableClock
from bot.delivery.budgets import Budget
from bot.delivery.pacing import PATIENCE_SECONDS, POST, UPDATE, Pacer
from bot.house import House
from storage import budgets
from tests.delivery.stages import Stage
from tests.delivery.test_pacing import spaced

START = datetime(2026, 11, 26, 9, 12, tzinfo=UTC)
GAP = 0.2


@dataclass
class Machine:
    """The pacer of a process, whose clock and whose stopwatch go together; and when it called."""

    house: House
    ahead: timedelta = timedelta()
    calls: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.clock = AdjustableClock(START + self.ahead)
        budget = Budget(self.house, self.clock)
        pace = {"post_seconds": 1.0, "posts_per_second": 1 / GAP}
        self.pacer = Pacer(**pace, budget=budget, time=self.seconds, sleep=self.sleep)

    def seconds(self) -> float:
        return (self.clock.now() - self.ahead - START).total_seconds()

    async def sleep(self, seconds: float) -> None:
        self.clock.move_by(timedelta(seconds=seconds))

    async def call(self, method: str, channel: str, key: str) -> float:
        """Make the call if its turn comes soon; else in how many seconds it does."""
        wait = await self.pacer.turn(method, channel, key)
        if not wait:
            self.calls.append(self.seconds())
        return wait


@pytest.fixture
def machines(stage: Stage) -> list[Machine]:
    return [Machine(stage.svar.house) for _ in range(3)]


def all_calls(machines: list[Machine]) -> list[float]:
    return sorted(call for machine in machines for call in machine.calls)


def meet(machines: list[Machine]) -> None:
    """Let all of them be as late as the latest."""
    latest = max(machine.seconds() for machine in machines)
    for machine in machines:
        machine.clock.move_to(START + machine.ahead + timedelta(seconds=latest))


async def busy(machines: list[Machine], posts: int) -> None:
    """Each has so many posts to make, and whoever has waited least is next."""
    left = dict.fromkeys(range(len(machines)), posts)
    while left:
        n = min(left, key=lambda n: machines[n].seconds())
        machine = machines[n]
        wait = await machine.call(POST, f"C{n}:{left[n]}", f"{left[n]}")
        if wait:
            await machine.sleep(wait)
        else:
            left[n] -= 1
        if not left[n]:
            del left[n]


async def test_all_together_post_no_faster_than_one_may(machines: list[Machine]) -> None:
    await busy(machines, 20)
    calls = all_calls(machines)
    spaced(calls, gap=GAP, burst=0.0)
    assert len(calls) == 60
    assert calls[-1] == pytest.approx(59 * GAP, abs=2 * PATIENCE_SECONDS)


async def test_so_do_ten_of_which_each_waits_longer_for_the_others(stage: Stage) -> None:
    machines = [Machine(stage.svar.house) for _ in range(10)]
    await busy(machines, 6)
    spaced(all_calls(machines), gap=GAP, burst=0.0)
    assert [len(machine.calls) for machine in machines] == [6] * 10
    assert all_calls(machines)[-1] == pytest.approx(59 * GAP, abs=5 * PATIENCE_SECONDS)


async def test_one_that_is_alone_in_posting_has_the_whole_rate(machines: list[Machine]) -> None:
    await busy(machines[:1], 20)
    assert machines[0].calls == pytest.approx([n * GAP for n in range(20)])


async def test_a_methods_burst_is_had_once_by_all_together(machines: list[Machine]) -> None:
    made = 0
    for n in range(90):
        made += not await machines[n % 3].call(UPDATE, "", f"{n}")
    spaced(all_calls(machines), gap=1.2, burst=58.8)
    assert 50 <= made <= 53


async def test_a_post_that_waited_for_others_keeps_its_conversation_waiting(machines: list[Machine]) -> None:
    for machine in machines:
        await machine.call(POST, f"C{id(machine)}", "first")
    late = machines[-1]
    assert late.calls == pytest.approx([2 * GAP])
    assert late.pacer.wait(POST, f"C{id(late)}", "second") == pytest.approx(1)


async def test_what_is_promised_moves_back_with_its_line(machines: list[Machine]) -> None:
    one, other, _ = machines
    promised = [one.pacer.promise(POST, f"C{n}", f"{n}") for n in range(4)]
    for n in range(4):
        await other.call(POST, f"D{n}", f"{n}")
    for n in range(2):
        assert not await one.call(POST, f"C{n}", f"{n}")
    others = 4 * GAP
    moments = [one.seconds() + one.pacer.promise(POST, f"C{n}", f"{n}") for n in (2, 3)]
    assert moments == pytest.approx([wait + others for wait in promised[2:]])


async def test_what_one_is_told_by_slack_all_heed(machines: list[Machine]) -> None:
    one, other, third = machines
    await one.call(POST, "C1", "a")
    await one.pacer.pause(POST, 30)
    assert await other.call(POST, "C2", "b") == pytest.approx(30)
    assert not await third.call(UPDATE, "C2", "b")
    await other.sleep(30)
    while wait := await other.call(POST, "C2", "b"):
        await other.sleep(wait)
    assert other.calls == pytest.approx([30])


@pytest.mark.parametrize("ahead", [0.05, 5.0, 60.0, 86_400.0])
async def test_clocks_that_differ_make_nobody_stand_still(stage: Stage, ahead: float) -> None:
    machines = [Machine(stage.svar.house, timedelta(seconds=each)) for each in (0, ahead, 0)]
    await busy(machines, 10)
    for machine in machines:
        spaced(machine.calls, gap=GAP, burst=0.0)
        assert len(machine.calls) == 10
    within = 30 * GAP + budgets.FARTHEST.total_seconds()
    assert all_calls(machines)[-1] < within


async def test_turns_are_taken_in_the_database_only_where_it_is_shared(stage: Stage) -> None:
    await stage.svar.watchdog.look()  # which asks Slack what time it is
    methods = [row["method"] for row in await stage.rows("SELECT method FROM budgets")]
    assert methods == (["auth.test"] if stage.store.is_shared else [])


async def test_a_process_that_is_gone_leaves_the_rate_to_the_others(machines: list[Machine]) -> None:
    await busy(machines, 5)
    meet(machines)
    survivor, now = machines[0], machines[0].seconds()
    before = len(survivor.calls)
    await busy([survivor], 10)
    assert survivor.calls[before:] == pytest.approx([now + n * GAP for n in range(10)], abs=2 * GAP)
