"""`/ooo`, and what can be asked of it: who is out, what one has planned oneself."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Collection
from datetime import datetime, timedelta
from typing import Final

from bot.errors import Refused
from bot.flows.absences import seeing
from bot.flows.hours import hours_of
from bot.i18n import zone_of
from bot.rules.absences.commands import parse_subcommand
from bot.rules.absences.periods import read_period
from bot.rules.absences.stretches import Period
from bot.rules.commands import PERSON, Mention
from bot.rules.markup import to_plain
from bot.rules.worktime import as_scheduled, local_day, on_the_clock
from bot.views import absences as views
from handlers.absences import closing, coordinators, notices, planning
from handlers.context import FAILURES, Call
from storage.records import Hours

CHANNEL: Final = re.compile(r"<#([CG][A-Z0-9]+)(?:\|[^<>]*)?>")
MEMBERS_ASKED: Final = 1_000  # as many as Slack tells at a time
AHEAD: Final = timedelta(days=3 * 366)


async def command(call: Call, text: str | None = None) -> None:
    """`/ooo`, with a subcommand or with the words for an absence."""
    typed = call.body.get("text") or "" if text is None else text
    word, rest = parse_subcommand(typed)
    if word in _ALONE:
        await _ALONE[word](call)
    else:
        await _WITH_WORDS.get(word, planning.plan)(call, rest)


async def who(call: Call, words: str) -> None:
    """`/ooo who [today | this week | @colleague | #channel]`: who is out, and who stands in."""
    hours = as_scheduled(await call.house.store.read(hours_of, call.person))
    of_one = PERSON.search(words) is not None
    among, words = await _among(call, words)
    period = _period(words, hours, call.now, ahead=of_one)
    found = await call.house.store.read(seeing.out, call.person.workspace_id, period, among)
    await call.answer(views.who(found, zone_of(call.person.zone), call.texts, call.now))


async def mine(call: Call) -> None:
    """`/ooo mine`: what one has planned, each to be cancelled."""
    found = await call.house.store.read(seeing.mine, call.person, now=call.now)
    await call.answer(views.mine(found, call.house.settings.ooo_command, call.texts, call.now))


async def cancel(call: Call) -> None:
    """`/ooo cancel`: the one absence that is planned, or a choice among them."""
    found = await call.house.store.read(seeing.mine, call.person, now=call.now)
    if len(found) != 1:
        await call.answer(views.mine(found, call.house.settings.ooo_command, call.texts, call.now))
        return
    await call.answer(await planning.take_back(call, found[0]))


async def _of_colleague(call: Call, words: str) -> None:
    """`/ooo for @colleague …`: a colleague's absence, in words or by form."""
    found = PERSON.match(words)
    if found is None:
        raise Refused("not_yours")
    named = Mention(found[1], found[2] or "")
    person = await call.house.directory.asked(named, like=call.person)
    await planning.plan(call, words[found.end() :].strip(), person)


async def _among(call: Call, words: str) -> tuple[Collection[str] | None, str]:
    """Whom the words are about (Slack ids; none for everybody), and what they say beside."""
    if found := PERSON.search(words):
        return {found[1]}, words.replace(found[0], " ")
    if found := CHANNEL.search(words):
        try:
            told = await call.client.conversations_members(channel=found[1], limit=MEMBERS_ASKED)
        except FAILURES as error:
            raise Refused("channel_unknown") from error
        return set(told["members"]), words.replace(found[0], " ")
    return None, words


def _period(words: str, hours: Hours, now: datetime, *, ahead: bool) -> tuple[datetime, datetime]:
    """Today, or what the words name; of a colleague all that is known."""
    words = to_plain(words).strip()
    if not words:
        today = local_day(hours, now)
        return now, now + AHEAD if ahead else on_the_clock(hours, today, timedelta(days=1))
    period = read_period(words, now=now, hours=hours)
    if not isinstance(period, Period):
        raise Refused("who_when", words=words)
    return max(period.starts_at, now), period.ends_at or now + AHEAD


_ALONE: Final[dict[str, Callable[[Call], Awaitable[None]]]] = {
    "mine": mine,
    "cancel": cancel,
    "back": planning.come_back,
}
_WITH_WORDS: Final[dict[str, Callable[[Call, str], Awaitable[None]]]] = {
    "who": who,
    "for": _of_colleague,
    "closed": closing.command,
    "coordinators": coordinators.command,
    "notice": notices.command,
}
