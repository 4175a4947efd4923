"""Whole messages, modals and Home tabs: what a surface takes and what may stand in it only once."""

import pytest
from block_json import actions, asking, button, data_table, modal, of, pie, plain, raw, section, select

from bot.emulator.blocks import check_message, check_view


def test_a_message_takes_fifty_blocks() -> None:
    assert check_message({"blocks": [section()] * 50}) == []
    assert check_message({"blocks": [section()] * 51}) == [
        "[ERROR] no more than 50 items allowed [json-pointer:/blocks]"
    ]


def test_blocks_that_are_no_list_are_refused() -> None:
    assert check_message({"blocks": "[]"}) == ["[ERROR] must provide an array [json-pointer:/blocks]"]
    assert check_message({"blocks": ["Hello"]}) == ["[ERROR] must provide an object [json-pointer:/blocks/0]"]


def test_attachments_are_counted_and_their_blocks_looked_at() -> None:
    assert check_message({"attachments": [{"text": "x"}] * 100}) == []
    assert check_message({"attachments": [{"text": "x"}] * 101}) == [
        "[ERROR] no more than 100 items allowed [json-pointer:/attachments]"
    ]
    assert check_message({"attachments": [{"color": "#fff", "blocks": [{"type": "section"}]}]}) == [
        "[ERROR] missing required field: text [json-pointer:/attachments/0/blocks/0]"
    ]


def test_a_block_id_stands_once_in_a_message() -> None:
    twice = [section(block_id="a"), section(block_id="b"), section(block_id="a")]
    assert check_message({"blocks": twice}) == [
        '[ERROR] `block_id` "a" already exists [json-pointer:/blocks/2/block_id]'
    ]


def test_an_action_id_stands_once_in_a_block_and_again_in_another() -> None:
    pair = actions(button(action_id="go"), button(action_id="go"))
    assert of(pair) == [
        '[ERROR] `action_id` "go" already exists [json-pointer:/blocks/0/elements/1/action_id]'
    ]
    assert check_message({"blocks": [actions(button(action_id="go")), actions(button(action_id="go"))]}) == []


def test_markdown_tables_and_charts_are_counted_over_the_whole_message() -> None:
    markdown = {"type": "markdown", "text": "x" * 6001}
    table = {**data_table(), "rows": [[raw("x" * 10_001)]]}
    assert check_message({"blocks": [markdown] * 2}) == [
        "[ERROR] markdown blocks must be less than 12001 characters in all [json-pointer:/blocks]"
    ]
    assert check_message({"blocks": [table] * 2}) == [
        "[ERROR] data_table blocks must be less than 20001 characters in all [json-pointer:/blocks]"
    ]
    assert check_message({"blocks": [pie()] * 3}) == [
        "[ERROR] no more than 2 data_visualization blocks allowed [json-pointer:/blocks]"
    ]


def test_a_response_url_is_asked_for_only_in_an_input_of_a_modal() -> None:
    place = {"type": "conversations_select", "response_url_enabled": True}
    assert check_view(modal(asking(place))) == []
    pointer = "/blocks/0/element/response_url_enabled"
    assert of(asking(place)) == [
        f"[ERROR] only available in an input block of a modal [json-pointer:{pointer}]"
    ]


def test_emoji_count_once_or_twice_as_the_unit_says() -> None:
    header = {"blocks": [{"type": "header", "text": plain("🙂" * 100)}]}
    assert check_message(header) == []
    assert check_message(header, utf16=True) == [
        "[ERROR] must be less than 151 characters [json-pointer:/blocks/0/text/text]"
    ]
    assert check_view(modal(title=plain("🙂" * 20))) == []
    assert check_view(modal(title=plain("🙂" * 20)), utf16=True) == [
        "[ERROR] must be less than 25 characters [json-pointer:/view/title/text]"
    ]


@pytest.mark.parametrize("name", ["title", "submit", "close"])
def test_a_modal_speaks_in_twenty_four_characters(name: str) -> None:
    assert check_view(modal(**{name: plain("x" * 24)})) == []
    assert check_view(modal(**{name: plain("x" * 25)})) == [
        f"[ERROR] must be less than 25 characters [json-pointer:/view/{name}/text]"
    ]


@pytest.mark.parametrize(
    ("name", "most"), [("private_metadata", 3000), ("callback_id", 255), ("external_id", 255)]
)
def test_what_a_view_carries_is_limited(name: str, most: int) -> None:
    assert check_view(modal(**{name: "x" * most})) == []
    assert check_view(modal(**{name: "x" * (most + 1)})) == [
        f"[ERROR] must be less than {most + 1} characters [json-pointer:/view/{name}]"
    ]


def test_a_view_takes_a_hundred_blocks() -> None:
    assert check_view(modal(*[section()] * 100)) == []
    assert check_view(modal(*[section()] * 101)) == [
        "[ERROR] no more than 100 items allowed [json-pointer:/view/blocks]"
    ]


def test_a_modal_with_an_input_needs_a_submit_button() -> None:
    view = modal(section(), asking({"type": "plain_text_input"}))
    del view["submit"]
    assert check_view(view) == [
        "[ERROR] must define `submit` to use an `input` block in modals [json-pointer:/view/blocks/1/input]"
    ]


def test_a_home_tab_needs_no_title_and_takes_no_submit() -> None:
    assert check_view({"type": "home", "blocks": [section(), data_table(), asking(select())]}) == []
    assert check_view({"type": "home", "blocks": [], "submit": plain()}) == [
        "[ERROR] invalid additional property: submit [json-pointer:/view]"
    ]


def test_surfaces_refuse_what_belongs_elsewhere() -> None:
    alert = {"type": "alert", "text": plain()}
    markdown = {"type": "markdown", "text": "x"}
    assert check_view(modal(alert)) == []
    assert check_view(modal(markdown)) == [
        "[ERROR] unsupported type: markdown [json-pointer:/view/blocks/0/type]"
    ]
    assert check_view({"type": "home", "blocks": [alert]}) == [
        "[ERROR] unsupported type: alert [json-pointer:/view/blocks/0/type]"
    ]
    assert check_view({"type": "workflow_step", "blocks": []}) == [
        "[ERROR] unsupported type: workflow_step [json-pointer:/view/type]"
    ]


def test_a_container_brings_nothing_onto_a_surface_that_may_not_stand_there() -> None:
    box = {"type": "container", "title": plain(), "child_blocks": [{"type": "markdown", "text": "x"}]}
    assert of(box) == []
    assert check_view({"type": "home", "blocks": [box]}) == [
        "[ERROR] unsupported type: markdown [json-pointer:/view/blocks/0/child_blocks/0/type]"
    ]


def test_only_one_element_of_a_view_is_focused() -> None:
    focused = {"type": "plain_text_input", "focus_on_load": True}
    pointer = "/view/blocks/1/element/focus_on_load"
    assert check_view(modal(asking(focused), asking(focused))) == [
        f"[ERROR] only one element can have `focus_on_load` [json-pointer:{pointer}]"
    ]
