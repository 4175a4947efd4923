"""Thanks go from the one who asked to whoever answered, and are counted no further than that."""

from __future__ import annotations

from offices import Office, june

QUESTION = "Which rate applies to the Oslo contract?"
ANSWER = "It is 21 %, from December on."


async def close(office: Office) -> None:
    await office.ask("ann", f"@Eva {QUESTION}")
    await office.say("eva", ANSWER, under=office.card("eva"))
    await office.press("ann", office.asking("ann", "Yes"), "Yes")


async def test_one_tap_sends_them_and_a_sentence_may_follow(office: Office) -> None:
    await close(office)
    await office.press("ann", office.asking("ann", "Say thanks"), "Say thanks")
    assert "Eva will hear that you thank them." in office.form("ann")
    assert "Ann thanks you." in office.thread("eva", office.card("eva"))

    assert (await office.submit("ann", text="You saved my offer.")).ok
    assert "You saved my offer." in office.thread("eva", office.card("eva"))


async def test_they_are_sent_once_and_alone_where_nobody_adds_a_sentence(office: Office) -> None:
    await close(office)
    for _ in range(2):
        await office.press("ann", office.asking("ann", "Say thanks"), "Say thanks")
        assert (await office.submit("ann")).ok

    assert office.thread("eva", office.card("eva")).count("thanks you") == 1


async def test_whoever_answered_reads_in_their_week_how_often_they_were_thanked(office: Office) -> None:
    await close(office)
    await office.press("ann", office.asking("ann", "Say thanks"), "Say thanks")
    await office.go_to(june(15, 12, of="eva"))

    assert "You were thanked for 1 answer." in office.screen("eva")
    assert "thanked" not in office.screen("ann")


async def test_outside_their_hours_they_wait_for_the_morning(office: Office) -> None:
    await close(office)
    await office.go_to(june(9, 23))
    await office.press("ann", office.asking("ann", "Say thanks"), "Say thanks")
    assert "thanks you" not in office.thread("eva", office.card("eva"))

    await office.go_to(june(10, 10))
    assert "thanks you" in office.thread("eva", office.card("eva"))
