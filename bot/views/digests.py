"""What a digest says, in plain words: four lines first, the rest below, and never a word about anyone."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.i18n import Mrkdwn, Texts, zone_of
from bot.rules.digests import MUCH_WITHDRAWN, Answers, Bands, Figures, Helped, Promises, worth_a_try
from bot.rules.figures import estimate, trend
from bot.rules.survival import wilson
from bot.views import figures
from bot.views.parts import Message, context, section

DAY = timedelta(days=1)


def group(name: Mrkdwn, until: datetime, weeks: tuple[Figures, Figures], texts: Texts) -> Message:
    """The digest of a group: its figures of the four weeks before `until`, and those before these."""
    now, before = weeks
    head = texts.m("digest.head", day=texts.day(until - DAY, zone_of("UTC")), group=name)
    if now.answers is None:
        refused = texts.m("figures.not_enough")
        return Message(f"{head}: {refused}", [section(head), section(refused)])
    first = _first(now.answers, before.answers, texts)
    lines = [
        first,
        _waiting(now.waiting, texts),
        _promises(now.promises, texts),
        _helped(now.helped, texts),
    ]
    tried = worth_a_try(now)
    if tried is not None:
        lines.append(texts.m("digest.try", what=texts.m(f"digest.try.{tried}")))
    below = [context(line) for line in (*_more(now.answers, texts), texts.m("digest.note"))]
    return Message(f"{head}: {first}", [section(head), *(section(line) for line in lines), *below])


def _first(now: Answers, before: Answers | None, texts: Texts) -> Mrkdwn:
    found = estimate(now.first)
    said = [figures.waited(found, texts.t("digest.things"), texts)]
    if before is not None:
        said.append(texts.t(f"digest.trend.{trend(found, estimate(before.first))}"))
    if now.withdrawn > MUCH_WITHDRAWN * found.asked:
        said.append(texts.t("digest.withdrawn", share=round(100 * now.withdrawn / found.asked)))
    return texts.m("digest.first", said=" ".join(said))


def _waiting(now: Bands | None, texts: Texts) -> Mrkdwn:
    if now is None:
        return texts.m("digest.refused.waiting")
    return texts.m("digest.waiting", usual=now.usual, long=now.long, longest=now.longest)


def _promises(now: Promises | None, texts: Texts) -> Mrkdwn:
    if now is None:
        return texts.m("digest.refused.promises")
    due = now.kept + now.missed
    return texts.m("digest.promises", due=due, kept=now.kept, missed=now.missed, moved=now.moved)


def _helped(now: Helped | None, texts: Texts) -> Mrkdwn:
    if now is None:
        return texts.m("digest.refused.helped")
    said = now.yes + now.partly + now.not_yet
    low, high = (round(100 * limit) for limit in wilson(now.yes, said))
    return texts.m("digest.helped", yes=now.yes, said=said, low=low, high=high)


def _more(now: Answers, texts: Texts) -> list[Mrkdwn]:
    asked, answered = now.first.asked, now.first.answered
    still_open = asked - now.closed - now.withdrawn
    turns = figures.waited(estimate(now.turns), texts.t("digest.turn_things"), texts)
    return [
        texts.m("digest.turns", waited=turns),
        texts.m(
            "digest.flow",
            asked=asked,
            answered=answered,
            closed=now.closed,
            withdrawn=now.withdrawn,
            open=still_open,
        ),
        texts.m(
            "digest.counters",
            reopened=now.reopened,
            hand_overs=now.hand_overs,
            asked_back=now.asked_back_first,
        ),
    ]
