"""What the other side hears at each move, and nothing else: row by row, from what each person sees."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest
from offices import Office, june

QUESTION = "Which rate applies to the Oslo contract?"
ANSWER = "It is 21 %, from December on."
SUGGESTED = (
    "Ben thinks that Eva could help you better with this, and would then pass it on to them. May they?"
)
HELLO = "Hello, I'm Svar. A colleague asks you something through me."
PEOPLE = ("ann", "ben", "eva")

Act = Callable[[Office], Awaitable[object]]
Heard = dict[str, list[str]]


class Ears:
    """What rings for whom from now on: messages that are new, not cards that change."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._before = {who: {one.ts for one in office.shown(who)} for who in PEOPLE}

    def heard(self) -> Heard:
        """The first line of each, by who hears it; what somebody is told of their own doing left out."""
        new = {
            who: [
                self._office.draw(one, who).partition("\n")[0]
                for one in self._office.shown(who)
                if one.ts not in self._before[who] and one.is_bot and not one.is_ephemeral
            ]
            for who in PEOPLE
        }
        return {who: lines for who, lines in new.items() if lines}


async def ask(office: Office) -> None:
    await office.ask("ann", f"@Ben {QUESTION}")


async def ask_in_channel(office: Office) -> None:
    await office.say("ann", f"@Svar ask @Ben {QUESTION}", channel="ops")


def pressed(who: str, label: str, option: str | None = None, **fields: object) -> Act:
    async def act(office: Office) -> None:
        await office.press(who, office.asking(who, label, "dm"), label, option)
        if fields:
            outcome = await office.submit(who, **fields)
            assert outcome.ok, outcome

    return act


def chosen(who: str, label: str, **fields: object) -> Act:
    async def act(office: Office) -> None:
        await office.menu(who, office.card(who), label)
        if fields:
            outcome = await office.submit(who, **fields)
            assert outcome.ok, outcome

    return act


def rarer(who: str, label: str, **fields: object) -> Act:
    async def act(office: Office) -> None:
        await office.rarer(who, office.card(who), label)
        outcome = await office.submit(who, **fields)
        assert outcome.ok, outcome

    return act


def wrote(who: str, text: str) -> Act:
    async def act(office: Office) -> None:
        await office.say(who, text, under=office.card(who))

    return act


def until(day: int, hour: int) -> Act:
    async def act(office: Office) -> None:
        await office.go_to(june(day, hour))

    return act


ANSWERED = [ask, wrote("ben", ANSWER)]
ASKED_BACK = [ask, pressed("ben", "⋯", "Ask back", text="The new one?")]
LENT = [ask_in_channel, rarer("ben", "Lend", to="UEVA", word="Only the date, please")]
HELD = [ask, chosen("ben", "Put on hold", day="2026-06-12", reason="The list comes on Friday.")]
BY_CHOICE = "The list comes on Friday."

ROWS: dict[str, tuple[list[Act], Act, Heard]] = {
    "logged": ([], ask, {"ann": ["You asked Ben:"], "ben": [HELLO]}),
    "got it": ([ask], pressed("ben", "Got it", "Tomorrow"), {"ann": ["Ben will answer by tomorrow 23:00."]}),
    "a holding reply": (
        [ask],
        wrote("ben", "On it"),
        {"ann": ["Ben has seen it and is on it:"], "ben": ["I took that as “I'm on it” and told Ann."]},
    ),
    "an answer": (
        [ask],
        wrote("ben", ANSWER),
        {"ann": ["Ben answers:"], "ben": ["I took that as your answer and told Ann."]},
    ),
    "asked back": (
        [ask],
        chosen("ben", "Ask back", text="The new one?"),
        {"ann": ["Ben needs to know something first:"]},
    ),
    "a reply to a question": (
        ASKED_BACK,
        wrote("ann", "The new one."),
        {"ben": ["Ann replies:"], "ann": ["I passed that on to Ben, and it is their turn again."]},
    ),
    "a question after an answer": (
        ANSWERED,
        pressed("ann", "Not yet", text="And before December?"),
        {"ben": ["Ann needs a little more:"]},
    ),
    "lent": (
        [ask_in_channel],
        rarer("ben", "Lend", to="UEVA", word="Only the date, please"),
        {
            "ann": ["Ben has asked Eva for a part of this. It comes back by itself."],
            "eva": [HELLO, "Ben writes:"],
        },
    ),
    "returned": (
        LENT,
        pressed("eva", "Give it back", text="The 1st."),
        {"ann": ["Eva has done a part of this; it is with Ben again."], "ben": ["Eva gives it back to you:"]},
    ),
    "called back": (
        LENT,
        pressed("ben", "Take it back"),
        {"ann": ["Ben has taken it up again."], "eva": ["Ben has taken it up again."]},
    ),
    "handed over": (
        [ask_in_channel],
        chosen("ben", "Hand over", to="UEVA", word=""),
        {"ann": ["Ben passed it on to Eva, who has it from now on."], "eva": [HELLO]},
    ),
    "held": (
        [ask],
        chosen("ben", "Put on hold", day="2026-06-12", reason=BY_CHOICE),
        {"ann": ["Ben has put this on hold until Friday, June 12th 23:00:"]},
    ),
    "cannot wait": (
        HELD,
        pressed("ann", "I can't wait"),
        {"ben": ["Ann can't wait for that day. It is your turn; by when could you?"]},
    ),
    "fine": (HELD, pressed("ann", "Fine"), {}),
    "resumed": (
        HELD,
        until(15, 15),
        {
            "ann": [
                "Ann, this is your week in a few lines:",  # it is a Monday
                "The day until which this was on hold has come. Ben has it again.",
            ],
            "ben": ["The day until which you put this on hold has come. It is your turn again."],
        },
    ),
    "declined": (
        [ask],
        chosen("ben", "Decline", reason="I don't know that contract.", alternative="Ask Eva"),
        {"ann": ["Ben has to say no to this one:"]},
    ),
    "withdrawn": (
        [ask],
        pressed("ann", "No longer needed"),
        {"ben": ["Ann no longer needs this. There is nothing left to do."]},
    ),
    "closed": (ANSWERED, pressed("ann", "Yes"), {"ben": ["Ann says that it helped. Thank you."]}),
    "undone": (
        [ask, pressed("ben", "Got it", "Tomorrow")],
        pressed("ben", "Undo"),
        {"ann": ["Ben has taken that back; it stands as it did before."]},
    ),
    "who could help": (
        [ask],
        rarer("ben", "Who could help?", to="UEVA", word="She has the list."),
        {
            "ann": [SUGGESTED],
            "ben": ["I have asked Ann whether Eva may see this. Until then it stays with you."],
        },
    ),
    "who could help, refused": (
        [ask, rarer("ben", "Who could help?", to="UEVA", word="")],
        pressed("ann", "Keep it between us"),
        {"ben": ["Ann would rather keep this between the two of you."]},
    ),
    "who could help, agreed": (
        [ask, rarer("ben", "Who could help?", to="UEVA", word="")],
        pressed("ann", "Yes, they may"),
        {
            "ann": ["Ben passed it on to Eva, who has it from now on."],
            "ben": ["Ann has agreed: Eva has it now."],
            "eva": [HELLO],
        },
    ),
    "noted": (
        [ask],
        rarer(
            "ben",
            "Note a conversation",
            how="phone",
            text="She will send it.",
            day="2026-06-09",
            time="09:00",
        ),
        {"ann": ["Ben notes what was said on the phone, today 15:00:"]},
    ),
}


@pytest.mark.parametrize("row", list(ROWS))
async def test_the_other_side_hears_this_and_nothing_else(office: Office, row: str) -> None:
    before, act, expected = ROWS[row]
    for each in before:
        await each(office)
    ears = Ears(office)
    await act(office)
    assert ears.heard() == expected


async def test_two_put_together_are_told_of_and_one_goes_on(office: Office) -> None:
    await ask(office)
    await office.ask("ann", "@Ben The same once more, please")
    ears = Ears(office)
    await office.menu("ann", office.card("ann", "once more"), "Same as another")
    (oldest,) = await office.rows("SELECT min(id) AS id FROM requests")
    outcome = await office.submit("ann", into=str(oldest["id"]))
    assert outcome.ok, outcome
    assert ears.heard() == {
        "ben": [f"Ann has put this together with “{QUESTION}”, which asks the same. It goes on there."]
    }
    assert [row["status"] for row in await office.rows("SELECT status FROM requests ORDER BY id")] == [
        "open",
        "merged",
    ]


async def test_one_answer_for_several_reaches_each_of_them(office: Office) -> None:
    await ask(office)
    await office.ask("eva", f"@Ben {QUESTION}")
    ears = Ears(office)
    await office.rarer("ben", office.card("ben", "Eva asks you"), "Answer several")
    turns = await office.rows("SELECT request_id, id FROM turns ORDER BY id")
    values = [f"{turn['request_id']}:{turn['id']}" for turn in turns]
    outcome = await office.submit("ben", requests=values, text=ANSWER)
    assert outcome.ok, outcome
    assert ears.heard() == {"ann": ["Ben answers:"], "eva": ["Ben answers:"]}
