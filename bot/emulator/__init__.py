"""A local Slack for tests and for the demo: it knows Slack's shapes, and nothing of the app it serves.

    emulator = Emulator(company, manifest, clock=clock)
    await emulator.start()
    # start the app with emulator.api_url, emulator.bot_token and emulator.app_token (or emulator.request_url)
    outcome = await emulator.command("ann", "/ask", "@ben Which rate applies?")
    card = await emulator.heard(lambda record: record.to == "ben" and record.kind == "message")
    await emulator.press("ben", "dm", card.ts, "answer")

Inside, `workspace` holds what is known; `history`, `membership` and `accounts` change it; `web_api` is the
app's side and `actions` the people's; `events` and `deliveries` carry what happens to the app.
"""

from bot.emulator.actions.outcome import Outcome
from bot.emulator.app import BOT_USER_ID
from bot.emulator.emulator import Emulator
from bot.emulator.faults import Fault
from bot.emulator.feed import FeedRecord
from bot.emulator.page import Page, Timekeeper
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
    "Page",
    "Screen",
    "Seen",
    "Switches",
    "Timekeeper",
]
