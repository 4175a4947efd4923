"""Mentions of people who are away, in channels where Svar is: only whoever wrote them is told."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from typing import Any, Final

from bot.errors import Refused
from bot.flows.absences import seeing
from bot.flows.absences.telling import notice_mention
from bot.flows.requests.asking import Ask
from bot.views.modals import Prefilled
from handlers.absences.asking import absence_of
from handlers.context import FAILURES, OPEN_SECONDS, Call, Event
from handlers.requests.asking import form, permalink
from storage import drafts
from storage.records import Absence, Kind, Person

MENTION: Final = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^<>]*)?>")
# What is quoted or code is not said to anybody. Slack writes a quotation's sign as an entity.
NOT_SAID: Final = re.compile(r"```.*?(?:```|\Z)|`[^`\n]*`|^(?:&gt;|>).*?$", re.DOTALL | re.MULTILINE)
NAMED_AT_MOST: Final = 5
REPLIES_READ: Final = 200


async def notice(event: Event, said: Mapping[str, Any]) -> None:
    """Tell whoever wrote something that somebody in it is away: once for each absence, in four days."""
    named = dict.fromkeys(MENTION.findall(NOT_SAID.sub(" ", said.get("text") or "")))
    named.pop(said["user"], None)
    if not named:
        return
    workspace_id = event.house.directory.workspace.id
    ids = list(named)[:NAMED_AT_MOST]
    away = await event.house.store.read(seeing.mentioned, workspace_id, ids, now=event.now)
    for person, absence in away:
        asker = await event.house.directory.person(said["user"])
        if asker.kind is Kind.MEMBER and not await _writes_here(event, said, person, absence):
            message = said["channel"], said.get("thread_ts"), said["ts"]
            key = f"away:{absence.id}:{absence.changed_at or ''}:{asker.id}"
            await event.write(key, notice_mention, asker, absence, message, now=event.now)


async def log(call: Call) -> None:
    """*Log it for their return* and *Ask …*: the form, with the words as they were written."""
    owner, channel, thread_ts, ts = [*call.value.split(":"), "", "", "", ""][:4]
    told = await _written(call, channel, thread_ts or ts, ts)
    words = await call.plain(told.get("text") or "")
    kept = {"quote": words, "url": permalink(call.body, channel, ts)}
    draft_id = await call.write(drafts.add, call.person.id, kept, now=call.now)
    person = await call.house.directory.person(owner)
    away = await absence_of(call, Ask(call.person, person, call.person, words))
    await call.open(await form(call, Prefilled(draft_id, owner, quote=words, away=away)))
    await call.ack()


async def _writes_here(event: Event, said: Mapping[str, Any], person: Person, absence: Absence) -> bool:
    """Whether the one who is away has written in this thread since, and so is there after all."""
    if not said.get("thread_ts"):
        return False
    try:
        told = await event.client.conversations_replies(
            channel=said["channel"],
            ts=said["thread_ts"],
            oldest=str(absence.starts_at.timestamp()),
            limit=REPLIES_READ,
        )
    except FAILURES:
        return False
    since = absence.starts_at.timestamp()
    return any(
        each.get("user") == person.slack_id and float(each["ts"]) >= since for each in told["messages"]
    )


async def _written(call: Call, channel: str, thread_ts: str, ts: str) -> Mapping[str, Any]:
    """Somebody's own message, read again; raises `Refused` for another's, and where it is gone."""
    try:
        async with asyncio.timeout(OPEN_SECONDS):
            told = await call.client.conversations_replies(
                channel=channel, ts=thread_ts, oldest=ts, latest=ts, inclusive=True, limit=2
            )
    except FAILURES as error:
        raise Refused("form_gone") from error
    found: Mapping[str, Any] = next((each for each in told["messages"] if each["ts"] == ts), {})
    if found.get("user") != call.person.slack_id:
        raise Refused("not_yours")
    return found
