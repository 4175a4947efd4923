"""The look of each week at whoever many wait for, a few people at a time."""

from __future__ import annotations

from typing import Final

from bot.flows import nudges as flow
from bot.house import House
from bot.rules.nudges import SEEN_FOR
from storage import nudges

LOOKS: Final = (flow.look, flow.look_at_pairs)


async def look(house: House) -> None:
    """Look at everybody, if a week has passed; and forget what is to be known no longer."""
    now, store, workspace_id = house.clock.now(), house.store, house.directory.workspace.id
    before = now - SEEN_FOR
    await store.write_later(nudges.forget, seen_before=before.date(), sent_before=before)
    if not await store.read(nudges.is_due, workspace_id, now=now):
        return
    for each in LOOKS:
        after: int | None = 0
        while after is not None:
            after = await store.write_later(each, workspace_id, after, now=now)
    await store.write_later(flow.end_of_look, workspace_id, now=now)
    house.wake()
