"""What has to be true when everything has come to rest, however it went."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from typing import Any

from bot.app import Svar
from bot.settings import read_settings
from storage import open_store
from storage.base import Tx
from tests.proofs.bots import LEASE_RUN_OUT
from tests.proofs.crowds import QUESTION, Crowd

REQUESTS = "SELECT id, title, status FROM requests ORDER BY id"
WAITING = """
SELECT (SELECT count(*) FROM places WHERE due_at IS NOT NULL)
    + (SELECT count(*) FROM outbox WHERE due_at IS NOT NULL)
AS rows
"""
GIVEN_UP = """
SELECT (SELECT count(*) FROM places WHERE failure IS NOT NULL)
    + (SELECT count(*) FROM outbox WHERE failure IS NOT NULL) AS rows
"""


async def check_all(crowd: Crowd, *, odd: tuple[str, ...] = ()) -> None:
    """Every acked request is kept once and seen once by both of its people, and nothing is left to do.

    `odd`: what may be logged, by its name, because it was brought about.
    """
    await crowd.until_arrived()
    assert crowd.bot is not None
    assert await crowd.bot.stop() == 0
    kept = await leave_nothing_undone(crowd)
    assert crowd.acked <= set(kept), sorted(crowd.acked - set(kept))
    assert max(kept.values()) == 1, [number for number, count in kept.items() if count > 1]
    expected = Counter({(who, number): 1 for number in kept for who in crowd.pair(number)})
    seen = crowd.cards()
    assert seen == expected, {"lost": expected - seen, "too many": seen - expected}
    for bot in crowd.bots:
        failures = [one for one in bot.failures() if one["event"] not in odd]
        assert not failures, failures[:3]
        assert not bot.noise, bot.noise[:20]


async def leave_nothing_undone(crowd: Crowd) -> Counter[int]:
    """Let what waits for somebody's lease go out; how often each question is kept."""
    crowd.clock.move_by(LEASE_RUN_OUT)
    svar = Svar(read_settings(crowd.environ | {"SVAR_POST_SECONDS": "0"}), crowd.clock)
    crowd.emulator.faults.clear()
    await svar.start()
    await svar.store.write(let_a_minute_pass)
    crowd.emulator.request_url = f"http://127.0.0.1:{svar.port}/slack/events"
    try:
        for _ in range(2):
            await svar.ticker.drain()
            await crowd.emulator.settled()
        assert (await rows(svar, WAITING))[0]["rows"] == 0
        assert (await rows(svar, GIVEN_UP))[0]["rows"] == 0
        titles = [QUESTION.search(row["title"]) for row in await rows(svar, REQUESTS)]
        return Counter(int(found[1]) for found in titles if found is not None)
    finally:
        await svar.stop()


def let_a_minute_pass(tx: Tx) -> None:
    """Slack takes a minute's worth again, which it counts by no clock that can be moved."""
    tx.run("UPDATE budgets SET due_at = :long_ago", long_ago=datetime(2000, 1, 1, tzinfo=UTC))


async def kept_by(crowd: Crowd) -> set[int]:
    """Which questions are in the database, whoever was told so."""
    store = open_store(crowd.environ["SVAR_DATABASE_URL"])
    try:
        titles = await store.read(lambda tx: [row["title"] for row in tx.all(REQUESTS)])
    finally:
        await store.close()
    return {int(found[1]) for title in titles if (found := QUESTION.search(title)) is not None}


async def rows(svar: Svar, sql: str) -> list[dict[str, Any]]:
    def look(tx: Tx) -> list[dict[str, Any]]:
        return [dict(row) for row in tx.all(sql)]

    return await svar.store.read(look)
