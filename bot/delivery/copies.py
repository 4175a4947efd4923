"""Sending somebody a copy of all that is kept about them: a file in their direct messages, once."""

from __future__ import annotations

import json
from typing import Any, Final

from bot.delivery.sender import Sender, Upload
from bot.delivery.tables import table
from bot.errors import Permanent
from bot.flows import keeping
from bot.house import House
from bot.i18n import texts
from bot.views.keeping import copy_failed, copy_sent
from bot.views.parts import keyed
from storage import people
from storage.records import OutboxItem
from storage.rows import plain

FILE_NAME: Final = "svar.json"
TABLE_NAME: Final = "svar.csv"
AT_ONCE: Final = 50  # requests in one reading: nobody else waits for a long one


async def send(house: House, sender: Sender, item: OutboxItem) -> tuple[tuple[str | None, str | None], str]:
    """Where it stands now, and how it came to; where Slack takes no file they are told."""
    person = await house.store.read(people.get, item.person_id or 0)
    spoken = texts(person.spoken)
    channel = person.dm_channel or await sender.open_dm(person.slack_id)
    if item.attempts > 1:  # it was tried before, and may have arrived all the same
        found = await sender.find(channel, item.key)
        if found is not None:
            return (channel, found), "found"
    copy = await _copy(house, person.id)
    whole = json.dumps(copy, default=plain, ensure_ascii=False, indent=2)
    rows = table(copy["requests"]).encode("utf-8-sig")
    files = [Upload(FILE_NAME, whole.encode()), Upload(TABLE_NAME, rows)]
    try:
        await sender.share(channel, files, keyed(copy_sent(spoken), item.key), item.key)
    except Permanent as error:
        failed = keyed(copy_failed(error.reason, spoken), item.key)
        return await sender.post(channel, failed, item.key), "failed"
    return (channel, None), "posted"


async def _copy(house: House, person_id: int) -> dict[str, Any]:
    about = await house.store.read(keeping.about, person_id)
    ids, found = about.pop("ids"), []
    for start in range(0, len(ids), AT_ONCE):
        found += await house.store.read(keeping.requests_of, person_id, ids[start : start + AT_ONCE])
    return {**about, "requests": found}
