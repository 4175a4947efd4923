"""Friday: people ask, mistype, change their minds, and go home."""

from __future__ import annotations

from typing import Final

from bot.demo.story import Play, Scene

LEASE: Final = "Is the lease for the shop in Bergen safe to sign?"


async def ask_in_a_channel(play: Play) -> None:
    linus, emil = play.cast("linus", "emil")
    await linus.writes(
        "@Svar ask @Emil How do I get the new label printer onto the network?", channel="it-help"
    )
    play.expect("it-help", "Linus asks Emil:", "label printer", "With Emil")
    play.expect("emil", "Hello, I'm Svar.", "Nobody is scored.", "Linus asks you:", "It is your turn")
    play.expect("linus", "You asked Emil:", "With Emil since")
    await play.after(12)
    await emil.writes(
        "It is on the network already: choose “Fjordlys-Print”, no password needed.",
        channel="it-help",
        under="Linus asks Emil",
    )
    play.expect("emil", "I took that as your answer and told Linus.", kind="ephemeral")
    play.expect("linus", "Emil answers:", "Fjordlys-Print", "Did that solve it?")
    play.expect("it-help", "With Linus", kind="update")


async def date_gone_by(play: Play) -> None:
    oskar, freja = play.cast("oskar", "freja")
    await oskar.types(f"/request @Freja {LEASE} by yesterday 15:00")
    play.expect("oskar", "has already passed. When would you like it?", LEASE, kind="ephemeral")
    play.expect_silence("freja")
    await oskar.presses("Open the form")
    play.expect("oskar", "Ask a colleague", LEASE, kind="modal")
    await oskar.sends_form(
        {
            "What do you need?": LEASE,
            "By which day would you like it?": "2026-12-08",
            "At what time?": "15:00",
        }
    )
    play.expect("oskar", "Sent to Freja.", "Tue 8 Dec 15:00")
    play.expect("freja", "Oskar asks you:", "Can you by then?")
    await oskar.closes_form()
    await play.after(20)
    await freja.presses("Yes", on="safe to sign")
    play.expect("oskar", "Freja will answer by", "Dec", "8", "15:00.")


async def take_back(play: Play) -> None:
    (ann,) = play.cast("ann")
    await ann.types("/request @Emil My headset is silent. Can you have a look?")
    play.expect("emil", "Ann asks you:", "headset")
    await play.after(2)
    await ann.presses("Undo", on="headset")
    play.expect("ann", "Taken back.")
    play.expect("emil", "Ann no longer needs it.", kind="update")


async def before_the_weekend(play: Play) -> None:
    ann, maja = play.cast("ann", "maja")
    await ann.types("/request @Maja Which rate applies to the Oslo contract? by monday 12:00")
    play.expect("ann", "Sent to Maja.", "it is 16:50 in Stockholm", "Mon 7 Dec 12:00", kind="ephemeral")
    play.expect("ann", "You asked Maja:", "With Maja since today 16:50.", kind="message")
    play.expect("maja", "Hello, I'm Svar.", "Ann asks you:", "They would like it by", "Dec", "7", "12:00.")
    await play.after(3)
    await maja.presses("Yes", on="Oslo contract")
    play.expect("ann", "Maja will answer by", "Dec", "7", "12:00.", kind="message")
    play.expect("maja", "You said you would answer by", "Dec", "7", "12:00.", kind="update")


async def night_in_tokyo(play: Play) -> None:
    ann, ben = play.cast("ann", "ben")
    await ann.types("/request @Cleo Which voltage do the lamps for Ginza need? by tuesday")
    play.expect("ann", "back at work Mon 7 Dec 09:00 in Tokyo", "01:00 for you", kind="ephemeral")
    await play.after(2)
    await ann.types("/request @Ben Can we give the Ginza hotel 60 days to pay?")
    play.expect("ann", "Sent to Ben.", "They would normally see it now; it is 11:07 in New York.")
    play.expect("ben", "Ann asks you:", "60 days", when="Fri 11:07 New York")
    await play.after(9)
    await ben.presses("Tomorrow", on="60 days")
    play.expect("ann", "Ben will answer by", "Dec", "7", "23:00.", kind="message")
    await play.until("Sun 23:45 Oslo")
    play.expect_silence("cleo")


SCENES: Final = (
    Scene(
        "Fri 09:40 Copenhagen",
        "Friday morning: a question in a channel",
        "Linus in Stockholm asks in #it-help, and Emil in Copenhagen simply replies in the thread. Linus"
        " reads it, is content, and says nothing more. (Remember him on Wednesday.)",
        ask_in_a_channel,
    ),
    Scene(
        "Fri 10:15 Oslo",
        "A date that has gone by",
        "Oskar types too fast. Nothing is sent, and not a word of it is lost.",
        date_gone_by,
    ),
    Scene(
        "Fri 14:30 Oslo",
        "Second thoughts",
        "Ann's headset was only muted.",
        take_back,
    ),
    Scene(
        "Fri 16:50 Oslo",
        "Ten to five, and one more question",
        "Ann in Oslo needs a figure on Monday, from Maja in Stockholm.",
        before_the_weekend,
    ),
    Scene(
        "Fri 17:05 Oslo",
        "Where it is night, and where it is not",
        "It is five past one at night for Cleo in Tokyo, and eleven in the morning for Ben in New York."
        " Ann is told what to expect of each; Cleo is left alone all weekend.",
        night_in_tokyo,
    ),
)
