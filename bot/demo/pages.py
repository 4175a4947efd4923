"""The page of the demo: the stage's workspace in a browser, with its clock and the guided tour."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from bot.demo.stages import Stage
from bot.demo.timekeeping import at_work, timekeeper
from bot.demo.tours import TOUR


@contextmanager
def page_shown(stage: Stage) -> Iterator[None]:
    """Meanwhile the page at the workspace's address has the clock of this stage, the tour and who is at work.

    Afterwards it asks Svar nothing more, so that Svar can be stopped while a browser still looks.
    """
    page = stage.emulator.page
    page.show(timekeeper=timekeeper(stage), tour=TOUR, at_work=partial(at_work, stage))
    try:
        yield
    finally:
        page.show()
