"""Somebody's Home: what waits for them, what they wait for, and their day, with what they can do about it."""

from __future__ import annotations

from itertools import chain

from bot.i18n import Mrkdwn, Texts, clock_time, languages, zone_of
from bot.rules.letters import Listed, Overview, Page
from bot.rules.schedules import week_at
from bot.rules.worktime import minutes
from bot.settings import Settings
from bot.views import absences, buttons, capacity, hours, lines, lists, nudges
from bot.views.parts import Block, actions, button, context, header, name_of, section
from storage.records import Due, Side, Waiting

DIVIDER: Block = {"type": "divider"}


def home(shown: Overview, texts: Texts, names: Settings) -> Block:
    """The whole Home, always in fewer blocks than Slack takes; `names` are those of the commands."""
    sections = [_list(name, shown, texts, names.request_command) for name in Listed]
    blocks = [
        *_done(shown, texts),
        actions(button("home.ask", texts.t("button.ask_a_colleague"), "new", primary=True)),
        *chain.from_iterable(sections),
        *_today(shown, texts),
        *_absences(shown, texts, names.ooo_command),
        DIVIDER,
        header(texts.t("home.settings")),
        section(_hours(shown, texts), accessory=button("hours.show", texts.t("button.change"), "hours")),
        nudges.setting(texts, muted=shown.viewer.unnudged_at is not None),
        section(texts.m("home.kept"), accessory=button("kept.show", texts.t("button.what_is_kept"), "kept")),
        context(texts.m("home.foot", when=texts.token(shown.at, zone_of(shown.viewer.zone)))),
    ]
    return {"type": "home", "blocks": blocks}


def _done(shown: Overview, texts: Texts) -> list[Block]:
    """What they have just done, and the way to undo it."""
    if shown.done is None:
        return []
    undo = lines.undo_button(shown.done.scene, texts)
    return [section(lines.done_line(shown.done, texts), accessory=undo)]


def _hours(shown: Overview, texts: Texts) -> Mrkdwn:
    week = week_at(shown.hours, shown.at)
    city = week.zone.rpartition("/")[2].replace("_", " ")
    daily = hours.daily_in_words(shown.viewer.daily_minutes, texts)
    said = texts.m("home.hours", hours=hours.in_words(week.days, texts), city=city, daily=daily)
    language = languages().get(shown.viewer.language) if shown.viewer.language else None
    return Mrkdwn(f"{said}\n{texts.m('home.language', language=language)}") if language else said


def _list(name: Listed, shown: Overview, texts: Texts, request_command: str) -> list[Block]:
    """A list with its heading, or what would stand there."""
    page = shown.pages[name]
    if page.items:
        items = chain.from_iterable(_item(each, name, shown, texts) for each in page.items)
        return [header(texts.t(f"home.{name}")), *items, *_leafing(name, page, texts), DIVIDER]
    if name is Listed.OFFERED:
        return []
    key = "home.nobody_waits" if name is Listed.MINE else "home.no_waiting"
    return [header(texts.t(f"home.{name}")), section(texts.m(key, request=request_command)), DIVIDER]


def _item(waiting: Waiting, name: Listed, shown: Overview, texts: Texts) -> list[Block]:
    """One request: what it is about, and the buttons that its card has."""
    mine, value = name is Listed.MINE, f"{waiting.id}:{waiting.turn_id}"
    waited = minutes(shown.hours, waiting.since, shown.at)
    said = lists.line(waiting, shown.viewer, texts, waited, mine=mine)
    asked = mine and waiting.side is Side.OWNER and _is_open_wish(waiting)
    if not asked:
        return [section(said), _quiet(_buttons(waiting, name, value, texts, hand=shown.hand))]
    question = Mrkdwn(f"{said}\n{texts.m('home.can_you')}")
    return [
        section(question),
        actions(*buttons.by_then(value, texts)),
        _quiet(_buttons(waiting, name, value, texts, hand=shown.hand)),
    ]


def _is_open_wish(waiting: Waiting) -> bool:
    """Whether the owner has yet to say if they can by the time that is wished for."""
    answered = (waiting.promised_at, waiting.wanted_by_declined_at, waiting.held_until)
    return waiting.wanted_by_at is not None and not any(answered)


def _buttons(waiting: Waiting, name: Listed, value: str, texts: Texts, *, hand: bool) -> list[Block]:
    if name is Listed.OFFERED:
        return buttons.for_member(value, texts)
    if name is Listed.OTHERS and not waiting.asked:
        return buttons.for_lender(value, texts)
    if name is Listed.OTHERS or waiting.side is Side.REQUESTER:
        why, hand = waiting.why if name is Listed.MINE else None, hand and waiting.side is Side.OWNER
        return buttons.for_requester(value, texts, why, hand=hand)
    if waiting.side is Side.THIRD:
        return buttons.for_third(value, texts)
    return buttons.for_owner(value, texts)


def _quiet(elements: list[Block]) -> Block:
    """Buttons among many like them: none of them stands out."""
    return actions(*({key: each[key] for key in each if key != "style"} for each in elements))


def _leafing(name: Listed, page: Page, texts: Texts) -> list[Block]:
    """Where in the list this is, and the way to the rest of it."""
    last = page.skipped + len(page.items)
    if page.count <= last - page.skipped:
        return []
    where = context(texts.m("home.range", first=page.skipped + 1, last=last, count=page.count))
    ways = []
    if page.number > 0:
        ways.append(button("home.older", texts.t("button.older"), f"{name}:{page.number - 1}"))
    if last < page.count:
        ways.append(button("home.newer", texts.t("button.newer"), f"{name}:{page.number + 1}"))
    return [where, actions(*ways)]


def _today(shown: Overview, texts: Texts) -> list[Block]:
    """What falls due on the day that the heading names."""
    zone = zone_of(shown.viewer.zone)
    due = [_due(each, texts, clock_time(each.at.astimezone(zone))) for each in shown.today]
    said = due or [texts.m("home.nothing_today")]
    return [header(texts.t("home.today", day=texts.day(shown.at, zone))), *(section(line) for line in said)]


def _absences(shown: Overview, texts: Texts, command: str) -> list[Block]:
    """Who is out today, and what the reader has planned themselves."""
    zone = zone_of(shown.viewer.zone)
    out = [section(absences.out_item(each, zone, texts, shown.at)) for each in shown.out]
    if shown.more_out:
        out.append(context(texts.m("home.more_out", count=shown.more_out, command=command)))
    nobody = [] if out else [section(texts.m("home.nobody_out"))]
    own = [block for each in shown.away for block in absences.own_item(each, command, texts, shown.at)]
    plan = section(texts.m("home.plan"), accessory=button("home.away", texts.t("button.plan_absence"), "new"))
    own += [plan, capacity.item(shown.viewer, texts, shown.at)]
    return [header(texts.t("home.out")), *out, *nobody, header(texts.t("home.away")), *own]


def _due(due: Due, texts: Texts, time: str) -> Mrkdwn:
    who, how = "mine" if due.mine else "theirs", "promised" if due.promised else "wished"
    return texts.m(f"home.due.{who}.{how}", time=time, name=name_of(due.other), title=due.title)
