"""Comings and goings: who joins and leaves, what becomes of channels and of people."""

from typing import Any

from bot.emulator.channels import Channel
from bot.emulator.deliveries import Delivery
from bot.emulator.history import History
from bot.emulator.people import Person
from bot.emulator.shapes import Json
from bot.emulator.workspace import Workspace


class Membership:
    """Changes who is where; the app is told as Slack tells it."""

    def __init__(self, workspace: Workspace, history: History) -> None:
        self.workspace, self.history = workspace, history

    def create(self, name: str, person: Person, *, is_private: bool = False) -> list[Delivery]:
        """A new channel with one member."""
        created = int(self.workspace.now().timestamp())
        channel_id = self.workspace.ids.next("C")
        channel = Channel(channel_id, name, {person.id: None}, created, is_private=is_private)
        self.workspace.channels.add(channel)
        about = {"id": channel_id, "name": name, "created": created, "creator": person.id}
        return [] if is_private else self._about(channel, "created", about=about)

    def join(self, channel: Channel, person: Person, inviter: Person | None = None) -> list[Delivery]:
        """Somebody is in the channel from now on."""
        if person.id in channel.members:
            return []
        channel.members[person.id] = None
        told = self.history.note(channel, person, "channel_join", f"<@{person.id}> has joined the channel")
        more = {"inviter": inviter.id} if inviter else {}
        return told + self._moved("member_joined_channel", channel, person, **more)

    def leave(self, channel: Channel, person: Person) -> list[Delivery]:
        """Somebody is out of the channel from now on. The bot hears of itself as `channel_left`."""
        if person.id not in channel.members:
            return []
        told = self.history.note(channel, person, "channel_leave", f"<@{person.id}> has left the channel")
        told += self._moved("member_left_channel", channel, person)
        del channel.members[person.id]
        if person.id == self.workspace.app.bot_user_id:
            event: Json = {"type": f"{_family(channel)}_left", "channel": channel.id, "actor_id": person.id}
            told += self.workspace.events.announce(event, ts=self.workspace.next_ts())
        return told

    def archive(self, channel: Channel, person: Person) -> list[Delivery]:
        channel.is_archived = True
        told = self.history.note(channel, person, "channel_archive", "archived the channel")
        return told + self._about(channel, "archive", user=person.id, is_moved=0)

    def unarchive(self, channel: Channel, person: Person) -> list[Delivery]:
        channel.is_archived = False
        told = self.history.note(channel, person, "channel_unarchive", "un-archived the channel")
        return told + self._about(channel, "unarchive", user=person.id)

    def delete(self, channel: Channel, person: Person) -> list[Delivery]:
        told = self._about(channel, "deleted", actor_id=person.id)
        self.workspace.tell_about("channel", to=channel.name, who=person, text="deleted", channel=channel.id)
        self.workspace.channels.remove(channel)
        return told

    def rename(self, channel: Channel, name: str, person: Person) -> list[Delivery]:
        self.workspace.channels.rename(channel, name)
        told = self.history.note(channel, person, "channel_name", f"has renamed the channel to {name}")
        about = {"id": channel.id, "name": name, "name_normalized": name, "created": channel.created}
        return told + self._about(channel, "rename", about=about)

    def make_private(self, channel: Channel, person: Person) -> list[Delivery]:
        """Slack sends no event of its own for this, only the line in the channel."""
        channel.is_private = True
        return self.history.note(channel, person, "channel_convert_to_private", "made this channel private")

    def share(self, channel: Channel, other_team: str, *, new_id: str | None = None) -> list[Delivery]:
        """Another company is in the channel from now on; a private channel may get another id by that."""
        told: list[Delivery] = []
        if new_id is not None:
            old_id = channel.id
            self.workspace.channels.change_id(channel, new_id)
            self.workspace.messages.move(old_id, new_id)
            event: Json = {"type": "channel_id_changed", "old_channel_id": old_id, "new_channel_id": new_id}
            told += self._announce(event, channel)
        channel.is_ext_shared = True
        shared: Json = {"type": "channel_shared", "connected_team_id": other_team, "channel": channel.id}
        return told + self._announce(shared, channel)

    def unshare(self, channel: Channel, other_team: str) -> list[Delivery]:
        channel.is_ext_shared = False
        event: Json = {"type": "channel_unshared", "previously_connected_team_id": other_team}
        return self._announce(event | {"channel": channel.id, "is_ext_shared": False}, channel)

    def _moved(self, kind: str, channel: Channel, person: Person, **more: Any) -> list[Delivery]:
        letter = "G" if channel.is_private else "C"
        event: Json = {"type": kind, "user": person.id, "channel": channel.id, "channel_type": letter}
        return self._announce(event | {"team": person.team_id} | more, channel)

    def _about(
        self, channel: Channel, what: str, *, about: Json | None = None, **more: Any
    ) -> list[Delivery]:
        """`channel_…`, which concerns everybody, or for a private one `group_…`."""
        event: Json = {"type": f"{_family(channel)}_{what}", "channel": about or channel.id} | more
        ts = self.workspace.next_ts()
        return self.workspace.events.announce_publicly(event, ts=ts, channel=channel)

    def _announce(self, event: Json, channel: Channel) -> list[Delivery]:
        return self.workspace.events.announce(event, ts=self.workspace.next_ts(), channel=channel)


def _family(channel: Channel) -> str:
    return "group" if channel.is_private else "channel"
