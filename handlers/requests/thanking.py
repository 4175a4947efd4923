"""Thanks: one tap sends them, and a sentence may follow."""

from __future__ import annotations

from bot.flows.requests import seeing
from bot.flows.requests import thanking as flow
from bot.views import modals
from handlers.context import Call, id_of


async def thank(call: Call) -> None:
    """*Say thanks*: sent; and a form for a sentence, for whoever wants to add one."""
    await call.write(flow.thank, call.person, call.request_id, "", now=call.now)
    scene = await call.house.store.read(seeing.scene, call.person, call.request_id)
    await call.open(modals.thanks(scene, call.texts))
    await call.ack()


async def add_words(call: Call) -> None:
    request_id, text = id_of(call.about.get("request")), call.words("text").strip()
    if text:
        await call.write(flow.thank, call.person, request_id, text, now=call.now)
    await call.close()
