"""The workspace: everything that is known in it, one clock, one feed."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.emulator.app import SlackApp
from bot.emulator.channels import Channel, Channels
from bot.emulator.deliveries import Deliveries
from bot.emulator.elements import initial_state
from bot.emulator.events import Events
from bot.emulator.faults import Faults
from bot.emulator.feed import Feed, FeedRecord
from bot.emulator.files import Files
from bot.emulator.limits import Limits, Pace
from bot.emulator.messages import Message, Messages
from bot.emulator.people import People, Person
from bot.emulator.shapes import Ids, Json
from bot.emulator.socket_mode import Sockets
from bot.emulator.switches import Switches
from bot.emulator.triggers import Triggers
from bot.emulator.views import View, Views, view_as_json

_SLACKBOT: Json = {"id": "USLACKBOT", "name": "slackbot", "real_name": "Slackbot", "tz": None}


class Workspace:
    """State only; what happens in it is in `history`, `membership` and `web_api`."""

    def __init__(
        self,
        company: Json,
        manifest: Json,
        *,
        clock: Callable[[], datetime],
        switches: Switches,
        limits: Limits,
        seed: int,
    ) -> None:
        self.clock, self.switches, self.limits = clock, switches, limits
        self.ids = Ids()
        self.team: Json = company["team"]
        self.app = SlackApp(manifest, self.team["id"])
        self.people = People(company.get("people", []), company.get("usergroups", []), self.team["id"])
        self.people.add(_SLACKBOT)
        self.people.add(self._bot_user())
        self.channels = Channels(company.get("channels", []), self.ids)
        self.messages = Messages()
        self.views = Views(self.ids)
        self.files = Files(self.ids, limits)
        self.triggers = Triggers(limits, switches, self.ids)
        self.pace = Pace(limits)
        self.feed = Feed()
        self.faults = Faults(_chance(seed))
        self.sockets = Sockets(self.app.id, _chance(seed), self.ids)
        self.deliveries = Deliveries(
            self.app,
            self.sockets,
            clock=clock,
            limits=limits,
            faults=self.faults,
            switches=switches,
        )
        self.events = Events(self.app, self.deliveries, self.ids)
        self.base_url = ""
        self._last_ts = 0

    @property
    def bot(self) -> Person:
        return self.people.by_id[self.app.bot_user_id]

    def now(self) -> datetime:
        return self.clock()

    def next_ts(self) -> str:
        """A `ts` that follows the clock, and is later than every other even when the clock is set back."""
        self._last_ts = max(int(self.clock().timestamp() * 1_000_000), self._last_ts + 1)
        return f"{self._last_ts // 1_000_000}.{self._last_ts % 1_000_000:06d}"

    def find_channel(self, person: Person, reference: str | None) -> Channel:
        """By id or name; `dm`, None or the bot's name is the person's direct message with the bot."""
        if reference in (None, "dm", self.app.bot_user_id, self.app.bot_name, f"@{self.app.bot_name}"):
            return self.direct(person.id)
        known = self.channels.by_id.get(reference) or self.channels.named(reference)
        if known is not None:
            return known
        return self.channels.open_direct(
            person.id, self.people.find(reference).id, created=int(self.clock().timestamp())
        )

    def direct(self, user_id: str) -> Channel:
        """This person's direct message with the bot."""
        return self.channels.open_direct(self.app.bot_user_id, user_id, created=int(self.clock().timestamp()))

    def tell(self, kind: str, message: Message, by: Person | None = None, **changes: Any) -> None:
        """Write into the feed what its author, or somebody else, did with a message."""
        who = by or self.people.by_id[message.user]
        record = FeedRecord(
            at=self.now(),
            to=self._audience(message, who),
            from_=who.name,
            kind=kind,
            text=message.text,
            channel=message.channel,
            ts=message.ts,
            thread_ts=message.thread_ts,
            blocks=list(message.blocks),
        )
        self.feed.append(replace(record, **changes))

    def tell_view(self, kind: str, view: View) -> None:
        """Write into the feed that a person now sees this modal or Home."""
        title = (view.content.get("title") or {}).get("text", "")
        to = self.people.by_id[view.user].name
        self.feed.append(FeedRecord(self.now(), to, self.bot.name, kind, title, blocks=list(view.blocks)))

    def tell_about(
        self, kind: str, *, to: str, who: Person, text: str = "", channel: str | None = None
    ) -> None:
        """Write into the feed what a person did that is not a message."""
        self.feed.append(FeedRecord(self.now(), to, who.name, kind, text, channel))

    def view_json(self, view: View) -> Json:
        """The view as it travels, with what the person has filled in so far."""
        state = initial_state(view.blocks, view.channel)
        for block_id, values in view.state.items():
            if block_id in state:
                state[block_id] |= {key: held for key, held in values.items() if key in state[block_id]}
        app = self.app
        return view_as_json(view, team_id=app.team_id, app_id=app.id, bot_id=app.bot_id, state=state)

    def _audience(self, message: Message, who: Person) -> str:
        """How the feed calls the place: the channel's name, or the one person who sees it there."""
        channel = self.channels.by_id[message.channel]
        if message.shown_to is not None or channel.is_im:
            return self.people.by_id[message.shown_to or channel.other(who.id)].name
        return channel.name

    def _bot_user(self) -> Json:
        app = self.app
        bot: Json = {"id": app.bot_user_id, "name": app.bot_name, "real_name": app.name, "is_bot": True}
        return bot | {"bot_id": app.bot_id, "app_id": app.id}


def _chance(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 - chance for tests, nothing secret
