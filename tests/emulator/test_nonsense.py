"""Whatever an app sends, it gets an answer with a name for what is wrong, never a crash."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from small_company import COMPANY, MANIFEST, Clock

from bot.emulator import Emulator, typed
from bot.emulator.web_api import METHODS

NAMES = [
    *(
        "channel",
        "ts",
        "text",
        "blocks",
        "attachments",
        "metadata",
        "markdown_text",
        "thread_ts",
        "user",
        "users",
    ),
    *(
        "view",
        "view_id",
        "external_id",
        "trigger_id",
        "hash",
        "user_id",
        "name",
        "timestamp",
        "cursor",
        "limit",
    ),
    *(
        "types",
        "files",
        "channels",
        "channel_id",
        "file",
        "filename",
        "length",
        "email",
        "usergroup",
        "oldest",
    ),
    *("latest", "message_ts", "bot", "inclusive", "initial_comment"),
]
PLAIN = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 5),
    st.text(max_size=5),
    st.sampled_from(["C1", "C6", "U1", "U5", "1.0", "modal", "home", "section", "button", "{", "[1]", "2 0"]),
)
KEYS = st.sampled_from(
    ["type", "text", "elements", "element", "accessory", "blocks", "id", "slack_file", "title", "event_type"]
)
VALUES = st.recursive(
    PLAIN,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=4)),
    max_leaves=8,
)


@given(st.sampled_from(sorted(METHODS)), st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=12))
def test_every_call_is_answered(method: str, args: dict[str, Any]) -> None:
    emulator = Emulator(COMPANY, MANIFEST, clock=Clock())
    app = emulator.workspace.app
    app.events.clear()
    token = app.app_token if METHODS[method].caller == "app" else app.bot_token
    required = dict.fromkeys(METHODS[method].required, "C1")
    reply = emulator._server._answer(method, token, required | args)
    assert reply.status == 200
    assert reply.body["ok"] or reply.body["error"]


MARKS = str.maketrans("", "", "*_~`")


@given(st.text())
def test_what_is_typed_can_be_read_again(text: str) -> None:
    workspace = Emulator(COMPANY, MANIFEST, clock=Clock()).workspace
    text = text.replace("@", "").replace("#", "").replace("http", "")
    encoded = typed.in_message(text, workspace)
    assert encoded == typed.in_command(text, workspace, should_escape=False)
    spoken = typed.as_rich_text(encoded)[0]["elements"][0]["elements"]
    read = "".join(element["text"] for element in spoken)
    assert read.translate(MARKS) == text.translate(MARKS)


@given(st.text(alphabet="@#<>&! abnet|_.:/hps", max_size=30))
def test_nobody_types_a_mention_that_is_none(text: str) -> None:
    """Angle brackets only come from Slack, around something that exists."""
    workspace = Emulator(COMPANY, MANIFEST, clock=Clock()).workspace
    for token in typed._TOKEN.findall(typed.in_message(text, workspace)):
        assert token in ("@U1", "@U2") or token.startswith(("http", "mailto:"))
