"""Slash commands and shortcuts."""

from dataclasses import replace

from bot.emulator import typed
from bot.emulator.actions.acting import Acting
from bot.emulator.actions.outcome import Outcome, outcome_of, refused
from bot.emulator.channels import Channel
from bot.emulator.deliveries import Delivery
from bot.emulator.messages import Message
from bot.emulator.people import Person
from bot.emulator.responses import has_content, say
from bot.emulator.shapes import Json, SlackError


class Commands(Acting):
    """Calling the app from the message box or from a menu."""

    async def command(self, person: str, name: str, text: str = "", *, channel: str | None = None) -> Outcome:
        """Type a slash command, by default in the direct message with the bot; see what the ack says."""
        who = self.person(person)
        declared = self.workspace.app.command(name)
        if declared is None or not self.is_colleague(who):
            return refused("unknown_command")
        place = self.place(who, channel)
        if not place.is_open_to(who.id):
            return refused("channel_not_found")
        payload = self._command_payload(who, place, declared=declared, text=text)
        url = self.workspace.app.url_for("slash_commands", declared)
        delivery = self.bring("slash_commands", payload, url)
        outcome = await outcome_of([delivery])
        return self._show_ack(outcome, who, place, payload=payload, typed_text=f"{name} {text}".strip())

    async def shortcut(self, person: str, callback_id: str) -> Outcome:
        """Choose a global shortcut."""
        who = self.person(person)
        if not self._offers(who, callback_id, "global"):
            return refused("unknown_shortcut")
        payload = self.interaction("shortcut", who)
        payload |= {"callback_id": callback_id, "action_ts": self.workspace.next_ts()}
        return await outcome_of([self.bring("interactive", payload)])

    async def message_shortcut(self, person: str, callback_id: str, channel: str, ts: str) -> Outcome:
        """Choose a message shortcut from the menu of a message."""
        who = self.person(person)
        if not self._offers(who, callback_id, "message"):
            return refused("unknown_shortcut")
        message = self.visible(who, channel, ts)
        if message is None or message.is_ephemeral:
            return refused("message_not_found")
        payload = self._message_payload(who, message) | {"callback_id": callback_id}
        return await outcome_of([self.bring("interactive", payload)])

    def _offers(self, person: Person, callback_id: str, kind: str) -> bool:
        """Guests do not get global shortcuts."""
        declared = self.workspace.app.shortcut(callback_id)
        is_guest = person.is_restricted or person.is_ultra_restricted
        if declared is None or not self.is_colleague(person) or (is_guest and kind == "global"):
            return False
        return bool(declared["type"] == kind)

    def _command_payload(self, person: Person, channel: Channel, *, declared: Json, text: str) -> Json:
        app, team = self.workspace.app, self.workspace.team
        escaped = typed.in_command(
            text.strip(), self.workspace, should_escape=bool(declared.get("should_escape"))
        )
        payload: Json = {"token": app.verification_token, "api_app_id": app.id}
        payload |= {"command": declared["command"], "text": escaped, "is_enterprise_install": "false"}
        payload |= {"team_id": team["id"], "team_domain": team["domain"]}
        payload |= {"user_id": person.id, "user_name": person.name, "channel_id": channel.id}
        payload["channel_name"] = "privategroup" if channel.is_private else channel.name
        payload["response_url"] = self.lend_url("commands", person, channel)
        return payload | {"trigger_id": self.workspace.triggers.lend(person.id, channel.id)}

    def _message_payload(self, person: Person, message: Message) -> Json:
        channel = self.workspace.channels.get(message.channel)
        payload = self.interaction("message_action", person, channel)
        payload |= {"channel": {"id": channel.id, "name": channel.name}, "message_ts": message.ts}
        with_metadata = self.workspace.switches.actions_carry_metadata
        payload["message"] = self.workspace.messages.as_json(message, metadata=with_metadata)
        payload["response_url"] = self.lend_url("app", person, channel)
        return payload | {"action_ts": self.workspace.next_ts()}

    def _show_ack(
        self, outcome: Outcome, person: Person, channel: Channel, *, payload: Json, typed_text: str
    ) -> Outcome:
        """What the ack says becomes an ephemeral message, or one for all together with what was typed."""
        trigger_id, response_url = payload["trigger_id"], payload["response_url"]
        outcome = replace(outcome, trigger_id=trigger_id, response_url=response_url)
        body = outcome.payload or {}
        if not outcome.ok or not has_content(body):
            return outcome
        if body.get("response_type") == "in_channel":
            self._show_typed(person, channel, typed_text)
        try:
            message = say(self, body, channel=channel.id, user=person.id)
        except SlackError as error:
            return replace(outcome, ok=False, error=error.error)
        self.workspace.triggers.attach(response_url, message)
        return replace(outcome, ts=message.ts)

    def _show_typed(self, person: Person, channel: Channel, text: str) -> list[Delivery]:
        return self.history.post(Message(channel.id, self.workspace.next_ts(), person.id, typed.escape(text)))
