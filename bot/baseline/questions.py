"""Questions in channels and their first replies, heard message by message in order of time.

A mention of a colleague is a question to them. It is answered by the first that they write in its thread
or, where it stands in no thread itself, in the channel. Nothing of what anybody wrote is kept.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import NoneType
from typing import Any

from bot.baseline.colleagues import Colleagues, Left
from bot.rules.survival import Wait

MENTION = re.compile(r"<@([UW][A-Z0-9]+)")
# What a person writes has one of these kinds. Files had one of their own until 2018.
WRITTEN = frozenset({None, "file_share", "me_message", "reply_broadcast", "thread_broadcast"})

_is_ts = re.compile(r"\d{10}\.\d{1,6}").fullmatch
_TEXT = frozenset({str, NoneType})


class Questions:
    """All questions of an export, however they ended.

    `owners` counts by Slack id what each was asked, `left` what was not taken for a question.
    """

    def __init__(self, colleagues: Colleagues) -> None:
        self.owners: Counter[str] = Counter()
        self.left: Counter[Left] = Counter()
        self.first = self.last = ""  # the `ts` of the oldest and of the newest message
        self._colleagues = colleagues
        self._answered: Counter[int] = Counter()
        self._open: list[tuple[str, str]] = []

    def hear(self, days: Iterable[list[dict[str, Any]]]) -> None:
        """Read one channel from its first day to its last; each day's messages come in order of `ts`."""
        channel = _Channel(self._colleagues, self.left)
        for messages in days:
            channel.hear(messages)
            self.first = min(self.first or messages[0]["ts"], messages[0]["ts"])
            self.last = max(self.last, messages[-1]["ts"])
        for owner, waited in channel.answered:
            self.owners[owner] += 1
            self._answered[waited] += 1
        for owner, ts in channel.still_open():
            self.owners[owner] += 1
            self._open.append((owner, ts))

    def waits(self) -> list[Wait]:
        """How many working minutes each waited; without a reply, until the newest message of the export."""
        still = Counter(self._colleagues.worked(owner, ts, self.last) for owner, ts in self._open)
        return [
            *(Wait(waited, answered=True, number=number) for waited, number in self._answered.items()),
            *(Wait(waited, answered=False, number=number) for waited, number in still.items()),
        ]


class _Channel:
    """One channel: what is asked in it, and how many working minutes passed until it was answered."""

    def __init__(self, colleagues: Colleagues, left: Counter[Left]) -> None:
        self.answered: list[tuple[str, int]] = []
        self._colleagues, self._left = colleagues, left
        # The `ts` of every question without a reply, and who asked it, by whom it was put to and the thread
        # that it stands in. One outside threads stands in none, and in its own: a reply may come in either.
        self._open: dict[tuple[str | None, str | None], dict[str, str]] = {}

    def hear(self, messages: Sequence[Mapping[str, Any]]) -> None:
        """Read one day."""
        waiting = self._open
        for message in messages:  # most name nobody, and are written by somebody who is asked nothing there
            text, thread = message.get("text"), message.get("thread_ts")
            if thread == message["ts"]:  # it opens the thread, and stands in none
                thread = None
            try:
                matters = (text and "<@" in text) or (message.get("user"), thread) in waiting
            except TypeError:  # a list where a name belongs
                continue
            if (matters or message.get("subtype") == "message_deleted") and _is_sound(message):
                self._hear_one(message, thread)

    def still_open(self) -> Iterator[tuple[str, str]]:
        """Whom every question without a reply was put to, and its `ts`."""
        for (owner, thread), asked in self._open.items():
            yield from ((owner or "", ts) for ts in asked if ts != thread)

    def _hear_one(self, message: Mapping[str, Any], thread: str | None) -> None:
        ts, user, subtype = message["ts"], message.get("user") or "", message.get("subtype")
        named = dict.fromkeys(MENTION.findall(message.get("text") or ""))
        if subtype == "message_deleted":
            self._take_back(message.get("deleted_ts") or "")
        elif message.get("bot_id") or subtype == "bot_message":
            self._left[Left.BY_BOT] += len(named)
        elif subtype not in WRITTEN:
            self._left[Left.NOTICE] += len(named)
        else:
            askers = self._answer(user, ts, thread)
            for owner in named:
                self._ask(owner, user, (ts, thread), askers)

    def _answer(self, user: str, ts: str, thread: str | None) -> frozenset[str]:
        """Whoever had asked what `user` answers by writing here."""
        answered = self._open.pop((user, thread), None)
        if not answered:
            return frozenset()
        for asked in answered:
            self.answered.append((user, self._colleagues.worked(user, asked, ts)))
            self._forget((user, None if asked == thread else asked), asked)
        return frozenset(answered.values())

    def _ask(self, owner: str, asker: str, where: tuple[str, str | None], answered: frozenset[str]) -> None:
        why_not = self._why_not(asker, owner, answered)
        if why_not is not None:
            self._left[why_not] += 1
            return
        ts, thread = where
        for stands_in in (thread,) if thread else (None, ts):
            self._open.setdefault((owner, stands_in), {})[ts] = asker

    def _why_not(self, asker: str, owner: str, answered: frozenset[str]) -> Left | None:
        if asker == owner:
            return Left.TO_ONESELF
        if owner in answered:
            return Left.ANSWER
        return self._colleagues.why_not_by(asker) or self._colleagues.why_not(owner)

    def _take_back(self, deleted: str) -> None:
        taken_back = {where for where, asked in self._open.items() if deleted in asked}
        for where in taken_back:
            self._forget(where, deleted)
        self._left[Left.DELETED] += len({owner for owner, _ in taken_back})

    def _forget(self, where: tuple[str | None, str | None], ts: str) -> None:
        asked = self._open.get(where)
        if asked and asked.pop(ts, None) and not asked:
            del self._open[where]


def _is_sound(message: Mapping[str, Any]) -> bool:
    """Whether a message is what Slack's are: anybody can have written into the file since."""
    get = message.get
    return (
        _is_ts(message["ts"]) is not None
        and type(get("user")) in _TEXT
        and type(get("text")) in _TEXT
        and type(get("thread_ts")) in _TEXT
        and type(get("subtype")) in _TEXT
        and type(get("deleted_ts")) in _TEXT
    )
