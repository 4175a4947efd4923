"""The page: the workspace in a browser, for whoever wants to be anybody in it.

It stands at the emulator's own address. A clock that can be moved, a guided tour and who is at work are
handed in with `emulator.page.show(...)`; without them the page leaves them out.
"""

from bot.emulator.page.pages import Page
from bot.emulator.page.timekeepers import Timekeeper

__all__ = ["Page", "Timekeeper"]
