"""A process that is killed in the middle: whatever it was told is kept, is there."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from storage import open_store
from storage.base import Store, Tx

HOUSE = Path(__file__).parents[2]
SOME = 300

BURST = """
import asyncio, sys
from storage import open_store

def put(tx, name):
    tx.run("INSERT INTO samples (name, amount) VALUES (:name, 0)", name=name)
    tx.run("UPDATE samples SET amount = 1 WHERE name = :name", name=name)
    return name

async def worker(store, who):
    number = 0
    while True:
        print(await store.write(put, f"{who}-{number}"), flush=True)
        number += 1

async def main():
    store = open_store(sys.argv[1])
    await asyncio.gather(*(worker(store, who) for who in range(16)))

asyncio.run(main())
"""


@contextmanager
def burst(url: str) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(  # noqa: S603 - our own words
        [sys.executable, "-c", BURST, url],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(HOUSE)},
    ) as process:
        yield process


@pytest.mark.usefixtures("samples")
async def test_what_was_acknowledged_survives_kill_9(store: Store, database_url: str) -> None:
    with burst(database_url) as process:
        assert process.stdout is not None
        acknowledged = [process.stdout.readline() for _ in range(SOME)]
        process.kill()
        acknowledged += process.stdout.readlines()
    told = {line.removesuffix("\n") for line in acknowledged if line.endswith("\n")}
    assert len(told) >= SOME

    def kept(tx: Tx) -> dict[str, int]:
        return {row["name"]: row["amount"] for row in tx.all("SELECT name, amount FROM samples")}

    again = open_store(database_url)
    for reader in (store, again):
        there = await reader.read(kept)
        assert told <= there.keys()
        assert set(there.values()) == {1}, "half a transaction was kept"
    await again.close()
