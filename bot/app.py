"""The roof: puts store, people, delivery and the front door together, starts them and stops them in order."""

from __future__ import annotations

import asyncio
import gc
import signal
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from typing import Final

import structlog
from aiohttp import ClientError, ClientSession, ClientTimeout, TCPConnector
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.clock import Clock, SystemClock
from bot.delivery import holidays, upkeep
from bot.delivery.budgets import Budget
from bot.delivery.pacing import Pacer
from bot.delivery.sender import LOCKED_OUT, Sender
from bot.delivery.ticker import Ticker
from bot.delivery.watchdog import SENTENCES, Watchdog
from bot.directory import Directory
from bot.errors import name_of
from bot.house import House
from bot.i18n import ENGLISH, texts
from bot.rules.alarms import Alarm
from bot.server import make_server, serve
from bot.settings import Settings, SettingsError
from bot.sockets import EnvelopeDoor
from handlers import front_desk
from storage import open_store
from storage.base import Store, StoreError, Tx

log = structlog.get_logger(__name__)

CALL_SECONDS: Final = 30.0
KEPT_CONNECTION_SECONDS: Final = 60.0
CONNECTIONS: Final = 64
RETRY_SECONDS: Final = (1, 2, 5, 10, 30)


class LockedOut(Exception):
    """Slack will not let us in; the message is its name for why."""


@dataclass
class Svar:
    """A running Svar. `start` and `stop` it once, on one event loop."""

    settings: Settings
    clock: Clock = field(default_factory=SystemClock)
    _socket: EnvelopeDoor | None = field(default=None, init=False)

    async def start(self) -> None:
        """Migrate, listen, find out whose token it is, connect, deliver.

        Raises `LockedOut`, `SettingsError` or `StoreError`; what had been started by then is stopped.
        """
        _check(self.settings)
        async with AsyncExitStack() as stack:
            await self._start(stack)
            self._stack = stack.pop_all()

    async def stop(self) -> None:
        """Take nothing new, finish what was begun, close everything."""
        await self._stack.aclose()

    async def _start(self, stack: AsyncExitStack) -> None:
        """Start from the ground up; what is pushed last is stopped first."""
        texts(ENGLISH)
        self.store: Store = open_store(self.settings.database_url)
        stack.push_async_callback(self.store.close)
        await self.store.migrate()
        await holidays.load(self.store, self.clock.now())
        self._session = ClientSession(
            timeout=ClientTimeout(total=CALL_SECONDS),
            connector=TCPConnector(limit=CONNECTIONS, keepalive_timeout=KEPT_CONNECTION_SECONDS),
        )
        stack.push_async_callback(self._session.close)
        self._build()
        stack.push_async_callback(self.directory.close)
        stack.push_async_callback(self._finish)
        listener = await serve(self._server, self.settings.host, self.settings.port)
        stack.push_async_callback(listener.stop)
        self.port = listener.port
        await self._open_directory()
        if self.settings.socket_mode:
            token = self.settings.slack_app_token
            self._socket = EnvelopeDoor(self._dispatch, token, self._client)
            stack.push_async_callback(self._socket.close)
            await self._socket.connect()
        stopping = self._stopping
        for work in (self.ticker.run(), upkeep.run(self.house, stopping), self.watchdog.run(stopping)):
            self._running.append(asyncio.ensure_future(work))

    async def _finish(self) -> None:
        self._stopping.set()
        await self.ticker.stop()
        await asyncio.gather(*self._running)

    async def ready(self) -> list[str]:
        """In plain words, what keeps Svar from working; empty when nothing does."""
        problems = []
        try:
            await self.store.read(_look)
        except StoreError as error:
            problems.append(f"The database does not answer: {error}")
        if not self.directory.is_open:
            problems.append("Slack has not yet said whose token this is.")
        elif not await self._is_connected():
            problems.append(SENTENCES[Alarm.SOCKET])
        return list(dict.fromkeys([*problems, *self.watchdog.problems]))

    async def _is_connected(self) -> bool:
        """Whether Slack reaches us, as far as that can be seen from here."""
        return not self.settings.socket_mode or bool(self._socket and await self._socket.is_connected())

    def _build(self) -> None:
        settings = self.settings
        self._client = AsyncWebClient(
            settings.slack_bot_token,
            base_url=settings.slack_api_url,
            session=self._session,
            retry_handlers=[],  # a blind retry could post twice; the ticker knows how to try again
        )
        self._stopping = asyncio.Event()
        self._running: list[asyncio.Future[None]] = []
        self.directory = Directory(self.store, self._client, self.clock)
        self.house = House(self.store, self.directory, self.clock, settings, self._wake)
        pacer = Pacer(
            post_seconds=settings.post_seconds,
            posts_per_second=settings.posts_per_second,
            budget=Budget(self.house, SystemClock()) if self.store.is_shared else None,
        )
        sender = Sender(self._client, pacer, self.directory.wrote)
        self.ticker = Ticker(self.house, sender)
        self.watchdog = Watchdog(self.house, sender, self._session, self._is_connected)
        self._dispatch = self._bolt().async_dispatch
        self._server = make_server(
            None if settings.socket_mode else self._dispatch,
            self.ready,
            secret=settings.slack_signing_secret,
        )

    def _wake(self) -> None:
        self.ticker.wake()

    def _bolt(self) -> AsyncApp:
        return AsyncApp(
            name="svar",  # or Bolt looks through the sources of its callers for one, for 30 ms
            token=self.settings.slack_bot_token,
            before_authorize=front_desk(self.house, self._client),
            # The server checks signatures and answers Slack's probes, and in Socket Mode there are none; our
            # own echoes are wanted; no functions and no assistant are offered. Each costs every request.
            request_verification_enabled=False,
            ssl_check_enabled=False,
            url_verification_enabled=False,
            ignoring_self_events_enabled=False,
            attaching_function_token_enabled=False,
            attaching_conversation_kwargs_enabled=False,
        )

    async def _open_directory(self) -> None:
        for attempt in range(len(RETRY_SECONDS) * 100):
            try:
                await self.directory.open()
            except (SlackApiError, ClientError, TimeoutError) as error:
                name = name_of(error) if isinstance(error, SlackApiError) else type(error).__name__
                if name in LOCKED_OUT:
                    raise LockedOut(name) from error
                log.warning("slack.not_reached", error=name)
                await asyncio.sleep(RETRY_SECONDS[min(attempt, len(RETRY_SECONDS) - 1)])
            else:
                return


async def run(settings: Settings, clock: Clock | None = None) -> None:
    """Run Svar until SIGTERM or SIGINT, which also end a start that waits for Slack."""
    svar = Svar(settings, clock or SystemClock())
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, ended.set)
    starting, ending = asyncio.ensure_future(svar.start()), asyncio.ensure_future(ended.wait())
    await asyncio.wait((starting, ending), return_when=asyncio.FIRST_COMPLETED)
    if not starting.done():
        starting.cancel()
        await asyncio.gather(starting, return_exceptions=True)
        return
    await starting
    gc.collect()
    gc.freeze()  # it stays: to look through it for garbage each time would stop everybody for 50 ms
    log.info("svar.started", port=svar.port, socket_mode=settings.socket_mode)
    await ending
    await svar.stop()
    log.info("svar.stopped")


def _check(settings: Settings) -> None:
    missing = []
    if not settings.slack_bot_token:
        missing.append("SLACK_BOT_TOKEN is missing: the bot's token, which begins with xoxb-.")
    if not settings.socket_mode and not settings.slack_signing_secret:
        missing.append("SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP) is missing.")
    if missing:
        raise SettingsError("\n".join(missing))


def _look(tx: Tx) -> None:
    tx.one("SELECT id FROM workspaces LIMIT 1")
