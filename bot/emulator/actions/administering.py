"""Accounts: what admins do, and what people change about themselves."""

from datetime import datetime
from typing import Any

from bot.emulator.actions.acting import Acting
from bot.emulator.actions.outcome import Outcome, outcome_of
from bot.emulator.shapes import Json


class Administering(Acting):
    """Changes to people, groups and the app's installation."""

    async def deactivate(self, person: str) -> Outcome:
        """Switch an account off."""
        return await self.change_person(person, deleted=True)

    async def change_person(self, person: str, **fields: Any) -> Outcome:
        """Change anything about a person: `tz`, `status_text`, `is_restricted`, `display_name` …"""
        return await outcome_of(self.accounts.change(self.person(person), **fields))

    async def hire(self, fields: Json) -> Outcome:
        """Somebody new joins the workspace."""
        return await outcome_of(self.accounts.arrive(fields))

    async def set_dnd(self, person: str, start: datetime | None, end: datetime | None) -> Outcome:
        """The person's next do-not-disturb time; None and None end it."""
        begins, ends = (int(moment.timestamp()) if moment else 0 for moment in (start, end))
        return await outcome_of(self.accounts.set_dnd(self.person(person), begins, ends))

    async def regroup(self, handle: str, people: list[str]) -> Outcome:
        """Give a user group other members."""
        group = self.workspace.people.index.handles[handle]
        return await outcome_of(self.accounts.regroup(group.id, [self.person(one).id for one in people]))

    async def uninstall(self) -> Outcome:
        """Remove the app from the workspace."""
        return await outcome_of(self.accounts.uninstall())
