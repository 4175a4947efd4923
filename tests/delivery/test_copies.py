"""Copies and erasures on their way: killed anywhere, a copy comes once and an erasure is finished."""

from __future__ import annotations

from contextlib import suppress

import pytest

from bot.emulator import Fault, Seen
from bot.emulator.faults import FaultKind
from bot.flows import erasing
from storage import outbox
from storage.outbox import NewItem
from storage.records import Reason
from tests.delivery.acts import asked, person
from tests.delivery.conftest import HASTY
from tests.delivery.stages import Dying, Killed, OpenStage, Stage
from tests.delivery.test_kills import KNOWS_BY

ASKED = "Which rate applies?"


@pytest.fixture
def call_seconds() -> float:
    """Some of these calls are never answered."""
    return HASTY


async def wish(stage: Stage) -> None:
    """Ann wants a copy of what is kept about her."""
    ann = await person(stage, "UANN")
    item = NewItem(1, Reason.EXPORT, {}, person_id=ann.id)
    await stage.store.write(outbox.add, item, due_at=stage.clock.now(), now=stage.clock.now())


def copies(stage: Stage) -> list[Seen]:
    return [seen for seen in stage.seen("ann") if seen.files]


async def at_rest(stage: Stage) -> bool:
    return not await stage.outbox("due_at IS NOT NULL AND reason IN ('export', 'erase', 'relay_delete')")


@pytest.mark.parametrize("way", KNOWS_BY)
@pytest.mark.parametrize(
    ("step", "before"), [("_claim", False), ("settle", True), ("settle", False)], ids=str
)
async def test_killed_while_sending_a_copy(
    opened: OpenStage, sqlite_url: str, step: str, before: bool, way: str
) -> None:
    stage = await opened(sqlite_url, switches=KNOWS_BY[way])
    await asked(stage)
    await wish(stage)
    with pytest.raises(Killed):
        await stage.ticker(store=Dying(stage.store, step, before=before)).drain()
    await stage.emulator.settled()
    await stage.later()
    assert len(copies(stage)) == 1
    assert await at_rest(stage)


@pytest.mark.parametrize("method", ["files.getUploadURLExternal", "files.completeUploadExternal"])
@pytest.mark.parametrize("kind", ["ratelimited", "server_error", "hang", "drop_answer"])
async def test_a_copy_that_slack_does_not_take_at_once_comes_later(
    simple: Stage, method: str, kind: FaultKind
) -> None:
    await asked(simple)
    simple.emulator.faults.add(Fault(method, kind))
    await wish(simple)
    await simple.deliver()
    await simple.later()
    assert len(copies(simple)) == 1
    assert await at_rest(simple)


@pytest.mark.parametrize("spared", range(3))
@pytest.mark.parametrize(
    ("step", "before"), [("compose_letter", True), ("compose_letter", False), ("settle", True)]
)
async def test_an_erasure_is_finished_whatever_happens(
    stage: Stage, step: str, before: bool, spared: int
) -> None:
    for number in range(3):
        await stage.ask(f"{ASKED} ({number})")
    await stage.deliver()
    ann = await person(stage, "UANN")
    await stage.store.write(erasing.erase, ann, now=stage.clock.now())
    with suppress(Killed):
        await stage.ticker(store=Dying(stage.store, step, before=before, spared=spared)).drain()
    await stage.emulator.settled()
    await stage.later()
    await stage.later()
    told = await stage.rows("SELECT title, text FROM requests")
    assert [row["text"] for row in told] == ["…"] * 3
    assert ASKED not in str([seen.blocks for seen in stage.seen("ben")])
    entries = await stage.rows("SELECT request_id FROM trail WHERE kind = 'erased'")
    assert len(entries) == 3
    assert await at_rest(stage)


async def test_whoever_is_erased_before_their_copy_comes_gets_none(simple: Stage) -> None:
    await asked(simple)
    await wish(simple)
    ann = await person(simple, "UANN")
    await simple.store.write(erasing.erase, ann, now=simple.clock.now())
    await simple.deliver()
    assert copies(simple) == []
    assert await at_rest(simple)
