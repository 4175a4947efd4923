"""What each person has not looked at yet."""

from collections.abc import Iterator

from bot.emulator.channels import Channel
from bot.emulator.feed import FeedRecord
from bot.emulator.workspace import Workspace

_SAID = ("message", "ephemeral")


class Unread:
    """The unread messages of everybody, kept up from the feed: by person, then channel, `ts` and thread."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._read_up_to = 0
        self._by_person: dict[str, dict[str, dict[str, str | None]]] = {}

    def catch_up(self) -> None:
        """Take in what the feed has got since the last time."""
        feed = self._workspace.feed
        for record in feed[self._read_up_to :]:
            self._take(record)
        self._read_up_to = len(feed)

    def of(self, person_id: str) -> dict[str, int]:
        """How many messages of each conversation the person has not seen; none where all are."""
        return {channel: len(unseen) for channel, unseen in self._of(person_id).items() if unseen}

    def everybody(self) -> dict[str, int]:
        """How many direct messages each person has not seen: what Slack shows as a number."""
        return {person: sum(self._direct(person)) for person in self._by_person}

    def in_channel(self, person_id: str, channel_id: str) -> dict[str, str | None]:
        """The unseen messages of one conversation: `ts` and, for a reply, the `ts` of its thread."""
        return dict(self._of(person_id).get(channel_id, {}))

    def see(self, person_id: str, channel_id: str, thread_ts: str | None = None) -> None:
        """The person has looked at a conversation, or at one thread of it."""
        unseen = self._of(person_id).get(channel_id, {})
        for ts in [ts for ts, root in unseen.items() if root == thread_ts]:
            del unseen[ts]

    def _direct(self, person_id: str) -> Iterator[int]:
        channels = self._workspace.channels.by_id
        for channel_id, count in self.of(person_id).items():
            if channel_id in channels and (channels[channel_id].is_im or channels[channel_id].is_mpim):
                yield count

    def _of(self, person_id: str) -> dict[str, dict[str, str | None]]:
        return self._by_person.setdefault(person_id, {})

    def _take(self, record: FeedRecord) -> None:
        channel = self._workspace.channels.by_id.get(record.channel or "")
        if channel is None or record.ts is None:
            return
        if record.kind == "delete":
            for conversations in self._by_person.values():
                conversations.get(channel.id, {}).pop(record.ts, None)
        elif record.kind in _SAID:
            root = record.thread_ts if record.thread_ts != record.ts else None
            for person_id in self._reached(record, channel):
                self._of(person_id).setdefault(channel.id, {})[record.ts] = root

    def _reached(self, record: FeedRecord, channel: Channel) -> list[str]:
        """Whom it concerns: of a thread in a channel only those who have written in it."""
        people = self._workspace.people
        if record.kind == "ephemeral":
            return [people.find(record.to).id]
        writer = people.find(record.from_).id
        is_open = channel.is_im or channel.is_mpim or record.thread_ts in (None, record.ts)
        followers = channel.members if is_open else self._in_thread(channel.id, record.thread_ts or "")
        return [member for member in followers if member != writer]

    def _in_thread(self, channel_id: str, root_ts: str) -> set[str]:
        messages = self._workspace.messages
        root = messages.find(channel_id, root_ts)
        written = [messages.find(channel_id, ts) for ts in root.replies] if root else []
        return {message.user for message in (root, *written) if message is not None}
