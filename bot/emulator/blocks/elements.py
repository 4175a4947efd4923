"""The elements that stand inside blocks, and which of them may stand where."""

from bot.emulator.blocks.objects import (
    CHOICE_OPTION,
    CONFIRM,
    CONVERSATION_FILTER,
    DISPATCH_CONFIG,
    OPTION_GROUP,
    OVERFLOW_OPTION,
    SELECT_OPTION,
    SLACK_FILE,
    STYLES,
    URL,
    initial_among_options,
    plain_text,
)
from bot.emulator.blocks.rich_texts import RICH_TEXT
from bot.emulator.blocks.rules import (
    Fields,
    Rule,
    by_type,
    exactly_one_of,
    flag,
    in_order,
    items,
    matching,
    shape,
    string,
    typed,
    whole,
)

_ID = string(least=1)
_IDS = items(_ID)
_NUMERAL = matching(r"-?\d+(\.\d+)?", meaning="a number written as a string")
_DAY = matching(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", meaning="in the format YYYY-MM-DD")
_TIME = matching(r"([01]\d|2[0-3]):[0-5]\d", meaning="in the format HH:mm")
_TEN_DIGITS = whole(1_000_000_000, 9_999_999_999)

_ACTION: Fields = {"action_id": string(255, least=1)}
_ASKING: Fields = {**_ACTION, "confirm": CONFIRM}
_FOCUSED: Fields = {**_ASKING, "focus_on_load": flag}
_SELECT: Fields = {**_FOCUSED, "placeholder": plain_text(150)}
_MULTI: Fields = {**_SELECT, "max_selected_items": whole(1)}
_TYPED_IN: Fields = {
    **_ACTION,
    "placeholder": plain_text(150),
    "focus_on_load": flag,
    "dispatch_action_config": DISPATCH_CONFIG,
}
_OFFERS: Fields = {
    "options": items(SELECT_OPTION, least=1, most=100),
    "option_groups": items(OPTION_GROUP, least=1, most=100),
}
_OFFERED: list[Rule] = [exactly_one_of("options", "option_groups"), initial_among_options]
_INITIAL_OPTIONS = items(SELECT_OPTION, least=1, most=100)
_TEN_CHOICES: Fields = {"options": items(CHOICE_OPTION, least=1, most=10)}

_FEEDBACK = shape(
    {"text": plain_text(75), "value": string(2000)},
    {"accessibility_label": string(75)},
)
_TRIGGER = shape(
    {"url": URL}, {"customizable_input_parameters": items(shape({"name": _ID, "value": string()}))}
)

BUTTON = typed(
    {"text": plain_text(75)},
    {
        **_ASKING,
        "value": string(2000),
        "url": URL,
        "style": STYLES,
        "accessibility_label": string(75),
        "agent_prompt": string(4000),
        "agent_prompt_display": string(),
        "visible_to_user_ids": _IDS,
    },
)
IMAGE = typed(
    {"alt_text": string(2000, least=1)},
    {"image_url": URL, "slack_file": SLACK_FILE},
    also=[exactly_one_of("image_url", "slack_file")],
)

_MENUS: Fields = {
    "static_select": typed({}, {**_SELECT, **_OFFERS, "initial_option": SELECT_OPTION}, also=_OFFERED),
    "multi_static_select": typed(
        {}, {**_MULTI, **_OFFERS, "initial_options": _INITIAL_OPTIONS}, also=_OFFERED
    ),
    "external_select": typed({}, {**_SELECT, "min_query_length": whole(0), "initial_option": SELECT_OPTION}),
    "multi_external_select": typed(
        {}, {**_MULTI, "min_query_length": whole(0), "initial_options": _INITIAL_OPTIONS}
    ),
    "users_select": typed({}, {**_SELECT, "initial_user": _ID}),
    "multi_users_select": typed({}, {**_MULTI, "initial_users": _IDS}),
    "conversations_select": typed(
        {},
        {
            **_SELECT,
            "initial_conversation": _ID,
            "default_to_current_conversation": flag,
            "response_url_enabled": flag,
            "filter": CONVERSATION_FILTER,
        },
    ),
    "multi_conversations_select": typed(
        {},
        {
            **_MULTI,
            "initial_conversations": _IDS,
            "default_to_current_conversation": flag,
            "filter": CONVERSATION_FILTER,
        },
    ),
    "channels_select": typed({}, {**_SELECT, "initial_channel": _ID, "response_url_enabled": flag}),
    "multi_channels_select": typed({}, {**_MULTI, "initial_channels": _IDS}),
}
_CHOICES: Fields = {
    "checkboxes": typed(
        _TEN_CHOICES,
        {**_FOCUSED, "initial_options": items(CHOICE_OPTION, least=1, most=10)},
        also=[initial_among_options],
    ),
    "radio_buttons": typed(
        _TEN_CHOICES, {**_FOCUSED, "initial_option": CHOICE_OPTION}, also=[initial_among_options]
    ),
    "datepicker": typed({}, {**_SELECT, "initial_date": _DAY}),
    "timepicker": typed({}, {**_SELECT, "initial_time": _TIME, "timezone": _ID}),
}
_DATETIMEPICKER: Fields = {"datetimepicker": typed({}, {**_FOCUSED, "initial_date_time": _TEN_DIGITS})}
_PRESSED: Fields = {
    "button": BUTTON,
    "overflow": typed({"options": items(OVERFLOW_OPTION, least=1, most=5)}, _ASKING),
    "workflow_button": typed(
        {"text": plain_text(75), "workflow": shape({"trigger": _TRIGGER})},
        {**_ACTION, "style": STYLES, "accessibility_label": string(75)},
    ),
}
_RICH_TEXT_INPUT: Fields = {
    "rich_text_input": typed(
        {},
        {
            **_TYPED_IN,
            "initial_value": by_type({"rich_text": RICH_TEXT}),
            "min_lines": whole(1, 100),
            "max_lines": whole(1, 100),
        },
        also=[in_order("min_lines", "max_lines")],
    ),
}
_WRITTEN: Fields = {
    **_RICH_TEXT_INPUT,
    "plain_text_input": typed(
        {},
        {
            **_TYPED_IN,
            "initial_value": string(3000),
            "multiline": flag,
            "min_length": whole(0, 3000),
            "max_length": whole(1, 3000),
        },
        also=[in_order("min_length", "max_length")],
    ),
    "email_text_input": typed({}, {**_TYPED_IN, "initial_value": string()}),
    "url_text_input": typed({}, {**_TYPED_IN, "initial_value": string()}),
    "number_input": typed(
        {},
        {
            **_TYPED_IN,
            "is_decimal_allowed": flag,
            "initial_value": _NUMERAL,
            "min_value": _NUMERAL,
            "max_value": _NUMERAL,
        },
        also=[in_order("min_value", "max_value")],
    ),
    "file_input": typed({}, {**_ACTION, "filetypes": items(_ID, least=1), "max_files": whole(1, 10)}),
}

# Which kinds stand where is not in the fact sheet; the published TypeScript types of the SDK say it.
IN_SECTION = by_type({**_PRESSED, **_MENUS, **_CHOICES, "image": IMAGE})
IN_ACTIONS = by_type({**_PRESSED, **_MENUS, **_CHOICES, **_DATETIMEPICKER, **_RICH_TEXT_INPUT})
IN_INPUT = by_type({**_MENUS, **_CHOICES, **_DATETIMEPICKER, **_WRITTEN})
IN_CONTEXT_ACTIONS = by_type(
    {
        "feedback_buttons": typed({"positive_button": _FEEDBACK, "negative_button": _FEEDBACK}, _ACTION),
        "icon_button": typed(
            {"icon": _ID, "text": plain_text()},
            {
                **_ASKING,
                "accessibility_label": string(75),
                "value": string(2000),
                "visible_to_user_ids": items(_ID, most=10),
            },
        ),
    }
)
