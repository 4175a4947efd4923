"""Every card and line in every state: inside Slack's limits, and with nothing in it that comes alive."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.emulator.blocks import check_message, check_view
from bot.flows.requests.passing import Way
from bot.i18n import texts
from bot.rules.letters import LIST_LIMIT, Aside, Card, Found, Letter, Line, PaperTrail, Pending, Scene
from bot.views import finding, lines, lists, modals, paper, together
from bot.views import requests as cards
from bot.views.earlier import history_buttons
from bot.views.finding import Looked
from bot.views.modals import Prefilled, Takers
from bot.views.parts import Message, key_of, metadata
from storage.records import (
    Clock,
    Entry,
    Kind,
    OutboxItem,
    Outcome,
    Person,
    Place,
    Reason,
    Request,
    Side,
    Status,
    TrailEntry,
    Turn,
    Urgency,
    Waiting,
    Why,
)

NOW = datetime(2026, 11, 26, 9, 12, tzinfo=UTC)
OSLO = ZoneInfo("Europe/Oslo")
EN = texts("en")
TRICKS = [
    "Which rate applies?",
    "<!channel> <@U1> <#C1|ops> <https://evil.example|click>",
    "*bold* _it_ ~no~ `code` ```fence```\n> quote\n>>> all",
    "\u202eevil\u202c שלום مرحبا",
    "😀" * 50,
    "&" * 40_000,
    "x" * 40_000,
    "line\n" * 3_000,
]

people = {
    name: Person(number, 1, f"U{number}", name, zone, "en-US", Kind.MEMBER, dm_channel=f"D{number}")
    for number, (name, zone) in enumerate(
        [("Ann", "Europe/Oslo"), ("Ben *the* `boss`", "America/New_York"), ("Cleo", "Asia/Tokyo")], 1
    )
}
ANN, BEN, CLEO = people.values()


TEAM = replace(CLEO, id=9, slack_id="SFIN", name="finance", kind=Kind.TEAM)


def request(text: str = TRICKS[0], **more: Any) -> Request:
    facts: dict[str, Any] = {
        "id": 1, "workspace_id": 1, "number": 142, "title": text[:80], "text": text, "requester_id": ANN.id,
        "owner_id": BEN.id, "holder_id": BEN.id, "status": Status.OPEN, "urgency": Urgency.NORMAL,
        "created_at": NOW, "channel_id": "C1",
    }  # fmt: skip
    return Request(**facts | more)


def turn(why: Why) -> Turn:
    sides = {Why.ANSWERED: Side.REQUESTER, Why.ASKED_BACK: Side.REQUESTER, Why.LENT: Side.THIRD}
    side = sides.get(why, Side.OWNER)
    holder = {Side.REQUESTER: ANN, Side.OWNER: BEN, Side.THIRD: CLEO}[side]
    until = NOW + timedelta(days=2) if why is Why.HELD else None
    return Turn(7, 1, holder.id, side, why, Clock.HELD if until else Clock.RUNNING, NOW, held_until=until)


def waiting(text: str) -> Waiting:
    title = request(text).title
    return Waiting(
        1, title, NOW, None, None, 1, Side.OWNER, Why.LOGGED, NOW, None, False, text[:80], text[:80]
    )


def scene(asked: Request, viewer: Person | None, why: Why | None) -> Scene:
    lent = why is Why.LENT
    third, lenders = (CLEO, (BEN,)) if lent else (None, ())
    return Scene(asked, turn(why) if why else None, ANN, BEN, viewer, third, lenders)


def place(viewer: Person | None) -> Place:
    side = None if viewer is None else Side.OWNER
    return Place(
        5, 1, side, viewer.id if viewer else None, None if viewer else "C1", "k" * 32, 1, 0, None, None,
        introduces=False, due_at=NOW, attempts=1, lease="x", failure=None,
    )  # fmt: skip


def sound(message: Message) -> None:
    """Slack would take it, and shows no mention, link or channel of a person's making."""
    assert check_message({"text": message.text, "blocks": message.blocks}) == []
    assert check_message({"text": message.text, "blocks": message.blocks}, utf16=True) == []
    assert message.text
    for text in (message.text, *strings(message.blocks)):
        assert "<!channel" not in text
        assert "<@U" not in text
        assert "<https://evil" not in text


def strings(shown: Any) -> list[str]:
    if isinstance(shown, dict) and shown.get("type") == "plain_text":
        return []  # where Slack reads no markup
    if isinstance(shown, dict):
        return [text for value in shown.values() for text in strings(value)]
    if isinstance(shown, list):
        return [text for value in shown for text in strings(value)]
    return [shown] if isinstance(shown, str) else []


DETAILS: list[dict[str, Any]] = [
    {},
    {"wanted_by_at": NOW + timedelta(days=1)},
    {"wanted_by_at": NOW + timedelta(days=1), "wanted_by_declined_at": NOW},
    {"promised_at": NOW + timedelta(days=1), "accepted_at": NOW},
    {"accepted_at": NOW, "urgency": Urgency.URGENT},
    {"quote": TRICKS[1], "source_url": "https://nord.slack.com/archives/C1/p1", "urgency": Urgency.TODAY},
]


VIEWERS = {"requester": ANN, "owner": BEN, "third": CLEO, "channel": None}
STATES = [
    pytest.param(viewer, why, id=f"{who}-{why}")
    for who, viewer in VIEWERS.items()
    for why in Why
    if (who, why) != ("owner", Why.TEAM_ASKED)  # a team looks at nothing
]


@pytest.mark.parametrize(("viewer", "why"), STATES)
@pytest.mark.parametrize("details", DETAILS, ids=lambda details: "-".join(details) or "plain")
def test_a_card_is_sound_in_every_state(viewer: Person | None, why: Why, details: dict[str, Any]) -> None:
    drawn = Card(place(viewer), scene(request(**details), viewer, why), introduces=True)
    sound(cards.card(drawn, EN))


@pytest.mark.parametrize("text", TRICKS, ids=range(len(TRICKS)))
@pytest.mark.parametrize("viewer", [ANN, BEN, None], ids=["requester", "owner", "channel"])
def test_whatever_is_asked_the_card_is_sound(viewer: Person | None, text: str) -> None:
    seen = scene(request(text), viewer, Why.LOGGED)
    sound(cards.card(Card(place(viewer), seen, introduces=False, similar=(seen,) * 3, earlier=BEN), EN))


@given(st.text(min_size=1, max_size=5_000))
def test_no_text_bursts_a_card(text: str) -> None:
    sound(
        cards.card(Card(place(BEN), scene(request(text, quote=text), BEN, Why.LOGGED), introduces=True), EN)
    )


@pytest.mark.parametrize("status", [Status.CLOSED, Status.DECLINED, Status.WITHDRAWN, Status.MERGED])
@pytest.mark.parametrize("outcome", list(Outcome))
def test_a_closed_card_shrinks_to_two_lines_without_buttons(status: Status, outcome: Outcome) -> None:
    ended = request(status=status, outcome=outcome if status is Status.CLOSED else None, holder_id=None)
    message = cards.card(Card(place(BEN), scene(ended, BEN, None), introduces=True), EN)
    sound(message)
    assert len(message.blocks) == 2
    assert all(block["type"] != "actions" for block in message.blocks)


def test_what_a_channel_shows_no_longer_says_nothing_of_it() -> None:
    hidden = request(channel_id=None)
    message = cards.card(Card(place(None), scene(hidden, None, Why.LOGGED), introduces=False), EN)
    assert [block["text"]["text"] for block in message.blocks] == ["This goes on in direct messages."]
    assert hidden.title not in message.text


def test_a_card_bears_its_key_and_a_button_its_turn() -> None:
    message = cards.card(Card(place(BEN), scene(request(), BEN, Why.LOGGED), introduces=False), EN)
    assert key_of({"blocks": message.blocks}) == "k" * 32
    assert key_of({"metadata": metadata("m" * 32)}) == "m" * 32
    assert "1:7" in strings(message.blocks)


def test_since_when_is_seen_by_the_two_people_only() -> None:
    promised = request(promised_at=NOW + timedelta(days=1))
    in_channel = cards.card(Card(place(None), scene(promised, None, Why.LOGGED), introduces=False), EN)
    assert "promised Fri 27 Nov" in str(in_channel.blocks)
    assert str(int(NOW.timestamp())) not in str(in_channel.blocks)
    assert all(block["type"] != "actions" for block in in_channel.blocks)


def letter(line: Line | None, aside: Aside | None, text: str, outcome: Outcome | None = None) -> Letter:
    reason = Reason.LINE if line else Reason.PRIVATE
    data = {"draft": 4, "opens_at": NOW.isoformat()}
    item = OutboxItem(9, 1, "k" * 32, reason, 1, ANN.id, 5, data, None, None, None, None, 1, "x", NOW)
    seen = scene(request(text, outcome=outcome, wanted_by_at=NOW), ANN, Why.ANSWERED)
    entry = TrailEntry(
        3,
        1,
        NOW,
        BEN.id,
        Entry.ANSWERED,
        {"text": text, "alternative": text, "to": CLEO.id, "by": NOW.isoformat()},
    )
    return Letter(item, ANN, seen, line, aside, entry, BEN, CLEO, choices=(seen,) * 10)


@pytest.mark.parametrize("line", list(Line))
@pytest.mark.parametrize("text", TRICKS, ids=range(len(TRICKS)))
def test_a_line_is_sound_whatever_was_written(line: Line, text: str) -> None:
    sound(lines.letter(letter(line, None, text), EN))


@pytest.mark.parametrize("outcome", list(Outcome))
def test_every_ending_has_its_line(outcome: Outcome) -> None:
    sound(lines.letter(letter(Line.CLOSED, None, "", outcome), EN))


@pytest.mark.parametrize("aside", [aside for aside in Aside if aside is not Aside.TRAIL])
@pytest.mark.parametrize("text", TRICKS, ids=range(len(TRICKS)))
def test_an_aside_is_sound_whatever_was_written(aside: Aside, text: str) -> None:
    kept = {"text": text, "reason": "past", "values": {"words": text[:80]}}
    sound(lines.letter(replace(letter(None, aside, text), draft=kept), EN))


@pytest.mark.parametrize("text", TRICKS, ids=range(len(TRICKS)))
def test_every_form_and_page_is_one_that_slack_opens(text: str) -> None:
    seen = scene(request(text), BEN, Why.LOGGED)
    entries = tuple(TrailEntry(n, 1, NOW, BEN.id, Entry.WROTE, {"text": text}) for n in range(150))
    trail = PaperTrail(seen, entries, {BEN.id: BEN.name})
    message = lists.logged(lists.Logged(1, text[:80], BEN, ANN, NOW), EN, NOW)
    for view in (
        modals.new_request(Prefilled(4, "U2", text, Urgency.URGENT, NOW, text, text), EN, OSLO, NOW),
        modals.new_request(Prefilled(4, "U2", text, similar=(seen,) * 3), EN, OSLO, NOW),
        modals.change(seen, EN, OSLO),
        *(modals.words(kind, seen, EN) for kind in ("ask_back", "not_yet", "return")),
        modals.answer(seen, EN),
        modals.decline(seen, EN),
        *(modals.pass_on(way, seen, EN, Takers()) for way in Way),
        modals.pass_on(Way.SUGGEST, seen, EN, Takers((TEAM,) * 100, (seen,) * 3)),
        modals.new_request(Prefilled(teams=(TEAM,) * 100, similar=(seen,) * 3), EN, OSLO, NOW),
        modals.hold(seen, EN, OSLO),
        modals.conversation(seen, EN, OSLO, NOW),
        modals.same(seen, (seen.request,) * 10, EN),
        together.answer((waiting(text),) * 10, 1, EN),
        modals.more(seen, EN),
        modals.promise(seen, EN, OSLO),
        modals.paper_trail(trail, EN, OSLO),
        modals.whole_text(text, EN),
        modals.what_is_this(EN),
        modals.confirmation(message, EN),
        finding.form(Looked(), None, EN),
        finding.form(Looked(text, "U2", 20), Found((seen,) * LIST_LIMIT, BEN, more=True), EN),
    ):
        assert check_view(view) == [], view["title"]
    sound(paper.copy(trail, EN, OSLO))


@pytest.mark.parametrize("text", TRICKS, ids=range(len(TRICKS)))
def test_every_answer_to_a_command_is_sound(text: str) -> None:
    sound(lists.logged(lists.Logged(1, text[:80], BEN, ANN, NOW), EN, NOW))
    waits = waiting(text)
    sound(lists.pending(Pending((waits,) * 20, (waits,) * 20, more=True), ANN, EN, NOW))
    sound(lists.pending(Pending((), ()), ANN, EN, NOW))
    found = Found((scene(request(text), ANN, Why.LOGGED),) * LIST_LIMIT, more=True)
    sound(finding.answer(found, EN, more="draft:4"))
    sound(finding.answer(Found(()), EN, more=""))
    sound(lists.refused(EN.m("refused.past", words=text[:80]), text, 4, EN))
    sound(
        lists.help_page(
            EN, {"request": "/request", "pending": "/pending", "ooo": "/ooo", "svar": "/svar"}, text
        )
    )


def test_there_is_no_history_with_a_team_or_with_whoever_has_left() -> None:
    team, left = replace(BEN, kind=Kind.TEAM), replace(BEN, deactivated_at=NOW)
    for other, buttons in ((BEN, 1), (team, 0), (left, 0), (None, 0)):
        assert len(history_buttons(other, EN)) == buttons


def test_the_end_of_a_long_list_says_so() -> None:
    assert "That is all of it." in str(finding.form(Looked("rate", after=20), Found(()), EN))
    assert "nothing like that" in str(finding.form(Looked("rate"), Found(()), EN))
    assert "Show more" not in str(finding.form(Looked("rate"), Found(()), EN))
