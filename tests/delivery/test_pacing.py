"""The pacer alone, with a time that is handed in: never faster than allowed, and nobody waits for ever."""

from __future__ import annotations

import heapq
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.delivery import pacing
from bot.delivery.pacing import MOMENT_SECONDS, PER_MINUTE, POST, UPDATE, Pacer

HAIR = 2 * MOMENT_SECONDS
JITTER = 0.5


class Watch:
    """A time that is set by hand."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def pacer(watch: Watch) -> Pacer:
    return Pacer(post_seconds=1.0, posts_per_second=5.0, time=watch)


def test_the_first_post_to_a_conversation_goes_at_once(pacer: Pacer) -> None:
    assert pacer.wait(POST, "C1", "a") == 0
    assert pacer.wait(POST, "C2", "b") == pytest.approx(0.2)  # as the whole workspace allows


def test_a_post_that_went_late_makes_none_after_it_too_early(pacer: Pacer, watch: Watch) -> None:
    assert pacer.wait(POST, "C1", "a") == 0
    assert pacer.wait(POST, "C2", "b") == pytest.approx(0.2)
    assert pacer.wait(POST, "C3", "c") == pytest.approx(0.4)
    watch.now += 0.35
    assert pacer.wait(POST, "C2", "b") == 0
    watch.now += 0.05
    assert pacer.wait(POST, "C3", "c") == pytest.approx(0.15)


def test_where_many_posts_are_permitted_some_go_together(watch: Watch) -> None:
    pacer = Pacer(post_seconds=1.0, posts_per_second=100.0, time=watch)
    waits = [pacer.wait(POST, f"C{n}", f"{n}") for n in range(13)]
    assert max(waits[:11]) == 0
    assert waits[11:] == pytest.approx([0.01, 0.02])


def test_a_conversation_with_much_to_say_holds_up_no_other(pacer: Pacer, watch: Watch) -> None:
    for n in range(20):
        pacer.wait(POST, "C1", f"a{n}")
    assert pacer.wait(POST, "C2", "b") == pytest.approx(20 * 0.2)
    watch.now += 4
    assert pacer.wait(POST, "C2", "b") == 0


def test_a_turn_that_was_asked_for_is_kept_and_not_taken(pacer: Pacer, watch: Watch) -> None:
    assert pacer.promise(POST, "C1", "a") == 0
    assert pacer.promise(POST, "C2", "b") == pytest.approx(0.2)
    assert pacer.wait(POST, "C1", "a") == 0
    assert pacer.wait(POST, "C3", "c") == pytest.approx(0.4)
    watch.now += 0.2
    assert pacer.wait(POST, "C2", "b") == 0


async def test_who_waits_for_a_turn_has_it(watch: Watch) -> None:
    pacer = Pacer(post_seconds=1.0, posts_per_second=5.0, time=watch, sleep=watch.sleep)
    assert await pacer.turn(POST, "C1", "a") == 0
    assert await pacer.turn(POST, "C1", "b") == 0
    assert watch.now == pytest.approx(1001)
    pacer.wait(POST, "C1", "c")
    assert await pacer.turn(POST, "C1", "d") == pytest.approx(2)
    assert watch.now == pytest.approx(1001)


def test_the_next_post_to_it_waits_its_second(pacer: Pacer, watch: Watch) -> None:
    pacer.wait(POST, "C1", "a")
    watch.now += 0.25
    assert pacer.wait(POST, "C1", "b") == pytest.approx(0.75)


def test_a_moment_far_off_is_kept_for_who_comes_back(pacer: Pacer, watch: Watch) -> None:
    pacer.wait(POST, "C1", "a")
    pacer.wait(POST, "C1", "b")
    assert pacer.wait(POST, "C1", "c") == pytest.approx(2)
    assert pacer.wait(POST, "C1", "d") == pytest.approx(3)
    assert pacer.wait(POST, "C1", "c") == pytest.approx(2)
    watch.now += 2
    assert pacer.wait(POST, "C1", "c") == 0


def test_two_who_come_back_late_do_not_go_together(pacer: Pacer, watch: Watch) -> None:
    for key in ("a", "b", "c", "d"):
        pacer.wait(POST, "C1", key)
    watch.now += 60
    assert pacer.wait(POST, "C1", "d") == 0
    assert pacer.wait(POST, "C1", "c") == pytest.approx(1)


def test_a_call_made_once_and_tried_again_is_counted_again(pacer: Pacer, watch: Watch) -> None:
    pacer.wait(POST, "C1", "a")
    assert pacer.wait(POST, "C1", "b") == pytest.approx(1)
    watch.now += 1.5
    assert pacer.wait(POST, "C1", "b") == 0
    watch.now += 0.25
    assert pacer.wait(POST, "C1", "b") == pytest.approx(0.75)


def test_what_yields_stands_behind_everything_else(pacer: Pacer, watch: Watch) -> None:
    for n in range(60):
        pacer.wait(POST, f"C{n}", f"reminder {n}", yields=True)
    assert pacer.wait(POST, "CX", "reminder", yields=True) > 10
    waited = 0.0
    while wait := pacer.wait(POST, "CY", "answer"):
        assert pacer.wait(POST, "C1", "reminder 1", yields=True) > wait
        watch.now += wait
        waited += wait
    assert waited < 0.5


async def test_nobody_calls_a_method_before_slack_allows_it_again(pacer: Pacer, watch: Watch) -> None:
    await pacer.pause(POST, 30)
    await pacer.pause(POST, 3)
    assert pacer.wait(POST, "C1", "a") == pytest.approx(30)
    assert pacer.wait(UPDATE, "C1", "b") == 0
    watch.now += 30
    assert pacer.wait(POST, "C1", "a") == 0


def test_a_minutes_worth_of_a_method_may_be_used_at_once(pacer: Pacer) -> None:
    waits = [pacer.wait(UPDATE, f"C{n}", f"{n}") for n in range(PER_MINUTE[UPDATE] + 2)]
    assert max(waits[: PER_MINUTE[UPDATE]]) < HAIR
    assert waits[-2:] == pytest.approx([1.2, 2.4])


def test_both_names_of_a_conversation_are_paced_as_one(pacer: Pacer) -> None:
    pacer.wait(POST, "UANN", "a")
    pacer.same("UANN", "D1")
    assert pacer.wait(POST, "D1", "b") == pytest.approx(1)


def test_what_nobody_came_back_for_is_forgotten(
    pacer: Pacer, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pacing, "PROMISES", 20)
    for n in range(100):
        pacer.wait(POST, "C1", f"a{n}")
        pacer.wait(POST, f"C{n}", "once")
    assert len(pacer._promises) <= 20
    watch.now += 10_000
    assert pacer.wait(POST, "C1", "new") == 0
    for n in range(5):
        pacer.wait(POST, "C1", f"b{n}")
    assert len(pacer._promises) <= 20
    assert len(pacer._made) <= 21


def asks() -> st.SearchStrategy[list[tuple[float, str, int, int, float]]]:
    """A pause before, a method, a channel, a caller, and how long Slack then wants to be left alone."""
    return st.lists(
        st.tuples(
            st.sampled_from([0.0, 0.0, 0.01, 0.3, 0.99, 1.0, 2.5, 40.0]),
            st.sampled_from([POST, POST, POST, UPDATE]),
            st.integers(0, 2),
            st.integers(0, 30),
            st.sampled_from([0.0] * 9 + [3.0]),
        ),
        max_size=300,
    )


@given(asks())
async def test_however_callers_come_back_no_call_is_made_too_early(
    asked: list[tuple[float, str, int, int, float]],
) -> None:
    watch = Watch()
    pacer = Pacer(post_seconds=1.0, posts_per_second=2.0, time=watch)
    made: dict[str, list[float]] = {}
    left_alone = 0.0
    for pause, method, channel, caller, alone in asked:
        watch.now += pause
        wait = pacer.wait(method, f"C{channel}", f"{method}:{channel}:{caller}")
        if not wait:
            assert method != POST or watch.now >= left_alone - HAIR
            for name in (f"C{channel}", POST) if method == POST else (method,):
                made.setdefault(name, []).append(watch.now)
        if alone:
            await pacer.pause(POST, alone)
            left_alone = max(left_alone, watch.now + alone)
    for channel in range(3):
        spaced(made.get(f"C{channel}", []), gap=1.0, burst=0.0)
    spaced(made.get(POST, []), gap=0.5, burst=0.0)
    spaced(made.get(UPDATE, []), gap=1.2, burst=60 - 1.2)


def spaced(moments: list[float], *, gap: float, burst: float) -> None:
    """In no stretch of time are there more calls than it has room for, the burst included."""
    moments = sorted(moments)
    for first in range(len(moments)):
        for last in range(first + 1, len(moments)):
            assert (last - first) * gap <= moments[last] - moments[first] + burst + HAIR


@settings(max_examples=30)
@given(st.integers(1, 120), st.integers(1, 10), st.integers(0, 2**32))
def test_everybody_who_comes_back_is_served_as_fast_as_allowed(
    callers: int, channels: int, seed: int
) -> None:
    watch, chance = Watch(), random.Random(seed)  # noqa: S311 - chance for a test
    pacer = Pacer(post_seconds=1.0, posts_per_second=5.0, time=watch)
    coming = [(watch.now, n) for n in range(callers)]
    heapq.heapify(coming)
    served: dict[int, float] = {}
    busiest = max(sum(1 for n in range(callers) if n % channels == c) for c in range(channels))
    while coming:
        watch.now, caller = heapq.heappop(coming)
        wait = pacer.wait(POST, f"C{caller % channels}", f"{caller}")
        if not wait:
            served[caller] = watch.now
        else:
            heapq.heappush(coming, (watch.now + wait + chance.random() * JITTER, caller))
    assert len(served) == callers
    slowest = busiest * (1.0 + JITTER) + callers * 0.2
    assert max(served.values()) - 1000.0 <= slowest + 2


def test_a_queue_longer_than_can_be_promised_is_served_all_the_same(
    pacer: Pacer, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pacing, "PROMISES", 10)
    coming = [(watch.now, n) for n in range(60)]
    while coming:
        watch.now, caller = heapq.heappop(coming)
        wait = pacer.wait(POST, "C1", f"{caller}")
        if wait:
            heapq.heappush(coming, (watch.now + wait, caller))
    assert watch.now - 1000.0 <= 60 * 1.5
