"""Blocks as JSON for the tests: small builders and the examples of the fact sheet."""

from typing import Any

from bot.emulator.blocks import check_message

Json = dict[str, Any]


def plain(text: str = "Hello") -> Json:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str = "Hello") -> Json:
    return {"type": "mrkdwn", "text": text}


def option(value: str = "a", text: str = "A") -> Json:
    return {"text": plain(text), "value": value}


def options(count: int) -> list[Json]:
    return [option(f"v{number}") for number in range(count)]


def button(**fields: Any) -> Json:
    return {"type": "button", "text": plain(), **fields}


def select(**fields: Any) -> Json:
    return {"type": "static_select", "options": options(2), **fields}


def actions(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements)}


def section(**fields: Any) -> Json:
    return {"type": "section", "text": mrkdwn(), **fields}


def asking(element: Json, **fields: Any) -> Json:
    return {"type": "input", "label": plain(), "element": element, **fields}


def picture(**fields: Any) -> Json:
    return {"type": "image", "alt_text": "A chart", "image_url": "https://example.com/a.png", **fields}


def raw(text: str = "x") -> Json:
    return {"type": "raw_text", "text": text}


def rich(*elements: Json) -> Json:
    return {"type": "rich_text", "elements": list(elements)}


def rich_section(*elements: Json) -> Json:
    return {"type": "rich_text_section", "elements": list(elements)}


def data_table(rows: int = 2, columns: int = 2, **fields: Any) -> Json:
    return {"type": "data_table", "caption": "Waiting", "rows": [[raw()] * columns] * rows, **fields}


def pie(segments: int = 2, value: float = 1, label: str = "Open") -> Json:
    parts = [{"label": label, "value": value}] * segments
    return {"type": "data_visualization", "title": "Week", "chart": {"type": "pie", "segments": parts}}


def bars(categories: list[str], labels: list[str], **axes: Any) -> Json:
    series = [{"name": "Opened", "data": [{"label": label, "value": 1} for label in labels]}]
    chart = {"type": "bar", "series": series, "axis_config": {"categories": categories, **axes}}
    return {"type": "data_visualization", "title": "Week", "chart": chart}


def modal(*blocks: Json, **fields: Any) -> Json:
    return {"type": "modal", "title": plain(), "submit": plain("Save"), "blocks": list(blocks), **fields}


def of(block: Json) -> list[str]:
    return check_message({"text": "Hello", "blocks": [block]})


REMINDER = {
    "text": "Reminder: #42 “Fix invoice” is waiting on your reply since Tuesday.",
    "unfurl_links": False,
    "blocks": [
        {
            "type": "section",
            "block_id": "rem:42",
            "text": {
                "type": "mrkdwn",
                "verbatim": True,
                "text": "*<https://acme.example/1|#42 Fix invoice>*",
            },
        },
        {
            "type": "actions",
            "block_id": "act:42",
            "elements": [
                button(action_id="done", style="primary", value="42", accessibility_label="Mark as replied"),
                button(action_id="snooze", value="42"),
                {"type": "overflow", "action_id": "more", "options": options(2)},
            ],
        },
        {"type": "context", "elements": [mrkdwn("You own this request.")]},
    ],
}
FORM = {
    "type": "modal",
    "callback_id": "request_new",
    "private_metadata": '{"v":1}',
    "title": plain("Log a request"),
    "submit": plain("Save"),
    "close": plain("Cancel"),
    "blocks": [
        asking(
            {"type": "plain_text_input", "action_id": "title", "max_length": 150},
            block_id="title_b",
            label=plain("What is needed?"),
        ),
        asking(
            {
                "type": "external_select",
                "action_id": "customer",
                "min_query_length": 1,
                "placeholder": plain("Type a name"),
            },
            block_id="cust_b",
            label=plain("Internal customer"),
        ),
        asking(
            {"type": "users_select", "action_id": "owner", "initial_user": "U1"},
            block_id="owner_b",
            label=plain("Owner"),
        ),
        asking(
            {"type": "datepicker", "action_id": "due"},
            block_id="due_b",
            label=plain("Reply due"),
            optional=True,
        ),
        asking(
            {
                "type": "conversations_select",
                "action_id": "where",
                "default_to_current_conversation": True,
                "response_url_enabled": True,
                "filter": {"include": ["public", "private"], "exclude_bot_users": True},
            },
            block_id="where_b",
            label=plain("Tell this channel"),
            optional=True,
        ),
    ],
}
CHART = {
    "type": "data_visualization",
    "title": "Open and closed per week",
    "chart": {
        "type": "bar",
        "series": [
            {"name": "Opened", "data": [{"label": "W47", "value": 14}, {"label": "W48", "value": 11}]},
            {"name": "Closed", "data": [{"label": "W47", "value": 9}, {"label": "W48", "value": 13}]},
        ],
        "axis_config": {"categories": ["W47", "W48"], "x_label": "Week", "y_label": "Requests"},
    },
}
TABLE = {
    "type": "data_table",
    "caption": "Requests waiting longest",
    "page_size": 10,
    "row_header_column_index": 0,
    "rows": [[raw("Request"), raw("Days")], [raw("#42"), {"type": "raw_number", "value": 6, "text": "6"}]],
}
SAVED = {"type": "modal", "callback_id": "req", "title": plain("Saved"), "blocks": []}
LIST_STYLE = {"type": "rich_text_list", "style": "bullet", "elements": [rich_section()]}
