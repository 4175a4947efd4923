"""The forms and pages that open over Slack."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.i18n import Mrkdwn, Texts, escape
from bot.rules.letters import PaperTrail, Scene
from bot.views.paper import entry_line
from bot.views.parts import (
    SECTION_LIMIT,
    Block,
    Message,
    actions,
    button,
    context,
    cut,
    field_of,
    modal,
    name_of,
    option,
    pieces,
    quote,
    section,
    text_field,
)
from storage.records import Urgency

PAGE_BLOCKS = 95


@dataclass(frozen=True, slots=True)
class Prefilled:
    """What a form for a new request starts with."""

    draft_id: int | None = None
    owner: str | None = None
    text: str = ""
    urgency: Urgency = Urgency.NORMAL
    wanted_by_at: datetime | None = None
    quote: str | None = None
    author: str | None = None
    problem: Mrkdwn | None = None


def new_request(start: Prefilled, texts: Texts, zone: ZoneInfo) -> Block:
    """The form for asking a colleague; made from a message, it asks in which direction too."""
    blocks: list[Block] = [section(start.problem)] if start.problem else []
    if start.quote is not None:
        blocks.append(section(quote(start.quote, 600)))
    if start.author is not None:
        blocks.append(_direction(start.author, texts))
    owner: Block = {"type": "users_select"} | ({"initial_user": start.owner} if start.owner else {})
    blocks += [
        field_of("owner", texts.t("form.owner"), owner, optional=start.author is not None),
        text_field("text", texts.t("form.text"), initial=start.text, optional=start.quote is not None),
        *_date_fields(start.wanted_by_at, texts, zone),
        _urgency(start.urgency, texts),
        field_of(
            "place",
            texts.t("form.place"),
            {
                "type": "conversations_select",
                "filter": {"include": ["public", "private"], "exclude_bot_users": True},
            },
            optional=True,
            hint=texts.t("form.place_hint"),
        ),
    ]
    return _form("request.new", "form.new_title", blocks, texts, {"draft": start.draft_id})


def change(scene: Scene, texts: Texts, zone: ZoneInfo) -> Block:
    """The form for changing one's own request."""
    request = scene.request
    blocks = [
        text_field("text", texts.t("form.text"), initial=request.text),
        *_date_fields(request.wanted_by_at, texts, zone),
        _urgency(request.urgency, texts),
    ]
    return _form("request.change", "form.change_title", blocks, texts, _about(scene))


def words(kind: str, scene: Scene, texts: Texts) -> Block:
    """A form for a few words: `kind` is ask_back or not_yet."""
    blocks = [section(quote(scene.request.text, 600)), text_field("text", texts.t(f"form.{kind}"))]
    return _form(f"request.{kind}", f"form.{kind}_title", blocks, texts, _about(scene))


def answer(scene: Scene, texts: Texts) -> Block:
    """An answer in words, or what was said elsewhere."""
    told = {"type": "checkboxes", "options": [option(texts.t("form.elsewhere_yes"), "yes")]}
    blocks = [
        section(quote(scene.request.text, 600)),
        text_field("text", texts.t("form.answer")),
        field_of("elsewhere", texts.t("form.elsewhere"), told, optional=True),
    ]
    return _form("request.answer", "form.answer_title", blocks, texts, _about(scene))


def decline(scene: Scene, texts: Texts) -> Block:
    """No, with a reason and another way."""
    blocks = [
        section(quote(scene.request.text, 600)),
        text_field("reason", texts.t("form.reason")),
        text_field("alternative", texts.t("form.alternative"), hint=texts.t("form.alternative_hint")),
    ]
    return _form("request.decline", "form.decline_title", blocks, texts, _about(scene))


def hand_over(scene: Scene, texts: Texts) -> Block:
    """To whom it goes for good."""
    private = scene.request.channel_id is None
    hint = texts.t("form.to_hint", name=name_of(scene.requester.name)) if private else ""
    blocks = [
        section(quote(scene.request.text, 600)),
        field_of("to", texts.t("form.to"), {"type": "users_select"}, hint=hint),
        text_field("word", texts.t("form.word"), optional=True),
    ]
    return _form("request.hand_over", "form.hand_over_title", blocks, texts, _about(scene))


def promise(scene: Scene, texts: Texts, zone: ZoneInfo) -> Block:
    """By when the answer comes."""
    fields = _date_fields(scene.request.promised_at, texts, zone, optional=False)
    return _form("request.promise", "form.promise_title", fields, texts, _about(scene))


def paper_trail(trail: PaperTrail, texts: Texts, zone: ZoneInfo) -> Block:
    """Everything that happened, the newest last; what a page cannot hold is left to the copy."""
    request = trail.scene.request
    lines = [
        context(Mrkdwn(cut(entry_line(entry, trail, texts, zone), SECTION_LIMIT))) for entry in trail.entries
    ]
    blocks = [
        section(quote(request.text, 600)),
        *lines[-(PAGE_BLOCKS - 5) :],
        actions(button("request.trail_copy", texts.t("button.send_me_a_copy"), str(request.id))),
    ]
    return _page("form.trail_title", blocks, texts)


def whole_text(text: str, texts: Texts) -> Block:
    """What somebody wrote, uncut."""
    shown = [section(escape(piece)) for piece in pieces(text, SECTION_LIMIT)[:PAGE_BLOCKS]]
    return _page("form.text_title", shown, texts)


def what_is_this(texts: Texts) -> Block:
    """Who is speaking, for somebody who never heard of Svar."""
    return _page("form.what_title", [section(texts.m(f"what.{n}")) for n in (1, 2, 3)], texts)


def notice(text: Mrkdwn, texts: Texts, words: str = "") -> Block:
    """A page that says one thing, and gives back the words that could not be used."""
    kept = [section(texts.m("refused.your_words")), section(quote(words))] if words else []
    return _page("form.notice_title", [section(text), *kept], texts)


def confirmation(message: Message, texts: Texts) -> Block:
    """What a submitted form turns into: the same confirmation that a command gets, without its buttons."""
    return _page(
        "form.notice_title", [block for block in message.blocks if block["type"] != "actions"], texts
    )


def _direction(author: str, texts: Texts) -> Block:
    options = [
        option(texts.t("form.they_ask_me", name=name_of(author)), "they_ask"),
        option(texts.t("form.i_ask"), "i_ask"),
    ]
    radio: Block = {"type": "radio_buttons", "options": options, "initial_option": options[0]}
    return field_of("direction", texts.t("form.direction"), radio)


def _date_fields(at: datetime | None, texts: Texts, zone: ZoneInfo, *, optional: bool = True) -> list[Block]:
    local = at.astimezone(zone) if at else None
    day: Block = {"type": "datepicker"} | ({"initial_date": f"{local:%Y-%m-%d}"} if local else {})
    time: Block = {"type": "timepicker"} | ({"initial_time": f"{local:%H:%M}"} if local else {})
    return [
        field_of("day", texts.t("form.day" if optional else "form.promise_day"), day, optional=optional),
        field_of("time", texts.t("form.time"), time, optional=True, hint=texts.t("form.time_hint")),
    ]


def _urgency(urgency: Urgency, texts: Texts) -> Block:
    options = [option(texts.t(f"urgency.{each}"), each.value) for each in Urgency]
    initial = options[list(Urgency).index(urgency)]
    return field_of(
        "urgency",
        texts.t("form.urgency"),
        {"type": "radio_buttons", "options": options, "initial_option": initial},
    )


def _about(scene: Scene) -> dict[str, Any]:
    return {"request": scene.request.id, "turn": scene.turn.id if scene.turn else None}


def _form(callback_id: str, title: str, blocks: list[Block], texts: Texts, about: dict[str, Any]) -> Block:
    return modal(
        callback_id,
        texts.t(title),
        blocks,
        submit=texts.t("form.submit"),
        close=texts.t("form.cancel"),
        private_metadata=json.dumps(about),
    )


def _page(title: str, blocks: list[Block], texts: Texts) -> Block:
    return modal("page", texts.t(title), blocks, close=texts.t("form.close"))
