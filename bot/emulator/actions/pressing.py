"""Buttons, menus and pickers, wherever they stand: in messages, in modals, on the Home tab."""

from dataclasses import replace
from typing import Any

from bot.emulator.actions.acting import Acting
from bot.emulator.actions.outcome import Outcome, outcome_of, refused
from bot.emulator.elements import FIELDS, NotOffered, Placed, chosen, holding, initial_state, placed
from bot.emulator.messages import Message
from bot.emulator.people import Person
from bot.emulator.shapes import Json
from bot.emulator.views import View

_PERSON_FIELDS = ("users_select", "multi_users_select")
_FILTERS = {"public_channel": "public", "private_channel": "private", "im": "im", "mpim": "mpim"}
"""The words of `filter.include` of a `conversations_select`."""
_CHANNEL_FIELDS = (
    "conversations_select",
    "multi_conversations_select",
    "channels_select",
    "multi_channels_select",
)


class Pressing(Acting):
    """Acting on one element. `value` is the button's or option's value, or what is picked; `block_id` may
    narrow it down, and `selected_user=…`, `selected_date=…` say the same in Slack's words."""

    async def press(
        self, person: str, channel: str, ts: str, action_id: str, value: Any = None, **selected: Any
    ) -> Outcome:
        """Act on an element of a message, if the person sees it there now."""
        who = self.person(person)
        message = self.visible(who, channel, ts)
        if message is None:
            return refused("message_not_found")
        one = _find(message.blocks, action_id, value, selected)
        if one is None:
            return refused("element_not_found")
        try:
            wanted = _wanted(one, value, selected)
            action = self._action(who, one, wanted, offered=message.offered.get(action_id))
        except NotOffered:
            return refused("not_offered")
        payload = self._from_message(who, message, one=one, action=action)
        return await self._send(payload, one)

    async def press_in_view(
        self, person: str, view_id: str | None, action_id: str, value: Any = None, **selected: Any
    ) -> Outcome:
        """Act on an element of a modal, by default the one on top."""
        who = self.person(person)
        view = self.workspace.views.by_id.get(view_id) if view_id else self.workspace.views.top(who.id)
        return await self._press_view(who, view, action_id, value=value, selected=selected)

    async def press_home(self, person: str, action_id: str, value: Any = None, **selected: Any) -> Outcome:
        """Act on an element of the person's Home tab."""
        who = self.person(person)
        home = self.workspace.views.homes.get(who.id)
        return await self._press_view(who, home, action_id, value=value, selected=selected)

    async def options(
        self,
        person: str,
        action_id: str,
        value: str = "",
        *,
        channel: str | None = None,
        ts: str | None = None,
    ) -> Outcome:
        """Type into an external select of a message, of the top modal or of Home; see what is offered."""
        who = self.person(person)
        views = self.workspace.views
        surface = self.visible(who, channel, ts) if ts else views.top(who.id) or views.homes.get(who.id)
        one = _find(surface.blocks, action_id, None, {}) if surface else None
        if surface is None or one is None:
            return refused("element_not_found")
        if len(value) < one.element.get("min_query_length", 3):
            return refused("query_too_short")
        payload = self.interaction("block_suggestion", who) | self._surroundings(surface)
        payload |= {"action_id": action_id, "block_id": one.block_id, "value": value}
        url = self.workspace.app.url_for("options")
        outcome = await outcome_of([self.bring("interactive", payload, url)])
        surface.offered[action_id] = _offers(outcome.payload or {})
        return outcome

    def choose(self, person: Person, one: Placed, value: Any, *, offered: list[Json] | None = None) -> Any:
        """What the element holds once the person chose this; NotOffered when it is not to be had."""
        choice = chosen(one, value, offered)
        if one.type in _PERSON_FIELDS:
            return _each(choice, self._offered_person)
        if one.type in _CHANNEL_FIELDS:
            return _each(choice, lambda reference: self._offered_channel(person, one, reference))
        return choice

    async def _press_view(
        self, person: Person, view: View | None, action_id: str, *, value: Any, selected: dict[str, Any]
    ) -> Outcome:
        if view is None or view.user != person.id:
            return refused("view_not_found")
        one = _find(view.blocks, action_id, value, selected)
        if one is None:
            return refused("element_not_found")
        try:
            action = self._action(
                person, one, _wanted(one, value, selected), offered=view.offered.get(action_id)
            )
        except NotOffered:
            return refused("not_offered")
        _remember(view, one, action)
        if one.is_input and not one.block.get("dispatch_action"):
            return Outcome()
        payload = self.interaction("block_actions", person) | self._surroundings(view)
        payload["actions"] = [action]
        payload["state"] = payload["view"]["state"]
        return await self._send(payload, one)

    async def _send(self, payload: Json, one: Placed) -> Outcome:
        outcome = await outcome_of([self.bring("interactive", payload)])
        confirm = one.element.get("confirm")
        more = {"trigger_id": payload["trigger_id"], "response_url": payload.get("response_url")}
        return replace(outcome, confirm=confirm, **more)

    def _action(self, person: Person, one: Placed, value: Any, *, offered: list[Json] | None = None) -> Json:
        """The entry in `actions`."""
        action: Json = {"type": one.type, "action_id": one.action_id, "block_id": one.block_id}
        action["action_ts"] = self.workspace.next_ts()
        if one.type in FIELDS:
            return action | holding(one, self.choose(person, one, value, offered=offered))
        kept = ("text", "value", "style", "url")
        return action | {key: one.element[key] for key in kept if key in one.element}

    def _from_message(self, person: Person, message: Message, *, one: Placed, action: Json) -> Json:
        channel = self.workspace.channels.get(message.channel)
        payload = self.interaction("block_actions", person, channel) | self._surroundings(message)
        payload |= {"actions": [action], "state": {"values": _state(message, one, action)}}
        payload["response_url"] = self.lend_url("actions", person, channel, message)
        return payload

    def _surroundings(self, surface: Message | View) -> Json:
        """Where the element stands. An ephemeral message is named, never shown."""
        if isinstance(surface, View):
            container: Json = {"type": "view", "view_id": surface.id}
            return {"container": container, "view": self.workspace.view_json(surface)}
        channel = self.workspace.channels.get(surface.channel)
        container = {"type": "message", "message_ts": surface.ts, "channel_id": channel.id}
        container["is_ephemeral"] = surface.is_ephemeral
        if surface.thread_ts:
            container["thread_ts"] = surface.thread_ts
        around: Json = {"container": container, "channel": {"id": channel.id, "name": channel.name}}
        if not surface.is_ephemeral:
            with_metadata = self.workspace.switches.actions_carry_metadata
            around["message"] = self.workspace.messages.as_json(surface, metadata=with_metadata)
        return around

    def _offered_person(self, reference: str) -> str:
        try:
            person = self.person(reference)
        except KeyError:
            raise NotOffered(reference) from None
        is_hidden_app = person.is_bot and not self.workspace.switches.users_select_lists_apps
        if person.deleted or person.is_stranger or is_hidden_app:
            raise NotOffered(reference)
        return person.id

    def _offered_channel(self, person: Person, one: Placed, reference: str) -> str:
        channel = self.workspace.channels.by_id.get(reference) or self.workspace.channels.named(reference)
        if channel is None or not channel.is_open_to(person.id) or channel.is_archived:
            raise NotOffered(reference)
        wanted = one.element.get("filter") or {}
        kinds = wanted.get("include") or _FILTERS.values()
        is_foreign = channel.is_ext_shared and wanted.get("exclude_external_shared_channels")
        if is_foreign or _FILTERS[channel.kind] not in kinds:
            raise NotOffered(reference)
        return channel.id


def _find(blocks: list[Json], action_id: str, value: Any, selected: dict[str, Any]) -> Placed | None:
    """The element with this action_id; among several, the one in the named block or with that value."""
    block_id = selected.pop("block_id", None)
    found = [one for one in placed(blocks) if one.action_id == action_id]
    if block_id is not None:
        found = [one for one in found if one.block_id == block_id]
    if value is not None:
        found = [one for one in found if one.type in FIELDS or value in one.values()]
    if len(found) > 1:
        found = [one for one in found if value in one.values()] or found
    return found[0] if found else None


def _wanted(one: Placed, value: Any, selected: dict[str, Any]) -> Any:
    kind = FIELDS.get(one.type)
    return selected.get(kind.key, value) if kind else value


def _state(message: Message, one: Placed, action: Json) -> dict[str, Json]:
    """`state.values` of a message, with what was just chosen."""
    values = initial_state(message.blocks)
    if one.action_id in values.get(one.block_id, {}):
        values[one.block_id][one.action_id] = holding(one, action[FIELDS[one.type].key])
    return values


def _remember(view: View, one: Placed, action: Json) -> None:
    if one.type in FIELDS:
        held = holding(one, action[FIELDS[one.type].key])
        view.state.setdefault(one.block_id, {})[one.action_id] = held


def _offers(answer: Json) -> list[Json]:
    offers: list[Json] = list(answer.get("options") or [])
    for group in answer.get("option_groups") or []:
        offers += group.get("options") or []
    return offers


def _each(choice: Any, check: Any) -> Any:
    if choice is None:
        return None
    return [check(one) for one in choice] if isinstance(choice, list) else check(choice)
