"""Svar as a process of its own, with a clock of its own: `python -m tests.proofs.runner <when it is>`.

Settings come from the environment, as always. `PROOF_PAGES` makes the disk end after so many pages.
"""

from __future__ import annotations

import asyncio
import os
import sys
from datetime import datetime

from bot import app, logs
from bot.clock import AdjustableClock
from bot.settings import read_settings


def main() -> None:
    """Run until told to stop."""
    clock = AdjustableClock(datetime.fromisoformat(sys.argv[1]), running=True)
    logs.configure("info", readable=False)
    pages = os.environ.get("PROOF_PAGES")
    if pages:
        end_disk(int(pages))
    asyncio.run(app.run(read_settings(), clock))


def end_disk(pages: int) -> None:
    """No file of SQLite's grows beyond so many pages."""
    from storage.sqlite import files  # noqa: PLC0415 - only where it is wanted

    files._WRITING = (*files._WRITING, f"PRAGMA max_page_count = {pages}")


if __name__ == "__main__":
    main()
