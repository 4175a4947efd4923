"""The page of the demo: the stage's workspace in a browser, with its clock and the guided tour."""

from __future__ import annotations

from functools import partial

from bot.demo.stages import Stage
from bot.demo.timekeeping import at_work, timekeeper
from bot.demo.tours import TOUR


def show_page(stage: Stage) -> None:
    """Hand the clock of this stage, the tour and who is at work to the page at the workspace's address."""
    stage.emulator.page.show(timekeeper=timekeeper(stage), tour=TOUR, at_work=partial(at_work, stage))
