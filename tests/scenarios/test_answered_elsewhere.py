"""An answer that was given by phone or in the corridor, with one line for the trail."""

from __future__ import annotations

from offices import Office

QUESTION = "Which rate applies to the Oslo contract?"
NOTE = "Told Ann on the phone: 21 %, from December."


async def test_an_answer_given_elsewhere_is_one_and_is_noted(everywhere: Office) -> None:
    office = everywhere
    await office.ask("ann", f"@Ben {QUESTION}")
    card = office.card("ben")
    await office.press("ben", card, "Answer")
    outcome = await office.submit("ben", text=NOTE, elsewhere=["yes"])
    assert outcome.ok, outcome

    heard = office.thread("ann", office.card("ann"))
    assert "Ben notes that you have talked about it:" in heard
    assert NOTE in heard
    request = await office.request()
    assert request["first_response_at"]
    assert request["holder_id"] == request["requester_id"]
    entry = (await office.rows("SELECT kind, data FROM trail ORDER BY id"))[-1]
    assert entry["kind"] == "answered"
    await office.press("ann", office.asking("ann", "Not yet"), "Not yet")


async def test_without_the_tick_it_is_an_answer_as_ever(office: Office) -> None:
    await office.ask("ann", f"@Ben {QUESTION}")
    await office.press("ben", office.card("ben"), "Answer")
    await office.submit("ben", text="21 %.")
    assert "Ben answers:" in office.thread("ann", office.card("ann"))


async def test_the_trail_says_how_it_was_answered(office: Office) -> None:
    await office.ask("ann", f"@Ben {QUESTION}")
    await office.press("ben", office.card("ben"), "Answer")
    await office.submit("ben", text=NOTE, elsewhere=["yes"])
    await office.menu("ann", office.card("ann"), "Paper trail")
    assert "by phone or in person" in str(office.emulator.sees("ann").modals[-1])


async def test_nothing_said_is_nothing_noted(office: Office) -> None:
    await office.ask("ann", f"@Ben {QUESTION}")
    await office.press("ben", office.card("ben"), "Answer")
    outcome = await office.submit("ben", text="  ", elsewhere=["yes"])
    assert "text" in outcome.errors
    assert (await office.request())["answered_at"] is None
