"""Accounts: people and groups that come, change and go, and the app that is removed."""

from typing import Any

from bot.emulator.deliveries import Delivery
from bot.emulator.people import Person, dnd_status
from bot.emulator.shapes import Json
from bot.emulator.workspace import Workspace


class Accounts:
    """Changes who people are; the app is told as Slack tells it."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace

    def change(self, person: Person, **fields: Any) -> list[Delivery]:
        """Something in a person's account or profile is different."""
        workspace = self.workspace
        workspace.people.change(person, fields | {"updated": int(workspace.now().timestamp())})
        return self._about("user_change", person)

    def arrive(self, fields: Json) -> list[Delivery]:
        """Somebody new has an account."""
        return self._about("team_join", self.workspace.people.add(fields))

    def set_dnd(self, person: Person, start: int, end: int) -> list[Delivery]:
        """The person's next do-not-disturb time; 0 and 0 switch it off."""
        person.dnd = dnd_status(start, end)
        event: Json = {"type": "dnd_updated_user", "user": person.id, "dnd_status": person.dnd}
        return self.workspace.events.announce(event, ts=self.workspace.next_ts())

    def regroup(self, group_id: str, users: list[str]) -> list[Delivery]:
        """A user group has other members."""
        group = self.workspace.people.groups[group_id]
        group.users = users
        shape = group.as_json(self.workspace.app.team_id, include_users=True)
        event: Json = {"type": "subteam_updated", "subteam": shape}
        return self.workspace.events.announce(event, ts=self.workspace.next_ts())

    def uninstall(self) -> list[Delivery]:
        """The app is removed: it hears so twice, and its token is dead."""
        workspace = self.workspace
        revoked: Json = {"type": "tokens_revoked"}
        revoked["tokens"] = {"oauth": [], "bot": [workspace.app.bot_user_id]}
        told = workspace.events.announce(revoked, ts=workspace.next_ts())
        told += workspace.events.announce({"type": "app_uninstalled"}, ts=workspace.next_ts())
        workspace.app.is_installed = False
        workspace.app.refusal = "account_inactive"
        return told

    def _about(self, kind: str, person: Person) -> list[Delivery]:
        workspace = self.workspace
        user = person.as_json(workspace.now(), workspace.app.team_id, include_locale=True)
        event: Json = {"type": kind, "user": user, "cache_ts": person.updated}
        workspace.tell_about("person", to=person.name, who=person, text=kind)
        return workspace.events.announce(event, ts=workspace.next_ts())
