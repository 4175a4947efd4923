"""Monday: answers, questions back, things that belong to somebody else."""

from __future__ import annotations

from typing import Final

from bot.demo.story import Play, Scene


async def morning_in_tokyo(play: Play) -> None:
    (cleo,) = play.cast("cleo")
    await play.until("Mon 09:00 Tokyo")
    play.expect("cleo", "Hello, I'm Svar.", "Ann asks you:", "Ginza", when="Mon 09:00 Tokyo")
    await play.after(20)
    await cleo.writes("Do you mean the table lamps, or the ceiling ones?", under="Ginza")
    play.expect("cleo", "I took that as a question back, so it is Ann's turn.")
    play.expect("ann", "Cleo needs to know something first:", "table lamps", "It is your turn.")


async def reply_to_a_question(play: Play) -> None:
    ann, cleo = play.cast("ann", "cleo")
    await ann.types("/pending")
    play.expect("ann", "Waiting for you", "Cleo · Which voltage", "You wait for", "Maja · ", "Ben · ")
    await ann.writes("The ceiling ones.", under="Which voltage")
    play.expect("cleo", "Ann replies:", "The ceiling ones.", "It is your turn.", when="Mon 16:35 Tokyo")
    await play.after(15)
    await cleo.presses("Tomorrow", on="Ginza")
    play.expect("ann", "Cleo will answer by tomorrow 09:00.", kind="message")


async def answer_in_the_thread(play: Play) -> None:
    ann, maja = play.cast("ann", "maja")
    await maja.writes("The new one, 21 %, from 1 December.", under="Oslo contract")
    play.expect("maja", "I took that as your answer and told Ann.")
    play.expect("ann", "Maja answers:", "The new one, 21 %", "Did that solve it?", kind="message")
    await play.after(4)
    await ann.presses("Yes", on="The new one, 21 %")
    play.expect("maja", "Ann says that it helped. Thank you.", kind="message")
    play.expect("ann", "Closed: Maja's answer helped you.", kind="update")
    await play.after(1)
    await ann.presses("Not yet", on="The new one, 21 %")
    play.expect("ann", "That request has ended meanwhile. Nothing was changed.", kind="ephemeral")


async def cannot_be_asked(play: Play) -> None:
    (linus,) = play.cast("linus")
    await linus.types("/request @Rosa When will the photographs of the new lamp be ready? by wednesday")
    play.expect("linus", "Rosa is a guest here", "When will the photographs", kind="ephemeral")
    play.expect_silence("rosa")


async def ask_a_team(play: Play) -> None:
    linus, maja = play.cast("linus", "maja")
    await linus.types("/request @finance-team Who looks after our suppliers in Poland?")
    play.expect("linus", "Sent to finance-team.", "the first to take it has it", kind="ephemeral")
    play.expect("maja", "Linus asks finance-team:", "suppliers in Poland", "I'll take it", kind="message")
    await play.after(7)
    await maja.presses("I'll take it", on="suppliers in Poland")
    play.expect("linus", "Maja takes it.", kind="message")
    await maja.writes("Here you go: Freja looks after them, since October.", under="suppliers in Poland")
    play.expect("linus", "Maja answers:", "Freja looks after them", kind="message")
    await linus.presses("Yes", on="Freja looks after")


async def log_a_message(play: Play) -> None:
    linus, emil = play.cast("linus", "emil")
    await linus.writes("The projector in the big room shows everything in green.", channel="it-help")
    await play.after(6)
    await emil.logs("everything in green", channel="it-help")
    play.expect("emil", "The projector in the big room", "Linus asks me", kind="modal")
    await emil.sends_form({"Who asks whom?": "Linus asks me"})
    await emil.closes_form()
    play.expect("emil", "Linus asks you:", "everything in green")
    play.expect("linus", "You asked Emil:", "everything in green")
    await play.after(1)
    await emil.writes("On it.", under="everything in green", channel="dm")
    play.expect("emil", "I took that as “I'm on it” and told Linus.")
    play.expect("linus", "Emil has seen it and is on it:", "On it.")


async def hand_over(play: Play) -> None:
    linus, emil, oskar = play.cast("linus", "emil", "oskar")
    await emil.presses("Hand over", on="everything in green")
    await emil.sends_form(
        {"Who takes it from here?": "oskar", "A word to go with it": "The cable is broken; you order those."}
    )
    play.expect("linus", "Emil would like to pass this on to Oskar", "May they?")
    play.expect("emil", "I have asked Linus whether Oskar may see this.")
    await play.after(1)
    await linus.presses("Yes, they may")
    play.expect("linus", "Emil passed it on to Oskar, who has it from now on.")
    play.expect("oskar", "Linus asks you:", "everything in green")
    await play.after(1)
    await emil.presses("That's my answer")
    play.expect("emil", "Nothing was changed.", kind="ephemeral")
    await play.after(70)
    await oskar.presses("Answer", on="everything in green")
    await oskar.sends_form({"Your answer": "There is a new cable, and white is white again."})
    play.expect("linus", "Oskar answers:", "white is white again", "Did that solve it?")
    await play.after(5)
    await linus.presses("Yes", on="white is white")
    play.expect("oskar", "Linus says that it helped. Thank you.")


async def decline(play: Play) -> None:
    linus, freja, ben = play.cast("linus", "freja", "ben")
    await linus.types("/request today @Freja May I refund 900 kroner to the customer in Aarhus?")
    play.expect("freja", "Linus asks you, for today:", "Aarhus")
    await play.after(8)
    await freja.presses("Decline", on="Aarhus")
    await freja.sends_form(
        {
            "Why can't you?": "Legal has no say in refunds.",
            "What could work instead?": "Ben can allow them; he starts at three, our time.",
        }
    )
    play.expect("linus", "Freja has to say no to this one:", "no say in refunds", "Ben can allow them")
    await play.until("Mon 15:02 Stockholm")
    await linus.types("/request today @Ben May I refund 900 kroner to the customer in Aarhus?")
    play.expect("ben", "Linus asks you, for today:", when="Mon 09:02 New York")
    await play.after(10)
    await ben.presses("Answer", on="Aarhus")
    await ben.sends_form({"Your answer": "Yes, please go ahead."})
    play.expect("linus", "Ben answers:", "please go ahead", "Did that solve it?")
    await linus.presses("Yes", on="please go ahead")
    play.expect("ben", "Linus says that it helped.")


async def was_it_an_answer(play: Play) -> None:
    ann, ben = play.cast("ann", "ben")
    await ben.writes("Thirty, not sixty. They have agreed on the phone.", under="60 days")
    play.expect("ann", "Ben writes:", "Thirty, not sixty.")
    play.expect("ben", "Was it your answer?")
    await play.after(1)
    await ben.presses("That's my answer")
    play.expect("ann", "Ben answers:", "Thirty, not sixty.", "Did that solve it?")
    await play.after(6)
    await ann.writes("Thanks, that works!", under="60 days")
    play.expect("ann", "Shall I close it?")
    await ann.presses("Close it")
    play.expect("ben", "Ann says that it helped.")


SCENES: Final = (
    Scene(
        "Mon 00:45 Oslo",
        "Monday, nine o'clock in Tokyo",
        "Ann sleeps. Cleo's day begins, and so does Ann's question; Cleo needs to know something first.",
        morning_in_tokyo,
    ),
    Scene(
        "Mon 08:35 Oslo",
        "Whose turn is it?",
        "Ann is early and looks at what waits. She replies to Cleo, who will need until tomorrow.",
        reply_to_a_question,
    ),
    Scene(
        "Mon 09:10 Stockholm",
        "The figure, in time",
        "Maja writes in the thread, as to a person. Ann says that it helped; her second thought comes late.",
        answer_in_the_thread,
    ),
    Scene(
        "Mon 09:40 Stockholm",
        "Whom one cannot ask",
        "A guest sees little of the company, and cannot be asked. The words are kept.",
        cannot_be_asked,
    ),
    Scene(
        "Mon 09:45 Stockholm",
        "Whoever takes it",
        "Linus asks the finance team. Maja takes it, so Ben, who is still asleep, never hears of it.",
        ask_a_team,
    ),
    Scene(
        "Mon 10:00 Copenhagen",
        "Said in passing",
        "Linus mentions something in #it-help. Emil makes a request of it, so that it is not forgotten.",
        log_a_message,
    ),
    Scene(
        "Mon 10:20 Copenhagen",
        "Into other hands",
        "It is the cable, and cables are Oskar's. Linus is asked before a third person sees it.",
        hand_over,
    ),
    Scene(
        "Mon 13:30 Stockholm",
        "A no that helps",
        "Freja cannot allow it, and says who can.",
        decline,
    ),
    Scene(
        "Mon 16:20 Oslo",
        "Was that an answer?",
        "Ben's reply could be one, or not. Svar passes it on, and asks him rather than guess.",
        was_it_an_answer,
    ),
)
