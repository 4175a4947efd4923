"""A block is refused where Slack refuses it, in Slack's words, and accepted up to the very limit."""

from collections.abc import Callable

import pytest
from block_json import (
    CHART,
    FORM,
    LIST_STYLE,
    REMINDER,
    SAVED,
    TABLE,
    Json,
    actions,
    asking,
    bars,
    button,
    data_table,
    mrkdwn,
    of,
    option,
    options,
    picture,
    pie,
    plain,
    raw,
    rich,
    rich_section,
    section,
    select,
)

from bot.emulator.blocks import check_message, check_view


def test_the_examples_of_the_fact_sheet_are_accepted() -> None:
    assert check_message(REMINDER) == []
    assert check_view(FORM) == []
    assert check_view(SAVED) == []
    assert of(CHART) == []
    assert of(TABLE) == []
    assert of({"type": "image", "alt_text": "A bar chart", "slack_file": {"id": "F0123456789"}}) == []


def test_a_message_without_blocks_has_nothing_to_refuse() -> None:
    assert check_message({"text": "Hello"}) == []
    assert check_message({"text": "Hello", "blocks": []}) == []


# What stands exactly at a limit is accepted, one more is refused. Each row: the block of a size, the limit,
# the pointer inside the block.
TEXT_LIMITS: list[tuple[Callable[[str], Json], int, str]] = [
    (lambda t: section(text=mrkdwn(t)), 3000, "/text/text"),
    (lambda t: section(fields=[plain(t)]), 2000, "/fields/0/text"),
    (lambda t: section(block_id=t), 255, "/block_id"),
    (lambda t: {"type": "header", "text": plain(t)}, 150, "/text/text"),
    (lambda t: {"type": "markdown", "text": t}, 12_000, "/text"),
    (lambda t: {"type": "context", "elements": [mrkdwn(t)]}, 3000, "/elements/0/text"),
    (lambda t: actions(button(text=plain(t))), 75, "/elements/0/text/text"),
    (lambda t: actions(button(value=t)), 2000, "/elements/0/value"),
    (lambda t: actions(button(url=t)), 3000, "/elements/0/url"),
    (lambda t: actions(button(accessibility_label=t)), 75, "/elements/0/accessibility_label"),
    (lambda t: actions(button(action_id=t)), 255, "/elements/0/action_id"),
    (lambda t: actions(select(placeholder=plain(t))), 150, "/elements/0/placeholder/text"),
    (lambda t: actions(select(options=[option(text=t)])), 75, "/elements/0/options/0/text/text"),
    (lambda t: actions(select(options=[option(value=t)])), 150, "/elements/0/options/0/value"),
    (
        lambda t: actions(select(options=[{**option(), "description": plain(t)}])),
        75,
        "/elements/0/options/0/description/text",
    ),
    (
        lambda t: actions({"type": "overflow", "options": [{**option(), "url": t}]}),
        3000,
        "/elements/0/options/0/url",
    ),
    (
        lambda t: actions(
            {"type": "static_select", "option_groups": [{"label": plain(t), "options": options(1)}]}
        ),
        75,
        "/elements/0/option_groups/0/label/text",
    ),
    (
        lambda t: actions(button(confirm={"title": plain(t), "text": plain()})),
        100,
        "/elements/0/confirm/title/text",
    ),
    (
        lambda t: actions(button(confirm={"title": plain(), "text": mrkdwn(t)})),
        300,
        "/elements/0/confirm/text/text",
    ),
    (
        lambda t: actions(button(confirm={"title": plain(), "text": plain(), "deny": plain(t)})),
        30,
        "/elements/0/confirm/deny/text",
    ),
    (lambda t: asking(select(), label=plain(t)), 2000, "/label/text"),
    (lambda t: asking(select(), hint=plain(t)), 2000, "/hint/text"),
    (lambda t: picture(alt_text=t), 2000, "/alt_text"),
    (lambda t: picture(image_url=t), 3000, "/image_url"),
    (lambda t: picture(title=plain(t)), 2000, "/title/text"),
    (lambda t: {"type": "card", "title": mrkdwn(t)}, 150, "/title/text"),
    (lambda t: {"type": "card", "body": mrkdwn(t)}, 200, "/body/text"),
    (lambda t: {"type": "card", "body": mrkdwn(), "subtext": mrkdwn(t)}, 200, "/subtext/text"),
    (
        lambda t: {"type": "container", "title": plain(t), "child_blocks": [{"type": "divider"}]},
        150,
        "/title/text",
    ),
    (lambda t: {**pie(), "title": t}, 50, "/title"),
    (lambda t: pie(label=t), 20, "/chart/segments/0/label"),
    (lambda t: bars(["W1"], ["W1"], x_label=t), 50, "/chart/axis_config/x_label"),
]


@pytest.mark.parametrize(("make", "most", "pointer"), TEXT_LIMITS)
def test_a_text_may_fill_its_limit_and_not_pass_it(
    make: Callable[[str], Json], most: int, pointer: str
) -> None:
    line = f"[ERROR] must be less than {most + 1} characters [json-pointer:/blocks/0{pointer}]"
    assert of(make("x" * most)) == []
    assert line in of(make("x" * (most + 1)))


COUNT_LIMITS: list[tuple[Callable[[int], Json], int, str]] = [
    (lambda n: section(fields=[plain()] * n), 10, "/fields"),
    (lambda n: {"type": "context", "elements": [plain()] * n}, 10, "/elements"),
    (lambda n: actions(*[button()] * n), 25, "/elements"),
    (lambda n: actions(select(options=options(n))), 100, "/elements/0/options"),
    (
        lambda n: actions(
            {"type": "static_select", "option_groups": [{"label": plain(), "options": options(1)}] * n}
        ),
        100,
        "/elements/0/option_groups",
    ),
    (lambda n: actions({"type": "overflow", "options": options(n)}), 5, "/elements/0/options"),
    (lambda n: actions({"type": "checkboxes", "options": options(n)}), 10, "/elements/0/options"),
    (lambda n: actions({"type": "radio_buttons", "options": options(n)}), 10, "/elements/0/options"),
    (lambda n: {"type": "table", "rows": [[raw()]] * n}, 100, "/rows"),
    (lambda n: {"type": "table", "rows": [[raw()] * n]}, 20, "/rows/0"),
    (lambda n: {"type": "table", "rows": [[raw()]], "column_settings": [None] * n}, 20, "/column_settings"),
    (lambda n: data_table(rows=n), 201, "/rows"),
    (lambda n: pie(segments=n), 12, "/chart/segments"),
    (lambda n: {"type": "card", "actions": [button()] * n}, 3, "/actions"),
    (lambda n: {"type": "carousel", "elements": [{"type": "card", "body": plain()}] * n}, 10, "/elements"),
    (
        lambda n: {"type": "container", "title": plain(), "child_blocks": [{"type": "divider"}] * n},
        10,
        "/child_blocks",
    ),
    (
        lambda n: {
            "type": "plan",
            "title": "Plan",
            "tasks": [{"type": "task_card", "task_id": "t", "title": "T", "status": "pending"}] * n,
        },
        50,
        "/tasks",
    ),
]


@pytest.mark.parametrize(("make", "most", "pointer"), COUNT_LIMITS)
def test_a_list_may_fill_its_limit_and_not_pass_it(
    make: Callable[[int], Json], most: int, pointer: str
) -> None:
    line = f"[ERROR] no more than {most} items allowed [json-pointer:/blocks/0{pointer}]"
    assert of(make(most)) == []
    assert line in of(make(most + 1))


REFUSED: list[tuple[Json, str, str]] = [
    # kinds and fields
    ({"text": plain()}, "missing required field: type", ""),
    ({"type": "spacer"}, "unsupported type: spacer", "/type"),
    ({"type": "alert", "text": plain()}, "unsupported type: alert", "/type"),
    ({"type": "section"}, "missing required field: text", ""),
    ({"type": "section", "fields": []}, "must provide at least 1 items", "/fields"),
    (section(text="Hello"), "must provide an object", "/text"),
    (section(colour="red"), "invalid additional property: colour", ""),
    (section(expand="yes"), "must provide a boolean", "/expand"),
    ({"type": "input", "label": plain()}, "missing required field: element", ""),
    (actions(), "must provide at least 1 items", "/elements"),
    ({"type": "actions", "elements": {}}, "must provide an array", "/elements"),
    # texts
    (section(text=mrkdwn("")), "must be more than 0 characters", "/text/text"),
    (section(text={**mrkdwn(), "emoji": True}), "invalid additional property: emoji", "/text"),
    (section(text={**plain(), "verbatim": True}), "invalid additional property: verbatim", "/text"),
    ({"type": "header", "text": mrkdwn()}, "unsupported type: mrkdwn", "/text/type"),
    (actions(button(text=mrkdwn())), "unsupported type: mrkdwn", "/elements/0/text/type"),
    # elements where they do not belong
    (actions(picture()), "unsupported type: image", "/elements/0/type"),
    (actions({"type": "plain_text_input"}), "unsupported type: plain_text_input", "/elements/0/type"),
    (
        section(accessory={"type": "plain_text_input"}),
        "unsupported type: plain_text_input",
        "/accessory/type",
    ),
    (asking(button()), "unsupported type: button", "/element/type"),
    ({"type": "context", "elements": [button()]}, "unsupported type: button", "/elements/0/type"),
    (
        {"type": "card", "body": plain(), "actions": [select()]},
        "unsupported type: static_select",
        "/actions/0/type",
    ),
    # buttons, menus and their options
    (actions(button(style="loud")), "must be a valid enum value", "/elements/0/style"),
    (actions(button(confirm={"title": plain()})), "missing required field: text", "/elements/0/confirm"),
    (
        actions({"type": "static_select"}),
        "must define exactly one of `options`, `option_groups`",
        "/elements/0",
    ),
    (actions(select(options=[])), "must provide at least 1 items", "/elements/0/options"),
    (
        actions(select(options=[{**option(), "url": "https://x.example"}])),
        "invalid additional property: url",
        "/elements/0/options/0",
    ),
    (
        actions(select(options=[{"text": mrkdwn(), "value": "a"}])),
        "unsupported type: mrkdwn",
        "/elements/0/options/0/text/type",
    ),
    (
        actions(select(initial_option=option("other"))),
        "must match one of the given options",
        "/elements/0/initial_option",
    ),
    (
        actions({"type": "checkboxes", "options": options(2), "initial_options": [option("other")]}),
        "must match one of the given options",
        "/elements/0/initial_options/0",
    ),
    (
        actions({"type": "conversations_select", "filter": {"include": ["secret"]}}),
        "must be a valid enum value",
        "/elements/0/filter/include/0",
    ),
    # dates and numbers
    (
        actions({"type": "datepicker", "initial_date": "1 May"}),
        "must be in the format YYYY-MM-DD",
        "/elements/0/initial_date",
    ),
    (
        actions({"type": "timepicker", "initial_time": "24:00"}),
        "must be in the format HH:mm",
        "/elements/0/initial_time",
    ),
    (
        actions({"type": "datetimepicker", "initial_date_time": 5}),
        "must be greater than or equal to 1000000000",
        "/elements/0/initial_date_time",
    ),
    (
        asking({"type": "plain_text_input", "max_length": 3001}),
        "must be less than or equal to 3000",
        "/element/max_length",
    ),
    (
        asking({"type": "plain_text_input", "min_length": 9, "max_length": 3}),
        "must be less than or equal to `max_length`",
        "/element/min_length",
    ),
    (
        asking({"type": "file_input", "max_files": 11}),
        "must be less than or equal to 10",
        "/element/max_files",
    ),
    (
        asking({"type": "number_input", "min_value": "ten"}),
        "must be a number written as a string",
        "/element/min_value",
    ),
    # pictures
    (
        picture(slack_file={"id": "F0123456789"}),
        "must define exactly one of `image_url`, `slack_file`",
        "",
    ),
    ({"type": "image", "alt_text": "A chart"}, "must define exactly one of `image_url`, `slack_file`", ""),
    ({"type": "image", "image_url": "https://x.example"}, "missing required field: alt_text", ""),
    (
        {"type": "image", "alt_text": "A chart", "slack_file": {"id": "f1"}},
        "must be the id of a file",
        "/slack_file/id",
    ),
    # rich text
    (
        rich({"type": "rich_text_poem", "elements": []}),
        "unsupported type: rich_text_poem",
        "/elements/0/type",
    ),
    (
        rich(rich_section({"type": "text", "text": ""})),
        "must be more than 0 characters",
        "/elements/0/elements/0/text",
    ),
    (rich({**LIST_STYLE, "indent": 9}), "must be less than or equal to 8", "/elements/0/indent"),
    (rich({**LIST_STYLE, "style": "square"}), "must be a valid enum value", "/elements/0/style"),
    (
        rich({"type": "rich_text_preformatted", "elements": [{"type": "user", "user_id": "U1"}]}),
        "unsupported type: user",
        "/elements/0/elements/0/type",
    ),
    (
        rich(rich_section({"type": "broadcast", "range": "world"})),
        "must be a valid enum value",
        "/elements/0/elements/0/range",
    ),
    # data
    (data_table(page_size=101), "must be less than or equal to 100", "/page_size"),
    (data_table(row_header_column_index=2), "must be the index of a column", "/row_header_column_index"),
    ({**data_table(), "rows": [[raw()], [raw(), raw()]]}, "must provide 1 items", "/rows/1"),
    ({**data_table(), "rows": [[rich()], [raw()]]}, "unsupported type: rich_text", "/rows/0/0/type"),
    (
        {"type": "table", "rows": [[{"type": "raw_number", "text": "6"}]]},
        "missing required field: value",
        "/rows/0/0",
    ),
    (pie(segments=1, value=0), "must be greater than 0", "/chart/segments/0/value"),
    (bars(["W1", "W2"], ["W1"]), "must have one point for each category", "/chart/series/0/data"),
    # the newer ones
    ({"type": "card", "subtitle": plain()}, "missing required field: title", ""),
    (
        {"type": "task_card", "task_id": "t", "title": "T", "status": "pending"},
        "must be a valid enum value",
        "/status",
    ),
    (
        {"type": "container", "title": plain(), "child_blocks": [{"type": "alert", "text": plain()}]},
        "unsupported type: alert",
        "/child_blocks/0/type",
    ),
    (
        {
            "type": "container",
            "title": plain(),
            "child_blocks": [{"type": "divider"}],
            "is_collapsible": True,
            "has_header_divider": True,
        },
        "must not be set when `is_collapsible` is true",
        "/has_header_divider",
    ),
]


@pytest.mark.parametrize(("block", "words", "pointer"), REFUSED)
def test_a_wrong_block_is_refused_with_its_reason_and_place(block: Json, words: str, pointer: str) -> None:
    assert of(block) == [f"[ERROR] {words} [json-pointer:/blocks/0{pointer}]"]
