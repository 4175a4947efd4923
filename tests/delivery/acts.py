"""What people do in tests of delivery, straight in the database or in the workspace."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from bot.emulator import Seen
from bot.flows.requests import acting, asking
from bot.flows.requests.asking import Change
from bot.flows.requests.moving import Target
from storage import outbox, people
from storage.base import Tx
from storage.outbox import NewItem
from storage.records import Person, Reason, Urgency
from tests.delivery.stages import Stage


async def asked(stage: Stage, text: str = "Which rate applies?") -> Seen:
    """A request of Ann's, and Ben's card of it."""
    await stage.ask(text)
    await stage.deliver()
    return stage.card("ben", text)


async def change(stage: Stage, text: str) -> None:
    """The requester says it in other words."""
    new = Change(text, None, Urgency.NORMAL)
    request_id = await newest(stage)
    await stage.store.write(
        asking.change, await person(stage, "UANN"), request_id, new, now=stage.clock.now()
    )


async def promise(stage: Stage) -> None:
    """The owner says by when the answer comes."""
    by = stage.clock.now() + timedelta(days=1)
    target = Target(await newest(stage))
    await stage.store.write(acting.promise, await person(stage, "UBEN"), target, by, now=stage.clock.now())


async def decline(stage: Stage, why: str) -> None:
    """The owner says no."""
    target = Target(await newest(stage))
    ben = await person(stage, "UBEN")
    await stage.store.write(acting.decline, ben, target, (why, ""), now=stage.clock.now())


async def vanish(stage: Stage, seen: Seen) -> None:
    """Somebody takes a message of Svar's away."""
    emulator = stage.emulator
    emulator.history.delete(emulator.workspace.messages.get(seen.channel, seen.ts))
    await emulator.settled()


async def plan(stage: Stage, place: dict[str, Any]) -> None:
    """Something to be heard in the thread of a card."""
    (entry,) = await stage.rows("SELECT id FROM trail ORDER BY id LIMIT 1")
    item = NewItem(
        1,
        Reason.LINE,
        {"line": "words", "entry": entry["id"]},
        request_id=place["request_id"],
        person_id=place["person_id"],
        place_id=place["id"],
    )

    def add(tx: Tx) -> None:
        outbox.add(tx, item, due_at=stage.clock.now(), now=stage.clock.now())

    await stage.store.write(add)


async def person(stage: Stage, slack_id: str) -> Person:
    found = await stage.store.read(people.by_slack_id, 1, slack_id)
    assert found is not None
    return found


async def newest(stage: Stage) -> int:
    (row,) = await stage.rows("SELECT max(id) AS id FROM requests")
    return int(row["id"])
