"""What may be shown of a group, attacked by whoever can add and subtract."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from bot.rules.guards import LEAST_OWNERS, LEAST_REQUESTS, Owners, is_enough, may_show

PER_PERSON = 3


def asked_of(*people: int, week: int = 0, each: int = PER_PERSON) -> dict[int, int]:
    """`each` requests of one week to every one of them."""
    return {10_000 * week + 100 * person + number: person for person in people for number in range(each)}


def weeks(people: range, *numbers: int, each: int = PER_PERSON) -> dict[int, int]:
    return {
        request: owner
        for week in numbers
        for request, owner in asked_of(*people, week=week, each=each).items()
    }


EVERYBODY = asked_of(*range(20))


@pytest.mark.parametrize(
    ("counts", "enough"),
    [
        ([2, 2, 2, 2, 2], True),
        ([3, 3, 3, 3], False),  # four people
        ([2, 2, 2, 2, 1], False),  # nine requests
        ([5, 2, 1, 1, 1], True),
        ([6, 2, 1, 1, 1], False),  # more than half are one person's
        ([], False),
    ],
)
def test_enough_is_ten_requests_of_five_people_of_whom_none_has_more_than_half(
    counts: list[int], *, enough: bool
) -> None:
    owners = [person for person, count in enumerate(counts) for _ in range(count)]

    assert is_enough(owners) is enough
    assert may_show(dict(enumerate(owners)), []) is enough


def test_the_workspace_hides_a_group_that_is_all_but_a_few() -> None:
    assert may_show(asked_of(*range(15)), [EVERYBODY])
    assert not may_show(asked_of(*range(16)), [EVERYBODY])
    assert not may_show(EVERYBODY, [asked_of(*range(19))])


def test_what_is_left_besides_several_groups_counts_too() -> None:
    one, two = asked_of(*range(8)), asked_of(*range(8, 16))

    assert may_show(EVERYBODY, [one])
    assert may_show(EVERYBODY, [two])
    assert not may_show(EVERYBODY, [one, two])


def test_groups_may_share_a_few_people() -> None:
    assert may_show(asked_of(*range(6, 14)), [asked_of(*range(8))])


def test_groups_that_differ_by_a_few_people_are_not_both_shown() -> None:
    assert not may_show(asked_of(*range(1, 9)), [asked_of(*range(8))])


def test_somebody_who_has_most_of_a_difference_is_not_laid_bare() -> None:
    busy = asked_of(19, each=30)
    rest = asked_of(*range(12, 20))

    assert may_show(asked_of(*range(12)) | rest, [asked_of(*range(12))])
    assert not may_show(asked_of(*range(12)) | rest | busy, [asked_of(*range(12))])


def test_nor_where_a_third_figure_divides_the_difference() -> None:
    one, shared, busy = asked_of(*range(8)), asked_of(*range(8, 13)), asked_of(19, each=20)
    crossing = shared | asked_of(*range(13, 18))

    assert may_show(one | shared | busy, [crossing])
    assert not may_show(one | shared | busy, [crossing, one])


def test_a_union_and_its_parts_do_not_give_away_what_they_share() -> None:
    one, two = asked_of(*range(8)), asked_of(*range(6, 14))

    assert may_show(two, [one])
    assert not may_show(one | two, [one, two])


def test_a_week_in_which_few_were_asked_does_not_come_out_by_difference() -> None:
    last_month, quiet = weeks(range(8), 1, 2, 3, 4), asked_of(3, week=5)
    three = weeks(range(8), 2, 3, 4)

    assert may_show(three | asked_of(*range(8), week=5), [last_month])
    assert may_show(three | quiet, [last_month])  # the difference is mixed with the week that fell out
    assert not may_show(three | quiet, [last_month, three])
    assert not may_show(three | quiet, [last_month, asked_of(*range(8), week=1)])


def test_two_quiet_weeks_do_not_hide_each_other() -> None:
    three = weeks(range(8), 2, 3, 4)

    assert not may_show(three | asked_of(3, week=5), [three | asked_of(4, week=1)])


def test_weeks_without_a_request_in_common_do_not_disturb_each_other() -> None:
    assert may_show(weeks(range(8), 5, 6, 7, 8), [weeks(range(8), 1, 2, 3, 4)])


def test_the_same_figure_may_be_shown_again() -> None:
    assert may_show(EVERYBODY, [EVERYBODY, asked_of(*range(10))])


def test_a_chain_of_weeks_does_not_add_up_to_one_of_them() -> None:
    """Windows of two weeks: 1+2, 3+4, 2+3, 4+5. Added and subtracted in turn they leave weeks 1 and 5."""
    small = asked_of(1, 2, 3, week=1), asked_of(4, week=5)
    middle = [asked_of(*range(8), week=week) for week in (2, 3, 4)]
    shown = [small[0] | middle[0], middle[1] | middle[2], middle[0] | middle[1]]

    assert may_show(shown[2], shown[:2])
    assert not may_show(middle[2] | small[1], shown)


people, weeks_asked = st.integers(0, 13), st.integers(1, 4)
requests = st.lists(st.tuples(people, weeks_asked), min_size=60, max_size=150)
groups = st.lists(
    st.tuples(st.sets(people, max_size=4), weeks_asked, weeks_asked), min_size=2, max_size=8
)  # whom a group lacks, and from which week to which


WEIGHTS = range(-2, 3)
AT_ONCE = 4  # figures that the attacker puts together


@given(requests, groups)
def test_nothing_can_be_had_by_adding_and_subtracting_what_is_shown(
    asked: list[tuple[int, int]], wanted: list[tuple[set[int], int, int]]
) -> None:
    shown: list[Owners] = []
    for lacking, *between in wanted:
        figure = {
            number: owner
            for number, (owner, week) in enumerate(asked)
            if owner not in lacking and min(between) <= week <= max(between)
        }
        if may_show(figure, shown):
            shown.append(figure)

    event(f"{len(shown)} shown")
    for weights in product(WEIGHTS, repeat=min(len(shown), AT_ONCE)):
        laid_bare = [
            owner
            for number, (owner, _) in enumerate(asked)
            if sum(weight for weight, figure in zip(weights, shown, strict=False) if number in figure)
        ]
        if laid_bare:
            assert len(set(laid_bare)) >= LEAST_OWNERS
            assert len(laid_bare) >= LEAST_REQUESTS
