"""People, bots and user groups of a workspace, in the shapes of `users.*` and `usergroups.*`."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.emulator.shapes import Json, SlackError


@dataclass
class Person:
    """Somebody with an account: a colleague, a guest, somebody of another company, or a bot."""

    id: str
    name: str
    team_id: str
    real_name: str = ""
    display_name: str = ""
    tz: str | None = "Etc/UTC"
    locale: str = "en-US"
    email: str = ""
    title: str = ""
    status_text: str = ""
    status_emoji: str = ""
    status_expiration: int = 0
    presence: str = "active"
    is_admin: bool = False
    is_owner: bool = False
    deleted: bool = False
    is_restricted: bool = False
    is_ultra_restricted: bool = False
    is_bot: bool = False
    is_stranger: bool = False
    bot_id: str = ""
    app_id: str = ""
    updated: int = 0
    dnd: Json = field(default_factory=dict)

    @property
    def label(self) -> str:
        """What Slack shows for this person."""
        return self.display_name or self.real_name or self.name

    def tz_offset(self, now: datetime) -> int:
        offset = now.astimezone(ZoneInfo(self.tz)).utcoffset() if self.tz else None
        return int(offset.total_seconds()) if offset is not None else 0

    def as_json(self, now: datetime, home_team: str, *, include_locale: bool = False) -> Json:
        """The user object. People who left have no zone; people of another company have no locale."""
        user: Json = {"id": self.id, "team_id": self.team_id, "name": self.name, "deleted": self.deleted}
        user |= {"profile": self.profile(), "is_bot": self.is_bot, "is_app_user": False}
        user |= {"updated": self.updated, "is_email_confirmed": True}
        if self.deleted:
            return user
        user |= {"real_name": self.real_name, "is_admin": self.is_admin, "is_owner": self.is_owner}
        user |= {"is_primary_owner": False, "is_invited_user": False, "is_stranger": self.is_stranger}
        user |= {"is_restricted": self.is_restricted, "is_ultra_restricted": self.is_ultra_restricted}
        if self.tz and not self.is_stranger:
            user |= {"tz": self.tz, "tz_label": self.tz, "tz_offset": self.tz_offset(now)}
        if include_locale and self.team_id == home_team:
            user["locale"] = self.locale
        return user

    def profile(self) -> Json:
        profile: Json = {"real_name": self.real_name, "real_name_normalized": self.real_name}
        profile |= {"display_name": self.display_name, "display_name_normalized": self.display_name}
        profile |= {"title": self.title, "team": self.team_id, "avatar_hash": ""}
        profile |= {"status_text": self.status_text, "status_text_canonical": ""}
        profile |= {"status_emoji": self.status_emoji, "status_expiration": self.status_expiration}
        if self.is_bot:
            profile |= {"bot_id": self.bot_id, "api_app_id": self.app_id, "always_active": True}
        return profile


@dataclass
class Usergroup:
    """A group of people that is mentioned by its handle."""

    id: str
    handle: str
    name: str
    users: list[str]

    def as_json(self, team_id: str, *, include_users: bool = False) -> Json:
        group: Json = {"id": self.id, "team_id": team_id, "is_usergroup": True, "name": self.name}
        group |= {"handle": self.handle, "description": "", "date_delete": 0, "user_count": len(self.users)}
        return group | ({"users": list(self.users)} if include_users else {})


class People:
    """Everybody in the workspace, found by id, or by the name a colleague would use."""

    def __init__(self, people: list[Json], usergroups: list[Json], team_id: str) -> None:
        self.team_id = team_id
        self.by_id: dict[str, Person] = {}
        self.groups = {group["id"]: Usergroup(**group) for group in usergroups}
        self._index: _Index | None = None
        for fields in people:
            self.add(fields)

    def add(self, fields: Json) -> Person:
        person = Person(**({"team_id": self.team_id, "real_name": fields["name"]} | fields))
        if {"start", "end"} <= person.dnd.keys():
            person.dnd = dnd_status(int(person.dnd["start"]), int(person.dnd["end"]))
        person.email = person.email or f"{person.name}@{self.team_id.lower()}.example"
        self.by_id[person.id] = person
        self._index = None
        return person

    def change(self, person: Person, fields: dict[str, Any]) -> None:
        for field_name, value in fields.items():
            if not hasattr(person, field_name):
                raise AttributeError(field_name)
            setattr(person, field_name, value)
        self._index = None

    def get(self, user_id: str) -> Person:
        """By id, as the Web API asks."""
        try:
            return self.by_id[user_id]
        except KeyError:
            raise SlackError("user_not_found") from None

    def find(self, reference: str) -> Person:
        """By id or any name, as a test or a person says it."""
        person = self.by_id.get(reference) or self.index.names.get(reference.removeprefix("@").lower())
        if person is None:
            raise KeyError(reference)
        return person

    @property
    def index(self) -> "_Index":
        """Names, handles and addresses; made anew after every change, when next asked for."""
        if self._index is None:
            self._index = _Index(list(self.by_id.values()), list(self.groups.values()))
        return self._index


class _Index:
    """Whom a word means, in small letters; account names win over display names and real names."""

    def __init__(self, people: list[Person], groups: list[Usergroup]) -> None:
        self.names: dict[str, Person] = {}
        for kind in ("real_name", "display_name", "name"):
            self.names |= {getattr(person, kind).lower(): person for person in people}
        self.names.pop("", None)
        self.handles = {group.handle.lower(): group for group in groups}
        self.emails = {person.email.lower(): person for person in people}
        self.longest = max(map(len, [*self.names, *self.handles, "everyone"]))


def dnd_status(start: int, end: int) -> Json:
    """The do-not-disturb status others may see; 1 stands for never, as Slack writes it."""
    return {"dnd_enabled": bool(end), "next_dnd_start_ts": start or 1, "next_dnd_end_ts": end or 1}
