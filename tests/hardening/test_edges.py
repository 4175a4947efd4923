"""At the edges: dates that no calendar holds, threads that one has left."""

from __future__ import annotations

import pytest
from offices import Office

WENT_WRONG = "Something went wrong"


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
@pytest.mark.parametrize("time", [None, "00:01", "23:59"])
@pytest.mark.parametrize("person", ["cleo", "ben"])
async def test_no_date_on_a_form_is_too_far_for_a_sentence(
    office: Office, day: str, time: str | None, person: str
) -> None:
    await office.ask(person, "")
    outcome = await office.submit(person, owner="UEVA", text="Which rate?", day=day, time=time)
    assert WENT_WRONG not in f"{outcome}{office.everything(person)}"
    assert await office.count("requests") == 0


async def test_who_passed_it_on_is_told_that_their_words_go_nowhere(office: Office) -> None:
    await office.say("ann", "@Svar ask @Ben Which rate?", channel="COPS")
    card = office.card("ben")
    await office.menu("ben", card, "Hand over")
    await office.submit("ben", to="UEVA")
    before = len(office.replies("ben", card))
    await office.say("ben", "By the way, it is 21 %.", under=card)
    told = office.replies("ben", card)[before:]
    assert [one.is_bot for one in told] == [False, True]
    assert "21 %" not in office.everything("eva") + office.everything("ann")
