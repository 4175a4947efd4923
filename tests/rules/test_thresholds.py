"""What a workspace may set for itself: never more than Svar's own caps."""

from __future__ import annotations

from dataclasses import asdict, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.thresholds import AS_IT_COMES, LIMITS, Thresholds, set_otherwise, thresholds_of
from bot.rules.workspaces import WorkspaceSettings, difference, may_change, settings_of, to_keep
from storage.records import Kind, Person

ANN = Person(1, 1, "UANN", "Ann", "Europe/Oslo", "en-US")


def test_every_threshold_has_its_limits_and_comes_within_them() -> None:
    assert list(LIMITS) == list(asdict(AS_IT_COMES))


@pytest.mark.parametrize(
    ("name", "too_much"),
    [
        ("reminders", 4),
        ("listed", 6),
        ("messages", 3),
        ("urgent_hours", 0),
        ("nudge_days", 13),
        ("times_days", 91),
        ("words_days", 366),
    ],
)
def test_nobody_can_be_given_more_than_the_caps(name: str, too_much: int) -> None:
    with pytest.raises(ValueError, match=name):
        replace(AS_IT_COMES, **{name: too_much})
    assert getattr(thresholds_of({name: too_much}), name) == getattr(AS_IT_COMES, name)


@given(st.fixed_dictionaries({name: st.integers(*limits) for name, limits in LIMITS.items()}))
def test_what_is_kept_is_read_again(values: dict[str, int]) -> None:
    thresholds = Thresholds(**values)
    assert thresholds_of(set_otherwise(thresholds)) == thresholds
    settings = WorkspaceSettings(thresholds, admins=(3, 4))
    assert settings_of(to_keep(settings)) == settings


def test_nothing_is_kept_of_what_is_as_it_comes() -> None:
    assert to_keep(WorkspaceSettings()) == {}
    assert settings_of({}) == WorkspaceSettings()


def test_only_what_was_changed_is_a_change() -> None:
    before, after = (
        WorkspaceSettings(admins=(2, 1)),
        WorkspaceSettings(replace(AS_IT_COMES, listed=3), (1, 2, 7)),
    )
    assert difference(before, after) == [("listed", 5, 3), ("admins", [1, 2], [1, 2, 7])]


def test_slacks_admins_and_whoever_they_name_may_change_it() -> None:
    assert may_change(replace(ANN, is_admin=True), WorkspaceSettings())
    assert may_change(ANN, WorkspaceSettings(admins=(1,)))
    assert not may_change(ANN, WorkspaceSettings(admins=(2,)))
    assert not may_change(replace(ANN, kind=Kind.GUEST, is_admin=True), WorkspaceSettings(admins=(1,)))
