"""Asking somebody who is away: whoever asks knows it first, and chooses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.errors import Refused
from bot.flows.absences.seeing import to_know_first
from bot.flows.requests import asking as flow
from bot.flows.requests.asking import Ask
from bot.rules.absences.shown import AbsentOwner
from bot.views import absent_owner as views
from bot.views import lists
from handlers.context import Call, id_of
from handlers.requests.confirming import confirmation
from storage import drafts
from storage.records import Urgency


async def absence_of(call: Call, ask: Ask) -> AbsentOwner | None:
    """What stands in the way of a request; none if its owner can be asked after all."""
    known = ask.owner, ask.requester, ask.wanted_by_at
    return await call.house.store.read(to_know_first, *known, now=call.now)


async def offer(call: Call, ask: Ask, kept: Mapping[str, Any]) -> None:
    """Answer a command with the absence and the choices; its words are kept."""
    absent = await absence_of(call, ask)
    if absent is None:
        raise Refused("broken")
    keeping = replace(call, key=f"{call.key}:kept")
    draft_id = await keeping.write(drafts.add, call.person.id, kept, now=call.now)
    await call.answer(views.choices(absent, ask.text, draft_id, call.texts, call.now))


async def wait(call: Call) -> None:
    """*Wait until …*: it is kept for the owner."""
    await _log(call, to_cover=False)


async def ask_cover(call: Call) -> None:
    """*Ask …*: whoever stands in now gets it instead."""
    await _log(call, to_cover=True)


async def _log(call: Call, *, to_cover: bool) -> None:
    draft_id = id_of(call.value.partition(":")[2])
    draft = await call.house.store.read(drafts.get, draft_id, call.person.id)
    if draft is None:
        raise Refused("draft_gone")
    wish = datetime.fromisoformat(draft["wanted_by"]) if draft.get("wanted_by") else None
    owner = await call.house.directory.person(draft["owner"])
    ask = Ask(call.person, owner, call.person, draft["text"], Urgency(draft["urgency"]), wish, knowing=True)
    if to_cover:
        ask = await covered(call, ask)
    logged = await call.write(flow.log_kept, ask, draft_id, now=call.now)
    await call.tell(lists.logged(confirmation(logged, ask), call.texts, call.now), instead=True)
    await call.ack()


async def covered(call: Call, ask: Ask) -> Ask:
    """The same, asked of whoever stands in for the owner now; raises `Refused` if nobody does."""
    absent = await absence_of(call, ask)
    if absent is None or absent.cover is None:
        raise Refused("cover_not_there")
    return replace(ask, owner=absent.cover, instead_of=absent.owner)
