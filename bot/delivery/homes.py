"""Bringing each Home to its newest state."""

from __future__ import annotations

from bot import metrics
from bot.delivery.pacing import PUBLISH
from bot.delivery.sender import Sender
from bot.errors import Permanent
from bot.flows import homes as flow
from bot.house import House
from bot.i18n import texts
from bot.rules.letters import Drop
from bot.views.homes import home as draw
from storage import homes
from storage.records import Home


async def deliver(house: House, sender: Sender, home: Home) -> None:
    """Publish it. To do so twice does no harm. Raises `Transient` if it has to be tried again."""
    sender.line_up(PUBLISH, "", _state(home))
    drawn = await house.store.read(flow.compose, home, now=house.clock.now())
    outcome = "dropped"
    if not isinstance(drawn, Drop):
        view = draw(drawn, texts(drawn.viewer.spoken), house.settings)
        try:
            await sender.publish(drawn.viewer.slack_id, view, _state(home))
        except Permanent as error:
            await house.store.write_later(homes.fail, home, error.reason)
            metrics.sent.labels("home", "failed").inc()
            return
        outcome = "published"
    await house.store.write_later(homes.settle, home, now=house.clock.now())
    metrics.sent.labels("home", outcome).inc()


def _state(home: Home) -> str:
    return f"{home.id}:{home.version}"
