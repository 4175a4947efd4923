"""What stands in channels: what somebody chose to ask there, and how far it is; nothing else.

Each rule yields a sentence for every time it was broken.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from tests.proofs.month.ledgers import Turn
from tests.proofs.month.months import LATE, Month, at, named, told
from tests.proofs.month.readings import Heard


def by_choice(month: Month) -> Iterator[str]:
    """In a channel stands what somebody chose to show there, at once and one time; Svar says hello once."""
    left: dict[tuple[str, int | None], int] = {
        (case.channel, case.number): done.at
        for done in month.done
        if done.what == "ask" and (case := month.ledger.of_case[done.case][0].case).channel
    }
    greeted = set()
    for one in month.heard:
        if one.to in month.people or one.kind == "redrawn":
            continue
        if one.kind == "hello" and one.to not in greeted:
            greeted.add(one.to)
        elif one.kind != "channel_card" or left.pop((one.to, one.case), None) != one.at:
            yield f"{told(one)} in {one.to}: {one.text}"
    yield from (f"case {case}: not shown in {channel} {at(when)}" for (channel, case), when in left.items())


def nothing_of_waiting(month: Month) -> Iterator[str]:
    """A card in a channel says with whom it is and for when it is promised, and never since when."""
    for channel, card in _cards(month):
        if "since" in card.text or "<!date" in card.text or card.to != channel:
            yield f"{told(card)}: {card.text}"


def as_it_stands(month: Month) -> Iterator[str]:
    """A card in a channel says with whom it is now."""
    shown: dict[int | None, list[Heard]] = defaultdict(list)
    for _, card in _cards(month):
        shown[card.case].append(card)
    for case, cards in shown.items():
        turns = month.ledger.of_case[case or 0]
        for turn in turns:
            looked_at = turn.since + LATE
            if looked_at >= (turn.until or month.ledger.end):
                continue
            seen = [card for card in cards if card.at <= looked_at][-1]
            if not _says(seen, turn, looked_at):
                yield f"{named(turn)}, {turn.why}: {seen.text}"
        if (
            turns[-1].until is not None
            and turns[-1].until + LATE < month.ledger.end
            and "With " in cards[-1].text
        ):
            yield f"{named(turns[-1])} until {at(turns[-1].until)}: {cards[-1].text}"


def _cards(month: Month) -> Iterator[tuple[str, Heard]]:
    for one in month.heard:
        if one.kind in ("channel_card", "redrawn") and one.case is not None:
            yield month.ledger.of_case[one.case][0].case.channel, one


def _says(card: Heard, turn: Turn, now: int) -> bool:
    """Whether a card says in whose hands it is, and that it is promised or on hold."""
    is_promised = turn.why == "asked" and turn.promise(now) is not None
    return (
        f"\nWith {turn.holder.shown_as}" in card.text
        and (", promised " in card.text) == is_promised
        and (", on hold until " in card.text) == (turn.why == "held")
    )


CHANNELS: Sequence[Callable[[Month], Iterator[str]]] = (by_choice, nothing_of_waiting, as_it_stands)
