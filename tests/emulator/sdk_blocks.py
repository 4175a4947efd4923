"""Blocks as Slack's own classes build them, as strategies."""

import json
from typing import Any

from block_json import plain
from hypothesis import strategies as st
from slack_sdk.models import blocks as sdk


def texts(most: int) -> st.SearchStrategy[str]:
    return st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=most)


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


plains = st.builds(sdk.PlainTextObject, text=texts(30), emoji=maybe(st.booleans()))
marked = st.builds(sdk.MarkdownTextObject, text=texts(90), verbatim=maybe(st.booleans()))
either = plains | marked
confirms = st.builds(
    sdk.ConfirmObject,
    title=plains,
    text=either,
    confirm=plains,
    deny=plains,
    style=st.sampled_from([None, "danger"]),
)
given_options = st.lists(
    st.builds(sdk.Option, text=plains, value=texts(150), description=maybe(plains)), min_size=1, max_size=5
)
common = {"action_id": st.none(), "confirm": maybe(confirms)}
selecting = {**common, "placeholder": maybe(plains), "focus_on_load": st.none()}
buttons = st.builds(
    sdk.ButtonElement,
    text=plains,
    value=maybe(texts(200)),
    url=maybe(texts(200)),
    style=st.sampled_from([None, "primary", "danger"]),
    accessibility_label=maybe(texts(75)),
    **common,
)
images = st.builds(sdk.ImageElement, alt_text=texts(90), image_url=texts(90)) | st.builds(
    sdk.ImageElement, alt_text=texts(90), slack_file=st.just(sdk.basic_components.SlackFile(id="F0123456789"))
)
days = st.dates().map(lambda day: day.isoformat())
times = st.times().map(lambda time: time.strftime("%H:%M"))
ids = texts(12)


@st.composite
def static_selects(draw: st.DrawFn) -> sdk.StaticSelectElement:
    offers = draw(given_options)
    grouped = draw(st.booleans())
    groups = [sdk.OptionGroup(label=draw(plains), options=offers)]
    return sdk.StaticSelectElement(
        placeholder=draw(maybe(plains)),
        options=None if grouped else offers,
        option_groups=groups if grouped else None,
        initial_option=draw(maybe(st.sampled_from(offers))),
    )


menus = st.one_of(
    static_selects(),
    st.builds(
        sdk.StaticMultiSelectElement, options=given_options, max_selected_items=st.just(2), **selecting
    ),
    st.builds(sdk.ExternalDataSelectElement, min_query_length=maybe(st.integers(0, 5)), **selecting),
    st.builds(sdk.UserSelectElement, initial_user=maybe(ids), **selecting),
    st.builds(sdk.UserMultiSelectElement, initial_users=st.lists(ids), **selecting),
    st.builds(sdk.ChannelSelectElement, initial_channel=maybe(ids), **selecting),
    st.builds(
        sdk.ConversationSelectElement,
        default_to_current_conversation=maybe(st.booleans()),
        filter=maybe(st.just(sdk.ConversationFilter(include=["im"], exclude_bot_users=True))),
        **selecting,
    ),
    st.builds(sdk.CheckboxesElement, options=given_options, **common),
    st.builds(sdk.RadioButtonsElement, options=given_options, **common),
    st.builds(sdk.DatePickerElement, initial_date=maybe(days), **selecting),
    st.builds(
        sdk.TimePickerElement, initial_time=maybe(times), timezone=maybe(st.just("Europe/Oslo")), **selecting
    ),
)
moments = st.builds(
    sdk.DateTimePickerElement, initial_date_time=maybe(st.integers(10**9, 10**10 - 1)), **common
)
overflows = st.builds(sdk.OverflowMenuElement, options=given_options, confirm=maybe(confirms))
dispatch = maybe(st.just(sdk.block_elements.DispatchActionConfig(trigger_actions_on=["on_enter_pressed"])))
writing = {"placeholder": maybe(plains), "dispatch_action_config": dispatch}
fields = st.one_of(
    st.builds(
        sdk.PlainTextInputElement,
        initial_value=maybe(texts(90)),
        multiline=maybe(st.booleans()),
        min_length=maybe(st.integers(0, 10)),
        max_length=maybe(st.integers(10, 3000)),
        **writing,
    ),
    st.builds(
        sdk.NumberInputElement,
        is_decimal_allowed=st.booleans(),
        min_value=st.integers(max_value=5),
        **writing,
    ),
    st.builds(sdk.EmailInputElement, initial_value=maybe(texts(20)), **writing),
    st.builds(sdk.UrlInputElement, initial_value=maybe(texts(20)), **writing),
    st.builds(sdk.block_elements.FileInputElement, max_files=maybe(st.integers(1, 10))),
)
parts = st.one_of(
    st.builds(
        sdk.RichTextElementParts.Text,
        text=texts(90),
        style=maybe(
            st.builds(sdk.RichTextElementParts.TextStyle, bold=st.booleans(), code=maybe(st.booleans()))
        ),
    ),
    st.builds(sdk.RichTextElementParts.Link, url=texts(90), text=maybe(texts(20))),
)
mentions = st.one_of(
    st.builds(sdk.RichTextElementParts.User, user_id=ids),
    st.builds(sdk.RichTextElementParts.UserGroup, usergroup_id=ids),
    st.builds(sdk.RichTextElementParts.Channel, channel_id=ids),
    st.builds(sdk.RichTextElementParts.Team, team_id=ids),
    st.builds(sdk.RichTextElementParts.Color, value=ids),
    st.builds(sdk.RichTextElementParts.Emoji, name=ids, skin_tone=maybe(st.integers(1, 6))),
    st.builds(
        sdk.RichTextElementParts.Date, timestamp=st.integers(0, 10**10), format=texts(9), fallback=maybe(ids)
    ),
    st.builds(sdk.RichTextElementParts.Broadcast, range=st.sampled_from(["here", "channel", "everyone"])),
)
# The SDK leaves out lists that are empty, and then what it builds is not whole.
inline = st.lists(parts | mentions, min_size=1, max_size=3)
sections_of_text = st.builds(sdk.RichTextSectionElement, elements=inline)
rich_texts = st.builds(
    sdk.RichTextBlock,
    elements=st.lists(
        st.one_of(
            sections_of_text,
            st.builds(
                sdk.RichTextListElement,
                elements=st.lists(sections_of_text, min_size=1, max_size=3),
                style=st.sampled_from(["bullet", "ordered"]),
                indent=maybe(st.integers(0, 8)),
                border=maybe(st.integers(0, 1)),
            ),
            st.builds(sdk.RichTextQuoteElement, elements=inline),
            st.builds(sdk.RichTextPreformattedElement, elements=st.lists(parts, min_size=1, max_size=3)),
        ),
        min_size=1,
        max_size=3,
    ),
)
everywhere = st.one_of(
    st.builds(sdk.SectionBlock, text=either, fields=maybe(st.lists(either, min_size=1, max_size=10))),
    st.builds(sdk.SectionBlock, text=either, accessory=buttons | menus | overflows | images),
    st.builds(
        sdk.ActionsBlock, elements=st.lists(buttons | menus | moments | overflows, min_size=1, max_size=5)
    ),
    st.builds(sdk.ContextBlock, elements=st.lists(either | images, min_size=1, max_size=10)),
    st.builds(sdk.HeaderBlock, text=plains),
    st.builds(sdk.DividerBlock),
    st.builds(sdk.ImageBlock, alt_text=texts(90), image_url=texts(90), title=maybe(plains)),
    st.builds(
        sdk.InputBlock,
        label=plains,
        element=menus | moments | fields,
        hint=maybe(plains),
        optional=maybe(st.booleans()),
        dispatch_action=maybe(st.booleans()),
    ),
    st.builds(
        sdk.VideoBlock, alt_text=ids, video_url=ids, thumbnail_url=ids, title=plains, author_name=maybe(ids)
    ),
    rich_texts,
)
in_messages = st.one_of(
    everywhere,
    st.builds(sdk.MarkdownBlock, text=texts(2000)),
    st.builds(sdk.FileBlock, external_id=ids),
    st.builds(
        sdk.TableBlock,
        rows=st.just([[sdk.RawTextObject(text="a"), sdk.RawNumberObject(value=1, text="1")]]),
        column_settings=maybe(st.just([sdk.TableBlockColumnSettings(align="right", is_wrapped=True), None])),
    ),
    st.builds(
        sdk.TaskCardBlock, task_id=ids, title=ids, status=st.just("complete"), details=maybe(rich_texts)
    ),
    st.builds(
        sdk.CarouselBlock,
        elements=st.just([sdk.CardBlock(body="Hello", actions=[sdk.ButtonElement(text="Go")])]),
    ),
    st.builds(sdk.ContainerBlock, child_blocks=st.lists(everywhere, min_size=1, max_size=3), title=plains),
    st.builds(
        sdk.ContextActionsBlock,
        elements=st.just(
            [
                sdk.IconButtonElement(icon="trash", text="Delete"),
                sdk.FeedbackButtonsElement(
                    positive_button={"text": plain("Good"), "value": "1"},
                    negative_button={"text": plain("Bad"), "value": "0"},
                ),
            ]
        ),
    ),
)


def as_json(thing: Any) -> Any:
    """What goes over the wire; the SDK leaves objects inside some of its dicts."""
    return json.loads(json.dumps(thing.to_dict(), default=lambda inner: inner.to_dict()))
