"""The embedded workspace: a local Slack, people included, for tests and for the demo."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

from bot.emulator.actions.administering import Administering
from bot.emulator.actions.commands import Commands
from bot.emulator.actions.forms import Forms
from bot.emulator.actions.outcome import Outcome, outcome_of
from bot.emulator.actions.places import Places
from bot.emulator.actions.writing import Writing
from bot.emulator.control import Control
from bot.emulator.deliveries import Deliveries, Delivery, encode, sign
from bot.emulator.faults import Faults
from bot.emulator.feed import Feed, FeedRecord, Predicate
from bot.emulator.limits import Limits
from bot.emulator.page import Page
from bot.emulator.screen import Screen, Seen, conversation, joined, modals_of, screen_of, seen
from bot.emulator.server import ApiCall, Server
from bot.emulator.shapes import Json
from bot.emulator.switches import Switches
from bot.emulator.workspace import Workspace


def _real_time() -> datetime:
    return datetime.now(UTC)


class Emulator(Writing, Commands, Forms, Places, Administering):
    """A workspace with a company in it and one app installed.

    `company` is plain data: `team` (id, name, domain), `people` (the fields of `Person`; another `team_id`
    makes them of another company), `channels` (the fields of `Channel`; `BOT_USER_ID` among the members puts
    the bot in), `usergroups` (id, handle, name, users). `manifest` is the app's manifest. `clock` says what
    time it is in the workspace and may jump. Anything in `Limits` can be given by name.
    """

    def __init__(
        self,
        company: Json,
        manifest: Json,
        *,
        clock: Callable[[], datetime] = _real_time,
        switches: Switches | None = None,
        seed: int = 0,
        **limits: Any,
    ) -> None:
        super().__init__(
            Workspace(
                company,
                manifest,
                clock=clock,
                switches=switches or Switches(),
                limits=Limits(**limits),
                seed=seed,
            )
        )
        self._server = Server(self)
        Control(self).listen_on(self._server.app)
        self.page = Page(self)
        self.page.listen_on(self._server.app)

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> None:
        """Listen; port 0 takes any free one."""
        self.workspace.base_url = await self._server.start(host, port)
        await self.workspace.deliveries.start()

    async def stop(self) -> None:
        """Drop what is under way and stop listening."""
        await self.workspace.deliveries.stop()
        await self._server.stop()

    @property
    def url(self) -> str:
        return self.workspace.base_url

    @property
    def api_url(self) -> str:
        """The `base_url` for Slack clients."""
        return f"{self.url}/api/"

    @property
    def bot_token(self) -> str:
        return self.workspace.app.bot_token

    @property
    def app_token(self) -> str:
        return self.workspace.app.app_token

    @property
    def signing_secret(self) -> str:
        return self.workspace.app.signing_secret

    @property
    def bot_user_id(self) -> str:
        return self.workspace.app.bot_user_id

    @property
    def team_id(self) -> str:
        return self.workspace.app.team_id

    @property
    def request_url(self) -> str | None:
        """Where the app takes HTTP deliveries, whatever its manifest says."""
        return self.workspace.app.request_url

    @request_url.setter
    def request_url(self, url: str | None) -> None:
        self.workspace.app.request_url = url

    @property
    def faults(self) -> Faults:
        return self.workspace.faults

    @property
    def feed(self) -> Feed:
        """Everything that became visible to anybody, in order."""
        return self.workspace.feed

    @property
    def calls(self) -> list[ApiCall]:
        """Every call of the Web API, in order."""
        return self._server.calls

    @property
    def deliveries(self) -> Deliveries:
        """Everything sent to the app, in order."""
        return self.workspace.deliveries

    def heard(self, predicate: Predicate, timeout: float = 10.0) -> Awaitable[FeedRecord]:
        """Wait for the first feed record that matches (it may be there already)."""
        return self.feed.heard(predicate, timeout)

    async def settled(self) -> None:
        """Wait until no delivery is under way, retries included."""
        await self.deliveries.settled()

    async def disconnect_sockets(self, reason: str | None = "refresh_requested") -> None:
        """Close the app's sockets, saying why; None cuts them without a word, `warning` only warns."""
        await self.workspace.sockets.disconnect(reason)

    def deafen_sockets(self) -> None:
        """What is sent through the sockets now open never arrives, and the app cannot tell."""
        self.workspace.sockets.deafen()

    async def verify_request_url(self) -> Outcome:
        """Ask the app for the challenge, as Slack does when a request URL is saved."""
        payload = {"type": "url_verification", "token": self.workspace.app.verification_token}
        return await self.deliver("events_api", payload | {"challenge": self.workspace.ids.next("challenge")})

    async def deliver(
        self,
        kind: str,
        payload: Json | str | bytes,
        *,
        timestamp: int | str | None = None,
        signature: str | None = None,
        headers: dict[str, str] | None = None,
    ) -> Outcome:
        """Send anything at all: a payload of kind `events_api`, `slash_commands` or `interactive`, or a raw
        body, signed for another time, with another signature, with other headers."""
        body, _ = encode(kind, payload)
        overrides = sign(self.signing_secret, body, timestamp if isinstance(timestamp, int) else None)
        if isinstance(timestamp, str):
            overrides["X-Slack-Request-Timestamp"] = timestamp
        if signature is not None:
            overrides["X-Slack-Signature"] = signature
        delivery = Delivery(kind, payload, headers=overrides | (headers or {}))
        return await outcome_of([self.deliveries.send(delivery)])

    def sees(self, person: str) -> Screen:
        """Everything this person has on the screen now."""
        return screen_of(self.workspace, self.person(person))

    def modals(self, person: str) -> list[Json]:
        """The forms and pages this person has open, the one on top last."""
        return modals_of(self.workspace, self.person(person))

    def messages(self, person: str, channel: str) -> list[Seen]:
        """What this person sees in one conversation, oldest first, replies and ephemerals included."""
        who = self.person(person)
        return conversation(self.workspace, who, self.place(who, channel).id)

    def dm(self, person: str) -> list[Seen]:
        """What this person sees in the direct message with the bot."""
        return self.messages(person, "dm")

    def thread(self, person: str, channel: str, ts: str) -> list[Seen]:
        """A message and its replies, as this person sees them."""
        return [one for one in self.messages(person, channel) if ts in (one.ts, one.thread_ts)]

    def last(self, person: str) -> Seen | None:
        """The newest message this person sees anywhere."""
        who = self.person(person)
        newest = self.workspace.messages.newest_for(who.id, joined(self.workspace, who))
        return seen(self.workspace, newest) if newest else None
