"""The rich_text block: sections, lists, quotes and preformatted text, and the elements within."""

from bot.emulator.blocks.objects import URL
from bot.emulator.blocks.rules import Fields, by_type, choice, flag, items, shape, string, typed, whole

_ID = string(least=1)
_MARKS = ("bold", "italic", "strike", "code", "underline", "highlight", "client_highlight", "unlink")
_STYLE: Fields = {"style": shape({}, dict.fromkeys(_MARKS, flag))}
_BORDER: Fields = {"border": whole(0, 1)}

_TEXT = typed({"text": string(least=1)}, _STYLE)
_LINK = typed({"url": URL}, {"text": string(), "unsafe": flag, **_STYLE})
_INLINE = by_type(
    {
        "text": _TEXT,
        "link": _LINK,
        "user": typed({"user_id": _ID}, _STYLE),
        "usergroup": typed({"usergroup_id": _ID}, _STYLE),
        "channel": typed({"channel_id": _ID}, _STYLE),
        "team": typed({"team_id": _ID}, _STYLE),
        "emoji": typed({"name": _ID}, {"unicode": _ID, "skin_tone": whole(1, 6), **_STYLE}),
        "date": typed(
            {"timestamp": whole(0), "format": string(least=1)}, {"url": URL, "fallback": string(), **_STYLE}
        ),
        "broadcast": typed({"range": choice("here", "channel", "everyone")}, _STYLE),
        "color": typed({"value": _ID}, _STYLE),
    }
)
_SECTION = typed({"elements": items(_INLINE)})

RICH_TEXT = typed(
    {
        "elements": items(
            by_type(
                {
                    "rich_text_section": _SECTION,
                    "rich_text_list": typed(
                        {
                            "style": choice("bullet", "ordered"),
                            "elements": items(by_type({"rich_text_section": _SECTION})),
                        },
                        {"indent": whole(0, 8), "offset": whole(0), **_BORDER},
                    ),
                    "rich_text_quote": typed({"elements": items(_INLINE)}, _BORDER),
                    "rich_text_preformatted": typed(
                        {"elements": items(by_type({"text": _TEXT, "link": _LINK}))}, _BORDER
                    ),
                }
            )
        )
    },
    {"block_id": string(255, least=1)},
)
