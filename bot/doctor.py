"""What is missing or wrong before Svar can work, in plain words, and what to do about each."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Final
from urllib.parse import urlsplit

import aiohttp

from bot.flows.workspaces import admins
from bot.settings import Settings
from storage import open_store, upkeep, workspaces
from storage.base import Store, StoreError, Tx

MAX_CLOCK_SECONDS: Final = 60
TIMEOUT: Final = aiohttp.ClientTimeout(total=5)
NEAR_TIMEOUT: Final = aiohttp.ClientTimeout(total=1)

# What Slack's names for a refused token mean for whoever has to do something about it.
REFUSED: Final = {
    "account_inactive": "The app was removed, or whoever installed it has left: install it again.",
    "invalid_auth": "Slack does not know this token: copy it again from the app's page.",
    "not_allowed_token_type": "This is another kind of token than the one that belongs here.",
    "not_authed": "The token did not arrive: look for blanks or quotation marks around it.",
    "token_expired": "The token has expired: Svar needs one without rotation.",
    "token_revoked": "The token was revoked: install the app again and copy the new one.",
}


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at; `what` also says what to do when it is not `ok`."""

    ok: bool
    what: str

    def __str__(self) -> str:
        return f"{'ok' if self.ok else 'problem':9}{self.what}"


@dataclass(frozen=True)
class Answer:
    """What a Web API method answered, with the headers that came along."""

    said: Mapping[str, Any]
    headers: Mapping[str, str]

    @property
    def error(self) -> str:
        """Slack's name for what went wrong; empty when nothing did."""
        return "" if self.said.get("ok") else str(self.said.get("error", "unknown"))


async def examine(settings: Settings, needed: Iterable[str]) -> list[Finding]:
    """Look at everything; `needed` are the scopes that Svar's token must have."""
    findings = look_at_tokens(settings)
    async with aiohttp.ClientSession(timeout=TIMEOUT) as session:
        findings += await look_at_slack(settings, session, needed)
        findings += await look_at_port(settings, session)
    return findings + await look_at_database(settings)


def look_at_tokens(settings: Settings) -> list[Finding]:
    """Whether each token and secret is there and of the right kind, as far as that can be seen from here."""
    bot = settings.slack_bot_token
    app = settings.slack_app_token
    findings = [
        _token("SLACK_BOT_TOKEN", bot, "xoxb-", "on the app's page under “OAuth & Permissions”"),
    ]
    if app:
        where = "on the app's page under “Basic Information”, “App-Level Tokens”, with connections:write"
        findings.append(_token("SLACK_APP_TOKEN", app, "xapp-", where))
    elif settings.slack_signing_secret:
        findings.append(Finding(True, "SLACK_SIGNING_SECRET is set: Slack calls Svar over HTTP."))
    else:
        findings.append(
            Finding(
                False,
                "Neither SLACK_APP_TOKEN nor SLACK_SIGNING_SECRET is set. Set the first if Svar shall connect"
                " to Slack (Socket Mode), the second if Slack shall call Svar (HTTP).",
            )
        )
    return findings


def _token(name: str, value: str, prefix: str, where: str) -> Finding:
    if not value:
        return Finding(False, f"{name} is not set. You find it {where}; it begins with {prefix}.")
    if not value.startswith(prefix):
        return Finding(False, f"{name} should begin with {prefix}. You find it {where}.")
    return Finding(True, f"{name} is set.")


async def look_at_slack(
    settings: Settings, session: aiohttp.ClientSession, needed: Iterable[str]
) -> list[Finding]:
    """Whether Slack can be reached, knows the tokens, has granted the scopes, and agrees on the time."""
    token = settings.slack_bot_token
    try:
        answer = await _call(session, settings.slack_api_url, "auth.test", token)
    except (aiohttp.ClientError, TimeoutError, ValueError) as error:
        return [Finding(False, _unreachable(settings.slack_api_url, error))]
    findings = [
        Finding(True, f"Slack answers at {urlsplit(settings.slack_api_url).netloc}."),
        _clock(answer.headers, datetime.now(UTC)),
    ]
    if token:
        findings += [_identity(answer)] if answer.error else [_identity(answer), _scopes(answer, needed)]
    if settings.socket_mode:
        findings.append(await _sockets(settings, session))
    return findings


async def _call(session: aiohttp.ClientSession, api_url: str, method: str, token: str) -> Answer:
    async with session.post(api_url + method, headers={"Authorization": f"Bearer {token}"}) as response:
        said = await response.json(content_type=None)
        if not isinstance(said, dict):
            raise ValueError("no object")  # noqa: TRY004 - the other side was wrong, not our types
        return Answer(said, response.headers)


def _unreachable(api_url: str, error: Exception) -> str:
    where = urlsplit(api_url).netloc or api_url
    why = {TimeoutError: "it does not answer in time", ValueError: "what answers there is not Slack"}
    said = next((text for kind, text in why.items() if isinstance(error, kind)), "no connection is made")
    return f"Slack cannot be reached at {where}: {said}. Look at the network, a proxy, and SLACK_API_URL."


def _clock(headers: Mapping[str, str], now: datetime) -> Finding:
    try:
        theirs = parsedate_to_datetime(headers.get("Date", ""))
    except ValueError:
        return Finding(True, "Slack did not say what time it is, so the clock was not compared.")
    seconds = round(abs((now - theirs.astimezone(UTC)).total_seconds()))
    if seconds > MAX_CLOCK_SECONDS:
        return Finding(
            False,
            f"This machine's clock is {seconds} seconds away from Slack's: reminders would come at the wrong"
            " time, and calls from Slack be refused. Let the machine set its clock (NTP).",
        )
    return Finding(True, "This machine's clock agrees with Slack's.")


def _identity(answer: Answer) -> Finding:
    if answer.error:
        advice = REFUSED.get(answer.error, "Slack's documentation of auth.test says what this means.")
        return Finding(False, f"Slack refuses SLACK_BOT_TOKEN ({answer.error}). {advice}")
    user, team = answer.said.get("user", "?"), answer.said.get("team", "?")
    return Finding(True, f"Slack knows the token: it is @{user} in the workspace {team}.")


def _scopes(answer: Answer, needed: Iterable[str]) -> Finding:
    granted = {scope.strip() for scope in answer.headers.get("X-OAuth-Scopes", "").split(",")}
    missing = sorted(set(needed) - granted)
    if missing:
        return Finding(
            False,
            f"The token lacks {', '.join(missing)}. Bring the app's manifest up to date (svar manifest) and"
            " install the app again.",
        )
    return Finding(True, "The token has every scope that is needed.")


async def _sockets(settings: Settings, session: aiohttp.ClientSession) -> Finding:
    token = settings.slack_app_token
    try:
        answer = await _call(session, settings.slack_api_url, "apps.connections.open", token)
    except (aiohttp.ClientError, TimeoutError, ValueError) as error:
        return Finding(False, _unreachable(settings.slack_api_url, error))
    if not answer.error:
        return Finding(True, "Slack lets Svar connect (Socket Mode).")
    advice = REFUSED.get(answer.error, "Is Socket Mode on, and has the token the scope connections:write?")
    return Finding(False, f"Slack lets no socket be opened with SLACK_APP_TOKEN ({answer.error}). {advice}")


async def look_at_port(settings: Settings, session: aiohttp.ClientSession) -> list[Finding]:
    """Whether Svar can listen where it is told to, or does so already."""
    where = f"{settings.host}:{settings.port}"
    try:
        family, kind, protocol, _, address = (
            await asyncio.get_running_loop().getaddrinfo(
                settings.host, settings.port, type=socket.SOCK_STREAM
            )
        )[0]
        with socket.socket(family, kind, protocol) as door:
            door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            door.bind(address)
    except OSError as error:
        if await _is_svar(session, where):
            return [Finding(True, f"Svar is running and listens on {where}.")]
        advice = "Choose another place with SVAR_HOST and SVAR_PORT."
        return [Finding(False, f"Svar cannot listen on {where}: {error.strerror}. {advice}")]
    return [Finding(True, f"Svar can listen on {where}.")]


async def _is_svar(session: aiohttp.ClientSession, where: str) -> bool:
    try:
        async with session.get(f"http://{where}/healthz", timeout=NEAR_TIMEOUT) as response:
            return await response.text() == "alive\n"
    except (aiohttp.ClientError, TimeoutError, ValueError):
        return False


async def look_at_database(settings: Settings) -> list[Finding]:
    """Whether the database opens, has its tables, and takes a write; nothing is left behind in it."""
    try:
        async with _opened(settings.database_url) as store:
            with contextlib.suppress(_Undone):
                await store.write(_write_and_undo)
            tables = await _has_tables(store)
            given_up = await store.read(upkeep.failures) if tables else {}
            told = await store.read(_admins_known) if tables else 0
    except StoreError as error:
        return [Finding(False, f"The database cannot be used: {error}. Look at SVAR_DATABASE_URL.")]
    with_tables = (
        "has its tables" if tables else "gets its tables from svar migrate, or from the first svar run"
    )
    found = [Finding(True, f"The database opens, can be written to, and {with_tables}.")]
    return [*found, _told(told), _given_up(given_up)] if tables else found


def _admins_known(tx: Tx) -> int:
    """How many there are whom something is told: Slack's admins who have met Svar, and those they named."""
    return sum(len(admins(tx, home.id)) for home in workspaces.every(tx))


def _told(count: int) -> Finding:
    if count:
        return Finding(True, f"Admins who hear in Slack of what is wrong: {count}.")
    return Finding(
        True,
        "No admin is known yet, so nobody hears in Slack of what is wrong; /readyz and the log say it. Let"
        " one of Slack's workspace admins open Svar's Home, or type /svar settings.",
    )


def _given_up(failures: Mapping[str, int]) -> Finding:
    if not failures:
        return Finding(True, "Every message could be brought.")
    why = ", ".join(f"{count} for {failure}" for failure, count in failures.items())
    return Finding(
        True,
        f"{sum(failures.values())} cards, lines and Homes were given up on: {why}. Whoever waits for an"
        " answer was told; Slack's documentation of chat.postMessage says what the names mean.",
    )


class _Undone(Exception):
    """Ends the trial write, so that the store takes it back."""


def _write_and_undo(tx: Tx) -> None:
    tx.run("CREATE TABLE doctors_trial (id INTEGER)")
    raise _Undone


@contextlib.asynccontextmanager
async def _opened(url: str) -> AsyncIterator[Store]:
    store = open_store(url)
    try:
        yield store
    finally:
        await store.close()


async def _has_tables(store: Store) -> bool:
    try:
        await store.read(lambda tx: tx.one("SELECT id FROM requests LIMIT 1"))
    except StoreError:
        return False
    return True
