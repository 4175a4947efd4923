"""Whatever Slack brings: who it is from, in which language, at what time, and under which key."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Concatenate, Final, ParamSpec

import orjson
import structlog
from aiohttp import ClientError
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.errors import Refused
from bot.flows.deliveries import Delivery, once
from bot.house import House
from bot.i18n import Mrkdwn, Texts
from bot.rules.markup import Names, readable, to_plain
from bot.views.lists import said
from bot.views.modals import notice
from bot.views.parts import Block, Message
from storage.base import Tx
from storage.records import Person

log = structlog.get_logger(__name__)

P = ParamSpec("P")
OPEN_SECONDS: Final = 1.5  # a trigger lives three, and somebody may have to be looked up first
NAMED_AT_MOST: Final = 20
DIGITS: Final = 18  # of an id at most: a database holds no larger ones
UNNAMED: Final = re.compile(r"<@([UW][A-Z0-9]+)>")
FAILURES: Final = (SlackApiError, ClientError, TimeoutError)


@dataclass(frozen=True, slots=True)
class Call:
    """Something a person did by hand, being answered."""

    house: House
    client: AsyncWebClient
    ack: AsyncAck
    body: Mapping[str, Any]
    key: str
    person: Person
    texts: Texts
    now: datetime

    @property
    def action(self) -> Mapping[str, Any]:
        """The button pressed, or the choice made."""
        action: Mapping[str, Any] = self.body["actions"][0]
        return action

    @property
    def value(self) -> str:
        """What the button carries, or what was chosen."""
        chosen = self.action.get("selected_option") or self.action
        return str(chosen.get("value") or "")

    @property
    def request_id(self) -> int:
        """The request that the button or choice names; raises `Refused` for what is no button of ours."""
        return id_of(next((part for part in self.value.split(":") if part.isdecimal()), None))

    @property
    def about(self) -> dict[str, Any]:
        """What the submitted form is about."""
        try:
            about = json.loads(self.body["view"].get("private_metadata") or "{}")
        except ValueError:
            about = None
        return about if isinstance(about, dict) else {}

    @property
    def fields(self) -> Mapping[str, Any]:
        """What stands on the submitted form, by field."""
        fields: Mapping[str, Any] = (self.body["view"].get("state") or {}).get("values") or {}
        return fields

    def field(self, name: str) -> Any:
        """What the submitted form says under `name`; none where it was left empty or is not on the form."""
        state = self.fields.get(name, {}).get(name) or {}
        if "selected_option" in state:
            return (state["selected_option"] or {}).get("value")
        if "selected_options" in state:
            return [chosen["value"] for chosen in state["selected_options"] or ()]
        kinds = ("value", "selected_user", "selected_date", "selected_time", "selected_conversation")
        return next((state[kind] for kind in kinds if state.get(kind)), None)

    def chosen(self, name: str) -> list[str]:
        """All that was chosen under `name`, people by what Slack calls them."""
        state = self.fields.get(name, {}).get(name) or {}
        return list(state.get("selected_users") or self.field(name) or ())

    def words(self, name: str) -> str:
        """What was typed into a field: Slack hands it on as typed, with no markup in it."""
        return readable(self.field(name) or "")

    async def write(self, flow: Callable[Concatenate[Tx, P], Any], *args: P.args, **kwargs: P.kwargs) -> Any:
        """Run a flow in one transaction, once per delivery, and let what it made due go out."""
        delivery = Delivery(self.person.workspace_id, self.key, self.now)
        result = await self.house.store.write(once, delivery, flow, *args, **kwargs)
        self.house.wake()
        return result

    async def open(self, view: Block) -> None:
        """Open a form over Slack, or over the one that is open; raises `Refused` if Slack is too slow."""
        over = (self.body.get("view") or {}).get("type") == "modal"
        show = self.client.views_push if over else self.client.views_open
        await self._show(show(trigger_id=self.body["trigger_id"], view=view))

    async def show_home(self, view: Block) -> None:
        """Show their Home as `view` at once; raises `Refused` if Slack is too slow."""
        await self._show(self.client.views_publish(user_id=self.person.slack_id, view=view))

    async def close(self) -> None:
        """A form has served; it is closed with whatever it was opened from."""
        await self.ack(response_action="clear")

    async def change(self, view: Block) -> None:
        """Draw the form or page anew on which something was pressed; raises `Refused` if it is gone."""
        shown = self.body["view"]
        await self._show(self.client.views_update(view_id=shown["id"], hash=shown["hash"], view=view))

    async def answer(self, message: Message) -> None:
        """Answer a command."""
        self._say({"text": message.text, "blocks": message.blocks})

    async def announce(self, message: Message) -> None:
        """Answer a command so that everybody in the channel sees it."""
        self._say({"text": message.text, "blocks": message.blocks, "response_type": "in_channel"})

    def _say(self, said: dict[str, Any]) -> None:
        # Bolt would write the same with the standard library, in several times the time.
        self.ack.response = BoltResponse(status=200, body=orjson.dumps(said).decode())

    async def tell(self, message: Message, *, instead: bool = False) -> None:
        """Say something to the one who pressed alone: beside what they pressed, or in its place."""
        url = self.body.get("response_url")
        if not url:
            await self.open(notice(Mrkdwn(message.text), self.texts))
            return
        webhook = AsyncWebhookClient(url, session=self.client.session)
        await self._show(webhook.send_dict(_beside(message, self.body) | {"replace_original": instead}))

    async def tell_refusal(self, refusal: Refused) -> None:
        """Say why not; where not even that can be said, the log knows."""
        try:
            await self.tell(self.refusal(refusal))
        except Refused:
            log.warning("handler.could_not_tell", reason=refusal.reason)

    async def mend(self, refusal: Refused) -> None:
        """Show a refusal on the submitted form: at the field it is about, else in its place."""
        name = next((name for name in FIELDS.get(refusal.reason, ()) if name in self.fields), None)
        sentence = self.texts.t(f"refused.{refusal.reason}", **refusal.values)
        if name is not None:
            await self.ack(response_action="errors", errors={name: sentence})
        else:
            page = notice(self.sentence(refusal), self.texts, self._written())
            await self.ack(response_action="update", view=page)

    def _written(self) -> str:
        """The words on the submitted form."""
        return "\n".join(self.field(name) for name in WORDS if self.field(name))

    def sentence(self, refusal: Refused) -> Mrkdwn:
        """A refusal in the person's language."""
        return self.texts.m(f"refused.{refusal.reason}", **refusal.values)

    def refusal(self, refusal: Refused) -> Message:
        """A refusal as a message."""
        return said(self.sentence(refusal))

    async def plain(self, text: str) -> str:
        """Slack's markup as people would read it."""
        return await plain_words(self.house, text)

    async def _show(self, call: Awaitable[object]) -> None:
        try:
            async with asyncio.timeout(OPEN_SECONDS):
                await call
        except FAILURES as error:
            raise Refused("form_gone") from error


# The fields in which people write.
WORDS: Final = ("text", "note", "reason", "alternative", "word", "sought")

# The field of a form at which a refusal is shown.
FIELDS: Final = {
    "owner_is_self": ("owner",),
    "owner_left": ("owner", "to"),
    "owner_is_guest": ("owner", "to"),
    "owner_is_bot": ("owner", "to"),
    "owner_is_stranger": ("owner", "to"),
    "owner_unknown": ("owner", "to"),
    "asked_by_stranger": ("direction",),
    "hand_over_to_them": ("to",),
    "they_wait_in_this": ("to",),
    "hold_needs_a_reason": ("reason",),
    "hold_in_the_past": ("day",),
    "not_talked_yet": ("day",),
    "not_alike": ("into",),
    "nothing_asked": ("text",),
    "nothing_written": ("text",),
    "nobody_chosen": ("owner", "to"),
    "one_of_them": ("team",),
    "lend_to_one": ("to",),
    "nothing_to_find": ("sought",),
    "decline_needs_a_reason": ("reason",),
    "date_in_the_past": ("day",),
    "too_far": ("day",),
    "promise_in_the_past": ("day",),
    "time_without_day": ("day",),
    "channel_not_joined": ("place",),
    "channel_shared": ("place",),
    "cover_is_self": ("cover",),
    "cover_left": ("cover",),
    "cover_is_guest": ("cover",),
    "cover_is_bot": ("cover",),
    "cover_is_stranger": ("cover",),
    "away_past": ("last", "first"),
    "away_reversed": ("last",),
    "away_too_far": ("first",),
    "away_too_long": ("last",),
    "away_no_first": ("first",),
    "weekly_without_end": ("last",),
    "time_without_last_day": ("last",),
    "sort_no_return": ("how",),
    "sort_to_whom": ("to", "how"),
    "sort_by_when": ("day", "how"),
    "sort_which": ("requests", "asks"),
    "sort_long": ("how",),
    "return_words_short": ("back",),
    "cover_not_there": ("how",),
    "no_colleague": ("admins",),
    "urgent_enough": ("urgency",),
    "capacity_past": ("day",),
    "capacity_too_long": ("day",),
}


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened in Slack, of which we are told."""

    house: House
    client: AsyncWebClient
    body: Mapping[str, Any]

    @property
    def payload(self) -> Mapping[str, Any]:
        """The event itself."""
        payload: Mapping[str, Any] = self.body["event"]
        return payload

    @property
    def now(self) -> datetime:
        return self.house.clock.now()

    async def write(
        self, key: str, flow: Callable[Concatenate[Tx, P], Any], *args: P.args, **kwargs: P.kwargs
    ) -> Any:
        """Run a flow in one transaction, once for `key`, and let what it made due go out."""
        delivery = Delivery(self.house.directory.workspace.id, key, self.now)
        result = await self.house.store.write(once, delivery, flow, *args, **kwargs)
        self.house.wake()
        return result


def id_of(part: object) -> int:
    """The id that a button or a form carries; raises `Refused` for what is none of ours."""
    number = int(part) if isinstance(part, str) and part.isdecimal() and len(part) < DIGITS else part
    if not isinstance(number, int) or not 0 < number < 10**DIGITS:
        raise Refused("not_yours")
    return number


async def plain_words(house: House, text: str) -> str:
    """Slack's markup as people would read it, with the names of the people in it."""
    return to_plain(text, await names_in(house, text))


async def names_in(house: House, text: str) -> Names:
    """The names of the people whom Slack's markup names by their ids alone."""
    named = list(dict.fromkeys(UNNAMED.findall(text)))[:NAMED_AT_MOST]
    names = await asyncio.gather(*(_name(house, slack_id) for slack_id in named))
    return dict(zip(named, names, strict=True)).get


async def _name(house: House, slack_id: str) -> str:
    try:
        return (await house.directory.person(slack_id)).name
    except Refused:
        return slack_id


def _beside(message: Message, body: Mapping[str, Any]) -> dict[str, Any]:
    thread_ts = (body.get("message") or {}).get("thread_ts") or (body.get("container") or {}).get("thread_ts")
    beside: dict[str, Any] = {"text": message.text, "blocks": message.blocks, "response_type": "ephemeral"}
    return beside | {"thread_ts": thread_ts} if thread_ts else beside
