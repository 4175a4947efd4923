"""Channels: who comes, who goes, what becomes of them."""

from bot.emulator.actions.acting import Acting
from bot.emulator.actions.outcome import Outcome, outcome_of
from bot.emulator.channels import Channel
from bot.emulator.people import Person


class Places(Acting):
    """What people do to channels. `by` is whoever does it, otherwise some member."""

    async def create_channel(self, person: str, name: str, *, is_private: bool = False) -> Outcome:
        """Make a channel; the person is in it, the bot is not."""
        return await outcome_of(self.membership.create(name, self.person(person), is_private=is_private))

    async def join(self, person: str, channel: str) -> Outcome:
        who = self.person(person)
        return await outcome_of(self.membership.join(self._channel(channel), who))

    async def leave(self, person: str, channel: str) -> Outcome:
        who = self.person(person)
        return await outcome_of(self.membership.leave(self._channel(channel), who))

    async def invite_bot(self, channel: str, by: str | None = None) -> Outcome:
        """Add the bot to a channel."""
        place = self._channel(channel)
        return await outcome_of(self.membership.join(place, self.workspace.bot, self._who(by, place)))

    async def remove_bot(self, channel: str) -> Outcome:
        """Take the bot out of a channel."""
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

    async def rename(self, channel: str, name: str, by: str | None = None) -> Outcome:
        place = self._channel(channel)
        return await outcome_of(self.membership.rename(place, name, self._who(by, place)))

    async def make_private(self, channel: str, by: str | None = None) -> Outcome:
        place = self._channel(channel)
        return await outcome_of(self.membership.make_private(place, self._who(by, place)))

    async def share_externally(
        self, channel: str, other_team: str = "TOTHER", *, new_id: str | None = None
    ) -> Outcome:
        """Connect a channel with another company; `new_id` when Slack gives it another id by that."""
        return await outcome_of(self.membership.share(self._channel(channel), other_team, new_id=new_id))

    async def unshare(self, channel: str, other_team: str = "TOTHER") -> Outcome:
        """The other company is out of the channel again."""
        return await outcome_of(self.membership.unshare(self._channel(channel), other_team))

    def _channel(self, channel: str) -> Channel:
        known = self.workspace.channels.by_id.get(channel) or self.workspace.channels.named(channel)
        if known is None:
            raise KeyError(channel)
        return known

    def _who(self, reference: str | None, channel: Channel) -> Person:
        if reference is not None:
            return self.person(reference)
        bot = self.workspace.app.bot_user_id
        member = next((user for user in channel.members if user != bot), bot)
        return self.workspace.people.by_id[member]
