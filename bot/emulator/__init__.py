"""A local Slack for tests and for the demo: it knows Slack's shapes, and nothing of the app it serves."""

from bot.emulator.actions.outcome import Outcome
from bot.emulator.app import BOT_USER_ID
from bot.emulator.emulator import Emulator
from bot.emulator.faults import Fault
from bot.emulator.feed import FeedRecord
from bot.emulator.screen import Screen, Seen
from bot.emulator.server import ApiCall
from bot.emulator.switches import Switches

__all__ = [
    "BOT_USER_ID",
    "ApiCall",
    "Emulator",
    "Fault",
    "FeedRecord",
    "Outcome",
    "Screen",
    "Seen",
    "Switches",
]
