"""How a digest stands to the quiet start, in which nobody was reminded and which later weeks are held to."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.rules.digests import WEEK, WINDOW, Figures
from bot.rules.figures import Trend, estimate, trend

OF_IT = 2 * WEEK  # at least, in four weeks that go by its name


class Start(StrEnum):
    """Where the quiet start lies while it is too near to be compared with."""

    PART = "part"  # it ended in these four weeks, too late for those before to be its own
    BEFORE = "before"  # the four weeks before are its own, and are compared with anyway


def beside_start(ended: date, until: datetime, now: Figures, then: Figures | None) -> Start | Trend | None:
    """How the four weeks before `until` stand to the quiet start; none: there is nothing to say of it.

    `then` is what was shown of its last weeks. How long people wait is compared once no request can be in
    both.
    """
    since = until.date() - ended
    if since <= WINDOW:
        return None if since < timedelta() else Start.PART if since <= OF_IT else Start.BEFORE
    if now.answers is None or then is None or then.answers is None:
        return None
    return trend(estimate(now.answers.first), estimate(then.answers.first))
