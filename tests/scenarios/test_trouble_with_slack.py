"""What happens when Slack does not do what it is asked, or does it twice."""

from __future__ import annotations

import pytest
from offices import Office, OpenOffice, june

from bot.emulator.faults import Fault
from bot.emulator.switches import Switches

QUESTION = "Which rate applies to the Oslo contract?"
ANSWER = "The new one, 21 %, from 1 December."


async def walk(office: Office) -> None:
    """A request from question to end, with waits long enough for anything that is tried again."""
    await office.ask("ann", f"@Ben {QUESTION} by friday 14:00")
    await office.wait(minutes=20)
    await office.press("ben", office.card("ben"), "Got it", "Tomorrow")
    await office.wait(minutes=20)
    await office.say("ben", ANSWER, under=office.card("ben"))
    await office.wait(minutes=20)
    await office.press("ann", office.card("ann", QUESTION), "Yes")
    await office.wait(minutes=20)


async def test_every_delivery_doubled_doubles_nothing(either_way: Office) -> None:
    office = either_way
    office.emulator.faults.duplicate_deliveries = True
    await office.ask("ann", "")
    await office.submit("ann", owner="UEVA", text="And the lease?")
    await office.settle()
    await walk(office)

    assert await office.count("requests") == 2
    assert len(office.cards("ben")) == 1
    assert len(office.cards("eva")) == 1
    own = office.card("ann", QUESTION)
    assert office.thread("ann", own).count(ANSWER) == 1
    answers = [one for one in office.replies("ann", own) if "will answer by" in one.text]
    assert len(answers) == 1
    kinds = [
        row["kind"] for row in await office.rows("SELECT kind FROM trail WHERE request_id = 2 ORDER BY id")
    ]
    assert kinds == ["logged", "promised", "answered", "closed"]


async def test_a_mention_brought_as_two_events_makes_one_request(office: Office) -> None:
    office.emulator.faults.duplicate_deliveries = True
    await office.say("ann", f"@Svar ask @Ben {QUESTION}", channel="COPS")

    assert await office.count("requests") == 1


@pytest.mark.parametrize("kind", ["ratelimited", "server_error", "drop_answer"])
@pytest.mark.parametrize("method", ["chat.postMessage", "chat.update", "conversations.open"])
async def test_one_failed_call_loses_and_doubles_nothing(office: Office, method: str, kind: str) -> None:
    office.emulator.faults.add(Fault(method, kind, times=1 if kind == "ratelimited" else 3))
    await office.ask("ann", f"@Ben {QUESTION}")
    await office.wait_for_retries()
    await office.press("ben", office.card("ben"), "Got it", "Tomorrow")
    office.emulator.faults.add(Fault(method, kind, times=1))
    await office.say("ben", ANSWER, under=office.card("ben"))
    await office.wait_for_retries()

    assert len(office.cards("ben")) == 1
    assert len(office.cards("ann")) == 1
    assert office.thread("ann", office.card("ann")).count(ANSWER) == 1
    assert "Did that solve it?" in office.card_text("ann")


@pytest.mark.parametrize("known", [True, False], ids=["known", "never met"])
@pytest.mark.parametrize("error", ["user_disabled", "channel_not_found", "is_archived", "restricted_action"])
async def test_the_requester_is_told_when_the_owner_cannot_be_reached(
    open_one: OpenOffice, error: str, known: bool
) -> None:
    office = await open_one(switches=Switches(dm_to_deactivated_error=error))
    if known:
        await office.ask("ann", "@Ben Warm up")
    await office.ask("ann", f"@Cleo {QUESTION}")  # so that Svar has looked everybody up
    await office.ask("cleo", "@Ben Warm up")
    gone = "UBEN" if known else "UCLEO"
    office.emulator.workspace.people.by_id[gone].deleted = True  # and nobody has said so yet
    if known:
        await office.ask("ann", f"@Ben {QUESTION} once more")
    await office.go_to(june(10, 10, of="cleo"))
    await office.wait_for_retries()

    card = office.card("ann", f"{QUESTION} once more" if known else QUESTION)
    told = office.thread("ann", card)
    assert "could not reach" in told
    assert ("Ben" if known else "Cleo") in told
    assert QUESTION in office.draw(card, "ann")  # kept


async def test_an_owner_who_left_before_opening_is_told_to_the_requester(office: Office) -> None:
    await office.ask("ann", f"@Cleo {QUESTION}")
    await office.emulator.deactivate("cleo")
    await office.go_to(june(10, 10, of="cleo"))

    assert "Cleo" in office.thread("ann", office.card("ann"))
    assert "has left the company" in office.thread("ann", office.card("ann"))
    label = "Ask somebody else"
    await office.press("ann", office.asking("ann", label), label)
    assert QUESTION in str(office.modal("ann"))
    assert (await office.submit("ann", owner="UEVA")).ok


@pytest.mark.parametrize("end", ["delete_channel", "archive", "remove_bot"])
async def test_a_channel_that_goes_away_takes_no_request_with_it(office: Office, end: str) -> None:
    await office.ask("ann", "")
    await office.submit("ann", owner="UBEN", text=QUESTION, place="COPS")
    await office.settle()
    await getattr(office.emulator, end)("ops")
    await office.press("ben", office.asking("ben", "Got it", "dm"), "Got it", "Tomorrow")
    await office.wait_for_retries()

    assert (await office.request())["status"] == "open"
    assert "Ben will answer by" in office.card_text("ann", QUESTION)
    await office.say("ben", ANSWER, under=office.card("ben", QUESTION))
    assert ANSWER in office.screen("ann", "dm")
    await office.press("ann", office.asking("ann", "Yes", "dm"), "Yes")
    assert (await office.request())["status"] == "closed"


async def test_a_channel_gone_before_the_card_could_be_shown_is_told_to_the_requester(office: Office) -> None:
    await office.ask("ann", "")
    office.emulator.faults.add(Fault("chat.postMessage", "server_error", rate=1.0))
    await office.emulator.submit("ann", {"owner": "UBEN", "text": QUESTION, "place": "COPS"})
    await office.emulator.delete_channel("ops")
    await office.settle()
    office.emulator.faults.clear()
    await office.wait_for_retries()

    assert QUESTION in office.card_text("ben")
    assert "channel" in office.screen("ann", "dm")


async def test_a_form_that_cannot_be_opened_is_excused_in_a_sentence(office: Office) -> None:
    office.emulator.faults.add(Fault("views.open", "error", error="expired_trigger_id"))
    told = await office.ask("ann", "")

    assert "form" in told
    await office.ask("ann", "")
    assert office.form("ann")


@pytest.mark.parametrize("error", ["users_info_down", "internal_error"])
async def test_when_people_cannot_be_looked_up_the_words_are_kept_or_the_request_goes_out(
    office: Office, error: str
) -> None:
    office.emulator.faults.add(Fault("users.info", "error", error=error, times=5))
    told = await office.ask("ann", f"@Ben {QUESTION}")
    await office.wait_for_retries()

    assert QUESTION in told + office.screen("ben", "dm")


async def test_a_card_that_was_deleted_by_hand_does_not_stop_the_request(open_one: OpenOffice) -> None:
    office = await open_one()
    await office.ask("ann", f"@Ben {QUESTION}")
    card = office.card("ben")
    office.emulator.workspace.people.by_id["UBEN"].is_admin = True
    assert (await office.emulator.delete("ben", card.channel, card.ts)).ok
    await office.settle()
    await office.press("ann", office.card("ann"), "No longer needed")

    assert (await office.request())["status"] == "withdrawn"


async def test_a_socket_that_slack_closes_is_replaced(open_one: OpenOffice) -> None:
    office = await open_one("socket", retry_seconds=(0.5, 0.5, 1))
    await office.ask("ann", f"@Ben {QUESTION}")
    await office.emulator.disconnect_sockets()
    card = office.card("ben")
    await office.emulator.say("ben", "dm", ANSWER, thread_ts=card.ts)  # Slack tries again until it arrives
    await office.settle()
    await office.press("ann", office.card("ann"), "Yes")

    assert (await office.request())["status"] == "closed"
