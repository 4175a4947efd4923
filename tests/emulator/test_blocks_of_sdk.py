"""What Slack's own classes build is accepted, and nothing makes the checks stumble."""

import copy
from typing import Any

from block_json import CHART, FORM, LIST_STYLE, REMINDER, TABLE, rich
from hypothesis import given
from hypothesis import strategies as st
from sdk_blocks import as_json, everywhere, in_messages, maybe, texts
from slack_sdk.models import blocks as sdk
from slack_sdk.models.views import View

from bot.emulator.blocks import check_message, check_view


@given(st.lists(in_messages, max_size=5))
def test_messages_built_with_slacks_classes_are_accepted(blocks: list[sdk.Block]) -> None:
    assert check_message({"blocks": [as_json(block) for block in blocks]}) == []


@given(st.lists(everywhere, min_size=1, max_size=5), maybe(texts(24)), maybe(texts(3000)))
def test_modals_built_with_slacks_classes_are_accepted(
    blocks: list[sdk.Block], close: str | None, metadata: str | None
) -> None:
    view = View(
        type="modal",
        title=sdk.PlainTextObject(text="Hello"),
        submit=sdk.PlainTextObject(text="Save"),
        close=sdk.PlainTextObject(text=close) if close else None,
        private_metadata=metadata,
        notify_on_close=True,
        blocks=blocks,
    )
    assert check_view(as_json(view)) == []


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


def places(value: Any) -> list[tuple[Any, Any]]:
    """Every container and key inside, so that something else can be put there."""
    keys = list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else []
    return [place for key in keys for place in [(value, key), *places(value[key])]]


@given(st.data(), anything)
def test_whatever_is_put_anywhere_the_answer_is_a_list_of_lines(data: st.DataObject, odd: Any) -> None:
    whole = copy.deepcopy({"blocks": [*REMINDER["blocks"], CHART, TABLE, rich(LIST_STYLE)], "view": FORM})
    inside, key = data.draw(st.sampled_from(places(whole)))
    inside[key] = odd
    lines = check_message(whole) + check_view(whole["view"], utf16=True)
    assert all(line.startswith("[ERROR] ") and "[json-pointer:/" in line for line in lines)
