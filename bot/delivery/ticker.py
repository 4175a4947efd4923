"""The loop behind everything Svar says unasked: claim what is due, deliver it, go on."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from contextlib import suppress
from datetime import datetime, timedelta
from secrets import token_hex
from typing import Any, Final

import structlog

from bot import metrics
from bot.delivery import homes as tabs
from bot.delivery import outbox as lines
from bot.delivery import places as cards
from bot.delivery.pacing import PATIENCE_SECONDS
from bot.delivery.quiet import QuietTimes
from bot.delivery.sender import Sender
from bot.errors import Transient
from bot.flows import group_digests, notes, reminders
from bot.flows.absences import notices
from bot.house import House
from storage import homes, outbox, places, turns
from storage.base import StoreError, Tx
from storage.records import Home, OutboxItem, Place, Reason
from storage.rows import SOME

log = structlog.get_logger(__name__)

AT_ONCE: Final = 32
REMINDERS_AT_ONCE: Final = 16  # so that there is always room for what people wait for
GATHER_SECONDS: Final = 0.02
POLL_SECONDS: Final = 0.5
CROWDED_SECONDS: Final = 0.5
LEASE: Final = timedelta(seconds=90)  # longer than a call to Slack may take
ITEM_SECONDS: Final = 75.0  # all calls for one item, so that nobody else takes it up meanwhile
POISONED_FOR: Final = timedelta(hours=1)
RETRY: Final = timedelta(seconds=5)
LONGEST_RETRY: Final = timedelta(minutes=5)
STOP_SECONDS: Final = 20.0

Item = Place | OutboxItem | Home


class Ticker:
    """Delivers what is due, a bounded number at a time.

    Its lease names this process: what another one holds is left alone until that lease runs out, and what
    is on its way from here is never begun twice.
    """

    def __init__(self, house: House, sender: Sender) -> None:
        self._house = house
        self._sender = sender
        self._quiet = QuietTimes(house, sender)
        self._lease = token_hex(8)
        self._woken = asyncio.Event()
        self._on_its_way: dict[tuple[type, int], asyncio.Task[None]] = {}
        self._reminding: set[tuple[type, int]] = set()  # those of them that let others go first
        self._again: dict[tuple[type, int], Item] = {}
        self._claiming = asyncio.Lock()
        self._stopping = False
        self._stopped = asyncio.Event()
        self._crowded = False

    def wake(self) -> None:
        """Something may be due: look at once."""
        self._woken.set()

    async def run(self) -> None:
        """Deliver until `stop`."""
        while not self._stopping:
            self._woken.clear()
            begun = await self._begin()
            with suppress(TimeoutError):
                if self._crowded:
                    # Slack takes no more just now: to claim on would only move what is due from one moment
                    # to another, and in a burst cost more than taking the requests themselves.
                    self._crowded = False
                    await asyncio.wait_for(self._stopped.wait(), CROWDED_SECONDS)
                elif not begun:
                    await asyncio.wait_for(self._woken.wait(), POLL_SECONDS)
                    # Whoever asks next is answered first, and a burst is claimed in few strokes.
                    await asyncio.wait_for(self._stopped.wait(), GATHER_SECONDS)

    async def drain(self) -> None:
        """Deliver until nothing is due and nothing on its way."""
        while await self._begin() or self._on_its_way:
            if self._on_its_way:
                await asyncio.wait(self._on_its_way.values())

    async def stop(self) -> None:
        """Begin nothing more and finish what is on its way."""
        self._stopping = True
        self._stopped.set()
        self.wake()
        if self._on_its_way:
            await asyncio.wait(self._on_its_way.values(), timeout=STOP_SECONDS)

    async def _begin(self) -> bool:
        """Begin to deliver what is due, as far as there is room; whether anything was begun."""
        async with self._claiming:
            return await self._claim_and_start()

    async def _claim_and_start(self) -> bool:
        room = AT_ONCE - len(self._on_its_way)
        if room <= 0:
            await asyncio.wait(self._on_its_way.values(), return_when=asyncio.FIRST_COMPLETED)
            return True
        now = self._house.clock.now()
        reminders = max(0, self._reminders_at_once() - len(self._reminding))
        claim = {"lease": self._lease, "until": now + LEASE, "limit": room, "reminders": reminders}
        try:
            due = await self._claim(now, claim)
        except StoreError as error:
            log.warning("delivery.cannot_claim", error=type(error).__name__)
            return False
        for item in due:
            if self._stopping:  # told so while claiming
                await self._release(item, timedelta(), forget_attempt=True)
            elif _name(item) in self._on_its_way:
                self._again[_name(item)] = item
            else:
                self._start(self._deliver_one(item), item)
        return bool(due)

    def _reminders_at_once(self) -> int:
        """As many as Slack takes while one waits for its turn: more would only be put off."""
        soon = int(self._house.settings.posts_per_second * PATIENCE_SECONDS)
        return min(REMINDERS_AT_ONCE, max(1, soon))

    async def _claim(self, now: datetime, claim: dict[str, Any]) -> list[Item]:
        try:
            return await self._house.store.write_later(_claim, now=now, **claim)
        except StoreError:
            raise
        except Exception:  # whoever cannot be looked at holds up nobody else
            log.exception("delivery.sweep_poisoned")
        await self._pass_over(now)
        return await self._house.store.write_later(_claim_planned, now=now, **claim)

    async def _pass_over(self, now: datetime) -> None:
        """Look at each holder apart, and leave alone for a while whoever cannot be looked at."""
        store = self._house.store
        for holder_id in await store.read(turns.holders_to_remind, now=now, limit=SOME):
            try:
                await store.write_later(reminders.look_at, [holder_id], now=now)
            except StoreError:
                raise
            except Exception:
                log.exception("delivery.holder_poisoned", person=holder_id)
                await store.write_later(turns.postpone, holder_id, now=now, until=now + POISONED_FOR)

    def _start(self, delivery: Coroutine[Any, Any, None], item: Item) -> None:
        task = asyncio.ensure_future(delivery)
        self._on_its_way[_name(item)] = task
        if isinstance(item, OutboxItem) and item.reason is Reason.REMINDERS:
            self._reminding.add(_name(item))
        task.add_done_callback(lambda _: self._landed(_name(item)))

    def _landed(self, name: tuple[type, int]) -> None:
        self._on_its_way.pop(name, None)
        self._reminding.discard(name)
        again = self._again.pop(name, None)
        if again is not None:
            self._start(self._deliver_again(again), again)
        self.wake()

    async def _deliver_again(self, item: Item) -> None:
        """What was claimed while it was still landing: due again by then, or its lease had run out."""
        try:
            held = await self._house.store.read(_is_held, item)
        except StoreError:  # the lease runs out by itself
            return
        if held and self._stopping:
            await self._release(item, timedelta(), forget_attempt=True)
        elif held:
            await self._deliver_one(item)

    async def _deliver_one(self, item: Item) -> None:
        """One item, whatever happens to it: it can hold up nobody but itself."""
        try:
            async with asyncio.timeout(ITEM_SECONDS):
                await self._delivery(item)
        except TimeoutError:
            await self._release(item, RETRY, forget_attempt=False)
        except Transient as error:
            self._crowded = self._crowded or not error.may_have_arrived
            await self._release(item, _wait(item, error), forget_attempt=not error.may_have_arrived)
        except StoreError as error:
            # The lease runs out by itself; until then the database may be well again.
            log.warning("delivery.cannot_settle", error=type(error).__name__)
        except Exception:  # the border of one delivery item: it is pushed ahead, and told
            log.exception("delivery.poisoned", what=_what(item), id=item.id)
            metrics.sent.labels(_what(item), "poisoned").inc()
            await self._release(item, POISONED_FOR, forget_attempt=False, failure="poisoned")

    def _delivery(self, item: Item) -> Coroutine[Any, Any, None]:
        if isinstance(item, Place):
            return cards.deliver(self._house, self._sender, item)
        if isinstance(item, Home):
            return tabs.deliver(self._house, self._sender, item)
        return self._speak(item)

    async def _speak(self, item: OutboxItem) -> None:
        await self._quiet.learn(item)
        await lines.deliver(self._house, self._sender, item)

    async def _release(
        self, item: Item, wait: timedelta, *, forget_attempt: bool, failure: str | None = None
    ) -> None:
        due_at = self._house.clock.now() + wait
        with suppress(StoreError):  # the lease runs out by itself
            await self._house.store.write_later(
                _give_back, item, due_at=due_at, forget_attempt=forget_attempt, failure=failure
            )
        metrics.sent.labels(_what(item), "retried").inc()


def _claim(tx: Tx, /, **claim: Any) -> list[Item]:
    reminders.sweep(tx, now=claim["now"])
    notes.sweep(tx, now=claim["now"])
    group_digests.sweep(tx, now=claim["now"])
    notices.sweep(tx, now=claim["now"])
    return _claim_planned(tx, **claim)


def _claim_planned(tx: Tx, /, *, reminders: int, **claim: Any) -> list[Item]:
    said = outbox.claim(tx, reminders=reminders, **claim)
    return [*places.claim(tx, **claim), *said, *homes.claim(tx, **claim)]


def _is_held(tx: Tx, item: Item, /) -> bool:
    if isinstance(item, Place):
        return places.is_held(tx, item)
    return homes.is_held(tx, item) if isinstance(item, Home) else outbox.is_held(tx, item)


def _give_back(tx: Tx, item: Item, /, *, failure: str | None, **release: Any) -> None:
    if isinstance(item, Place):
        places.release(tx, item, **release)
    elif isinstance(item, Home):
        homes.release(tx, item, **release)
    else:
        outbox.release(tx, item, failure=failure, **release)


def _wait(item: Item, error: Transient) -> timedelta:
    """How long to leave it: as Slack says, and longer each time where Slack says nothing."""
    if not error.may_have_arrived:
        return error.retry_after
    doublings: int = max(0, item.attempts - 1)
    return min(LONGEST_RETRY, error.retry_after * 2.0**doublings)


def _name(item: Item) -> tuple[type, int]:
    return type(item), item.id


def _what(item: Item) -> str:
    if isinstance(item, Place):
        return "card"
    return "home" if isinstance(item, Home) else "line"
