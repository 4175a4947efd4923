"""Svar with one handler and one listener: what the same command costs where there is nothing else."""

from __future__ import annotations

from slack_sdk.web.async_client import AsyncWebClient

import bot.app
from bot.cli import main
from bot.house import House
from handlers.requests import asking
from handlers.routing import FrontDesk, Routes


def one_alone(house: House, client: AsyncWebClient) -> FrontDesk:
    return FrontDesk(house, client, Routes(commands={"/request": asking.command}))


if __name__ == "__main__":
    bot.app.front_desk = one_alone
    main(["run"])
