"""One door for all payloads, and our own dictionaries of handlers behind it.

Bolt tries its listeners one after another and builds all their arguments each time; one look-up in a
dictionary costs the same however many features there are.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any, Final

import structlog
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.middleware.async_middleware import AsyncMiddleware
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot import metrics
from bot.errors import Refused
from bot.house import House
from bot.i18n import ENGLISH, texts
from handlers.context import Call, Event
from storage.base import Busy
from storage.records import Person

log = structlog.get_logger(__name__)

Handler = Callable[[Call], Awaitable[None]]
EventHandler = Callable[[Event], Awaitable[None]]
KINDS: Final = {
    "block_actions": "action",
    "view_submission": "view",
    "shortcut": "shortcut",
    "message_action": "shortcut",
    "event_callback": "event",
}
NOBODY: Final = Person(0, 0, "", "", "UTC", ENGLISH)
"""Whoever is not written down yet: all that can be said to them is why not, in English."""


@dataclass(frozen=True, slots=True)
class Routes:
    """What answers to which command, button, form, shortcut and event."""

    commands: Mapping[str, Handler] = field(default_factory=dict)
    actions: Mapping[str, Handler] = field(default_factory=dict)
    views: Mapping[str, Handler] = field(default_factory=dict)
    shortcuts: Mapping[str, Handler] = field(default_factory=dict)
    events: Mapping[str, EventHandler] = field(default_factory=dict)


class FrontDesk(AsyncMiddleware):
    """Serves every payload in the first of Bolt's middlewares, and what a person did by hand always in words.

    What follows in Bolt would find out for every request whose token it is for; there is one, and it is ours.

    What is raised while an event is heard goes on to Bolt, which answers 500, and Slack brings it again.
    """

    def __init__(self, house: House, client: AsyncWebClient, routes: Routes) -> None:
        self._house = house
        self._client = client
        self._by_hand: dict[str, Callable[[Mapping[str, Any]], Handler | None]] = {
            "command": lambda body: routes.commands.get(body["command"]),
            "action": lambda body: routes.actions.get(body["actions"][0]["action_id"]),
            "view": lambda body: routes.views.get(body["view"]["callback_id"]),
            "shortcut": lambda body: routes.shortcuts.get(body["callback_id"]),
        }
        self._events = routes.events

    async def async_process(
        self,
        *,
        req: AsyncBoltRequest,
        resp: BoltResponse,  # noqa: ARG002 - in the signature of Bolt
        next: Callable[[], Awaitable[Any]],  # noqa: A002, ARG002 - likewise
    ) -> BoltResponse | None:
        """Answer, with 404 what is neither a command nor of a known type."""
        body = req.body
        kind = "command" if "command" in body else KINDS.get(body.get("type", ""))
        if kind == "event":
            await self._hear(body)
            return BoltResponse(status=200)
        if kind is None:
            return BoltResponse(status=404)
        ack = AsyncAck()  # type: ignore[no-untyped-call] # Bolt's
        await self._serve(kind, ack, body)
        return ack.response

    async def _hear(self, body: dict[str, Any]) -> None:
        handler = self._events.get(body["event"]["type"])
        metrics.delivered("event", "handled" if handler else "ignored").inc()
        if handler is not None:
            try:
                await handler(Event(self._house, self._client, body))
            except Refused as refusal:  # about somebody whom Slack does not show us, now or brought again
                log.info("event.refused", reason=refusal.reason)

    async def _serve(self, kind: str, ack: AsyncAck, body: dict[str, Any]) -> None:
        started = perf_counter()
        handler = self._by_hand[kind](body)
        if handler is None:  # a button with a link, or one from an older release
            await ack()
            metrics.delivered(kind, "ignored").inc()
            return
        outcome = await self._answer(kind, handler, ack, body)
        metrics.delivered(kind, outcome).inc()
        metrics.acked(kind).observe(perf_counter() - started)

    async def _answer(self, kind: str, handler: Handler, ack: AsyncAck, body: dict[str, Any]) -> str:
        try:
            slack_id = body["user_id"] if kind == "command" else body["user"]["id"]
            call = self._call(ack, body, kind, await self._house.directory.person(slack_id))
        except Refused as refusal:  # Slack sends them to us, and does not show them to us
            log.warning("handler.unknown_person", kind=kind, reason=refusal.reason)
            await ack(texts(ENGLISH).t("refused.broken") if kind == "command" else "")
            return "refused"
        except Busy:  # whoever is met for the first time has to be written down
            log.exception("handler.failed", kind=kind)
            await self._refuse(kind, self._call(ack, body, kind, NOBODY), Refused("busy"))
            return "failed"
        try:
            await handler(call)
        except Refused as refusal:
            await self._refuse(kind, call, refusal)
            return "refused"
        except Exception as error:  # the border of what a person did: they are told, and so is the operator
            log.exception("handler.failed", kind=kind)
            await self._refuse(kind, call, Refused("busy" if isinstance(error, Busy) else "broken"))
            return "failed"
        return "handled"

    def _call(self, ack: AsyncAck, body: dict[str, Any], kind: str, person: Person) -> Call:
        return Call(
            house=self._house,
            client=self._client,
            ack=ack,
            body=body,
            key=_key(kind, body),
            person=person,
            texts=texts(person.spoken),
            now=self._house.clock.now(),
        )

    async def _refuse(self, kind: str, call: Call, refusal: Refused) -> None:
        if kind == "command":
            await call.answer(call.refusal(refusal))
        elif kind == "view":
            await call.mend(refusal)
        else:
            await call.tell_refusal(refusal)
            await call.ack()


def _key(kind: str, body: Mapping[str, Any]) -> str:
    """What a repeat of the same delivery bears too: Slack makes triggers and view hashes anew each time."""
    if kind == "view":
        return f"view:{body['view']['id']}:{body['view']['hash']}"
    return f"{kind}:{body['trigger_id']}"
