"""One Bolt listener for each kind of payload, and our own dictionaries of handlers behind them.

Bolt tries its listeners one after another and builds all their arguments each time; one look-up in a
dictionary costs the same however many features there are.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any, Final

import structlog
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot import metrics
from bot.errors import Refused
from bot.house import House
from bot.i18n import ENGLISH, texts
from handlers.context import Call, Event

log = structlog.get_logger(__name__)

Handler = Callable[[Call], Awaitable[None]]
EventHandler = Callable[[Event], Awaitable[None]]
ANY: Final = re.compile(".*")


@dataclass(frozen=True, slots=True)
class Routes:
    """What answers to which command, button, form, shortcut and event."""

    commands: Mapping[str, Handler] = field(default_factory=dict)
    actions: Mapping[str, Handler] = field(default_factory=dict)
    views: Mapping[str, Handler] = field(default_factory=dict)
    shortcuts: Mapping[str, Handler] = field(default_factory=dict)
    events: Mapping[str, EventHandler] = field(default_factory=dict)


def listen(app: AsyncApp, house: House, client: AsyncWebClient, routes: Routes) -> None:
    """Put `routes` behind one listener for each kind of payload."""
    desk = _Desk(house, client)

    @app.command(ANY)
    async def on_command(ack: AsyncAck, body: dict[str, Any]) -> None:
        await desk.serve("command", routes.commands.get(body["command"]), ack, body)

    @app.action(ANY)
    async def on_action(ack: AsyncAck, body: dict[str, Any]) -> None:
        await desk.serve("action", routes.actions.get(body["actions"][0]["action_id"]), ack, body)

    @app.view(ANY)
    async def on_view(ack: AsyncAck, body: dict[str, Any]) -> None:
        await desk.serve("view", routes.views.get(body["view"]["callback_id"]), ack, body)

    @app.shortcut(ANY)
    async def on_shortcut(ack: AsyncAck, body: dict[str, Any]) -> None:
        await desk.serve("shortcut", routes.shortcuts.get(body["callback_id"]), ack, body)

    @app.event(ANY)
    async def on_event(body: dict[str, Any]) -> None:
        handler = routes.events.get(body["event"]["type"])
        metrics.delivered("event", "handled" if handler else "ignored").inc()
        if handler is not None:
            try:
                await handler(Event(house, client, body))
            except Refused as refusal:  # about somebody whom Slack does not show us, now or brought again
                log.info("event.refused", reason=refusal.reason)


class _Desk:
    """Serves what a person did by hand, and always answers them in words."""

    def __init__(self, house: House, client: AsyncWebClient) -> None:
        self._house = house
        self._client = client

    async def serve(self, kind: str, handler: Handler | None, ack: AsyncAck, body: dict[str, Any]) -> None:
        started = perf_counter()
        if handler is None:  # a button with a link, or one from an older release
            await ack()
            metrics.delivered(kind, "ignored").inc()
            return
        outcome = await self._answer(kind, handler, ack, body)
        metrics.delivered(kind, outcome).inc()
        metrics.acked(kind).observe(perf_counter() - started)

    async def _answer(self, kind: str, handler: Handler, ack: AsyncAck, body: dict[str, Any]) -> str:
        try:
            call = await self._call(kind, ack, body)
        except Refused as refusal:  # Slack sends them to us, and does not show them to us
            log.warning("handler.unknown_person", kind=kind, reason=refusal.reason)
            await ack(texts(ENGLISH).t("refused.broken") if kind == "command" else "")
            return "refused"
        try:
            await handler(call)
        except Refused as refusal:
            await self._refuse(kind, call, refusal)
            return "refused"
        except Exception:  # the border of what a person did: they are told, and so is the operator
            log.exception("handler.failed", kind=kind)
            await self._refuse(kind, call, Refused("broken"))
            return "failed"
        return "handled"

    async def _call(self, kind: str, ack: AsyncAck, body: dict[str, Any]) -> Call:
        slack_id = body["user_id"] if kind == "command" else body["user"]["id"]
        person = await self._house.directory.person(slack_id)
        return Call(
            house=self._house,
            client=self._client,
            ack=ack,
            body=body,
            key=_key(kind, body),
            person=person,
            texts=texts(person.locale),
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
