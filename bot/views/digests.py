"""What a digest says, in plain words: what its channel wants first, and the rest a tap away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final

from bot.i18n import Mrkdwn, Texts, zone_of
from bot.rules.digests import (
    CHOICE,
    MUCH_WITHDRAWN,
    SCORECARD,
    Answers,
    Bands,
    Coverage,
    Figures,
    Helped,
    Measure,
    Promises,
    Restraint,
    Thoughts,
    worth_a_try,
)
from bot.rules.figures import Counted, Trend, estimate, trend
from bot.rules.quiet_start import Start
from bot.rules.survival import wilson
from bot.views import figures
from bot.views.parts import Block, Message, actions, button, context, field_of, modal, option, section

DAY: Final = timedelta(days=1)
Weeks = tuple[Figures, Figures]
"""What was shown of the four weeks, and of the four before."""


def group(
    name: Mrkdwn, until: datetime, weeks: Weeks, texts: Texts, first: Sequence[Measure] = SCORECARD
) -> Message:
    """A group's digest of the four weeks before `until`: what it wants `first`, and something to try."""
    now = weeks[0]
    head = texts.m("digest.head", day=texts.day(until - DAY, zone_of("UTC")), group=name)
    if now.answers is None:
        refused = texts.m("figures.not_enough")
        note = context(texts.m("digest.note"))
        return Message(f"{head}: {refused}", [section(head), section(refused), note])
    lines = [line(measure, weeks, texts) for measure in first]
    below = [context(texts.m("digest.note"))]
    if tuple(first) != SCORECARD:
        below.insert(0, context(texts.m("digest.chosen")))
    tried = worth_a_try(now)
    if tried is not None:
        lines.append(texts.m("digest.try", what=texts.m(f"digest.try.{tried}")))
    return Message(f"{head}: {lines[0]}", [section(head), *(section(each) for each in lines), *below])


def beside_the_beginning(
    message: Message,
    start: tuple[date, Start | Trend] | None,
    first: tuple[datetime, Figures] | None,
    now: Figures,
    texts: Texts,
) -> Message:
    """The digest beside the quiet start, or where nothing is said of one beside the first weeks shown."""
    if now.answers is None:
        return message
    if start is not None:
        return after_quiet_start(message, *start, texts)
    return message if first is None else since_the_first(message, first, now, texts)


def after_quiet_start(message: Message, ended: date, how: Start | Trend, texts: Texts) -> Message:
    """The digest with a word on how it stands to the quiet start."""
    day = texts.day(datetime.combine(ended, time(), UTC), zone_of("UTC"))
    said = texts.m(f"digest.quiet_start.{how}", day=day)
    return Message(message.text, [*message.blocks, context(said)])


def since_the_first(message: Message, first: tuple[datetime, Figures], now: Figures, texts: Texts) -> Message:
    """The digest with a word on whether people wait less than when it began."""
    until, then = first
    if now.answers is None or then.answers is None:
        return message
    changed = trend(estimate(now.answers.first), estimate(then.answers.first))
    day = texts.day(until - DAY, zone_of("UTC"))
    said = texts.m("digest.since", day=day, trend=texts.t(f"digest.since.{changed}"))
    return Message(message.text, [*message.blocks, context(said)])


def with_buttons(message: Message, value: str, texts: Texts) -> Message:
    """The digest with the ways to the rest of its figures; `value` says which it is."""
    names = ("more", "made", "choose")
    buttons = [button(f"digest.{name}", texts.t(f"button.digest_{name}"), value) for name in names]
    return Message(message.text, [*message.blocks, actions(*buttons)])


def more(weeks: Weeks, first: Sequence[Measure], texts: Texts) -> Block:
    """A page with every figure that does not stand in the digest itself, and how sure first answers are."""
    rest = [measure for measure in Measure if measure not in first]
    blocks = [section(line(measure, weeks, texts)) for measure in rest]
    if (now := weeks[0].answers) is not None:
        ranges = figures.ranges(estimate(now.first), texts)
        blocks.insert(0, section(texts.m("digest.sure", ranges=ranges)))
    return modal("digest.more", texts.t("digest.more_title"), [*blocks, context(texts.m("digest.note"))])


def made(texts: Texts) -> Block:
    """A page that says in plain words how the numbers are made."""
    parts = ("what", "first", "half", "change", "guard", "kept", "never")
    blocks = [section(texts.m(f"digest.made.{part}")) for part in parts]
    return modal("digest.made", texts.t("digest.made_title"), blocks)


def choose(chosen: Sequence[Measure], value: str, texts: Texts) -> Block:
    """The form in which a channel's people choose what they see first."""
    options = [option(texts.t(f"digest.measure.{measure}"), measure) for measure in CHOICE]
    boxes: Block = {"type": "checkboxes", "options": options}
    boxes["initial_options"] = [each for each in options if each["value"] in chosen]
    return modal(
        "digest.choose",
        texts.t("digest.choose_title"),
        [field_of("first", texts.t("digest.choose_first"), boxes, hint=texts.t("digest.choose_hint"))],
        submit=texts.t("form.save"),
        private_metadata=value,
    )


def line(measure: Measure, weeks: Weeks, texts: Texts) -> Mrkdwn:
    """One figure of a group in words; the same neutral sentence wherever it is not shown."""
    part, say = _SAID[measure]
    now, before = (getattr(each, part) for each in weeks)
    said = texts.t("figures.not_enough") if now is None else say(now, before, texts)
    return texts.m("digest.line", head=texts.t(f"digest.measure.{measure}"), said=said)


def _first(now: Answers, before: Answers | None, texts: Texts) -> str:
    said = [figures.waited(estimate(now.first), texts.t("digest.things"), texts, gone=now.gone)]
    if before is not None:
        said.append(texts.t(f"digest.trend.{trend(estimate(now.first), estimate(before.first))}"))
    if now.withdrawn:
        much = now.withdrawn > MUCH_WITHDRAWN * now.first.asked
        share = round(100 * now.withdrawn / now.first.asked)
        said.append(texts.t("digest.withdrawn_much" if much else "digest.withdrawn", share=share))
    return " ".join(said)


def _accepted(now: Answers, _: Answers | None, texts: Texts) -> str:
    return texts.t("digest.accepted", span=_span(now.accepted, texts))


def _turns(now: Answers, _: Answers | None, texts: Texts) -> str:
    return texts.t("digest.turns", span=_span(now.turns, texts))


def _resolved(now: Answers, _: Answers | None, texts: Texts) -> str:
    theirs, asked = _span(now.resolved, texts), _span(now.awaited, texts)
    return texts.t("digest.resolved", theirs=theirs, asked=asked, without_word=now.without_word)


def _waiting(now: Bands, _: Bands | None, texts: Texts) -> str:
    return texts.t("digest.waiting", usual=now.usual, long=now.long, longest=now.longest)


def _promises(now: Promises, _: Promises | None, texts: Texts) -> str:
    due = now.kept + now.missed
    return texts.t("digest.promises", due=due, kept=now.kept, missed=now.missed, moved=now.moved)


def _flow(now: Answers, _: Answers | None, texts: Texts) -> str:
    return texts.t(
        "digest.flow",
        asked=now.first.asked,
        answered=now.first.answered,
        closed=now.closed,
        withdrawn=now.withdrawn,
        open=now.first.asked - now.closed - now.withdrawn,
        thanks=texts.n("digest.thanks", now.thanks),
    )


def _counters(now: Answers, _: Answers | None, texts: Texts) -> str:
    return texts.t(
        "digest.counters",
        asked=now.first.asked,
        reopened=now.reopened,
        hand_overs=now.hand_overs,
        asked_back=now.asked_back_first,
    )


def _helped(now: Helped, _: Helped | None, texts: Texts) -> str:
    said = now.yes + now.partly + now.not_yet
    low, high = (round(100 * limit) for limit in wilson(now.yes, said))
    return texts.t("digest.helped", yes=now.yes, said=said, low=low, high=high)


def _coverage(now: Coverage, _: Coverage | None, texts: Texts) -> str:
    counts = {"covered": now.covered, "passed_on": now.passed_on, "waited": now.waited, "lost": now.lost}
    return texts.t("digest.coverage", all=sum(counts.values()), **counts)


def _restraint(now: Restraint, _: Restraint | None, texts: Texts) -> str:
    return texts.t("digest.restraint", half=now.half, most=now.most)


def _nudges(now: Thoughts, _: Thoughts | None, texts: Texts) -> str:
    said = []
    if now.rated:
        counts = {"useful": now.useful, "not_now": now.not_now, "wrong": now.wrong}
        said.append(texts.t("digest.nudges", rated=now.rated, **counts))
    if now.muted:
        said.append(texts.n("digest.muted", now.muted))
    return " ".join(said)


_SAID: Final[dict[Measure, tuple[str, Callable[[Any, Any, Texts], str]]]] = {
    Measure.FIRST: ("answers", _first),
    Measure.WAITING: ("waiting", _waiting),
    Measure.PROMISES: ("promises", _promises),
    Measure.HELPED: ("helped", _helped),
    Measure.ACCEPTED: ("answers", _accepted),
    Measure.TURNS: ("answers", _turns),
    Measure.RESOLVED: ("answers", _resolved),
    Measure.FLOW: ("answers", _flow),
    Measure.COUNTERS: ("answers", _counters),
    Measure.COVERAGE: ("coverage", _coverage),
    Measure.RESTRAINT: ("restraint", _restraint),
    Measure.NUDGES: ("thoughts", _nudges),
}


def _span(waits: Counted, texts: Texts) -> str:
    return figures.span(estimate(waits), texts)
