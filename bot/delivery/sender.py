"""Speaking to Slack: each call in its turn, and every failure named by what is to be done about it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Collection, Coroutine, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any, Final, NamedTuple

from aiohttp import ClientConnectorError, ClientError
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot import metrics
from bot.delivery.pacing import PATIENCE_SECONDS, POST, PUBLISH, UPDATE, Pacer
from bot.errors import UNREADABLE, Permanent, Transient, name_of
from bot.views.parts import Block, Message, key_of, metadata

CALLS_AT_ONCE: Final = 10  # each holds a connection; what people wait for has others
LOOK_BACK: Final = 200
MEMBERS_AT_ONCE: Final = 1_000
MEMBERS_AT_MOST: Final = 20_000
PAGES: Final = 10
LATER: Final = timedelta(seconds=30)
# Slack is unwell, or slow: the call may have been carried out all the same.
UNWELL: Final = frozenset(
    {
        "internal_error", "fatal_error", "service_unavailable", "request_timeout", "team_added_to_org",
        "external_channel_migrating", UNREADABLE,
    }
)  # fmt: skip
# The whole workspace is closed to us: no message is to blame, and all of them wait.
LOCKED_OUT: Final = frozenset(
    {
        "invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired", "missing_scope",
        "org_login_required", "team_access_not_granted", "ekm_access_denied",
    }
)  # fmt: skip
# What can be done without: a token that may not do this is no reason to wait for another.
OPTIONAL: Final = frozenset(
    {
        "conversations.history",
        "conversations.replies",
        "dnd.teamInfo",
        "files.getUploadURLExternal",
        "usergroups.list",
    }
)
RATE_LIMITED: Final = frozenset({"ratelimited", "rate_limited"})
LOCKED_OUT_WAIT: Final = timedelta(minutes=5)


class Upload(NamedTuple):
    """A file: its name and content, and of a picture what it says, for whoever cannot see it."""

    name: str
    content: bytes
    alt: str | None = None


class Sender:
    """Posts, updates and looks for messages; what fails is `Transient` or `Permanent`.

    `is_ours` says whether Svar wrote a message: another app could write one with a key of Svar's in it.
    """

    def __init__(
        self, client: AsyncWebClient, pacer: Pacer, is_ours: Callable[[Mapping[str, Any]], bool]
    ) -> None:
        self._client = client
        self._pacer = pacer
        self._is_ours = is_ours
        self._lines = asyncio.Semaphore(CALLS_AT_ONCE)
        self._lacking: set[str] = set()
        self._is_shut_out = False

    @property
    def is_locked_out(self) -> bool:
        """Whether Slack took our token for nothing, or for too little, the last time that it mattered."""
        return self._is_shut_out or bool(self._lacking)

    def line_up(self, method: str, channel: str, key: str, *, yields: bool = False) -> None:
        """Ask for a turn before what is to be said is composed; raises `Transient` if it is yet to come.

        The call of that key then finds its turn kept.
        """
        _come_back(self._pacer.promise(method, channel, f"{method}:{key}", yields=yields))

    async def post(
        self, channel: str, message: Message, key: str, *, thread_ts: str | None = None, yields: bool = False
    ) -> tuple[str, str]:
        """Post a new message, recognisable by `key`; the conversation it landed in, and its ts.

        One that `yields` lets everything else go first.
        """
        await self._turn(POST, channel, key, yields=yields)
        answer = await self._call(
            POST,
            self._client.chat_postMessage(
                channel=channel,
                thread_ts=thread_ts,
                text=message.text,
                blocks=message.blocks,
                metadata=metadata(key),
                unfurl_links=False,
                unfurl_media=False,
            ),
        )
        landed = str(answer["channel"])
        if landed != channel:
            self._pacer.same(channel, landed)
        return landed, str(answer["ts"])

    async def update(self, channel: str, ts: str, message: Message, key: str) -> None:
        """Draw a message anew. Nobody is notified."""
        await self._turn(UPDATE, channel, key)
        await self._call(
            UPDATE,
            self._client.chat_update(channel=channel, ts=ts, text=message.text, blocks=message.blocks),
        )

    async def publish(self, slack_id: str, view: Block, key: str) -> None:
        """Show somebody their Home as `view`."""
        await self._turn(PUBLISH, slack_id, key)
        await self._call(PUBLISH, self._client.views_publish(user_id=slack_id, view=view))

    async def share(self, channel: str, files: Sequence[Upload], message: Message, key: str) -> None:
        """Post files with a message, in one; Slack does not say as which message it stands."""
        uploaded = [await self._uploaded(file, channel, key) for file in files]
        await self._turn("files.completeUploadExternal", channel, key)
        # In the body: the method of the client writes it all into the address, which has not room for it.
        completed = {
            "files": json.dumps(uploaded),
            "channel_id": channel,
            "blocks": json.dumps(message.blocks),
        }
        await self._call(
            "files.completeUploadExternal",
            self._client.api_call("files.completeUploadExternal", data=completed),
        )

    async def _uploaded(self, file: Upload, channel: str, key: str) -> dict[str, str]:
        """A file that Slack has, and shows nowhere yet."""
        await self._turn("files.getUploadURLExternal", channel, f"{key}:{file.name}")
        place = await self._call(
            "files.getUploadURLExternal",
            self._client.files_getUploadURLExternal(
                filename=file.name, length=len(file.content), alt_txt=file.alt
            ),
        )
        await self._upload(str(place["upload_url"]), file.content)
        return {"id": str(place["file_id"]), "title": file.name}

    async def delete(self, channel: str, ts: str, key: str) -> None:
        """Take a message away; one that is gone already is fine."""
        await self._turn("chat.delete", channel, key)
        try:
            await self._call("chat.delete", self._client.chat_delete(channel=channel, ts=ts))
        except Permanent as error:
            if error.reason != "message_not_found":
                raise

    async def whisper(
        self, where: tuple[str, str], message: Message, key: str, *, thread_ts: str | None
    ) -> None:
        """Show a message in a channel to one person alone (`where` is both); it may not arrive."""
        channel, user = where
        await self._turn("chat.postEphemeral", channel, key)
        call = self._client.chat_postEphemeral(
            channel=channel, user=user, thread_ts=thread_ts, text=message.text, blocks=message.blocks
        )
        await self._call("chat.postEphemeral", call)

    async def find(self, channel: str, key: str, *, thread_ts: str | None = None) -> str | None:
        """The ts of the message that bears `key`, if it has arrived and history may be read there."""
        method = "conversations.replies" if thread_ts else "conversations.history"
        where: dict[str, Any] = {"channel": channel, "limit": LOOK_BACK, "include_all_metadata": True}
        if thread_ts:
            where["ts"] = thread_ts
        # Slack tells a conversation from its newest message on, but a thread from its oldest.
        for _ in range(PAGES if thread_ts else 1):
            await self._turn(method, channel, key)
            read = self._client.conversations_replies if thread_ts else self._client.conversations_history
            try:
                page = await self._call(method, read(**where))
            except Permanent:
                return None  # history may not be read there: our own echo tells, or nothing does
            found = next(
                (str(m["ts"]) for m in page["messages"] if key_of(m) == key and self._is_ours(m)), None
            )
            where["cursor"] = (page.get("response_metadata") or {}).get("next_cursor")
            if found is not None or not where["cursor"]:
                return found
        return None

    async def open_dm(self, slack_id: str) -> str:
        """The conversation between Svar and somebody."""
        await self._turn("conversations.open", slack_id, f"open:{slack_id}")
        answer = await self._call("conversations.open", self._client.conversations_open(users=slack_id))
        return str(answer["channel"]["id"])

    async def group(self, slack_id: str) -> Mapping[str, Any]:
        """A user group with the ids of its `users`, as Slack tells it."""
        await self._turn("usergroups.list", "", slack_id)
        answer = await self._call("usergroups.list", self._client.usergroups_list(include_users=True))
        group = next((group for group in answer["usergroups"] if group["id"] == slack_id), None)
        if group is None:
            raise Permanent("no_such_subteam")
        return dict(group)

    async def members(self, channel: str) -> list[str]:
        """Whom Slack counts among a channel's people, up to `MEMBERS_AT_MOST`."""
        found: list[str] = []
        cursor = ""
        while len(found) < MEMBERS_AT_MOST:
            await self._turn("conversations.members", channel, f"{channel}:{cursor}")
            read = self._client.conversations_members(channel=channel, limit=MEMBERS_AT_ONCE, cursor=cursor)
            page = await self._call("conversations.members", read)
            found += page["members"]
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                break
        return found

    async def quiet_times(self, slack_ids: Collection[str]) -> Mapping[str, Mapping[str, Any]]:
        """What Slack says of the do-not-disturb of some people, by their ids."""
        await self._turn("dnd.teamInfo", "", ",".join(slack_ids))
        answer = await self._call("dnd.teamInfo", self._client.dnd_teamInfo(users=list(slack_ids)))
        return dict(answer["users"])

    async def what_time_it_is(self) -> datetime | None:
        """What Slack's clock says, if it says so."""
        await self._turn("auth.test", "", "clock")
        answer = await self._call("auth.test", self._client.auth_test())
        try:
            return parsedate_to_datetime(str(answer.headers.get("Date", ""))).astimezone(UTC)
        except ValueError:
            return None

    async def _turn(self, method: str, channel: str, key: str, *, yields: bool = False) -> None:
        _come_back(await self._pacer.turn(method, channel, f"{method}:{key}", yields=yields))

    async def _upload(self, url: str, content: bytes) -> None:
        if self._client.session is None:
            raise RuntimeError("the sender needs a client with a session")
        try:
            async with self._lines, self._client.session.post(url, data=content) as answer:
                answer.raise_for_status()
        except (ClientError, TimeoutError) as error:
            raise Transient(type(error).__name__, may_have_arrived=False) from error

    async def _call(self, method: str, call: Coroutine[Any, Any, AsyncSlackResponse]) -> AsyncSlackResponse:
        try:
            async with self._lines:
                answer = await call
        except SlackApiError as error:
            name = name_of(error)
            metrics.slack_calls.labels(method, name).inc()
            raise await self._failure(method, name, error) from error
        except (ClientError, TimeoutError) as error:
            metrics.slack_calls.labels(method, type(error).__name__).inc()
            arrived = not isinstance(error, ClientConnectorError)
            raise Transient(type(error).__name__, may_have_arrived=arrived) from error
        finally:
            call.close()  # it may have been given up before it began
        metrics.slack_calls.labels(method, "ok").inc()
        self._lacking.discard(method)
        self._is_shut_out = False
        return answer

    async def _failure(self, method: str, name: str, error: SlackApiError) -> Transient | Permanent:
        if name in RATE_LIMITED:
            seconds = _retry_after(error)
            await self._pacer.pause(method, seconds)
            return Transient(name, retry_after=timedelta(seconds=seconds), may_have_arrived=False)
        if name == "missing_scope" and method in OPTIONAL:
            return Permanent(name)
        if name in LOCKED_OUT:
            self._is_shut_out = self._is_shut_out or name != "missing_scope"
            self._lacking |= {method} if name == "missing_scope" else set()
            return Transient(name, retry_after=LOCKED_OUT_WAIT, may_have_arrived=False)
        if name in UNWELL or name.startswith("http_5"):
            return Transient(name, retry_after=LATER, may_have_arrived=True)
        return Permanent(name)  # what is not known to pass would be tried for ever


def _come_back(wait: float) -> None:
    if wait > PATIENCE_SECONDS:
        raise Transient("paced", retry_after=timedelta(seconds=wait), may_have_arrived=False)


def _retry_after(error: SlackApiError) -> float:
    headers = getattr(error.response, "headers", {}) or {}
    return float(headers.get("Retry-After") or headers.get("retry-after") or 1)
