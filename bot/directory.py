"""Who is who: read from Slack politely, kept in `people`, and remembered while it is fresh."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

import structlog
from aiohttp import ClientError
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.clock import Clock
from bot.errors import Refused, name_of
from bot.flows.people import learned, learned_teams
from bot.rules.commands import Mention
from storage import people, workspaces
from storage.base import Store, StoreError
from storage.people import Profile
from storage.records import Kind, Person, Workspace

log = structlog.get_logger(__name__)

FRESH_FOR: Final = timedelta(days=1)
TEAMS_FRESH_FOR: Final = timedelta(minutes=1)  # another process may have been told of a new one
ASK_SECONDS: Final = 0.7  # of the three that Slack waits; a command may have to ask twice
ASKED_AT_ONCE: Final = 4
TEAMS_OFFERED: Final = 100  # as many as a list on a form may have
REMEMBERED: Final = 20_000
UNKNOWN_ZONE: Final = "UTC"
NO_SUCH_PERSON: Final = ("user_not_found", "user_not_visible", "users_not_found")
SLACKBOT: Final = "USLACKBOT"


class Directory:
    """The people of one workspace.

    Somebody new is asked for at once, with little time for it; somebody known for more than a day is asked
    for again in the background, one of them at a time.
    """

    def __init__(self, store: Store, client: AsyncWebClient, clock: Clock) -> None:
        self._store = store
        self._client = client
        self._clock = clock
        self._workspace: Workspace | None = None
        self._known: dict[str, Person] = {}
        self._asking: dict[str, asyncio.Task[Person]] = {}
        self._polite = asyncio.Semaphore(ASKED_AT_ONCE)
        self._teams: asyncio.Task[None] | None = None
        self._teams_asked_at: datetime | None = None
        self._offered: tuple[datetime, list[Person]] | None = None

    @property
    def workspace(self) -> Workspace:
        """The workspace that the token belongs to; raises RuntimeError before `open`."""
        if self._workspace is None:
            raise RuntimeError("the directory has not been opened")
        return self._workspace

    @property
    def is_open(self) -> bool:
        """Whether Slack has said whose token this is."""
        return self._workspace is not None

    async def open(self) -> Workspace:
        """Ask Slack whose token this is; raises `SlackApiError` or aiohttp's errors."""
        me = await self._client.auth_test()
        self._workspace = await self._store.write(
            workspaces.put,
            enterprise_id=me.get("enterprise_id") or "",
            team_id="" if me.get("is_enterprise_install") else me["team_id"],
            name=me.get("team") or "",
            bot=(me["user_id"], me.get("bot_id") or ""),
            now=self._clock.now(),
        )
        self._ask_for_teams()
        return self._workspace

    def wrote(self, message: Mapping[str, Any]) -> bool:
        """Whether a message, as Slack tells of it, is Svar's own."""
        me = self.workspace
        return message.get("user") == me.bot_user_id or message.get("bot_id") == me.bot_id != ""

    async def person(self, slack_id: str, *, name: str = "", like: Person | None = None) -> Person:
        """The person whom Slack calls `slack_id`.

        Where Slack cannot be asked in time they are taken to be a colleague called `name`, working where
        `like` does, until it can. Raises `Refused` if Slack knows nobody of that id.
        """
        known = self._known.get(slack_id)
        if known is None:
            known = await self._store.read(people.by_slack_id, self.workspace.id, slack_id)
        if known is not None and known.fetched_at is not None:
            self._remember(known)
            if self._clock.now() - known.fetched_at > FRESH_FOR:
                self._ask(slack_id)
            return known
        try:
            return await asyncio.wait_for(asyncio.shield(self._ask(slack_id)), ASK_SECONDS)
        except SlackApiError as error:
            if name_of(error) in NO_SUCH_PERSON:
                raise Refused("owner_unknown", owner=name or slack_id) from error
            log.warning("directory.could_not_ask", error=name_of(error))
        except (TimeoutError, ClientError):
            log.warning("directory.slack_did_not_answer")
        zone = like.zone if like else UNKNOWN_ZONE
        guess = Profile(slack_id, name or slack_id, zone, "en-US", Kind.MEMBER, None)
        return await self._store.write(people.meet, self.workspace.id, guess)

    async def renewed(self, person: Person) -> Person:
        """Somebody as Slack knows them now: an admin, or not. Raises `Refused` if it does not say."""
        try:
            return await asyncio.wait_for(asyncio.shield(self._ask(person.slack_id)), ASK_SECONDS)
        except (SlackApiError, ClientError, TimeoutError) as error:
            raise Refused("admins_unknown") from error

    async def asked(self, named: Mention, *, like: Person) -> Person:
        """The colleague or the team that a text names; raises `Refused` if Slack knows nobody of that id."""
        if not named.is_team:
            return await self.person(named.slack_id, name=named.name, like=like)
        known = await self._store.read(people.by_slack_id, self.workspace.id, named.slack_id)
        if known is not None:
            return known
        self._offered = None
        guess = _team({"id": named.slack_id, "handle": named.name or named.slack_id})
        return await self._store.write(people.meet, self.workspace.id, guess)

    async def teams(self) -> list[Person]:
        """The teams that Slack has told of, by name, at most as many as a form can offer."""
        self._ask_for_teams()
        now = self._clock.now()
        if self._offered is None or now - self._offered[0] > TEAMS_FRESH_FOR:
            teams = await self._store.read(people.teams, self.workspace.id, limit=TEAMS_OFFERED)
            self._offered = now, teams
        return self._offered[1]

    async def members(self, group: Mapping[str, Any]) -> list[Person]:
        """Who is in a team; `group` is what Slack says of it, as `usergroups.list` does with its users."""
        await self._store.write_later(people.put, self.workspace.id, _team(group), now=self._clock.now())
        self._offered = None
        found = await asyncio.gather(*(self._member(slack_id) for slack_id in group.get("users") or ()))
        return [person for person in found if person is not None]

    async def _member(self, slack_id: str) -> Person | None:
        try:
            return await self.person(slack_id)
        except Refused:
            return None

    async def learn(self, user: Mapping[str, Any]) -> Person:
        """Keep what Slack says of somebody: a user object, as `users.info` and `user_change` give it."""
        profile = self._profile(user)
        now = self._clock.now()
        person = await self._store.write_later(learned, self.workspace.id, profile, now=now)
        self._remember(person)
        return person

    def forget(self, slack_id: str) -> None:
        """What was known of somebody holds no longer: they chose otherwise, or were erased and are new."""
        self._known.pop(slack_id, None)

    def heed(self, full: Sequence[Person]) -> None:
        """Who is at capacity, as another process may have been told."""
        self._known |= {person.slack_id: person for person in full if person.slack_id in self._known}
        ids = {person.id for person in full}
        for known in [known for known in self._known.values() if known.full_until and known.id not in ids]:
            self.forget(known.slack_id)

    def met(self, person: Person) -> None:
        """Somebody has used Svar themselves: none of their next requests has to introduce them."""
        if person.introduced_at is None and person.slack_id in self._known:
            self._known[person.slack_id] = replace(person, introduced_at=self._clock.now())

    async def settled(self) -> None:
        """Wait until nobody is being asked for."""
        while self._asking:
            await asyncio.wait(self._asking.values())
        if self._teams is not None:
            await asyncio.wait([self._teams])

    async def close(self) -> None:
        """Stop asking."""
        tasks: list[asyncio.Task[Any]] = [*self._asking.values(), *([self._teams] if self._teams else [])]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _ask_for_teams(self) -> None:
        """Read the user groups anew once a day, beside what people wait for."""
        now = self._clock.now()
        if self._teams_asked_at is None or now - self._teams_asked_at > FRESH_FOR:
            self._teams_asked_at = now
            self._teams = asyncio.ensure_future(self._fetch_teams())

    async def _fetch_teams(self) -> None:
        try:
            answer = await self._client.usergroups_list()
            told = [_team(group) for group in answer["usergroups"]]
            await self._store.write_later(learned_teams, self.workspace.id, told, now=self._clock.now())
            self._offered = None
        except (SlackApiError, ClientError, TimeoutError, StoreError) as error:
            self._teams_asked_at = None
            log.info("directory.could_not_ask_for_teams", error=type(error).__name__)

    def _ask(self, slack_id: str) -> asyncio.Task[Person]:
        if slack_id not in self._asking:
            task = asyncio.ensure_future(self._fetch(slack_id))
            self._asking[slack_id] = task
            task.add_done_callback(lambda done: self._asked(slack_id, done))
        return self._asking[slack_id]

    def _asked(self, slack_id: str, done: asyncio.Task[Person]) -> None:
        self._asking.pop(slack_id, None)
        if not done.cancelled() and (error := done.exception()) is not None:
            log.info("directory.could_not_ask", error=type(error).__name__)

    async def _fetch(self, slack_id: str) -> Person:
        async with self._polite:
            answer = await self._client.users_info(user=slack_id, include_locale=True)
        return await self.learn(answer["user"])

    def _remember(self, person: Person) -> None:
        if len(self._known) >= REMEMBERED:
            self._known.clear()
        self._known[person.slack_id] = person

    def _profile(self, user: Mapping[str, Any]) -> Profile:
        profile = user.get("profile") or {}
        names = (
            profile.get("display_name"),
            profile.get("real_name"),
            user.get("real_name"),
            user.get("name"),
        )
        zone = user.get("tz") or UNKNOWN_ZONE
        return Profile(
            slack_id=user["id"],
            name=next((name for name in names if name), user["id"]),
            zone=zone if _is_zone(zone) else UNKNOWN_ZONE,
            locale=user.get("locale") or "en-US",
            kind=self._kind(user),
            deactivated_at=_left_at(user),
            is_admin=bool(user.get("is_admin") or user.get("is_owner")),
        )

    def _kind(self, user: Mapping[str, Any]) -> Kind:
        if user.get("is_bot") or user["id"] in (SLACKBOT, self.workspace.bot_user_id):
            return Kind.BOT
        home = user.get("team_id")
        foreign = home not in (None, self.workspace.team_id) and not user.get("enterprise_user")
        if user.get("is_stranger") or foreign:
            return Kind.STRANGER
        guest = user.get("is_restricted") or user.get("is_ultra_restricted")
        return Kind.GUEST if guest else Kind.MEMBER


def _is_zone(name: str) -> bool:
    """Whether this machine knows the zone; to list them all would take longer than everybody's look-up."""
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return True


def _left_at(user: Mapping[str, Any]) -> datetime | None:
    """When somebody was deactivated: when Slack last changed their record, as it does not say."""
    if not user.get("deleted"):
        return None
    return datetime.fromtimestamp(float(user.get("updated") or 0), UTC)


def _team(group: Mapping[str, Any]) -> Profile:
    """A user group, as Slack tells it; it has no zone and no language of its own."""
    return Profile(group["id"], group["handle"], UNKNOWN_ZONE, "en-US", Kind.TEAM, None)
