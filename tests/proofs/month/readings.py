"""What a message says to whoever reads it: by its sentence, its lines and its dates as Slack has them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tests.proofs.month.calendars import BEGIN

CASE = re.compile(r"case (\d{5})")
COVERED = re.compile(r"was asked (?:once|(\d+) times) in your place")
DATE = re.compile(r"<!date\^(\d+)\^")
SENTENCES = {
    "closed_card": r"answered, and you said nothing more\.",
    "hello": r"^Hello, I'm Svar\. Write ",
    "reached_later": r"back at work .* waits for them until then\.$",
    "channel_card": r"^\*?Person \d+\*? ask(?:s|ed) \*?Person \d+\*?: ",
    "cover_asked": r"has named you to stand in\.",
    "cover_away": r", who is to stand in for you .* will not be there all of that time\.",
    "card": r"asks you[,:]|asks for your part",
    "own_card": r"^You asked ",
    "reminder": r"hopes? to hear from you:$",
    "briefing": r"^Welcome back, ",
    "digest": r"^Your week in a few lines",
    "nudge": r"can go on when they hear from you|wait for each other, and both hear",
    "still_good": r"Is that still good\?",
    "missed": r"and has not answered yet\. I have told them",
    "you_missed": r"It helps them to know by when it comes\.$",
    "asked_again": r"and were away then\. By when",
    "still_needed": r"nobody has answered this yet\. Do you still need it\?",
    "away_then": r"will be away then|is away then",
    "closed_without_word": r"said nothing more, so this is closed",
    "resumed": r"^The day until which",
    "answered": r"answers: ",
    "asked_back": r"needs to know something first: ",
    "replied": r"replies: ",
    "reopened": r"needs a little more: ",
    "promised": r"will answer by <|moves the answer from <",
    "accepted": r"has seen it and is on it",
    "words": r"^\*[^*]+\* writes: ",
    "passing": r"they may|would (?:then see it|like to)|I have asked .* whether|has agreed: ",
    "passed": r"passed it on to|for a part of this|gives it back to you:|has done a part of this",
    "held": r"has put this on hold until",
    "declined": r"has to say no to this one",
    "withdrawn": r"no longer needs this",
    "helped": r"says that it helped",
    "read": r"^I took that as |^I passed that on to ",
}
PATTERNS = {kind: re.compile(sentence) for kind, sentence in SENTENCES.items()}
BY_THE_CLOCK = frozenset(
    {"reminder", "briefing", "nudge", "still_good", "missed", "you_missed", "asked_again", "still_needed"}
    | {"closed_without_word", "resumed", "away_then", "digest", "cover_asked", "cover_away"}
)
"""What nobody asked for and nobody did: only time brought it about."""


@dataclass(frozen=True)
class Heard:
    """One message from Svar: `at` its minute, `to` the name of a person or a channel, and what it says.

    `case` is of the thread in which it stands, or of which it is the card; `items` are the cases it lists;
    `covered` is how often it says that somebody was asked in its reader's place.
    """

    at: int
    to: str
    kind: str
    text: str
    case: int | None
    items: tuple[int, ...] = ()
    more: int = 0
    introduces: bool = False
    covered: int = 0

    @property
    def when(self) -> int | None:
        """The minute of the date it names; of two, the one that holds from now on."""
        found = DATE.findall(self.text)
        return (int(found[-1]) - int(BEGIN.timestamp())) // 60 if found else None


def read(at: int, to: str, text: str, blocks: Sequence[dict[str, Any]], case: int | None) -> Heard:
    """A message as its reader understands it; `unknown` is what it is where that is not plain."""
    kind = next((kind for kind, pattern in PATTERNS.items() if pattern.search(text)), "unknown")
    lines = [said for block in blocks for said in _said(block)]
    items = tuple(int(found[1]) for line in lines[1:] if (found := CASE.search(line))) if case is None else ()
    more = next((int(found[1]) for line in lines if (found := re.match(r"And (\d+) more", line))), 0)
    if kind == "channel_card":
        text = "\n".join((text, *lines))
    asked = COVERED.search(text)
    covered = int(asked[1] or 1) if asked else 0
    introduces = any("Nobody is scored" in line for line in lines)
    return Heard(at, to, kind, text, case, items, more, introduces, covered)


def _said(block: dict[str, Any]) -> list[str]:
    if block["type"] == "section":
        return [block["text"]["text"]]
    if block["type"] == "context":
        return [each["text"] for each in block["elements"] if "text" in each]
    return []
