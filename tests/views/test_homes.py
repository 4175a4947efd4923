"""Homes in every state: inside Slack's limits, with the buttons of cards, and nothing that comes alive."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.calendars import usual_hours
from bot.emulator.blocks import check_view
from bot.flows.homes import AWAY_LIMIT, DUE_LIMIT, OUT_LIMIT, PAGE_SIZE
from bot.i18n import texts
from bot.rules.absences.shown import OwnAbsence
from bot.rules.letters import Done, Listed, Overview, Page, Scene
from bot.settings import read_settings
from bot.views.homes import home
from storage.records import (
    Absence,
    Due,
    Entry,
    Out,
    Person,
    Request,
    Side,
    Status,
    TrailEntry,
    Urgency,
    Waiting,
    Why,
)

NOW = datetime(2026, 11, 26, 9, 12, tzinfo=UTC)
EN = texts("en")
ANN = Person(1, 1, "U1", "Ann", "Europe/Oslo", "en-US")
BEN = Person(2, 1, "U2", "Ben", "Europe/Oslo", "en-US")
MOST_BLOCKS = 100
SIDES = {Why.LENT: Side.THIRD, Why.ANSWERED: Side.REQUESTER, Why.ASKED_BACK: Side.REQUESTER}
WHYS_OF_MINE = [why for why in Why if why is not Why.TEAM_ASKED]
WORDS = st.text(max_size=80) | st.sampled_from(
    ["<!channel> <@U1>", "*_~`", "&" * 80, "😀" * 80, "\u202eevil"]
)
INSTANTS = st.none() | st.just(NOW) | st.just(NOW + timedelta(days=3))


def waiting(why: Why = Why.LOGGED, title: str = "Which rate?", **more: Any) -> Waiting:
    facts: dict[str, Any] = {
        "id": 1, "title": title, "wanted_by_at": None, "wanted_by_declined_at": None, "promised_at": None,
        "turn_id": 7, "side": SIDES.get(why, Side.OWNER), "why": why, "since": NOW - timedelta(days=2),
        "held_until": None, "asked": True, "other": "Ben", "holder": "Ann",
    }  # fmt: skip
    return Waiting(**facts | more)


def page(*items: Waiting, skipped: int = 0, count: int | None = None) -> Page:
    return Page(items, skipped, len(items) if count is None else count, skipped // PAGE_SIZE)


def overview(
    mine: Page | None = None,
    others: Page | None = None,
    offered: Page | None = None,
    today: Any = (),
    **more: Any,
) -> Overview:
    pages = {Listed.MINE: mine, Listed.OTHERS: others, Listed.OFFERED: offered}
    return Overview(
        ANN,
        usual_hours(ANN),
        NOW,
        {name: each or page() for name, each in pages.items()},
        tuple(today),
        **more,
    )


def drawn(shown: Overview) -> dict[str, Any]:
    """The Home, found to be one that Slack would take."""
    view = home(shown, EN, read_settings({}))
    assert check_view(view) == []
    return view


def labels(view: dict[str, Any]) -> list[str]:
    """What is written on the buttons and menus, in order."""
    elements = [each for block in view["blocks"] for each in block.get("elements", ()) if "action_id" in each]
    return [str((each.get("text") or each.get("placeholder") or {"text": "⋯"})["text"]) for each in elements]


@st.composite
def pages(draw: st.DrawFn, whys: list[Why]) -> Page:
    count = draw(st.integers(0, 600))
    number = draw(st.integers(0, max(0, (count - 1) // PAGE_SIZE)))
    skipped = number * PAGE_SIZE
    items = [
        waiting(
            draw(st.sampled_from(whys)),
            draw(WORDS),
            wanted_by_at=draw(INSTANTS),
            promised_at=draw(INSTANTS),
            held_until=draw(INSTANTS),
            asked=draw(st.booleans()),
            other=draw(WORDS),
            holder=draw(WORDS),
        )
        for _ in range(min(PAGE_SIZE, count - skipped))
    ]
    return Page(tuple(items), skipped, count, number)


DUES = st.builds(Due, st.integers(1, 9), WORDS, st.just(NOW), st.booleans(), st.booleans(), WORDS)


@given(
    mine=pages(WHYS_OF_MINE),
    others=pages(list(Why)),
    offered=pages([Why.TEAM_ASKED]),
    today=st.lists(DUES, max_size=DUE_LIMIT),
)
def test_whatever_there_is_it_stays_within_slacks_limits(
    mine: Page, others: Page, offered: Page, today: list[Due]
) -> None:
    view = drawn(overview(mine, others, offered, today))
    assert len(view["blocks"]) <= MOST_BLOCKS
    assert all(sign not in str(view) for sign in ("<!channel>", "<@U1>"))


def test_three_full_lists_in_which_each_has_a_question_fit_into_one_home() -> None:
    full = [waiting(wanted_by_at=NOW) for _ in range(PAGE_SIZE)]
    middle = page(*full, skipped=PAGE_SIZE, count=500)
    due = [Due(1, "x" * 80, NOW, promised=True, mine=True, other="y" * 80)] * DUE_LIMIT
    absence = Absence(1, 1, 1, NOW, None, "&" * 200, 2, 1, None, NOW, None, None)
    own = OwnAbsence(absence, "Europe/Oslo", 0, None, cover="x" * 80)
    out = Out(1, 1, "x" * 80, "U1", "Asia/Tokyo", NOW, None, "&" * 200, "y" * 80)
    away = {"out": (out,) * OUT_LIMIT, "more_out": 300, "away": (own,) * AWAY_LIMIT}
    assert len(drawn(overview(middle, middle, middle, due, **away))["blocks"]) <= MOST_BLOCKS


@pytest.mark.parametrize("why", WHYS_OF_MINE)
def test_what_waits_for_me_has_the_buttons_of_its_card(why: Why) -> None:
    others = {
        Why.LENT: ["Give it back", "⋯"],
        Why.ANSWERED: ["Yes", "Partly", "Not yet", "⋯"],
        Why.ASKED_BACK: ["Got my answer", "No longer needed", "⋯"],
    }
    found = labels(drawn(overview(mine=page(waiting(why)))))[1:]
    assert found == others.get(why, ["Answer", "Got it", "⋯"])


def test_what_one_lent_can_be_called_back_from_among_what_one_waits_for() -> None:
    lent = waiting(Why.LENT, asked=False, holder="Cleo")
    view = drawn(overview(others=page(lent, waiting(Why.LENT, holder="Cleo"))))
    assert labels(view)[1:3] == ["Take it back", "⋯"]
    assert labels(view)[3:6] == ["Got my answer", "No longer needed", "⋯"]


@pytest.mark.parametrize(
    ("known", "asks"),
    [
        ({}, True),
        ({"promised_at": NOW}, False),
        ({"wanted_by_declined_at": NOW}, False),
        ({"held_until": NOW}, False),
        ({"side": Side.REQUESTER}, False),
    ],
)
def test_whether_it_can_be_had_by_then_is_asked_until_it_is_answered(
    known: dict[str, Any], asks: bool
) -> None:
    view = drawn(overview(mine=page(waiting(wanted_by_at=NOW, **known))))
    assert ("Can you by then?" in str(view)) is asks
    assert ("Another time" in labels(view)) is asks


def test_what_was_done_stands_above_all_else_with_the_way_back() -> None:
    request = Request(
        1, 1, 142, "Which rate?", "Which rate?", BEN.id, ANN.id, ANN.id, Status.OPEN, Urgency.NORMAL, NOW
    )
    scene = Scene(request, None, BEN, ANN, ANN)
    done = Done(scene, TrailEntry(1, 1, NOW, ANN.id, Entry.PROMISED, {"by": NOW.isoformat()}))
    first = drawn(replace(overview(), done=done))["blocks"][0]
    assert "Ben" in first["text"]["text"]
    assert (first["accessory"]["action_id"], first["accessory"]["value"]) == ("request.undo", "1")


def test_only_asking_a_colleague_stands_out() -> None:
    several = page(waiting(), waiting(Why.ANSWERED), waiting(Why.LENT))
    view = drawn(overview(several, several, page(waiting(Why.TEAM_ASKED))))
    styled = [each for block in view["blocks"] for each in block.get("elements", ()) if each.get("style")]
    assert [each["action_id"] for each in styled] == ["home.ask"]


def test_the_lists_come_in_their_order_and_an_offer_only_where_there_is_one() -> None:
    def headings(view: dict[str, Any]) -> list[str]:
        return [block["text"]["text"] for block in view["blocks"] if block["type"] == "header"]

    assert headings(drawn(overview())) == [
        "Waiting for you",
        "You wait for",
        "Today, Thu 26 Nov",
        "Who is out today",
        "When you are away",
        "Settings",
    ]
    offered = drawn(overview(offered=page(waiting(Why.TEAM_ASKED, holder="payroll"))))
    assert headings(offered)[2] == "For anybody in your team"
    assert labels(offered)[1:] == ["I'll take it"]


@pytest.mark.parametrize(
    ("skipped", "count", "ways"),
    [(0, 8, []), (0, 9, ["Newer"]), (8, 17, ["Older", "Newer"]), (496, 500, ["Older"])],
)
def test_one_leafs_only_where_there_is_more(skipped: int, count: int, ways: list[str]) -> None:
    items = [waiting() for _ in range(min(PAGE_SIZE, count - skipped))]
    found = labels(drawn(overview(mine=page(*items, skipped=skipped, count=count))))
    assert [each for each in found if each in ("Older", "Newer")] == ways
