"""Conversations: public and private channels, direct messages and group messages."""

from dataclasses import dataclass, field

from bot.emulator.shapes import Ids, Json, SlackError


@dataclass
class Channel:
    """One conversation and who is in it (a dict keeps the order in which they came)."""

    id: str
    name: str
    members: dict[str, None]
    created: int = 0
    is_private: bool = False
    is_ext_shared: bool = False
    is_archived: bool = False
    is_im: bool = False
    is_mpim: bool = False
    previous_names: list[str] = field(default_factory=list)

    @property
    def type(self) -> str:
        """`channel_type` in events."""
        if self.is_im:
            return "im"
        if self.is_mpim:
            return "mpim"
        return "group" if self.is_private else "channel"

    @property
    def kind(self) -> str:
        """The word in `types` of `conversations.list`."""
        return {"channel": "public_channel", "group": "private_channel"}.get(self.type, self.type)

    @property
    def scope(self) -> str:
        """The first part of the scopes that concern it: `channels:read`, `im:history` …"""
        return {"channel": "channels", "group": "groups"}.get(self.type, self.type)

    def other(self, user_id: str) -> str:
        """In a direct message, whom this person talks to."""
        return next((member for member in self.members if member != user_id), user_id)

    def is_open_to(self, user_id: str) -> bool:
        """Whether this person can read it without being invited."""
        return user_id in self.members or self.type == "channel"

    def as_json(self, team_id: str, user_id: str, *, include_num_members: bool = False) -> Json:
        """The conversation object as this user gets it."""
        base: Json = {
            "id": self.id,
            "created": self.created,
            "is_org_shared": False,
            "context_team_id": team_id,
        }
        base |= {"is_im": self.is_im, "is_archived": self.is_archived}
        if self.is_im:
            return base | {"user": self.other(user_id), "is_user_deleted": False, "priority": 0}
        base |= {"name": self.name, "name_normalized": self.name, "previous_names": self.previous_names}
        base |= {
            "is_channel": self.type == "channel",
            "is_group": self.type == "group",
            "is_mpim": self.is_mpim,
        }
        base |= {"is_private": self.is_private or self.is_mpim, "is_general": False}
        base |= {"is_shared": self.is_ext_shared, "is_ext_shared": self.is_ext_shared}
        base |= {
            "is_pending_ext_shared": False,
            "is_member": user_id in self.members,
            "shared_team_ids": [team_id],
        }
        return base | ({"num_members": len(self.members)} if include_num_members else {})


class Channels:
    """Every conversation of the workspace, found by id or by name."""

    def __init__(self, channels: list[Json], ids: Ids) -> None:
        self.by_id: dict[str, Channel] = {}
        self._by_name: dict[str, Channel] = {}
        self._by_members: dict[frozenset[str], Channel] = {}
        self._ids = ids
        for fields in channels:
            self.add(Channel(**(fields | {"members": dict.fromkeys(fields.get("members", ()))})))

    def add(self, channel: Channel) -> Channel:
        self.by_id[channel.id] = channel
        if channel.is_im or channel.is_mpim:
            self._by_members[frozenset(channel.members)] = channel
        else:
            self._by_name[channel.name] = channel
        return channel

    def get(self, channel_id: str) -> Channel:
        try:
            return self.by_id[channel_id]
        except KeyError:
            raise SlackError("channel_not_found") from None

    def named(self, name: str) -> Channel | None:
        return self._by_name.get(name.removeprefix("#"))

    def direct(self, *members: str) -> Channel | None:
        """The direct or group message these people have, if they have one."""
        return self._by_members.get(frozenset(members))

    def open_direct(self, *members: str, created: int) -> Channel:
        """The direct or group message of these people, made when they have none."""
        known = self.direct(*members)
        if known is not None:
            return known
        is_im = len(members) == 2
        name = "directmessage" if is_im else f"mpdm-{'--'.join(members)}-1"
        people = dict.fromkeys(members)
        prefix = "D" if is_im else "G"
        return self.add(
            Channel(self._ids.next(prefix), name, people, created, is_im=is_im, is_mpim=not is_im)
        )

    def rename(self, channel: Channel, name: str) -> None:
        self._by_name.pop(channel.name, None)
        channel.previous_names.append(channel.name)
        channel.name = name
        self._by_name[name] = channel

    def change_id(self, channel: Channel, new_id: str) -> None:
        del self.by_id[channel.id]
        channel.id = new_id
        self.by_id[new_id] = channel

    def remove(self, channel: Channel) -> None:
        del self.by_id[channel.id]
        self._by_name.pop(channel.name, None)
