"""Weeks, schedules and instants to try, and the slow definition of working time: a look at the wall clock."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from storage.records import NO_DAYS_OFF, DaysOff, Hours, Schedule, Span, WorkWeek, office_week

ZONES = [
    "UTC",
    "Europe/Oslo",
    "Europe/Stockholm",
    "Europe/Copenhagen",
    "Europe/London",
    "Europe/Dublin",
    "Europe/Lisbon",
    "Europe/Moscow",
    "Europe/Istanbul",
    "Atlantic/Azores",
    "Atlantic/Reykjavik",
    "America/New_York",
    "America/St_Johns",
    "America/Chicago",
    "America/Denver",
    "America/Phoenix",
    "America/Los_Angeles",
    "America/Anchorage",
    "America/Caracas",
    "America/Sao_Paulo",
    "America/Santiago",
    "America/Nuuk",
    "America/Havana",
    "Africa/Casablanca",
    "Africa/Cairo",
    "Africa/Johannesburg",
    "Asia/Tokyo",
    "Asia/Kolkata",
    "Asia/Kathmandu",
    "Asia/Tehran",
    "Asia/Gaza",
    "Asia/Pyongyang",
    "Australia/Lord_Howe",
    "Australia/Adelaide",
    "Pacific/Chatham",
    "Pacific/Apia",
    "Pacific/Kiritimati",
    "Pacific/Norfolk",
]
START, YEARS = datetime(2011, 6, 1, tzinfo=UTC), 10
MINUTE = timedelta(minutes=1)


def changes_of(zone: str) -> list[datetime]:
    """The instants in those ten years at which a zone changed its offset."""
    found, at = [], START
    while at < START + timedelta(days=366 * YEARS):
        later = at + timedelta(days=1)
        if at.astimezone(ZoneInfo(zone)).utcoffset() != later.astimezone(ZoneInfo(zone)).utcoffset():
            found.append(at)
        at = later
    return found


CHANGES = {zone: changes_of(zone) for zone in ZONES}

spans = st.builds(
    lambda start, length: Span(start * 15, start * 15 + length * 15),
    st.integers(0, 95),
    st.integers(1, 96),
)
days = st.lists(spans, max_size=3).map(tuple)
minutes = st.integers(0, YEARS * 366 * 24 * 60)
instants = minutes.map(lambda count: START + count * MINUTE)
office_weeks = st.sampled_from(ZONES).map(office_week)


@st.composite
def moments(draw: st.DrawFn) -> tuple[str, datetime]:
    """A zone and an instant; half of them lie within two days of a change of the zone's offset."""
    zone = draw(st.sampled_from(ZONES))
    if CHANGES[zone] and draw(st.booleans()):
        return zone, draw(st.sampled_from(CHANGES[zone])) + draw(st.integers(-2000, 2000)) * MINUTE
    return zone, draw(instants)


@st.composite
def weeks_around(draw: st.DrawFn, zone: str, at: datetime) -> WorkWeek:
    """One or two weeks in turn, with days off and shortened days around an instant."""
    near = st.integers(-5, 5).map(lambda count: at.date() + timedelta(days=count))
    off = draw(st.dictionaries(near, st.sampled_from([0, 0, 600, 900]), max_size=4))
    count = draw(st.sampled_from([7, 7, 14]))
    pattern = tuple(draw(st.lists(days, min_size=count, max_size=count)))
    return WorkWeek(zone, pattern, DaysOff(off) if off else NO_DAYS_OFF)


@st.composite
def hours_and_instants(draw: st.DrawFn) -> tuple[Hours, datetime]:
    """A week, or a schedule whose periods and absences lie around the instant."""
    zone, at = draw(moments())
    if draw(st.booleans()):
        return draw(weeks_around(zone, at)), at
    around = st.integers(-6 * 24 * 60, 6 * 24 * 60).map(lambda count: at + count * MINUTE)
    zones = st.one_of(st.just(zone), st.sampled_from(ZONES))
    starts = sorted(draw(st.lists(around, min_size=1, max_size=3, unique=True)))
    periods = tuple((start, draw(weeks_around(draw(zones), at))) for start in starts)
    edges = sorted(draw(st.lists(around, max_size=4, unique=True)))
    away = tuple(zip(edges[::2], edges[1::2], strict=False))
    return Schedule(periods, away), at


def shows_working_time(hours: Hours, at: datetime) -> bool:
    """The definition: nobody is away, and the wall clock stands inside an interval of its day or the last."""
    if isinstance(hours, Schedule):
        if any(leaves <= at < returns for leaves, returns in hours.away):
            return False
        held = [week for since, week in hours.periods if since <= at]
        return shows_working_time(held[-1] if held else hours.periods[0][1], at)
    wall = at.astimezone(ZoneInfo(hours.zone)).replace(tzinfo=None)
    minute = wall.hour * 60 + wall.minute
    return _is_worked(hours, wall.date(), minute) or _is_worked(
        hours, wall.date() - timedelta(days=1), minute + 24 * 60
    )


def _is_worked(week: WorkWeek, day: date, minute: int) -> bool:
    """Whether a minute after a day's midnight lies in an interval that starts on that day."""
    monday = day - timedelta(days=day.weekday())
    number = (monday - date(1970, 1, 5)).days // 7 % (len(week.days) // 7)
    spans = week.days[7 * number + day.weekday()]
    return minute < week.off.ends.get(day, 48 * 60) and any(span.start <= minute < span.end for span in spans)


def counted(hours: Hours, start: datetime, minutes: int) -> int:
    """Working minutes, by a look at each."""
    return sum(shows_working_time(hours, start + number * MINUTE) for number in range(minutes))
