"""A morning on which everybody is to be reminded of five questions, and what each of them hears."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Final

from storage import people, requests, turns, workspaces
from storage.base import Tx
from storage.people import Profile
from storage.records import Kind, NewTurn, Side, Urgency, Why
from storage.requests import NewRequest
from tests.proofs.crowds import START, Crowd, name

EACH: Final = 5  # as many as one message lists
QUESTION: Final = re.compile(r"question (\d{5})")


def heard(crowd: Crowd) -> dict[str, list[list[int]]]:
    """Of which questions each person was reminded, message by message."""
    found: dict[str, list[list[int]]] = {}
    for number in range(crowd.people):
        for message in crowd.emulator.dm(name(number)):
            if "hear from you:" in str(message.blocks):
                named = {int(n) for n in QUESTION.findall(str(message.blocks))}
                found.setdefault(name(number), []).append(sorted(named))
    return found


def let_everybody_wait(tx: Tx, count: int) -> None:
    """Everybody has five questions, from a week ago, of which they are to be reminded now."""
    asked, bot = START - timedelta(days=7), ("U00000000BOT", "B00000000")
    home = workspaces.put(tx, enterprise_id="", team_id="T1", name="Nord", bot=bot, now=asked).id
    known = []
    for number in range(count):
        profile = Profile(f"UP{number:02}", f"Person {number:02}", "Europe/Oslo", "en-US", Kind.MEMBER, None)
        known.append(people.put(tx, home, profile, now=START).id)
    for number in range(count * EACH):
        owner, text = known[number // EACH], f"This is question {number:05}."
        asks = known[(number // EACH + 1 + number % EACH) % count]
        new = NewRequest(home, asks, owner, text, text, Urgency.NORMAL, None, None, None, None)
        request_id = requests.add(tx, new, number=number + 1, now=asked)
        turns.start(tx, request_id, NewTurn(owner, Side.OWNER, Why.LOGGED), now=asked)
