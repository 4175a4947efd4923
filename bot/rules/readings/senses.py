"""What a reply is taken for, and what one sentence of it says."""

from __future__ import annotations

from enum import Enum, StrEnum, auto


class Reading(StrEnum):
    """What a reply is taken for."""

    ACCEPTANCE = "acceptance"
    QUESTION = "question"
    THANKS = "thanks"
    ANSWER = "answer"
    NOT_YET = "not_yet"  # the requester: the answer did not help
    UNCLEAR = "unclear"


class Sense(Enum):
    """What a sentence says."""

    EMPTY = auto()
    HOLDING = auto()
    THANKS = auto()
    PLEASED = auto()
    NOT_YET = auto()
    ASKS = auto()
    CHECKS_IN = auto()
    SOCIAL = auto()
    DOUBT = auto()
    BUSY = auto()
    STATES = auto()
    TELLS = auto()  # states, less plainly
    EXPLAINS = auto()
    OTHER = auto()
