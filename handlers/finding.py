"""Finding one's own requests again: by command, by form, by a button beside a colleague's name."""

from __future__ import annotations

from dataclasses import replace

from bot.errors import Refused
from bot.flows.requests import finding as flow
from bot.flows.requests.finding import Sought
from bot.rules.commands import parse_find
from bot.rules.finding import sought_in
from bot.rules.letters import LIST_LIMIT, Found
from bot.views import finding as views
from bot.views.finding import Looked
from handlers.context import Call, id_of
from storage import drafts


async def command(call: Call, text: str) -> None:
    """`/svar find [@colleague] [words]`; alone it opens the form."""
    mention, words = parse_find(text)
    if mention is None and not words:
        await open_form(call)
        return
    looked = Looked(words, mention.slack_id if mention else None)
    found = await _find(call, looked)
    kept = {"sought": looked.text, "colleague": looked.colleague}
    draft_id = await call.write(drafts.add, call.person.id, kept, now=call.now) if found.more else 0
    await call.answer(views.answer(found, call.texts, more=f"draft:{draft_id}"))


async def open_form(call: Call) -> None:
    """The form, from anywhere in Slack."""
    await call.open(views.form(Looked(), None, call.texts))
    await call.ack()


async def history(call: Call) -> None:
    """All that has been between two people, the newest first."""
    looked = Looked(colleague=call.value)
    await call.open(views.form(looked, await _find(call, looked), call.texts))
    await call.ack()


async def submitted(call: Call) -> None:
    """The form, filled in: it turns into what was found, and can be sent again."""
    looked = _looked(call, 0)
    page = views.form(looked, await _find(call, looked), call.texts)
    await call.ack(response_action="update", view=page)


async def more(call: Call) -> None:
    """The next of them: on the form, which opens for it if they were listed in a message."""
    kind, _, number = call.value.rpartition(":")
    if kind != "draft":
        if "view" not in call.body:
            raise Refused("form_gone")
        looked = _looked(call, id_of(number))
        if kind and kind != looked.mark:  # it is something else now that is looked for
            looked = replace(looked, after=0)
        await call.change(views.form(looked, await _find(call, looked), call.texts))
    else:
        draft = await call.house.store.read(drafts.get, id_of(number), call.person.id)
        if draft is None or "sought" not in draft:
            raise Refused("draft_gone")
        looked = Looked(draft["sought"], draft["colleague"], LIST_LIMIT)
        await call.open(views.form(looked, await _find(call, looked), call.texts))
    await call.ack()


def _looked(call: Call, after: int) -> Looked:
    return Looked(call.words("sought"), call.field("colleague"), after)


async def _find(call: Call, looked: Looked) -> Found:
    """Search, once what has just changed can be found; raises `Refused` for what no search can be made of."""
    if looked.colleague is None and not sought_in(looked.text):
        raise Refused("nothing_to_find")
    colleague = await call.house.directory.person(looked.colleague) if looked.colleague else None
    await call.house.store.write(flow.catch_up, now=call.now)
    sought = Sought(looked.text, colleague.id if colleague else None, looked.after)
    return await call.house.store.read(flow.find, call.person, sought)
