"""Values and columns: what goes in comes out, and text sorts as time does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage import rows
from storage.base import Missing
from storage.records import Kind, Person, Side, TrailEntry, WorkWeek
from storage.rows import adapt, from_json, instant, new_key, record, stamp, to_json

OSLO_IN_SUMMER = timezone(timedelta(hours=2))


def test_a_stamp_is_utc_with_microseconds() -> None:
    assert stamp(datetime(2026, 11, 26, 13, tzinfo=UTC)) == "2026-11-26T13:00:00.000000Z"
    assert stamp(datetime(2026, 7, 1, 1, tzinfo=OSLO_IN_SUMMER)) == "2026-06-30T23:00:00.000000Z"


def test_a_naive_instant_is_refused() -> None:
    with pytest.raises(ValueError, match="needs a zone"):
        stamp(datetime(2026, 11, 26, 13))  # noqa: DTZ001 - that is the point


instants = st.datetimes(
    min_value=datetime(1, 1, 3),  # noqa: DTZ001 - the strategy adds the zone
    max_value=datetime(9999, 12, 29),  # noqa: DTZ001 - the strategy adds the zone
    timezones=st.sampled_from([UTC, OSLO_IN_SUMMER]),
)


def test_the_hour_that_a_clock_goes_through_twice_is_stamped_as_two() -> None:
    first = datetime(2026, 10, 25, 2, 30, tzinfo=ZoneInfo("Europe/Oslo"))

    assert stamp(first) == "2026-10-25T00:30:00.000000Z"
    assert stamp(first.replace(fold=1)) == "2026-10-25T01:30:00.000000Z"


@given(instants, instants)
def test_stamps_are_read_back_and_sort_as_time_does(one: datetime, other: datetime) -> None:
    assert instant(stamp(one)) == one
    assert (stamp(one) < stamp(other)) == (one < other)


def test_nothing_stays_nothing() -> None:
    assert instant(None) is None


def test_values_become_what_both_drivers_take() -> None:
    values = adapt(
        {
            "at": datetime(2026, 11, 26, 13, tzinfo=UTC),
            "kind": Kind.GUEST,
            "yes": True,
            "data": {"where": ("a", 1), "when": datetime(2026, 1, 1, tzinfo=UTC)},
            "list": ["ø"],
            "none": None,
            "text": "text",
            "number": 7,
        }
    )
    assert values == {
        "at": "2026-11-26T13:00:00.000000Z",
        "kind": "guest",
        "yes": 1,
        "data": '{"where":["a",1],"when":"2026-01-01T00:00:00.000000Z"}',
        "list": '["ø"]',
        "none": None,
        "text": "text",
        "number": 7,
    }
    assert type(values["kind"]) is str
    assert type(values["yes"]) is int


def test_what_has_no_stored_form_is_refused() -> None:
    with pytest.raises(TypeError, match="timedelta cannot be stored"):
        adapt({"how_long": timedelta(1)})


def test_json_is_read_back() -> None:
    assert from_json(to_json({"a": [1, None, "ø"]})) == {"a": [1, None, "ø"]}


def test_a_row_becomes_a_record_by_its_annotations() -> None:
    row = {
        "id": 1,
        "workspace_id": 2,
        "slack_id": "U1",
        "name": "Ann",
        "zone": "Europe/Oslo",
        "locale": "nb-NO",
        "kind": "member",
        "deactivated_at": None,
        "dm_channel": None,
        "introduced_at": "2026-11-26T13:00:00.000000Z",
        "fetched_at": None,
        "daily_minutes": None,
        "language": None,
        "is_admin": 1,
        "full_until": None,
        "unnudged_at": None,
        "spoken_to_at": None,
        "something_else": 5,
    }
    ann = record(Person, row)
    assert ann.kind is Kind.MEMBER
    assert ann.introduced_at == datetime(2026, 11, 26, 13, tzinfo=UTC)
    assert ann.deactivated_at is None
    assert ann.is_admin is True


def test_json_columns_and_missing_enums_are_read() -> None:
    row = {
        "id": 1,
        "request_id": 2,
        "at": "2026-11-26T13:00:00.000000Z",
        "by_id": None,
        "kind": "closed",
        "was": None,
    }
    assert record(TrailEntry, row | {"data": '{"why":"done"}'}).data == {"why": "done"}
    with pytest.raises(KeyError):
        record(TrailEntry, row)
    with pytest.raises(KeyError):
        record(TrailEntry, row | {"data": "{}", "kind": Side.OWNER})


def test_a_class_that_is_no_row_is_refused() -> None:
    with pytest.raises(TypeError, match="cannot be read from a column"):
        record(Nested, {"week": "x"})


def test_a_record_may_have_one_field() -> None:
    assert record(Alone, {"kind": "bot"}) == Alone(Kind.BOT)


def test_no_row_is_no_record() -> None:
    with pytest.raises(Missing, match="no such Person"):
        record(Person, None)


@dataclass(frozen=True)
class Nested:
    week: WorkWeek


@dataclass(frozen=True)
class Alone:
    kind: Kind


def test_keys_are_all_different_and_stand_in_the_order_of_their_making(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made_at = iter(range(1_795_684_320_000, 1_795_684_321_000))
    monkeypatch.setattr(rows, "time_ns", lambda: next(made_at) * 1_000_000)
    keys = [new_key() for _ in range(1_000)]
    assert keys == sorted(keys)
    monkeypatch.setattr(rows, "time_ns", lambda: 1_795_684_320_000_000_000)
    same_moment = {new_key() for _ in range(1_000)}
    assert len(same_moment) == 1_000
    assert {len(bytes.fromhex(key)) for key in same_moment | {*keys}} == {16}
