"""Slash commands, typed by people and answered by a Bolt app."""

from typing import Any

from small_company import Start

from bot.emulator import Emulator, typed


async def test_a_command_is_answered_with_an_ephemeral_message(anyhow: Start) -> None:
    listener = await anyhow()

    @listener.app.command("/ask")
    async def ask(ack: Any, command: dict[str, Any]) -> None:
        await ack(f"You asked: {command['text']}")

    emulator = listener.emulator
    outcome = await emulator.command("ann", "/ask", "@ben for #ops by @finance")
    assert outcome.ok, outcome
    (shown,) = emulator.dm("ann")
    assert shown.text == "You asked: <@U2|ben> for <#C1|ops> by <!subteam^S1|@finance>"
    assert shown.is_ephemeral
    assert emulator.messages("ben", "dm") == []


async def test_what_is_typed_becomes_what_slack_makes_of_it(emulator: Emulator) -> None:
    written = {
        "@here and @finance": "<!here> and <!subteam^S1>",
        "@Ben Ode, @benny @BEN's": "<@U2>, @benny <@U2>'s",
        "#board #nowhere": "<#C3|> #nowhere",
        "(https://a.example/x?y&z).": "(<https://a.example/x?y&amp;z>).",
        "ann@t1.example, not@": "<mailto:ann@t1.example|ann@t1.example>, not@",
        "<@U1> <!channel>": "&lt;@U1&gt; &lt;!channel&gt;",
    }
    for text in written:
        await emulator.say("ann", "ops", text)
    assert [one.text for one in emulator.messages("ann", "ops")] == list(written.values())


def test_marks_become_styles_as_they_are_typed() -> None:
    (block,) = typed.as_rich_text("*New* and _~old~_: `lp *n* 1`, snake_case_name, 2*3*4")
    (section,) = block["elements"]
    assert [(one["text"], sorted(one.get("style", ()))) for one in section["elements"]] == [
        ("New", ["bold"]),
        (" and ", []),
        ("old", ["italic", "strike"]),
        (": ", []),
        ("lp *n* 1", ["code"]),
        (", snake_case_name, 2*3*4", []),
    ]


async def test_a_message_reaches_the_app_and_its_answer_reaches_the_person(anyhow: Start) -> None:
    listener = await anyhow()

    @listener.app.event("message")
    async def answer(event: dict[str, Any], say: Any) -> None:
        if not event.get("bot_id"):
            await say("hello")

    emulator = listener.emulator
    outcome = await emulator.say("ann", "dm", "hi <b> & @ben")
    assert outcome.ok
    record = await emulator.heard(lambda record: record.text == "hello")
    assert (record.to, record.from_, record.kind) == ("ann", "helper", "message")
    assert [one.text for one in emulator.dm("ann")] == ["hi &lt;b&gt; &amp; <@U2>", "hello"]
    await emulator.settled()
