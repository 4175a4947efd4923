"""Messages and threads, and the ephemeral ones that only one person sees."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from bot.emulator.shapes import Json, SlackError


@dataclass
class Message:
    """One message. `shown_to` names the one person who sees it when it is ephemeral."""

    channel: str
    ts: str
    user: str
    text: str = ""
    blocks: list[Json] = field(default_factory=list)
    thread_ts: str | None = None
    bot_id: str | None = None
    subtype: str | None = None
    metadata: Json | None = None
    attachments: list[Json] = field(default_factory=list)
    files: list[Json] = field(default_factory=list)
    edited: Json | None = None
    shown_to: str | None = None
    reactions: dict[str, dict[str, None]] = field(default_factory=dict)
    replies: list[str] = field(default_factory=list)
    offered: dict[str, list[Json]] = field(default_factory=dict)
    """The options an `external_select` was last offered, by its action_id."""
    more: Json = field(default_factory=dict)

    @property
    def is_ephemeral(self) -> bool:
        return self.shown_to is not None

    @property
    def is_reply(self) -> bool:
        return self.thread_ts is not None and self.thread_ts != self.ts

    @property
    def moment(self) -> tuple[int, int]:
        """The `ts` as something that sorts."""
        seconds, _, micros = self.ts.partition(".")
        return int(seconds), int(micros)

    @property
    def root_ts(self) -> str:
        """The `ts` of the thread that an answer to this message belongs to."""
        return self.thread_ts or self.ts

    def as_json(self, *, metadata: bool = True) -> Json:
        """The message object; empty parts are left out, as Slack does."""
        message: Json = {"type": "message", "user": self.user, "text": self.text, "ts": self.ts} | self.more
        for part in ("subtype", "bot_id", "thread_ts", "blocks", "attachments", "files", "edited"):
            if value := getattr(self, part):
                message[part] = value
        if self.metadata and metadata:
            message["metadata"] = self.metadata
        if self.reactions:
            message["reactions"] = [
                {"name": name, "users": list(users), "count": len(users)}
                for name, users in self.reactions.items()
            ]
        return message


class Messages:
    """Everything written, by channel and `ts`, in the order in which it was written."""

    def __init__(self) -> None:
        self._channels: dict[str, dict[str, Message]] = {}
        self._ephemerals: dict[str, dict[str, Message]] = {}

    def add(self, message: Message) -> Message:
        if message.shown_to is not None:
            self._ephemerals.setdefault(message.shown_to, {})[message.ts] = message
            return message
        self._channels.setdefault(message.channel, {})[message.ts] = message
        if message.is_reply and message.thread_ts is not None:
            parent = self.get(message.channel, message.thread_ts)
            parent.thread_ts = parent.ts
            parent.replies.append(message.ts)
        return message

    def remove(self, message: Message) -> None:
        if message.shown_to is not None:
            self._ephemerals[message.shown_to].pop(message.ts, None)
            return
        del self._channels[message.channel][message.ts]
        parent = self.find(message.channel, message.thread_ts or "")
        if parent is not None and message.is_reply:
            parent.replies.remove(message.ts)

    def move(self, old_channel: str, new_channel: str) -> None:
        """The channel has another id from now on."""
        self._channels[new_channel] = self._channels.pop(old_channel, {})
        for message in self._channels[new_channel].values():
            message.channel = new_channel

    def find(self, channel: str, ts: str) -> Message | None:
        return self._channels.get(channel, {}).get(ts)

    def get(self, channel: str, ts: str, error: str = "message_not_found") -> Message:
        message = self.find(channel, ts)
        if message is None:
            raise SlackError(error)
        return message

    def in_channel(self, channel: str) -> list[Message]:
        """Oldest first, replies included."""
        return list(self._channels.get(channel, {}).values())

    def newest_for(self, user_id: str, channels: Iterable[str]) -> Message | None:
        """The last message in any of these conversations, or the person's last ephemeral one."""
        shelves = [self._channels.get(channel, {}) for channel in channels]
        shelves.append(self._ephemerals.get(user_id, {}))
        newest = [shelf[next(reversed(shelf))] for shelf in shelves if shelf]
        return max(newest, key=lambda message: message.moment, default=None)

    def thread(self, parent: Message) -> list[Message]:
        """The parent and its replies."""
        return [parent, *(self._channels[parent.channel][ts] for ts in parent.replies)]

    def ephemerals_of(self, user_id: str) -> list[Message]:
        return list(self._ephemerals.get(user_id, {}).values())

    def ephemeral(self, user_id: str, ts: str) -> Message | None:
        return self._ephemerals.get(user_id, {}).get(ts)

    def as_json(self, message: Message, *, metadata: bool = True) -> Json:
        """The message with what its thread has grown to."""
        shape = message.as_json(metadata=metadata)
        parent = self.find(message.channel, message.root_ts)
        if message.is_reply and parent is not None:
            shape["parent_user_id"] = parent.user
        if not message.replies:
            return shape
        writers = dict.fromkeys(reply.user for reply in self.thread(message)[1:])
        shape |= {"reply_count": len(message.replies), "latest_reply": message.replies[-1]}
        return shape | {"reply_users": list(writers), "reply_users_count": len(writers)}
