"""Modals from open to close, filled in by people and answered by a Bolt app."""

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from small_company import Listener, Start


def plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def field(block_id: str, element: dict[str, Any], *, optional: bool = False) -> dict[str, Any]:
    return {
        "type": "input",
        "block_id": block_id,
        "label": plain(block_id.title()),
        "element": element,
        "optional": optional,
    }


def modal(*blocks: dict[str, Any], **more: Any) -> dict[str, Any]:
    titles = {"title": plain("Ask"), "submit": plain("Send"), "close": plain("Cancel")}
    return {"type": "modal", "callback_id": "ask", **titles, "blocks": list(blocks)} | more


TEXT = field("what", {"type": "plain_text_input", "action_id": "text", "min_length": 2, "max_length": 20})
OWNER = field("who", {"type": "users_select", "action_id": "owner"})
DUE = field("due", {"type": "datepicker", "action_id": "day", "initial_date": "2026-12-01"}, optional=True)
KIND = field(
    "kind",
    {
        "type": "static_select",
        "action_id": "kind",
        "options": [{"text": plain("Bug"), "value": "bug"}, {"text": plain("Wish"), "value": "wish"}],
    },
    optional=True,
)


def opens(listener: Listener, view: dict[str, Any]) -> None:
    """The app shows this modal on `/ask`."""

    @listener.app.command("/ask")
    async def ask(ack: Any, body: dict[str, Any], client: Any) -> None:
        await client.views_open(trigger_id=body["trigger_id"], view=view)
        await ack()


async def test_a_form_is_filled_in_and_sent(anyhow: Start) -> None:
    listener = await anyhow()
    sent: list[dict[str, Any]] = []
    opens(listener, modal(TEXT, OWNER, DUE, KIND))

    @listener.app.view("ask")
    async def take(ack: Any, view: dict[str, Any]) -> None:
        sent.append(view)
        await ack()

    emulator = listener.emulator
    assert (await emulator.command("ann", "/ask")).ok
    (shown,) = emulator.sees("ann").modals
    assert shown["title"]["text"] == "Ask"
    outcome = await emulator.submit("ann", {"text": "Rates", "who": {"owner": "ben"}, "kind": "bug"})
    assert outcome.ok, outcome
    assert sent[0]["state"]["values"] == {
        "what": {"text": {"type": "plain_text_input", "value": "Rates"}},
        "who": {"owner": {"type": "users_select", "selected_user": "U2"}},
        "due": {"day": {"type": "datepicker", "selected_date": "2026-12-01"}},
        "kind": {
            "kind": {"type": "static_select", "selected_option": {"text": plain("Bug"), "value": "bug"}}
        },
    }
    assert emulator.sees("ann").modals == []
    assert emulator.sees("ben").modals == []


async def test_slacks_client_does_not_send_an_incomplete_form(anyhow: Start) -> None:
    listener = await anyhow()
    opens(listener, modal(TEXT, OWNER))
    emulator = listener.emulator
    await emulator.command("ann", "/ask")
    outcome = await emulator.submit("ann", {"text": "x"})
    assert outcome.error == "incomplete"
    assert set(outcome.errors) == {"what", "who"}
    assert (await emulator.submit("ann", {"text": "x" * 21, "owner": "ben"})).error == "incomplete"
    assert (await emulator.submit("ann", {"owner": "eve"})).error == "not_offered"
    assert (await emulator.submit("ann", {"nonsense": "x"})).error == "not_offered"
    assert len(emulator.deliveries) == 1


async def test_the_app_refuses_changes_adds_and_clears(anyhow: Start) -> None:
    listener = await anyhow()
    opens(listener, modal(TEXT))
    answers = [
        {"response_action": "errors", "errors": {"what": "Too vague"}},
        {"response_action": "errors", "errors": {"elsewhere": "No such block"}},
        {"response_action": "update", "view": modal(TEXT, title=plain("Second"))},
        {"response_action": "push", "view": modal(TEXT, title=plain("Third"))},
        {"response_action": "push", "view": modal(TEXT, title=plain("Fourth"))},
        {"response_action": "push", "view": modal(TEXT, title=plain("Too many"))},
        {"response_action": "clear"},
    ]

    @listener.app.view("ask")
    async def take(ack: Any) -> None:
        await ack(**answers.pop(0))

    emulator = listener.emulator
    await emulator.command("ann", "/ask")

    def titles() -> list[str]:
        return [view["title"]["text"] for view in emulator.sees("ann").modals]

    outcome = await emulator.submit("ann", {"text": "Hm"})
    assert (outcome.error, outcome.errors) == ("validation_errors", {"what": "Too vague"})
    assert (await emulator.submit("ann")).error == "trouble_connecting"
    assert (await emulator.submit("ann")).ok
    assert titles() == ["Second"]
    assert emulator.sees("ann").modals[0]["state"]["values"]["what"]["text"]["value"] == "Hm"
    await emulator.submit("ann")
    await emulator.submit("ann", {"text": "on top"})
    assert titles() == ["Second", "Third", "Fourth"]
    assert (await emulator.submit("ann", {"text": "more"})).error == "push_limit_reached"
    assert (await emulator.submit("ann")).ok
    assert titles() == []


async def test_a_view_is_updated_only_with_its_newest_hash(anyhow: Start) -> None:
    listener = await anyhow()
    opens(listener, modal(TEXT))
    emulator = listener.emulator
    await emulator.command("ann", "/ask")
    first = emulator.sees("ann").modals[0]
    await emulator.fill("ann", {"text": "typed"})
    await listener.client.views_update(view_id=first["id"], hash=first["hash"], view=modal(TEXT, OWNER))
    assert emulator.sees("ann").modals[0]["state"]["values"]["what"]["text"]["value"] == "typed"
    with pytest.raises(SlackApiError, match="hash_conflict"):
        await listener.client.views_update(view_id=first["id"], hash=first["hash"], view=modal(TEXT))
    renamed = {**TEXT, "block_id": "other"}
    await listener.client.views_update(view_id=first["id"], view=modal(renamed))
    assert emulator.sees("ann").modals[0]["state"]["values"]["other"]["text"]["value"] is None
    await emulator.close_view("ann")
    with pytest.raises(SlackApiError, match="not_found"):
        await listener.client.views_update(view_id=first["id"], view=modal(TEXT))


async def test_a_trigger_is_good_once_and_not_for_long(anyhow: Start) -> None:
    listener = await anyhow(trigger_seconds=60)
    triggers: list[str] = []

    @listener.app.command("/ask")
    async def ask(ack: Any, body: dict[str, Any]) -> None:
        triggers.append(body["trigger_id"])
        await ack()

    emulator = listener.emulator
    await emulator.command("ann", "/ask")
    await listener.client.views_open(trigger_id=triggers[0], view=modal(TEXT))
    with pytest.raises(SlackApiError, match="exchanged_trigger_id"):
        await listener.client.views_open(trigger_id=triggers[0], view=modal(TEXT))
    with pytest.raises(SlackApiError, match="invalid_trigger_id"):
        await listener.client.views_open(trigger_id="1.2.3", view=modal(TEXT))
    await emulator.command("ann", "/ask")
    emulator.workspace.triggers._triggers[triggers[1]].born -= 61
    with pytest.raises(SlackApiError, match="expired_trigger_id"):
        await listener.client.views_open(trigger_id=triggers[1], view=modal(TEXT))


async def test_closing_is_told_when_the_app_wants_to_know(anyhow: Start) -> None:
    listener = await anyhow()
    opens(listener, modal(TEXT, notify_on_close=True))
    closed: list[dict[str, Any]] = []

    @listener.app.view_closed("ask")
    async def gone(ack: Any, body: dict[str, Any]) -> None:
        closed.append(body)
        await ack()

    emulator = listener.emulator
    await emulator.command("ann", "/ask")
    assert (await emulator.close_view("ann")).ok
    assert closed[0]["is_cleared"] is False
    await emulator.command("ann", "/ask")
    assert (await emulator.close_view("ann", all_of_them=True)).ok
    assert closed[1]["is_cleared"] is True
    assert (await emulator.close_view("ann")).error == "view_not_found"


async def test_a_modal_that_clears_takes_the_stack_along(anyhow: Start) -> None:
    listener = await anyhow()
    opens(listener, modal(TEXT))

    @listener.app.view("ask")
    async def push(ack: Any) -> None:
        await ack(response_action="push", view=modal(TEXT, clear_on_close=True))

    emulator = listener.emulator
    await emulator.command("ann", "/ask")
    await emulator.submit("ann", {"text": "on"})
    assert len(emulator.sees("ann").modals) == 2
    await emulator.close_view("ann")
    assert emulator.sees("ann").modals == []


async def test_an_external_select_offers_what_the_app_answers(anyhow: Start) -> None:
    listener = await anyhow()
    customer = {"type": "external_select", "action_id": "customer", "min_query_length": 2}
    opens(listener, modal(field("cust", customer)))
    values: list[Any] = []

    @listener.app.options("customer")
    async def offer(ack: Any, payload: dict[str, Any]) -> None:
        await ack(options=[{"text": plain(payload["value"].title()), "value": "c1"}])

    @listener.app.view("ask")
    async def take(ack: Any, view: dict[str, Any]) -> None:
        values.append(view["state"]["values"]["cust"]["customer"]["selected_option"]["value"])
        await ack()

    emulator = listener.emulator
    await emulator.command("ann", "/ask")
    assert (await emulator.options("ann", "customer", "a")).error == "query_too_short"
    outcome = await emulator.options("ann", "customer", "acme")
    assert outcome.payload == {"options": [{"text": plain("Acme"), "value": "c1"}]}
    assert (await emulator.submit("ann", {"customer": "c2"})).error == "not_offered"
    assert (await emulator.submit("ann", {"customer": "c1"})).ok
    assert values == ["c1"]


async def test_elements_in_a_modal_act_at_once(anyhow: Start) -> None:
    listener = await anyhow()
    buttons = {
        "type": "actions",
        "block_id": "row",
        "elements": [{"type": "button", "action_id": "more", "text": plain("More"), "value": "1"}],
    }
    dispatching = {**KIND, "dispatch_action": True}
    opens(listener, modal(TEXT, buttons, dispatching))
    seen: list[dict[str, Any]] = []

    @listener.app.action("more")
    async def more(ack: Any, body: dict[str, Any], client: Any) -> None:
        seen.append(body)
        await client.views_push(trigger_id=body["trigger_id"], view=modal(TEXT, title=plain("Pushed")))
        await ack()

    @listener.app.action("kind")
    async def kind(ack: Any, body: dict[str, Any]) -> None:
        seen.append(body)
        await ack()

    emulator = listener.emulator
    await emulator.command("ann", "/ask")
    outcome = await emulator.press_in_view("ann", None, "kind", "wish")
    assert outcome.ok, outcome
    assert seen[0]["actions"][0]["selected_option"]["value"] == "wish"
    assert seen[0]["view"]["state"]["values"]["kind"]["kind"]["selected_option"]["value"] == "wish"
    assert (await emulator.press_in_view("ann", None, "more")).ok
    assert seen[1]["container"] == {"type": "view", "view_id": emulator.sees("ann").modals[0]["id"]}
    assert [view["title"]["text"] for view in emulator.sees("ann").modals] == ["Ask", "Pushed"]
    assert emulator.sees("ann").modals[1]["previous_view_id"] == emulator.sees("ann").modals[0]["id"]
    await emulator.close_view("ann")
    assert len(emulator.sees("ann").modals) == 1
    assert (await emulator.press_in_view("ann", None, "nothing")).error == "element_not_found"
    assert (await emulator.press_in_view("ben", None, "more")).error == "view_not_found"


async def test_a_select_for_conversations_brings_a_response_url(anyhow: Start) -> None:
    listener = await anyhow()
    where = {
        "type": "conversations_select",
        "action_id": "where",
        "default_to_current_conversation": True,
        "response_url_enabled": True,
        "filter": {"include": ["public"], "exclude_external_shared_channels": True},
    }
    opens(listener, modal(field("place", where)))
    urls: list[dict[str, Any]] = []

    @listener.app.view("ask")
    async def take(ack: Any, body: dict[str, Any]) -> None:
        urls.extend(body["response_urls"])
        await ack()

    emulator = listener.emulator
    await emulator.command("ann", "/ask", channel="random")
    for elsewhere in ("board", "old", "secret", "partners"):
        assert (await emulator.fill("ann", {"where": elsewhere})).error == "not_offered"
    assert (await emulator.submit("ann")).ok
    assert urls[0]["channel_id"] == "C2"


async def test_views_that_slack_refuses(anyhow: Start) -> None:
    listener = await anyhow()
    opens(listener, modal(TEXT, external_id="one"))
    emulator = listener.emulator
    await emulator.command("ann", "/ask")
    view_id = emulator.sees("ann").modals[0]["id"]
    client = listener.client
    assert (await client.views_update(external_id="one", view=modal(TEXT, external_id="one")))["ok"]
    with pytest.raises(SlackApiError, match="duplicate_external_id"):
        await client.views_publish(user_id="U2", view={"type": "home", "external_id": "one", "blocks": []})
    with pytest.raises(SlackApiError, match="view of type home"):
        await client.views_publish(user_id="U2", view=modal(TEXT))
    with pytest.raises(SlackApiError, match="view_too_large"):
        await client.views_update(view_id=view_id, view=modal(TEXT, private_metadata="x" * 260_000))
    with pytest.raises(SlackApiError) as refused:
        await client.views_update(view_id=view_id, view=modal(TEXT, title=plain("x" * 25)))
    assert refused.value.response["error"] == "invalid_arguments"
    assert "json-pointer:/view/title" in refused.value.response["response_metadata"]["messages"][0]
