"""How a reply in a thread is read: cautiously, by phrases (`phrases`) and simple rules, without any model.

A wrong answer or a wrong reopening costs more than asking the writer, so both need plain words; whatever is
mixed, doubtful or unknown is unclear. Works on text as Slack sends it as well as on plain text.

1. Quotes and code go; links, mentions, emoji and letters are normalised; the rest falls into sentences
   (`sentences`).
2. Each sentence, without greetings and courtesy, gets one sense.
3. The senses together decide, differently for the owner's side (`owners`) and the requester's (`requesters`).
"""

from __future__ import annotations

from bot.rules.readings.owners import read_owners
from bot.rules.readings.requesters import read_requesters
from bot.rules.readings.senses import Reading
from bot.rules.readings.sentences import taken_apart
from storage.records import Side

__all__ = ["MAX_READ", "Reading", "read"]

MAX_READ = 2000  # characters; a longer text is no short reply, and is unclear


def read(text: str, side: Side = Side.OWNER) -> Reading:
    """What a reply by the holder on `side` means.

    The owner's (and a third's) are acceptance, question, thanks, answer or unclear; the requester's, after an
    answer, question, not yet, thanks or unclear.
    """
    if len(text) > MAX_READ:
        return Reading.UNCLEAR
    reply = taken_apart(text)
    return read_requesters(reply) if side is Side.REQUESTER else read_owners(reply)
