"""What people see in a terminal: the same words, names, dates and buttons as on Slack's screen."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from block_json import (
    CHART,
    FORM,
    TABLE,
    Json,
    actions,
    asking,
    button,
    mrkdwn,
    options,
    rich,
    rich_section,
    select,
)
from block_json import plain as words
from hypothesis import given
from hypothesis import strategies as st
from sdk_blocks import as_json, everywhere, in_messages

from bot.emulator.plain import plain

OSLO = ZoneInfo("Europe/Oslo")
NOW = datetime(2026, 11, 26, 9, 12, tzinfo=UTC)  # Thursday 10:12 in Oslo
NAMES = {"U1": "Ann", "U2": "Ben", "S1": "support"}
CHANNELS = {"C1": "sales"}


def seen(shown: Json, **changes: Any) -> str:
    given_: dict[str, Any] = {"names": NAMES, "channels": CHANNELS, "zone": OSLO, "now": NOW, **changes}
    return plain(shown, **given_)


def said(text: str, **changes: Any) -> str:
    return seen({"text": text}, **changes)


def drawn(*blocks: Json, **changes: Any) -> str:
    return seen({"text": "Fallback", "blocks": list(blocks)}, **changes)


def at(*moment: int) -> int:
    return int(datetime(*moment, tzinfo=UTC).timestamp())


CARD: list[Json] = [
    {"type": "section", "text": mrkdwn("*<@U1>* asks you:\n>Which rate applies to the Oslo contract?")},
    {
        "type": "section",
        "text": mrkdwn("They would like it by <!date^1795784400^{date_short} {time}|Fri 27 Nov>."),
    },
    actions(
        button(text=words("Answer"), style="primary"),
        select(placeholder=words("Got it"), options=options(2)),
        {"type": "overflow", "options": options(2)},
    ),
    {"type": "context", "elements": [mrkdwn("It is your turn · #142")]},
]


def test_a_card_reads_as_on_the_screen() -> None:
    assert drawn(*CARD).split("\n") == [
        "@Ann asks you:",
        "> Which rate applies to the Oslo contract?",
        "They would like it by Nov 27 14:00.",
        "[*Answer*]  [ Got it ▾ ]  [ ⋯ ]",
        "It is your turn · #142",
    ]


def test_the_entries_of_menus_follow_when_asked_for() -> None:
    lines = drawn(*CARD, options=True).split("\n")
    assert lines[3:6] == ["[*Answer*]  [ Got it ▾ ]  [ ⋯ ]", "    A · A", "    A · A"]
    grouped = {"type": "static_select", "option_groups": [{"label": words("Soon"), "options": options(1)}]}
    assert drawn(actions(grouped), options=True) == "[ Choose ▾ ]\n    Soon: A"


def test_text_is_shown_only_where_there_are_no_blocks() -> None:
    assert said("Hello") == "Hello"
    assert seen({"text": "Hello", "blocks": []}) == "Hello"
    assert drawn({"type": "divider"}) == "─" * 24
    assert seen({}) == ""


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("<@U1> and <@U2|benny>", "@Ann and @Ben"),
        ("<@U9|nina> and <@U9>", "@nina and @U9"),
        ("<#C1> <#C1|old-name> <#C9|shared>", "#sales #sales #shared"),
        ("<#C9>", "private channel"),
        ("<!subteam^S1> <!subteam^S9|@crew>", "@support @crew"),
        ("<!here> <!channel> <!everyone>", "@here @channel @everyone"),
        ("<https://a.example/x|the offer>", "the offer (https://a.example/x)"),
        ("<https://a.example/x>", "https://a.example/x"),
        ("<https://a.example/x|https://a.example/x>", "https://a.example/x"),
        ("<mailto:ann@a.example|ann@a.example>", "ann@a.example"),
        ("a &lt; b &amp;&amp; b &gt; c", "a < b && b > c"),
        ("&amp;lt;", "&lt;"),
        ("&lt;!channel&gt;", "<!channel>"),
        ("*bold* _it_ *_both_* ~gone~", "bold it both ~gone~"),
        ("*<@U1>* hopes", "@Ann hopes"),
        ("snake_case_name and 2 * 3 * 4", "snake_case_name and 2 * 3 * 4"),
        ("`*code* &lt;x&gt;`", "`*code* <x>`"),
        ("```a_b_\n*c*```", "```a_b_\n*c*```"),
        ("<https://a.example/_x_y_>", "https://a.example/_x_y_"),
        ("> one\n&gt;two\nthree", "> one\n> two\nthree"),
        ("• one\n• two", "• one\n• two"),
        ("\ue000 <@U1>", "\ufffd @Ann"),
    ],
)
def test_marks_and_tokens_are_read(written: str, read: str) -> None:
    assert said(written) == read


def test_plain_text_is_not_read_as_mrkdwn() -> None:
    assert drawn({"type": "header", "text": words("*Ann* &amp; <@U1>")}) == "== *Ann* & <@U1> =="


SOON = at(2026, 11, 27, 13, 0, 5)


@pytest.mark.parametrize(
    ("form", "read"),
    [
        ("{date_num}", "2026-11-27"),
        ("{date}", "November 27th"),
        ("{date_short}", "Nov 27"),
        ("{date_long}", "Friday, November 27th"),
        ("{date_pretty} at {time}", "tomorrow at 14:00"),
        ("{date_short_pretty}", "tomorrow"),
        ("{date_long_pretty}", "tomorrow"),
        ("{time_secs}", "14:00:05"),
        ("{ago}", "in 1 day"),
        ("{nonsense}", "27 Nov"),
    ],
)
def test_each_date_token_is_drawn(form: str, read: str) -> None:
    assert said(f"<!date^{SOON}^{form}|27 Nov>") == read


def test_dates_are_in_the_zone_of_the_viewer() -> None:
    text = f"<!date^{at(2026, 11, 27, 20)}^{{date_short}} {{time}}|x>"
    assert said(text) == "Nov 27 21:00"
    assert said(text, zone=ZoneInfo("Asia/Tokyo")) == "Nov 28 05:00"


def test_days_near_now_have_names_in_the_zone_of_the_viewer() -> None:
    days = [said(f"<!date^{at(2026, 11, day, 12)}^{{date_pretty}}|x>") for day in (24, 25, 26, 27, 28)]
    assert days == ["November 24th", "yesterday", "today", "tomorrow", "November 28th"]
    late = f"<!date^{at(2026, 11, 26, 16)}^{{date_pretty}}|x>"
    assert said(late, zone=ZoneInfo("Asia/Tokyo")) == "tomorrow"


def test_the_year_is_named_from_six_months_on() -> None:
    assert said(f"<!date^{at(2027, 5, 20)}^{{date}}|x>") == "May 20th"
    assert said(f"<!date^{at(2027, 6, 2)}^{{date}}|x>") == "June 2nd, 2027"
    assert said(f"<!date^{at(2025, 1, 12)}^{{date_long}}|x>") == "Sunday, January 12th, 2025"
    assert said(f"<!date^{at(2025, 1, 1)}^{{date_short}}|x>") == "Jan 1, 2025"


@pytest.mark.parametrize(
    ("seconds", "read"),
    [
        (-30, "now"),
        (-60, "1 minute ago"),
        (-7200, "2 hours ago"),
        (-86_400 * 45, "1 month ago"),
        (-86_400 * 800, "2 years ago"),
        (180, "in 3 minutes"),
    ],
)
def test_ago_counts_from_now(seconds: int, read: str) -> None:
    assert said(f"<!date^{int(NOW.timestamp()) + seconds}^{{ago}}|x>") == read


def test_a_date_may_carry_a_link_and_a_broken_one_shows_its_fallback() -> None:
    assert said(f"<!date^{SOON}^{{date}}^https://a.example|x>") == "November 27th (https://a.example)"
    for broken in ("<!date^soon^{date}|Friday>", "<!date^99999999999999^{date}|Friday>", "<!date^5|Friday>"):
        assert said(broken) == "Friday"


def test_rich_text_keeps_its_shape() -> None:
    def text(value: str, **style: bool) -> Json:
        return {"type": "text", "text": value, **({"style": style} if style else {})}

    def of_items(style: str, indent: int, *items: str) -> Json:
        inner = [rich_section(text(item)) for item in items]
        return {"type": "rich_text_list", "style": style, "indent": indent, "elements": inner}

    block = rich(
        rich_section(
            text("Ask "),
            {"type": "user", "user_id": "U2"},
            text(" in "),
            {"type": "channel", "channel_id": "C1"},
            text(" with "),
            {"type": "usergroup", "usergroup_id": "S1"},
            {"type": "broadcast", "range": "here"},
            {"type": "emoji", "name": "wave"},
        ),
        of_items("bullet", 0, "one", "two\nlines"),
        of_items("ordered", 1, "first", "second"),
        {"type": "rich_text_quote", "elements": [text("so it was\nsaid", italic=True)]},
        {"type": "rich_text_preformatted", "elements": [text("x = 1")]},
        rich_section(
            text("old", strike=True),
            text("new", code=True),
            {"type": "link", "url": "https://a.example", "text": "here"},
        ),
        rich_section(
            {"type": "date", "timestamp": SOON, "format": "{date} {time}", "fallback": "x"},
            {
                "type": "date",
                "timestamp": SOON,
                "format": "{odd}",
                "fallback": "Friday",
                "url": "https://b.example",
            },
            {"type": "color", "value": "#fff"},
            {"type": "hologram"},
        ),
        {"type": "rich_text_poem", "elements": []},
    )
    assert drawn(block).split("\n") == [
        "Ask @Ben in #sales with @support@here:wave:",
        "• one",
        "• two",
        "  lines",
        "  1. first",
        "  2. second",
        "> so it was",
        "> said",
        "```",
        "x = 1",
        "```",
        "~old~`new`here (https://a.example)",
        "November 27th 14:00Friday (https://b.example)#fff[cannot draw: hologram]",
        "[cannot draw: rich_text_poem]",
    ]


def test_a_section_shows_fields_and_accessory() -> None:
    block = {
        "type": "section",
        "fields": [words("Owner"), mrkdwn("<@U2>")],
        "accessory": button(text=words("Change")),
    }
    assert drawn(block) == "Owner\n@Ben\n[ Change ]"


@pytest.mark.parametrize(
    ("element", "read"),
    [
        (select(initial_option=options(1)[0]), "[ A ▾ ]"),
        (select(selected_option=None, initial_option=options(1)[0]), "[ Choose ▾ ]"),
        (
            {"type": "multi_static_select", "options": options(2), "selected_options": options(2)},
            "[ A, A ▾ ]",
        ),
        ({"type": "users_select", "initial_user": "U2"}, "[ @Ben ▾ ]"),
        ({"type": "multi_users_select", "selected_users": ["U1", "U2"]}, "[ @Ann, @Ben ▾ ]"),
        ({"type": "conversations_select", "selected_conversation": "C1"}, "[ #sales ▾ ]"),
        ({"type": "conversations_select", "selected_conversation": "U1"}, "[ @Ann ▾ ]"),
        ({"type": "channels_select", "placeholder": words("Where?")}, "[ Where? ▾ ]"),
        ({"type": "datepicker", "initial_date": "2026-12-01"}, "[ 2026-12-01 ▾ ]"),
        ({"type": "timepicker"}, "[ Pick a time ▾ ]"),
        ({"type": "datetimepicker", "selected_date_time": SOON}, "[ Nov 27 14:00 ▾ ]"),
        ({"type": "checkboxes", "options": options(1), "initial_options": options(1)}, "[x] A"),
        ({"type": "radio_buttons", "options": options(2), "selected_option": options(2)[1]}, "( ) A  (•) A"),
        ({"type": "plain_text_input"}, "[ ____ ]"),
        ({"type": "plain_text_input", "placeholder": words("In a sentence")}, "[ In a sentence ]"),
        ({"type": "plain_text_input", "initial_value": "Fix it"}, "[ Fix it ]"),
        ({"type": "plain_text_input", "initial_value": "Fix it", "value": None}, "[ ____ ]"),
        (
            {"type": "rich_text_input", "initial_value": rich(rich_section({"type": "text", "text": "Hi"}))},
            "Hi",
        ),
        ({"type": "rich_text_input"}, "[ ____ ]"),
        ({"type": "file_input"}, "[ Add files ]"),
        ({"type": "image", "alt_text": "A face", "image_url": "https://a.example"}, "[image: A face]"),
        ({"type": "hologram"}, "[cannot draw: hologram]"),
        ({}, "[cannot draw: untyped]"),
    ],
)
def test_an_element_shows_what_is_in_it(element: Json, read: str) -> None:
    assert drawn(actions(element)) == read


def test_a_modal_shows_labels_and_what_was_entered() -> None:
    entered = {
        "title_b": {"title": {"type": "plain_text_input", "value": "Fix invoice"}},
        "owner_b": {"owner": {"type": "users_select", "selected_user": "U2"}},
    }
    assert seen({**FORM, "state": {"values": entered}}).split("\n") == [
        "== Log a request ==",
        "What is needed?  [ Fix invoice ]",
        "Internal customer  [ Type a name ▾ ]",
        "Owner  [ @Ben ▾ ]",
        "Reply due (optional)  [ Pick a date ▾ ]",
        "Tell this channel (optional)  [ Choose ▾ ]",
        "[ Cancel ]  [*Save*]",
    ]


def test_what_was_entered_beside_a_section_and_among_actions_is_shown_too() -> None:
    blocks = [
        {
            "type": "section",
            "block_id": "s",
            "text": words("Who?"),
            "accessory": {"type": "users_select", "action_id": "u"},
        },
        {**actions(select(action_id="k")), "block_id": "a"},
        {**asking({"type": "plain_text_input"}), "hint": words("Short, please")},
    ]
    values = {"s": {"u": {"selected_user": "U1"}}, "a": {"k": {"selected_option": options(1)[0]}}}
    home = {"type": "home", "blocks": blocks, "state": {"values": values}}
    assert seen(home) == "Who?\n[ @Ann ▾ ]\n[ A ▾ ]\nHello  [ ____ ]\n  Short, please"


def test_the_rarer_blocks_are_drawn_or_named() -> None:
    picture = {
        "type": "image",
        "alt_text": "14 open, 9 closed",
        "title": words("Week 48"),
        "image_url": "https://x",
    }
    assert drawn(picture) == "Week 48\n[image: 14 open, 9 closed]"
    assert drawn(TABLE) == "Requests waiting longest\nRequest | Days\n#42 | 6"
    assert drawn({"type": "table", "rows": [[rich(rich_section({"type": "text", "text": "a"}))]]}) == "a"
    assert drawn(CHART) == "Open and closed per week\nOpened: W47 14, W48 11\nClosed: W47 9, W48 13"
    assert drawn({"type": "markdown", "text": "# A\n- b"}) == "# A\n- b"
    assert drawn({"type": "alert", "text": words("Late")}) == "! Late"
    assert drawn({"type": "file", "external_id": "f"}) == "[file: f]"
    assert drawn({"type": "video", "alt_text": "A tour"}) == "[video: A tour]"
    assert drawn({"type": "carousel", "elements": []}) == "[cannot draw: carousel]"
    assert drawn({"type": "container", "title": words("Box"), "child_blocks": [{"type": "hologram"}]}) == (
        "Box\n  [cannot draw: hologram]"
    )


def test_attachments_and_files_follow_the_message() -> None:
    message = {
        "text": "Look",
        "attachments": [
            {"blocks": [{"type": "section", "text": words("Inside")}]},
            {"fallback": "Only words"},
        ],
        "files": [{"id": "F1", "name": "chart.png"}],
    }
    assert seen(message) == "Look\n│ Inside\n│ Only words\n[file: chart.png]"


@given(st.lists(in_messages, min_size=1, max_size=5))
def test_every_block_of_a_message_leaves_a_line(blocks: list[Any]) -> None:
    assert len(drawn(*[as_json(block) for block in blocks]).split("\n")) >= len(blocks)


@given(st.lists(everywhere, min_size=1, max_size=5))
def test_every_block_of_a_view_leaves_a_line(blocks: list[Any]) -> None:
    view = {"type": "modal", "title": words(), "blocks": [as_json(block) for block in blocks]}
    assert len(seen(view, options=True).split("\n")) > len(blocks)


@given(st.text(st.sampled_from("<>&;|!@#^{}*_~`>\n ab1") | st.characters()))
def test_no_text_makes_it_stumble(text: str) -> None:
    assert isinstance(said(text), str)
