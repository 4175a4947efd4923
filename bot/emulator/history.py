"""What is written in conversations: every change is seen by people and told to the app."""

from bot.emulator.channels import Channel
from bot.emulator.deliveries import Delivery
from bot.emulator.messages import Message
from bot.emulator.people import Person
from bot.emulator.shapes import Json, SlackError
from bot.emulator.workspace import Workspace

_ALIASES = {"thumbsup": "+1", "thumbsdown": "-1"}
_NOTES = {"channel_join": "join", "channel_leave": "leave"}


class History:
    """Changes messages; every change goes to the feed and, as an event, to the app."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace

    def post(self, message: Message, kind: str = "message") -> list[Delivery]:
        """A new message, ephemeral or not; `kind` is what the feed calls it."""
        workspace = self.workspace
        workspace.messages.add(message)
        workspace.tell("ephemeral" if message.is_ephemeral else kind, message)
        if message.is_ephemeral:
            return []
        channel = workspace.channels.get(message.channel)
        told = self._announce(self._event(message, channel), message, channel)
        if self._mentions_bot(message, channel):
            mention = self._event(message, channel) | {"type": "app_mention"}
            mention.pop("channel_type")
            told += self._announce(mention, message, channel)
        return told

    def note(self, channel: Channel, person: Person, subtype: str, text: str) -> list[Delivery]:
        """A line Slack itself writes into a channel: who joined, who left, what it is called now."""
        line = Message(channel.id, self.workspace.next_ts(), person.id, text, subtype=subtype)
        return self.post(line, kind=_NOTES.get(subtype, "channel"))

    def edit(
        self, message: Message, editor: Person, *, marked: bool = True, **changes: object
    ) -> list[Delivery]:
        """New content for a message; `marked` shows it as edited."""
        before = self._shape(message)
        for part, value in changes.items():
            setattr(message, part, value)
        ts = self.workspace.next_ts()
        if marked:
            message.edited = {"user": editor.id, "ts": ts}
        self.workspace.tell("update", message)
        event: Json = {"message": self._shape(message), "previous_message": before, "ts": ts}
        return self._announce_hidden("message_changed", event, message)

    def delete(self, message: Message) -> list[Delivery]:
        """The message is gone for everybody; where a thread hangs on it, a tombstone stays."""
        if message.replies:
            return self._bury(message)
        before = self._shape(message)
        self.workspace.messages.remove(message)
        self.workspace.tell("delete", message)
        event: Json = {"deleted_ts": message.ts, "previous_message": before, "ts": self.workspace.next_ts()}
        return self._announce_hidden("message_deleted", event, message)

    def _bury(self, message: Message) -> list[Delivery]:
        gone: Json = {"blocks": [], "attachments": [], "files": [], "metadata": None}
        gone |= {"text": "This message was deleted.", "subtype": "tombstone"}
        return self.edit(message, self.workspace.people.by_id["USLACKBOT"], marked=False, **gone)

    def react(self, message: Message, person: Person, name: str) -> list[Delivery]:
        """An emoji under a message, once per person and emoji."""
        name = self.reaction_name(name)
        if person.id in message.reactions.get(name, {}):
            raise SlackError("already_reacted")
        message.reactions.setdefault(name, {})[person.id] = None
        return self._reaction("reaction_added", message, person, name)

    def unreact(self, message: Message, person: Person, name: str) -> list[Delivery]:
        """The person's emoji is taken away again."""
        name = self.reaction_name(name)
        people = message.reactions.get(name, {})
        if person.id not in people:
            raise SlackError("no_reaction")
        del people[person.id]
        if not people:
            del message.reactions[name]
        return self._reaction("reaction_removed", message, person, name)

    def reaction_name(self, name: str) -> str:
        """The emoji's first name, unless the switch keeps aliases; a skin tone stays."""
        name = name.strip(":")
        if self.workspace.switches.reactions_keep_aliases:
            return name
        base, tone, shade = name.partition("::")
        return _ALIASES.get(base, base) + tone + shade

    def _reaction(self, kind: str, message: Message, person: Person, name: str) -> list[Delivery]:
        workspace = self.workspace
        feed_kind = "reaction" if kind == "reaction_added" else "unreaction"
        workspace.tell(feed_kind, message, by=person, text=f":{name}:")
        item: Json = {"type": "message", "channel": message.channel, "ts": message.ts}
        event: Json = {"type": kind, "user": person.id, "reaction": name, "item": item}
        event |= {"item_user": message.user}
        return workspace.events.announce(
            event, ts=workspace.next_ts(), channel=workspace.channels.get(message.channel)
        )

    def _event(self, message: Message, channel: Channel) -> Json:
        return self._shape(message) | {"channel": channel.id, "channel_type": channel.type}

    def _shape(self, message: Message) -> Json:
        with_metadata = self.workspace.switches.echo_carries_metadata
        return self.workspace.messages.as_json(message, metadata=with_metadata)

    def _announce(self, event: Json, message: Message, channel: Channel) -> list[Delivery]:
        workspace = self.workspace
        is_own = message.user == workspace.app.bot_user_id
        if is_own and channel.is_im and not workspace.switches.echo_own_posts_in_dms:
            return []
        team = workspace.people.by_id[message.user].team_id
        return workspace.events.announce(event, ts=message.ts, channel=channel, sender_team=team)

    def _announce_hidden(self, subtype: str, event: Json, message: Message) -> list[Delivery]:
        if message.is_ephemeral:
            return []
        channel = self.workspace.channels.get(message.channel)
        event = {"type": "message", "subtype": subtype, "hidden": True} | event
        event |= {"channel": channel.id, "channel_type": channel.type, "event_ts": event["ts"]}
        return self._announce(event, message, channel)

    def _mentions_bot(self, message: Message, channel: Channel) -> bool:
        bot = self.workspace.app.bot_user_id
        said = f"<@{bot}>" in message.text or f"<@{bot}|" in message.text
        return said and not channel.is_im and message.user != bot
