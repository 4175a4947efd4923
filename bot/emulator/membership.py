"""Comings and goings: who joins and leaves, what becomes of channels and of people."""

from typing import Any

from bot.emulator.channels import Channel
from bot.emulator.deliveries import Delivery
from bot.emulator.people import Person
from bot.emulator.shapes import Json
from bot.emulator.workspace import Workspace


class Membership:
    """Changes who is where; the app is told as Slack tells it."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace

    def join(self, channel: Channel, person: Person, inviter: Person | None = None) -> list[Delivery]:
        """Somebody is in the channel from now on."""
        if person.id in channel.members:
            return []
        channel.members[person.id] = None
        self.workspace.tell_about("join", to=channel.name, who=person, channel=channel.id)
        more = {"inviter": inviter.id} if inviter else {}
        return self._moved("member_joined_channel", channel, person, **more)

    def leave(self, channel: Channel, person: Person) -> list[Delivery]:
        """Somebody is out of the channel from now on. The bot hears of itself as `channel_left`."""
        if person.id not in channel.members:
            return []
        told = self._moved("member_left_channel", channel, person)
        del channel.members[person.id]
        self.workspace.tell_about("leave", to=channel.name, who=person, channel=channel.id)
        if person.id == self.workspace.app.bot_user_id:
            told += self._about(channel, "left", actor_id=person.id, always=True)
        return told

    def archive(self, channel: Channel, person: Person) -> list[Delivery]:
        channel.is_archived = True
        return self._about(channel, "archive", user=person.id, is_moved=0)

    def unarchive(self, channel: Channel, person: Person) -> list[Delivery]:
        channel.is_archived = False
        return self._about(channel, "unarchive", user=person.id)

    def delete(self, channel: Channel, person: Person) -> list[Delivery]:
        told = self._about(channel, "deleted", actor_id=person.id)
        self.workspace.channels.remove(channel)
        return told

    def rename(self, channel: Channel, name: str) -> list[Delivery]:
        self.workspace.channels.rename(channel, name)
        shape = {"id": channel.id, "name": name, "created": channel.created, "name_normalized": name}
        return self._about(channel, "rename", about=shape)

    def make_private(self, channel: Channel) -> list[Delivery]:
        """Slack sends no event of its own for this."""
        channel.is_private = True
        return []

    def share(self, channel: Channel, other_team: str) -> list[Delivery]:
        """Another company is in the channel from now on."""
        channel.is_ext_shared = True
        event: Json = {"type": "channel_shared", "connected_team_id": other_team, "channel": channel.id}
        return self._announce(event, channel)

    def change(self, person: Person, **fields: Any) -> list[Delivery]:
        """Something in a person's account or profile is different."""
        workspace = self.workspace
        workspace.people.change(person, fields | {"updated": int(workspace.now().timestamp())})
        return self._person("user_change", person)

    def arrive(self, fields: Json) -> list[Delivery]:
        """Somebody new has an account."""
        return self._person("team_join", self.workspace.people.add(fields))

    def set_dnd(self, person: Person, start: int, end: int) -> list[Delivery]:
        """The person's next do-not-disturb time; 0 and 0 switch it off."""
        person.dnd = dnd_status(start, end)
        event = {"type": "dnd_updated_user", "user": person.id, "dnd_status": person.dnd}
        return self.workspace.events.announce(event, ts=self.workspace.next_ts())

    def uninstall(self) -> list[Delivery]:
        """The app is removed: it hears so twice, and its token is dead."""
        workspace = self.workspace
        tokens = {"oauth": [], "bot": [workspace.app.bot_user_id]}
        revoked: Json = {"type": "tokens_revoked", "tokens": tokens}
        told = workspace.events.announce(revoked, ts=workspace.next_ts())
        told += workspace.events.announce({"type": "app_uninstalled"}, ts=workspace.next_ts())
        workspace.app.is_installed = False
        workspace.app.refusal = "account_inactive"
        return told

    def _moved(self, kind: str, channel: Channel, person: Person, **more: Any) -> list[Delivery]:
        letter = "G" if channel.is_private else "C"
        event: Json = {"type": kind, "user": person.id, "channel": channel.id, "channel_type": letter}
        return self._announce(event | {"team": person.team_id} | more, channel)

    def _about(
        self, channel: Channel, what: str, *, about: Json | None = None, always: bool = False, **more: Any
    ) -> list[Delivery]:
        """`channel_…` or, for a private one, `group_…`. The bot hears of its own leaving `always`."""
        workspace = self.workspace
        kind = f"group_{what}" if channel.is_private else f"channel_{what}"
        event: Json = {"type": kind, "channel": about or channel.id} | more
        workspace.tell_about("channel", to=channel.name, who=workspace.bot, text=what, channel=channel.id)
        if always:
            return workspace.events.announce(event, ts=workspace.next_ts())
        return workspace.events.announce_publicly(event, ts=workspace.next_ts(), channel=channel)

    def _announce(self, event: Json, channel: Channel) -> list[Delivery]:
        return self.workspace.events.announce(event, ts=self.workspace.next_ts(), channel=channel)

    def _person(self, kind: str, person: Person) -> list[Delivery]:
        workspace = self.workspace
        user = person.as_json(workspace.now(), workspace.app.team_id, include_locale=True)
        event: Json = {"type": kind, "user": user, "cache_ts": person.updated}
        workspace.tell_about("person", to=person.name, who=person, text=kind)
        return workspace.events.announce(event, ts=workspace.next_ts())


def dnd_status(start: int, end: int) -> Json:
    """The do-not-disturb status others may see."""
    return {"dnd_enabled": bool(end), "next_dnd_start_ts": start or 1, "next_dnd_end_ts": end or 1}
