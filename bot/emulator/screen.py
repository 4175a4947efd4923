"""What one person has on the screen right now."""

from dataclasses import asdict, dataclass, field

from bot.emulator.messages import Message
from bot.emulator.people import Person
from bot.emulator.shapes import Json
from bot.emulator.workspace import Workspace


@dataclass(frozen=True)
class Seen:
    """One message as it looks now."""

    channel: str
    ts: str
    user: str
    name: str
    text: str
    is_bot: bool = False
    is_ephemeral: bool = False
    thread_ts: str | None = None
    blocks: list[Json] = field(default_factory=list)
    metadata: Json | None = None
    edited: Json | None = None
    files: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    subtype: str | None = None
    reactions: dict[str, list[str]] = field(default_factory=dict)

    def as_json(self) -> Json:
        return asdict(self)


@dataclass(frozen=True)
class Screen:
    """Everything one person could look at: conversations by channel id, open modals (last on top), Home."""

    person: str
    conversations: dict[str, list[Seen]]
    modals: list[Json]
    home: Json | None

    def as_json(self) -> Json:
        return asdict(self)


def screen_of(workspace: Workspace, person: Person) -> Screen:
    """The whole screen of one person."""
    open_channels = joined(workspace, person)
    ephemerals = {message.channel: None for message in workspace.messages.ephemerals_of(person.id)}
    channels = dict.fromkeys([*open_channels, *ephemerals])
    home = workspace.views.homes.get(person.id)
    return Screen(
        person=person.id,
        conversations={channel: conversation(workspace, person, channel) for channel in channels},
        modals=modals_of(workspace, person),
        home=workspace.view_json(home) if home else None,
    )


def modals_of(workspace: Workspace, person: Person) -> list[Json]:
    """The forms and pages this person has open, the one on top last."""
    return [workspace.view_json(view) for view in workspace.views.stacks.get(person.id, [])]


def joined(workspace: Workspace, person: Person) -> list[str]:
    """The ids of the conversations this person is in."""
    return [channel.id for channel in workspace.channels.by_id.values() if person.id in channel.members]


def conversation(workspace: Workspace, person: Person, channel: str) -> list[Seen]:
    """All messages of one conversation this person can see, thread replies and ephemerals among them."""
    known = workspace.channels.by_id.get(channel)
    shared = workspace.messages.in_channel(channel) if known and known.is_open_to(person.id) else []
    own = [message for message in workspace.messages.ephemerals_of(person.id) if message.channel == channel]
    everything = sorted([*shared, *own], key=lambda message: message.moment) if own else shared
    return [seen(workspace, message) for message in everything]


def seen(workspace: Workspace, message: Message) -> Seen:
    """One message as it looks now, safe from later edits."""
    return Seen(
        channel=message.channel,
        ts=message.ts,
        user=message.user,
        name=workspace.people.by_id[message.user].name,
        text=message.text,
        is_bot=message.bot_id is not None,
        is_ephemeral=message.is_ephemeral,
        thread_ts=message.thread_ts,
        blocks=list(message.blocks),
        metadata=message.metadata,
        edited=message.edited,
        files=list(message.files),
        attachments=list(message.attachments),
        subtype=message.subtype,
        reactions={name: list(people) for name, people in message.reactions.items()},
    )
