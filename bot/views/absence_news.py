"""What Svar says of absences by itself."""

from __future__ import annotations

from bot.i18n import Mrkdwn, Texts, zone_of
from bot.rules.absences.shown import AbsentOwner, News, Told
from bot.rules.letters import Letter
from bot.views import absent_owner
from bot.views.absences import period
from bot.views.hello import introduced
from bot.views.parts import Block, Message, actions, button, city_of, name_of, quote, section
from bot.views.reminders import items


def news(drawn: Letter, told: Told, texts: Texts) -> Message:
    """One piece of news about an absence, for whoever it concerns."""
    if told.absent is not None:
        return _mention(told, told.absent, texts)
    message = _briefing(drawn, told, texts) if told.news is News.BRIEFING else _plain(told, texts)
    return introduced(message, texts.m("hello.cover"), texts) if told.introduces else message


def seems_away(until: str | None, texts: Texts) -> Message:
    """Their status looks as if they were away, perhaps until an instant: are they?"""
    line = texts.m("aside.seems_away")
    offer = button("absence.from_status", texts.t("button.say_until_when"), until or "open", primary=True)
    return Message(line, [section(line), actions(offer)])


def _mention(told: Told, absent: AbsentOwner, texts: Texts) -> Message:
    """Somebody they mentioned is away: until when, and what can become of their words."""
    head = absent_owner.notice(absent, texts, told.at)
    where = ":".join(part or "" for part in told.message or ())
    value = f"{absent.owner.slack_id}:{where}"
    offers = [button("absence.log_mention", texts.t("button.log_for_return"), value)]
    if absent.cover is not None:
        label = texts.t("absent.ask_cover", name=name_of(absent.cover.name))
        offers.insert(0, button("absence.mention_cover", label, f"{absent.cover.slack_id}:{where}"))
    return Message(head, [section(head), actions(*offers)])


def _plain(told: Told, texts: Texts) -> Message:
    head = texts.m(
        f"absence_news.{told.news}",
        name=name_of(told.who.name),
        cover=name_of(told.cover.name) if told.cover else "",
        by=name_of(told.by.name),
        period=period(told.absence, told.who.zone, texts, told.at),
        city=city_of(told.who.zone),
    )
    note = told.absence.note if told.news in (News.COVER_ASKED, News.ENTERED) else None
    below = [section(quote(note))] if note else []
    return Message(head, [section(head), *below, *_offers(told, texts)])


def _offers(told: Told, texts: Texts) -> list[Block]:
    value = str(told.absence.id)
    if told.news is News.COVER_ASKED:
        return [actions(button("absence.cannot_cover", texts.t("button.cannot_cover"), value))]
    if told.news in (News.BACK_ASKED, News.HERE_ASKED):
        back = button("absence.back", texts.t("button.i_am_back"), value, primary=True)
        return [actions(back, button("absence.change", texts.t("button.say_until_when"), value))]
    change = [button("absence.change", texts.t("button.change"), value)]
    if told.news is News.ENTERED:
        change.append(button("absence.cancel", texts.t("button.cancel_absence"), value))
    return [actions(*change)]


def _briefing(drawn: Letter, told: Told, texts: Texts) -> Message:
    """What came together, and that there is no hurry."""
    lines = [texts.t("briefing.welcome", name=name_of(told.who.name))]
    if told.covered and told.cover is not None:
        lines.append(texts.n("briefing.covered", told.covered, cover=name_of(told.cover.name)))
    waiting = len(drawn.reminded) + drawn.more
    if waiting and told.quiet_until is not None:
        when = texts.date(told.quiet_until, zone_of(told.who.zone))
        lines.append(texts.t("briefing.no_hurry", when=when))
    lines.append(texts.n("briefing.waiting", waiting) if waiting else texts.t("briefing.nothing_waits"))
    head = Mrkdwn(" ".join(texts.m("briefing.line", line=line) for line in lines))
    return Message(head, [section(head), *items(drawn, texts)])
