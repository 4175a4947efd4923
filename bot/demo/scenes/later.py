"""Monday night to Wednesday: what was promised comes, and what is left closes itself."""

from __future__ import annotations

from typing import Final

from bot.demo.company import PEOPLE
from bot.demo.story import Play, Scene


async def start_anew(play: Play) -> None:
    await play.stage.restart()
    await play.after(60)
    for person in PEOPLE:
        play.expect_silence(person["name"])


async def not_yet(play: Play) -> None:
    ann, cleo = play.cast("ann", "cleo")
    await cleo.writes("It is 100 V everywhere in Japan.", under="Ginza")
    play.expect("ann", "Cleo answers:", "100 V", "Did that solve it?")
    await play.until("Tue 08:25 Oslo")
    await ann.presses("Not yet", on="100 V")
    await ann.sends_form({"What is still missing?": "And the frequency? Our catalogue asks for 50 or 60 Hz."})
    play.expect("cleo", "Ann needs a little more:", "50 or 60 Hz", "It is your turn.", kind="message")
    await play.after(12)
    await cleo.writes("Tokyo has 50 Hz, Osaka 60.", under="Ginza")
    play.expect("ann", "Cleo answers:", "Tokyo has 50 Hz", "Did that solve it?")


async def partly(play: Play) -> None:
    (ann,) = play.cast("ann")
    await ann.presses("Partly", on="Tokyo has 50 Hz")
    play.expect("cleo", "Ann says that it helped in part.", kind="message")


async def promise_kept(play: Play) -> None:
    oskar, freja = play.cast("oskar", "freja")
    await freja.presses("Answer", on="safe to sign")
    await freja.sends_form({"Your answer": "It is. They have changed paragraph 7 as we asked."})
    play.expect("oskar", "Freja answers:", "paragraph 7", "Did that solve it?")
    await play.after(3)
    await oskar.presses("Yes", on="paragraph 7")
    play.expect("freja", "Oskar says that it helped.", kind="message")


async def without_word(play: Play) -> None:
    (emil,) = play.cast("emil")
    await play.until("Wed 10:00 Copenhagen")
    play.expect("emil", "Linus said nothing more, so this is closed.", kind="message")
    play.expect("it-help", "Closed:", kind="update")
    await emil.types("/pending")
    play.expect("emil", "Nobody is waiting for you. Enjoy it.", "You wait for nobody.")


SCENES: Final = (
    Scene(
        "Mon 23:00 Oslo",
        "Monday night: Svar is stopped and started anew",
        "There is a new version of it. Nothing is lost, nothing comes twice, and nobody is written to.",
        start_anew,
    ),
    Scene(
        "Tue 10:00 Tokyo",
        "Tuesday: nearly, but not yet",
        "Cleo answers while Ann sleeps. At breakfast Ann sees that something is missing.",
        not_yet,
    ),
    Scene("Tue 08:45 Oslo", "In part", "What Osaka has will matter next year; for now it is enough.", partly),
    Scene("Tue 11:00 Copenhagen", "A promise kept", "Freja said Tuesday at three.", promise_kept),
    Scene(
        "Wed 09:30 Copenhagen",
        "Wednesday: the one who said nothing",
        "Three working days ago Linus got his answer about the printer. Svar does not ask him for a receipt.",
        without_word,
    ),
)
