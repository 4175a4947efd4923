"""Short ways to have been asked and answered before, with every card posted and every word indexed."""

from __future__ import annotations

from office_cast import Office

from bot.flows.requests import acting, finding
from storage.records import Outcome

POSTED = "UPDATE places SET ts = '1.' || id, thread_ts = '1.' || id, due_at = NULL WHERE thread_ts IS NULL"


async def catch_up(office: Office) -> None:
    while await office.store.write(finding.catch_up, now=office.now):
        pass


async def post_cards(office: Office) -> None:
    """Every card stands where it should."""
    await office.store.write(lambda tx: tx.run(POSTED))


async def ask(office: Office, text: str, who: str = "Ann", whom: str = "Eva") -> int:
    request_id = await office.ask(who, whom, text)
    await post_cards(office)
    return request_id


async def answered(
    office: Office, text: str, answer: str = "Yes.", who: str = "Ann", whom: str = "Eva"
) -> int:
    request_id = await ask(office, text, who, whom)
    await office.do(acting.answer, whom, await office.target(request_id), answer)
    await office.do(acting.resolve, who, await office.target(request_id), Outcome.YES)
    return request_id
