"""The forms and pages that open over Slack."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.i18n import Mrkdwn, Texts, escape
from bot.rules.absences.shown import AbsentOwner
from bot.rules.letters import PaperTrail, Scene
from bot.views import absent_owner
from bot.views.earlier import answered_before, history_buttons, who_answered
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
from storage.records import Person, Request, Urgency

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
    similar: tuple[Scene, ...] = ()  # their own, answered, of which they are told before they send it
    teams: tuple[Person, ...] = ()  # that can be asked instead of a colleague
    away: AbsentOwner | None = None  # of whose absence they are told before they send it


def new_request(start: Prefilled, texts: Texts, zone: ZoneInfo, now: datetime) -> Block:
    """The form for asking a colleague; made from a message, it asks in which direction too."""
    blocks: list[Block] = [section(start.problem)] if start.problem else []
    if start.away:
        blocks += absent_owner.fields(start.away, texts, now)
    if start.similar:
        helped = button("request.helped", texts.t("button.that_helped"), "helped")
        blocks += [*answered_before(start.similar, texts), actions(helped)]
    if start.quote is not None:
        blocks.append(section(quote(start.quote, 600)))
    if start.author is not None:
        blocks.append(_direction(start.author, texts))
    owner: Block = {"type": "users_select"} | ({"initial_user": start.owner} if start.owner else {})
    blocks += [
        field_of(
            "owner", texts.t("form.owner"), owner, optional=start.author is not None or bool(start.teams)
        ),
        *_team_field(start.teams, texts),
        text_field("text", texts.t("form.text"), initial=start.text, optional=start.quote is not None),
        *date_fields(start.wanted_by_at, texts, zone),
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
    about = {
        "draft": start.draft_id,
        "told": bool(start.similar or start.away),
        "away": start.away.owner.slack_id if start.away else None,
    }
    submit = "form.send_anyway" if start.similar else "form.submit"
    return _form("request.new", "form.new_title", blocks, texts, about, submit=submit)


def change(scene: Scene, texts: Texts, zone: ZoneInfo) -> Block:
    """The form for changing one's own request."""
    request = scene.request
    blocks = [
        text_field("text", texts.t("form.text"), initial=request.text),
        *date_fields(request.wanted_by_at, texts, zone),
        _urgency(request.urgency, texts),
    ]
    return _form("request.change", "form.change_title", blocks, texts, _about(scene))


def words(kind: str, scene: Scene, texts: Texts) -> Block:
    """A form for a few words: `kind` is ask_back, not_yet or return."""
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


@dataclass(frozen=True, slots=True)
class Takers:
    """Who else could take a request: teams, and those who have answered one like it, each with that one."""

    teams: tuple[Person, ...] = ()
    answered: tuple[Scene, ...] = ()


@dataclass(frozen=True, slots=True)
class Taker:
    """Who was chosen to take it, with what word, and what whoever passes it on should know of them first."""

    person: Person
    word: str
    away: AbsentOwner


def pass_on(
    way: str, scene: Scene, texts: Texts, takers: Takers, known: tuple[Taker, datetime] | None = None
) -> Block:
    """To whom it goes: `way` is hand_over (for good), lend (for their part) or suggest (who could help).

    `known` is whom they chose, if they should know something first, and when that is told.
    """
    private = scene.request.channel_id is None or way == "suggest"
    hint = texts.t("form.to_hint", name=name_of(scene.requester.name)) if private else ""
    to: Block = {"type": "users_select"}
    told: list[Block] = []
    about = _about(scene)
    if known is not None:
        taker, now = known
        to["initial_user"] = about["away"] = taker.person.slack_id
        told = [section(absent_owner.notice(taker.away, texts, now)), context(texts.m("form.pass_anyway"))]
    blocks = [
        *told,
        section(quote(scene.request.text, 600)),
        *(who_answered(like, texts) for like in takers.answered),
        field_of("to", texts.t(f"form.{way}_to"), to, hint=hint, optional=bool(takers.teams)),
        *_team_field(takers.teams, texts),
        text_field("word", texts.t("form.word"), initial=known[0].word if known else "", optional=True),
    ]
    return _form(f"request.{way}", f"form.{way}_title", blocks, texts, about)


def _team_field(teams: tuple[Person, ...], texts: Texts) -> list[Block]:
    """A team instead of a colleague, where there are teams."""
    if not teams:
        return []
    options = [option(f"@{team.name}", team.slack_id) for team in teams]
    chosen: Block = {"type": "static_select", "options": options}
    return [field_of("team", texts.t("form.team"), chosen, optional=True)]


def hold(scene: Scene, texts: Texts, zone: ZoneInfo) -> Block:
    """Until when it is parked, and why."""
    blocks = [
        section(quote(scene.request.text, 600)),
        *date_fields(None, texts, zone, label="form.hold_day"),
        text_field("reason", texts.t("form.hold_reason"), hint=texts.t("form.hold_hint")),
    ]
    return _form("request.hold", "form.hold_title", blocks, texts, _about(scene))


def conversation(scene: Scene, texts: Texts, zone: ZoneInfo, now: datetime) -> Block:
    """What was said elsewhere: how, when, with whom."""
    ways = [option(texts.t(f"form.talk.{how}"), how) for how in ("phone", "meeting", "other")]
    how: Block = {"type": "radio_buttons", "options": ways, "initial_option": ways[0]}
    others: Block = {"type": "multi_users_select", "max_selected_items": 10}
    blocks = [
        field_of("how", texts.t("form.talk_how"), how),
        text_field("text", texts.t("form.talk_text")),
        field_of("with", texts.t("form.talk_with"), others, optional=True),
        *date_fields(now, texts, zone, label="form.talk_day"),
    ]
    return _form("request.note", "form.note_title", blocks, texts, _about(scene))


def same(scene: Scene, others: Sequence[Request], texts: Texts) -> Block:
    """Into which other request this one is merged."""
    choices = [
        option(texts.t("choice.numbered", number=each.number, title=each.title), str(each.id))
        for each in others
    ]
    chosen: Block = {"type": "static_select", "options": choices}
    blocks = [
        section(quote(scene.request.text, 600)),
        field_of("into", texts.t("form.same_into"), chosen, hint=texts.t("form.same_hint")),
    ]
    return _form("request.same", "form.same_title", blocks, texts, _about(scene))


def more(scene: Scene, texts: Texts) -> Block:
    """What an owner does more rarely, each with a line that says what it is for."""
    value = f"{scene.request.id}:{scene.turn.id if scene.turn else 0}"
    choices = ("lend", "suggest", "together", "note", "same", "later", "quiet", "trail")
    offers = [
        section(
            texts.m(f"more.{choice}"), accessory=button(f"more.{choice}", texts.t(f"menu.{choice}"), value)
        )
        for choice in choices
    ]
    return _page("form.more_title", [section(quote(scene.request.text, 300)), *offers], texts)


def promise(scene: Scene, texts: Texts, zone: ZoneInfo) -> Block:
    """By when the answer comes."""
    fields = date_fields(scene.request.promised_at, texts, zone, label="form.promise_day")
    return _form("request.promise", "form.promise_title", fields, texts, _about(scene))


def apology(scene: Scene, texts: Texts, zone: ZoneInfo) -> Block:
    """What to say to whoever waits longer than was promised, and by when it comes."""
    blocks = [
        section(quote(scene.request.text, 300)),
        text_field("text", texts.t("form.apology_text"), initial=texts.t("form.apology")),
        *date_fields(None, texts, zone),
    ]
    return _form("request.apology", "form.apology_title", blocks, texts, _about(scene))


def thanks(scene: Scene, texts: Texts) -> Block:
    """Thanks have been sent; a sentence may go after them."""
    words = text_field("text", texts.t("form.thanks_words"), optional=True)
    sent = section(texts.m("form.thanks_sent", name=name_of(scene.other.name)))
    return _form("request.thank", "form.thanks_title", [sent, words], texts, _about(scene))


def hand(scene: Scene, cover: Person, until: datetime, texts: Texts, zone: ZoneInfo) -> Block:
    """What the owner would read first, and what would come of it."""
    names = {"name": name_of(scene.owner.name), "to": name_of(cover.name), "when": texts.token(until, zone)}
    blocks = [
        section(texts.m("form.hand_head", **names)),
        text_field("text", texts.t("form.hand_text", name=scene.owner.name), initial=texts.t("form.hand")),
    ]
    return _form("request.hand", "form.hand_title", blocks, texts, _about(scene))


def remind_later(scene: Scene, texts: Texts, zone: ZoneInfo) -> Block:
    """When to hear of it again: soon, or on a day of one's own, which counts if it is given."""
    options = [option(texts.t(f"form.later.{when}"), when) for when in ("hour", "morning")]
    soon: Block = {"type": "radio_buttons", "options": options, "initial_option": options[1]}
    why: Block = {"type": "plain_text_input", "max_length": 300}
    blocks = [
        section(quote(scene.request.text, 300)),
        field_of("soon", texts.t("form.later_when"), soon, optional=True),
        *date_fields(None, texts, zone),
        field_of("why", texts.t("form.later_why"), why, optional=True, hint=texts.t("form.later_why_hint")),
    ]
    return _form("request.later", "form.later_title", blocks, texts, _about(scene))


def paper_trail(trail: PaperTrail, texts: Texts, zone: ZoneInfo) -> Block:
    """Everything that happened, the newest last; what a page cannot hold is left to the copy."""
    request = trail.scene.request
    lines = [
        context(Mrkdwn(cut(entry_line(entry, trail, texts, zone), SECTION_LIMIT))) for entry in trail.entries
    ]
    blocks = [
        section(quote(request.text, 600)),
        *lines[-(PAGE_BLOCKS - 5) :],
        actions(
            button("request.trail_copy", texts.t("button.send_me_a_copy"), str(request.id)),
            *history_buttons(trail.scene.other, texts),
        ),
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


def date_fields(at: datetime | None, texts: Texts, zone: ZoneInfo, *, label: str = "") -> list[Block]:
    """A day and a time; with a `label` of its own the day has to be chosen."""
    local = at.astimezone(zone) if at else None
    day: Block = {"type": "datepicker"} | ({"initial_date": f"{local:%Y-%m-%d}"} if local else {})
    time: Block = {"type": "timepicker"} | ({"initial_time": f"{local:%H:%M}"} if local else {})
    return [
        field_of("day", texts.t(label or "form.day"), day, optional=not label),
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


def _form(
    callback_id: str,
    title: str,
    blocks: list[Block],
    texts: Texts,
    about: dict[str, Any],
    *,
    submit: str = "form.submit",
) -> Block:
    return modal(
        callback_id,
        texts.t(title),
        blocks,
        submit=texts.t(submit),
        close=texts.t("form.cancel"),
        private_metadata=json.dumps(about),
    )


def _page(title: str, blocks: list[Block], texts: Texts) -> Block:
    return modal("page", texts.t(title), blocks, close=texts.t("form.close"))
