"""What people write: messages, edits, reactions."""

import uuid
from collections.abc import Sequence

from bot.emulator import typed
from bot.emulator.actions.acting import Acting
from bot.emulator.actions.outcome import Outcome, outcome_of, refused
from bot.emulator.channels import Channel
from bot.emulator.messages import Message
from bot.emulator.people import Person
from bot.emulator.shapes import Json, SlackError


class Writing(Acting):
    """Saying something, changing it, taking it back, reacting to it."""

    async def say(
        self, person: str, channel: str, text: str, *, thread_ts: str | None = None, files: Sequence[str] = ()
    ) -> Outcome:
        """Write a message; typed @names and #channels become mentions, `files` are names of files,
        or ids of those that are uploaded already."""
        who = self.person(person)
        place = self.place(who, channel)
        reason = self._cannot_write(who, place)
        if reason is not None:
            return refused(reason)
        parent = self.workspace.messages.find(place.id, thread_ts) if thread_ts else None
        if thread_ts and parent is None:
            return refused("thread_not_found")
        encoded = typed.in_message(text, self.workspace)
        message = Message(place.id, self.workspace.next_ts(), who.id, encoded)
        message.thread_ts = parent.root_ts if parent else None
        message.blocks = typed.as_rich_text(encoded)
        message.more = {"client_msg_id": str(uuid.uuid4()), "team": who.team_id}
        if who.is_bot:
            message.bot_id = who.bot_id
        if files:
            message.subtype = "file_share"
            message.files = [self._attached(who, name) for name in files]
        return await outcome_of(self.history.post(message), message.ts)

    async def edit(self, person: str, channel: str, ts: str, text: str) -> Outcome:
        """Change one's own message."""
        who = self.person(person)
        message = self.visible(who, channel, ts)
        if message is None or message.user != who.id:
            return refused("message_not_found" if message is None else "cant_update_message")
        encoded = typed.in_message(text, self.workspace)
        told = self.history.edit(message, who, text=encoded, blocks=typed.as_rich_text(encoded))
        return await outcome_of(told, ts)

    async def delete(self, person: str, channel: str, ts: str) -> Outcome:
        """Take back one's own message; an admin may take back anybody's."""
        who = self.person(person)
        message = self.visible(who, channel, ts)
        if message is None:
            return refused("message_not_found")
        if message.user != who.id and not who.is_admin:
            return refused("cant_delete_message")
        return await outcome_of(self.history.delete(message), ts)

    async def react(self, person: str, channel: str, ts: str, name: str) -> Outcome:
        """Put an emoji under a message."""
        return await self._react(person, channel, ts, name=name, added=True)

    async def unreact(self, person: str, channel: str, ts: str, name: str) -> Outcome:
        """Take one's emoji away again."""
        return await self._react(person, channel, ts, name=name, added=False)

    async def _react(self, person: str, channel: str, ts: str, *, name: str, added: bool) -> Outcome:
        who = self.person(person)
        message = self.visible(who, channel, ts)
        if message is None or message.is_ephemeral:
            return refused("message_not_found")
        try:
            told = (self.history.react if added else self.history.unreact)(message, who, name)
        except SlackError as error:
            return refused(error.error)
        return await outcome_of(told, ts)

    def _cannot_write(self, person: Person, channel: Channel) -> str | None:
        app = self.workspace.app
        if person.deleted:
            return "user_disabled"
        if person.id not in channel.members:
            return "not_in_channel"
        if channel.is_archived:
            return "is_archived"
        to_bot = channel.is_im and app.bot_user_id in channel.members
        if to_bot and (not app.messages_tab_enabled or app.messages_tab_read_only):
            return "messages_tab_disabled"
        return None

    def _attached(self, person: Person, name: str) -> Json:
        files = self.workspace.files
        file = files.by_id.get(name)
        if file is None:
            file = files.announce(name, 0, user=person.id)
            files.complete(file)
        return files.as_json(file)
