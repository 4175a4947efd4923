"""A digest as it would be sent, for the operator to read first."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any, Final, NamedTuple

from aiohttp import ClientError, ClientSession, ClientTimeout
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot import charts
from bot.delivery import holidays
from bot.errors import name_of
from bot.flows import digests
from bot.flows.digests import Digest, Group
from bot.i18n import ENGLISH, Mrkdwn, texts
from bot.rules.digests import Figures
from bot.settings import Settings
from bot.views import charts as drawings
from bot.views import digests as views
from storage import open_store, people, workspaces
from storage.base import Tx

CALL_SECONDS: Final = 30.0
AT_ONCE: Final = 999  # as many as Slack lists on one page


class GroupError(Exception):
    """A group cannot be told the people of; the message is the sentence that says why."""


class Preview(NamedTuple):
    """The words of a digest, and its chart as a PNG; none while there is too little for one."""

    words: str
    chart: bytes | None


class Named(NamedTuple):
    """A group as Slack knows it: its own id and its team's, its name, and the ids of its people."""

    team_id: str
    key: str
    name: str
    members: frozenset[str]


async def preview(settings: Settings, until: datetime, *, now: datetime, group: str | None) -> list[Preview]:
    """Everybody's digest in each workspace, or that of a `group`, as `named` finds it.

    Nothing is sent, and nothing counts as shown. Raises `GroupError`.
    """
    found = await named(settings, group) if group else None
    store = open_store(settings.database_url)
    try:
        await store.migrate()
        await holidays.load(store, now)
        return [await _drawn(each) for each in await store.read(_digests, found, until, now=now)]
    finally:
        await store.close()


async def named(settings: Settings, name: str) -> Named:
    """The channel of that name in which Svar is ("#sales"), or else the user group ("@sales"); a bare name
    may be either. Raises `GroupError`.
    """
    async with ClientSession(timeout=ClientTimeout(total=CALL_SECONDS)) as session:
        token = settings.slack_bot_token
        client = AsyncWebClient(token, base_url=settings.slack_api_url, session=session)
        try:
            team_id = str((await client.auth_test())["team_id"])
            found = None if name.startswith("@") else await _channel(client, team_id, name.removeprefix("#"))
            if found is None and not name.startswith("#"):
                found = await _user_group(client, team_id, name.removeprefix("@"))
        except SlackApiError as error:
            raise GroupError(f"Slack does not say who is in {name} ({name_of(error)}).") from error
        except (ClientError, TimeoutError) as error:
            raise GroupError(f"Slack cannot be asked who is in {name}. svar doctor says more.") from error
    if found is None:
        raise GroupError(f"There is no channel with Svar in it and no user group called {name}.")
    return found


async def _channel(client: AsyncWebClient, team_id: str, name: str) -> Named | None:
    kinds = "public_channel,private_channel"
    async for page in await client.users_conversations(types=kinds, limit=AT_ONCE):
        for channel in page["channels"]:
            if channel["name"] == name:
                ids = [member async for member in _members(client, channel["id"])]
                return Named(team_id, channel["id"], f"#{name}", frozenset(ids))
    return None


async def _members(client: AsyncWebClient, channel: str) -> AsyncIterator[str]:
    async for page in await client.conversations_members(channel=channel, limit=AT_ONCE):
        for member in page["members"]:
            yield member


async def _user_group(client: AsyncWebClient, team_id: str, handle: str) -> Named | None:
    groups: list[dict[str, Any]] = (await client.usergroups_list(include_users=True))["usergroups"]
    found = next((group for group in groups if group["handle"] == handle), None)
    if found is None:
        return None
    return Named(team_id, found["id"], found["name"], frozenset(found.get("users") or ()))


class _Shown(NamedTuple):
    """What is drawn: of whom (none: everybody), what was shown in the weeks before, and in the first ones."""

    name: str | None
    digest: Digest
    points: list[tuple[datetime, Figures]]
    first: tuple[datetime, Figures] | None


def _digests(tx: Tx, found: Named | None, until: datetime, *, now: datetime) -> list[_Shown]:
    shown = [
        digests.digest(tx, _group(tx, home.id, found), until, now=now)
        for home in workspaces.every(tx)
        if found is None or home.team_id == found.team_id
    ]
    name = found and found.name
    return [_Shown(name, each, digests.points(tx, each), digests.first_shown(tx, each)) for each in shown]


def _group(tx: Tx, workspace_id: int, found: Named | None) -> Group:
    if found is None:
        return Group(workspace_id)
    known = (people.by_slack_id(tx, workspace_id, slack_id) for slack_id in found.members)
    return Group(workspace_id, found.key, frozenset(person.id for person in known if person))


async def _drawn(each: _Shown) -> Preview:
    spoken, shown = texts(ENGLISH), each.digest
    weeks = shown.seen.figures, shown.before.figures
    whom = spoken.m("digest.everybody") if each.name is None else Mrkdwn(each.name)  # for a terminal
    message = views.group(whom, shown.seen.until, weeks, spoken)
    message = views.beside_the_beginning(message, shown.start, each.first, weeks[0], spoken)
    spec = drawings.weeks(drawings.points(each.points), spoken)
    return Preview(message.in_words(), await charts.png(spec) if spec else None)
