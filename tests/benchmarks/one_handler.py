"""Svar with one handler and one listener: what the same command costs where there is nothing else."""

from __future__ import annotations

from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

import bot.app
from bot.cli import main
from bot.house import House
from handlers.requests import asking
from handlers.routing import Routes, listen


def register_one(app: AsyncApp, house: House, client: AsyncWebClient) -> None:
    listen(app, house, client, Routes(commands={"/request": asking.command}))
    del app._async_listeners[1:]  # the first is the one for commands


if __name__ == "__main__":
    bot.app.register = register_one
    main(["run"])
