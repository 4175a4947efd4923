"""What looks like an absence in a Slack status. It leads to a question and never to an assumption."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Final

SHORT: Final = timedelta(hours=4)  # what ends that soon is a lunch or a meeting
EMOJI: Final = frozenset(
    {
        *("palm_tree", "desert_island", "beach_with_umbrella", "umbrella_on_ground", "camping", "skier"),
        *("face_with_thermometer", "face_with_head_bandage", "sneezing_face", "nauseated_face"),
        *("airplane", "airplane_departure"),
    }
)
WORDS: Final = re.compile(
    r"\b(?:vacation\w*|holidays?|(?:on|annual|parental|sick) leave|out of (?:the )?office|ooo|pto|sick|unwell"
    r"|ferie\w*|permisjon\w*|foreldreperm\w*|sykmeldt|syk|egenmelding|bortreist"
    r"|semester\w*|föräldraledig\w*|tjänstledig\w*|sjuk\w*|vab\w*|bortrest"
    r"|orlov|barsel\w*|syg\w*|sommerferie|vinterferie)\b",
    re.IGNORECASE,
)


def looks_away(emoji: str, text: str, lasts: timedelta | None) -> bool:
    """Whether a status (emoji as `:palm_tree:`, words) looks like an absence; `lasts` none: without end."""
    if lasts is not None and lasts < SHORT:
        return False
    return emoji.strip(":") in EMOJI or WORDS.search(text) is not None


def expires_at(seconds: int) -> datetime | None:
    """When a status ends, by Slack's `status_expiration`, to the full minute; none for one without an end."""
    if seconds <= 0:
        return None
    return datetime.fromtimestamp(-(-seconds // 60) * 60, UTC)
