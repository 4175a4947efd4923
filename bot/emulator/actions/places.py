"""Channels and accounts: who comes, who goes, what changes around the app."""

from datetime import datetime
from typing import Any

from bot.emulator.actions.acting import Acting
from bot.emulator.actions.outcome import Outcome, outcome_of
from bot.emulator.channels import Channel
from bot.emulator.deliveries import Delivery
from bot.emulator.people import Person
from bot.emulator.shapes import Json


class Places(Acting):
    """What colleagues and admins do to channels and accounts."""

    async def join(self, person: str, channel: str) -> Outcome:
        who = self.person(person)
        return await outcome_of(self.membership.join(self.place(who, channel), who))

    async def leave(self, person: str, channel: str) -> Outcome:
        who = self.person(person)
        return await outcome_of(self.membership.leave(self.place(who, channel), who))

    async def invite_bot(self, channel: str, by: str | None = None) -> Outcome:
        """Add the bot to a channel."""
        inviter = self.person(by) if by else self._somebody(self._channel(channel))
        return await outcome_of(self.membership.join(self._channel(channel), self.workspace.bot, inviter))

    async def remove_bot(self, channel: str) -> Outcome:
        return await outcome_of(self.membership.leave(self._channel(channel), self.workspace.bot))

    async def archive(self, channel: str, by: str | None = None) -> Outcome:
        place = self._channel(channel)
        return await outcome_of(self.membership.archive(place, self._who(by, place)))

    async def unarchive(self, channel: str, by: str | None = None) -> Outcome:
        place = self._channel(channel)
        return await outcome_of(self.membership.unarchive(place, self._who(by, place)))

    async def delete_channel(self, channel: str, by: str | None = None) -> Outcome:
        place = self._channel(channel)
        return await outcome_of(self.membership.delete(place, self._who(by, place)))

    async def rename(self, channel: str, name: str) -> Outcome:
        return await outcome_of(self.membership.rename(self._channel(channel), name))

    async def make_private(self, channel: str) -> Outcome:
        return await outcome_of(self.membership.make_private(self._channel(channel)))

    async def share_externally(self, channel: str, other_team: str = "TOTHER") -> Outcome:
        """Connect a channel with another company."""
        return await outcome_of(self.membership.share(self._channel(channel), other_team))

    async def deactivate(self, person: str) -> Outcome:
        """Switch an account off."""
        return await self.change_person(person, deleted=True)

    async def change_person(self, person: str, **fields: Any) -> Outcome:
        """Change anything about a person: `tz`, `status_text`, `is_restricted`, `display_name` …"""
        return await outcome_of(self.membership.change(self.person(person), **fields))

    async def hire(self, fields: Json) -> Outcome:
        """Somebody new joins the workspace."""
        return await outcome_of(self.membership.arrive(fields))

    async def set_dnd(self, person: str, start: datetime | None, end: datetime | None) -> Outcome:
        """The person's next do-not-disturb time; None and None end it."""
        seconds = [int(moment.timestamp()) if moment else 0 for moment in (start, end)]
        return await outcome_of(self.membership.set_dnd(self.person(person), seconds[0], seconds[1]))

    async def uninstall(self) -> Outcome:
        """An admin removes the app from the workspace."""
        told: list[Delivery] = self.membership.uninstall()
        return await outcome_of(told)

    def _channel(self, channel: str) -> Channel:
        known = self.workspace.channels.by_id.get(channel) or self.workspace.channels.named(channel)
        if known is None:
            raise KeyError(channel)
        return known

    def _who(self, reference: str | None, channel: Channel) -> Person:
        return self.person(reference) if reference else self._somebody(channel)

    def _somebody(self, channel: Channel) -> Person:
        bot = self.workspace.app.bot_user_id
        member = next((user for user in channel.members if user != bot), bot)
        return self.workspace.people.by_id[member]
