"""The grammar of periods, on top of that of dates: "24 dec - 2 jan", "mon-wed", "from 3pm", "i to uker".

A date in words names a stretch of time: an hour a point, a half day, a day, a week, a month. Two of them,
or one and a length, make a period. Choices a reader could make otherwise:

- a range holds its last day ("mon-wed" is three days), but "until tuesday" means back on Tuesday, as Svar
  itself says it; "through tuesday" and "til og med tirsdag" hold it;
- an hour without an end is the rest of its day, a day after "from" has an open end;
- half days meet at noon; days and weeks are whole ones, in the person's own zone;
- "9-12" are hours, "24-28 dec" and "24.-28." are days;
- the last date is read from today if that is after the first, and else from the first one on.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from itertools import islice

from bot.rules import worktime
from bot.rules.absences.period_words import (
    A_FOR,
    AN_HOUR,
    AND,
    BARE_DAYS,
    BETWEEN,
    DAYS_THEN_FIGURE,
    DAYS_THEN_MONTH,
    DOTTED,
    FOR,
    FROM_A,
    HALF_DAY,
    HOURS,
    IN_FULL,
    MONTH_THEN_DAYS,
    NOW,
    REST,
    SAID_END,
    UNTIL_B,
    WHOLE,
)
from bot.rules.absences.stretches import (
    DAY,
    HALF,
    LENGTHS,
    MINUTE,
    Fault,
    Period,
    Precision,
    Stretches,
    Wrong,
    is_month,
    length_of,
)
from bot.rules.date_drafts import FARTHEST, Trouble
from storage.records import Hours

LONGEST = timedelta(days=3 * 365)
SHIFT = timedelta(hours=16)  # hours of a day that last longer were meant the other way round
MOST_SPLITS = 12
CERTAIN = (Fault.SEVERAL, Fault.DAYS_OR_HOURS)  # no other form makes sense of such words


def read_period(words: str, *, now: datetime, hours: Hours) -> Period | Wrong:
    """Read a whole text as one period in the person's zone that is not over at `now`."""
    reader = _Periods(now, hours)
    found = reader.read(" ".join(words.lower().replace("’", "'").split()))
    if isinstance(found, Period):
        return checked(found, now)
    return found


def checked(period: Period, now: datetime) -> Period | Wrong:
    """The period, if somebody can be away then: not over, not reversed, not too far ahead or too long."""
    if period.ends_at is not None and period.ends_at <= max(period.starts_at, now):
        return Trouble.PAST if period.ends_at <= now else Fault.REVERSED
    if period.starts_at - now > FARTHEST:
        return Trouble.TOO_FAR
    if period.ends_at is not None and period.ends_at - period.starts_at > LONGEST:
        return Fault.TOO_LONG
    return period


class _Periods(Stretches):
    """Reads one text; what is not of a form is none, what is and cannot be is what is wrong with it."""

    def read(self, words: str) -> Period | Wrong:
        if HALF_DAY.search(words):
            return Fault.WHICH_HALF
        words = IN_FULL.get(WHOLE.sub("", words), WHOLE.sub("", words))
        wrong: Wrong = Trouble.NOT_A_DATE
        for form in (
            self._days_of_a_month,
            self._hours_of_a_day,
            self._from,
            self._until,
            self._for,
            self._range,
            self._several,
            self._one,
            self._from_an_hour,
        ):
            found = form(words)
            if isinstance(found, Period) or found in CERTAIN:
                return found
            if found is not None and wrong is Trouble.NOT_A_DATE:
                wrong = found
        return wrong

    # Forms

    def _days_of_a_month(self, words: str) -> Period | Wrong | None:
        """One month for two days: it is written out, and read as a range."""
        if found := DAYS_THEN_MONTH.fullmatch(words):
            first, last, month = found.groups()
            return self._range(f"{first}{month} - {last}{month}") if is_month(month.split()[-1]) else None
        if found := MONTH_THEN_DAYS.fullmatch(words):
            month, first, last = found.groups()
            return self._range(f"{month}{first} - {month}{last}") if is_month(month) else None
        if found := DAYS_THEN_FIGURE.fullmatch(words):
            first, last, month = found.groups()
            return self._range(f"{first}{month} - {last}{month}")
        if found := DOTTED.fullmatch(words):
            return self._dotted(*(int(figure) for figure in found.groups()))
        if (found := BARE_DAYS.fullmatch(words)) and ("." in words or int(found[2]) > 24):
            return self._range(f"{found[1]}. - {found[2]}.")
        return None

    def _dotted(self, first: int, its: int, last: int, month: int) -> Period | Wrong | None:
        """10.10 - 12.10 are days of a month or hours, 20.12 - 3.1 cannot be hours nor 9.30 - 11.00 days."""
        if not (1 <= its <= 12 and 1 <= month <= 12):
            return None
        if its % 5 == month % 5 == 0 and first < last <= 24:
            return Fault.DAYS_OR_HOURS
        return self._range(f"{first}/{its} - {last}/{month}")

    def _hours_of_a_day(self, words: str) -> Period | Wrong | None:
        found = HOURS.fullmatch(words)
        first, last = (_minutes(found["first"]), _minutes(found["last"])) if found else (None, None)
        if found is None or first is None or last is None:
            return None
        if "p" in found["last"] and not re.search("[ap]", found["first"]) and first + HALF < last:
            first += HALF
        named = f"{found['before']} {found['after']}".strip()
        day = self.day_of(named) if named else self.today
        if not isinstance(day, date):
            return day
        starts, ends = self.clock(day, first), self.clock(day, last)
        if not named and ends <= self.now and last > first:
            starts, ends = self.clock(day + DAY, first), self.clock(day + DAY, last)
        if ends <= starts:
            ends = next((end for end in (ends + HALF * MINUTE, ends + DAY) if end > starts), starts)
        return Period(starts, ends, Precision.EXACT) if ends - starts <= SHIFT else Fault.REVERSED

    def _from(self, words: str) -> Period | Wrong | None:
        found = FROM_A.fullmatch(words)
        if found is None:
            return None
        for form in (self._range, self._for):
            period = form(found[1])
            if isinstance(period, Period):
                return period
        start = self.stretch(found[1])
        if isinstance(start, Period) and start.precision is not Precision.EXACT:
            return Period(start.starts_at, None, start.precision)
        return self.rest(start)

    def _until(self, words: str) -> Period | Wrong | None:
        found = UNTIL_B.fullmatch(words)
        if found is None:
            return None
        end = self.stretch(found["end"])
        if not isinstance(end, Period):
            return end
        holds_it = found["through"] or SAID_END.search(found["end"]) or end.starts_at <= self.now
        return Period(self.now, end.ends_at if holds_it else end.starts_at, Precision.EXACT)

    def _for(self, words: str) -> Period | Wrong | None:
        if found := A_FOR.fullmatch(words):
            start, length = found["start"] or found[1], found["length"] or found[2]
            begins = self.stretch(start)
            if isinstance(begins, Period) and (lasts := length_of(length)):
                return self.lasting(begins, lasts)
        plain = FOR.fullmatch(words)
        lasts = length_of(plain[1] if plain else words)
        if lasts is None:
            return None
        now = Period(self.now, self.now, Precision.EXACT)
        return self.lasting(now if lasts[1] in LENGTHS else self.whole(self.today, 1), lasts)

    def _range(self, words: str) -> Period | Wrong | None:
        wrong: Wrong | None = None
        for split in islice(BETWEEN.finditer(words), MOST_SPLITS):
            first = self.stretch(words[: split.start()])
            last = self.last(words[split.end() :], first) if isinstance(first, Period) else first
            if isinstance(first, Period) and isinstance(last, Period):
                return Period(first.starts_at, last.ends_at, max(first.precision, last.precision))
            if (
                last is not Trouble.NOT_A_DATE
                and self.stretch(words[split.end() :]) is not Trouble.NOT_A_DATE
            ):
                wrong = wrong or (last if not isinstance(last, Period) else None)
        return wrong

    def _one(self, words: str) -> Period | Wrong | None:
        if NOW.fullmatch(words):
            return Period(self.now, None, Precision.EXACT)
        if rest := REST.fullmatch(words):
            return Period(self.now, self.stretch_of_rest(rest), Precision.EXACT)
        return self.rest(self.stretch(words))

    def _from_an_hour(self, words: str) -> Period | Wrong | None:
        """ "friday from 12", "tomorrow after lunch"."""
        at = AN_HOUR.sub(" at ", words)
        return self.rest(self.stretch(at)) if at != words else None

    def _several(self, words: str) -> Period | Wrong | None:
        """Days that follow each other with no work between them are one absence; others are several."""
        first, *others = AND.split(words)
        whole = self.stretch(first)
        if not isinstance(whole, Period) or not others:
            return None
        for part in others:
            following = self.last(part, whole)
            if not isinstance(following, Period) or whole.ends_at is None or following.ends_at is None:
                return None
            if following.starts_at < whole.ends_at:  # "friday, 14:00" is one of them, told more exactly
                return None
            if worktime.elapsed(self.hours, whole.ends_at, following.starts_at):
                return Fault.SEVERAL
            ends = max(whole.ends_at, following.ends_at)
            whole = Period(whole.starts_at, ends, max(whole.precision, following.precision))
        return whole


def _minutes(clock: str) -> int | None:
    """Minutes after midnight of an hour in a range: 1 to 6 without am or pm are in the afternoon."""
    figures = [int(figure) for figure in re.findall(r"\d+", clock)]
    hour, minute = [*figures, 0][:2]
    half = re.search("[ap]", clock)
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half[0] == "p" else 0)
    elif 1 <= hour <= 6 and not clock.startswith("0"):
        hour += 12
    return hour * 60 + minute if hour * 60 + minute <= 24 * 60 and minute < 60 else None
