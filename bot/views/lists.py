"""What a person gets back at once: a confirmation, a list, help, a refusal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.calendars import usual_hours
from bot.i18n import Mrkdwn, Texts, clock_time, escape, zone_of
from bot.rules.letters import Pending
from bot.rules.worktime import minutes
from bot.rules.workweeks import LAST
from bot.views.earlier import history_buttons
from bot.views.parts import (
    Block,
    Message,
    actions,
    button,
    city_of,
    context,
    cut,
    name_of,
    quote,
    section,
)
from bot.views.requests import turn_words
from storage.records import Kind, Person, Side, Waiting

KEPT_LIMIT = 1_500
SHOWN_LIMIT = 500
LONG_WAIT_MINUTES = 60


@dataclass(frozen=True, slots=True)
class Logged:
    """What somebody has just asked, for their confirmation."""

    request_id: int
    text: str
    owner: Person
    requester: Person
    wanted_by_at: datetime | None
    for_requester: bool = False  # the owner logged it on their behalf
    opens_at: datetime | None = None  # when the owner is reached, the end of Svar's time if that is not known


def logged(done: Logged, texts: Texts, now: datetime) -> Message:
    """It is kept and on its way; when the owner will see it, and how to change or undo it."""
    if done.owner.kind is Kind.TEAM:
        head = texts.m("logged.team", name=name_of(done.owner.name))
    else:
        head = sent(done, texts, now)
    if done.for_requester:
        head = texts.m("logged.for", name=name_of(done.requester.name))
    blocks = [section(head), section(quote(done.text, SHOWN_LIMIT))]
    if done.wanted_by_at is not None:
        when = texts.when(done.wanted_by_at, zone_of(done.requester.zone), now)
        blocks.append(section(texts.m("logged.wanted_by", when=when)))
    value = str(done.request_id)
    blocks.append(
        actions(
            button("request.change", texts.t("button.change"), value),
            button("request.undo", texts.t("button.undo"), value),
            *history_buttons(done.requester if done.for_requester else done.owner, texts),
        )
    )
    return Message(head, blocks)


def said(text: Mrkdwn) -> Message:
    """One sentence."""
    return Message(text, [section(text)])


def refused(reason: Mrkdwn, kept: str, draft_id: int | None, texts: Texts) -> Message:
    """What went wrong, what was kept, and what to do."""
    blocks = [section(reason)]
    if kept:
        blocks += [section(texts.m("refused.kept")), section(quote(kept, KEPT_LIMIT))]
    if draft_id is not None:
        blocks.append(
            actions(button("request.new", texts.t("button.open_the_form"), f"draft:{draft_id}", primary=True))
        )
    return Message(reason, blocks)


def pending(found: Pending, viewer: Person, texts: Texts, now: datetime) -> Message:
    """*Waiting for me*, then *I wait for*, each with whose turn it is and why."""
    blocks: list[Block] = [section(texts.m("pending.mine"))]
    blocks += [_item(each, viewer, texts, now, mine=True) for each in found.mine] or [
        section(texts.m("pending.nobody_waits"))
    ]
    blocks.append(section(texts.m("pending.others")))
    blocks += [_item(each, viewer, texts, now, mine=False) for each in found.others] or [
        section(texts.m("pending.no_waiting"))
    ]
    if found.offered:
        blocks.append(section(texts.m("pending.offered")))
        blocks += [_item(each, viewer, texts, now, mine=False) for each in found.offered]
    if found.more:
        blocks.append(context(texts.m("pending.more")))
    blocks.append(actions(_find_button(texts)))
    summary = texts.m("pending.summary", mine=len(found.mine), others=len(found.others))
    return Message(summary, blocks)


def channel_asks(name: str, team: str | None, texts: Texts) -> Message:
    """Somebody has said whom a channel asks where nobody is named."""
    if team is None:
        return said(texts.m("team.set_to_nobody", name=name_of(name)))
    return said(texts.m("team.set", name=name_of(name), team=name_of(team)))


def channel_team(team: str | None, texts: Texts) -> Message:
    """Whom a channel asks where nobody is named, and how to change that."""
    if team is None:
        return said(texts.m("team.none"))
    return said(texts.m("team.is", team=name_of(team)))


def help_page(texts: Texts, commands: dict[str, str], unknown: str = "") -> Message:
    """What can be typed; begun with the word that was not understood, if one was."""
    blocks = [section(texts.m("help.unknown", word=cut(unknown, 100)))] if unknown else []
    blocks += [
        section(texts.m(f"help.{topic}", **commands))
        for topic in ("request", "pending", "find", "ooo", "reply", "more")
    ]
    blocks += [actions(_find_button(texts)), context(texts.m("help.nobody_is_scored"))]
    return Message(texts.m("help.summary", **commands), blocks)


def _find_button(texts: Texts) -> Block:
    return button("find.open", texts.t("button.find"), "find")


def sent(done: Logged, texts: Texts, now: datetime) -> Mrkdwn:
    """That it is on its way to its owner, and when they see it."""
    return Mrkdwn(f"{texts.m('logged.sent', name=name_of(done.owner.name))} {_reaches(done, texts, now)}")


def _reaches(done: Logged, texts: Texts, now: datetime) -> Mrkdwn:
    """When the owner sees it: now, or when their day begins, in their hours and in the reader's."""
    owner, zone = done.owner, zone_of(done.owner.zone)
    city = city_of(owner.zone)
    opens = done.opens_at or now
    if opens == now:
        return texts.m("logged.now", time=clock_time(now.astimezone(zone)), city=city)
    if opens == LAST:
        return texts.m("logged.once_back")
    mine = zone_of(done.requester.zone)
    theirs, yours = opens.astimezone(zone), opens.astimezone(mine)
    when = texts.when(opens, zone, now)
    if theirs.utcoffset() == yours.utcoffset():
        return texts.m("logged.opens", when=when, city=city)
    for_you = clock_time(yours) if theirs.date() == yours.date() else texts.date(opens, mine)
    return texts.m("logged.opens_elsewhere", when=when, city=city, yours=for_you)


def line(waiting: Waiting, viewer: Person, texts: Texts, waited: int, *, mine: bool) -> Mrkdwn:
    """An open request in a list: who and what, then whose turn it is and why, since when, and the dates.

    `waited` is for how many of the viewer's working minutes.
    """
    zone = zone_of(viewer.zone)
    facts = [
        turn_words(waiting.why, mine, texts, holder=waiting.holder, other=waiting.other),
        texts.m("pending.since", when=texts.token(waiting.since, zone)),
    ]
    if waited >= LONG_WAIT_MINUTES:
        facts.append(escape(texts.how_long(waited)))
    wish = waiting.wanted_by_at if waiting.wanted_by_at != waiting.promised_at else None
    dates = (
        ("pending.held", waiting.held_until),
        ("pending.promised", waiting.promised_at),
        ("pending.wanted_by", wish),
    )
    facts += [texts.m(key, when=texts.token(at, zone)) for key, at in dates if at is not None]
    head = texts.m("pending.item", name=name_of(waiting.other), title=waiting.title)
    return Mrkdwn(f"{head}\n{' · '.join(facts)}")


def _item(waiting: Waiting, viewer: Person, texts: Texts, now: datetime, *, mine: bool) -> Block:
    answers = mine and waiting.side is Side.OWNER
    do = ("request.answer", "button.answer") if answers else ("request.trail", "button.details")
    value = f"{waiting.id}:{waiting.turn_id}"
    waited = minutes(usual_hours(viewer), waiting.since, now)
    shown = line(waiting, viewer, texts, waited, mine=mine)
    return section(shown, accessory=button(do[0], texts.t(do[1]), value))
