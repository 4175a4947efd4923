"""Every name by which Slack refuses something: what becomes of a card, a line and a Home, and who hears."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot import metrics
from bot.delivery import upkeep
from bot.delivery.outbox import THREAD_GONE
from bot.delivery.places import FROZEN, GONE
from bot.delivery.sender import LOCKED_OUT, RATE_LIMITED, UNWELL
from bot.delivery.watchdog import SENTENCES
from bot.doctor import look_at_database
from bot.emulator import Fault
from bot.flows.requests import passing
from bot.flows.requests.moving import Target
from bot.flows.requests.passing import Passing, Way
from bot.rules.alarms import Alarm
from tests.delivery.acts import asked, change, newest, person
from tests.delivery.stages import Stage
from tests.delivery.test_watchdog import heard, watched

FOR_GOOD = sorted(
    FROZEN
    | {
        "block_mismatch",
        "bot_not_found",
        "cannot_dm_bot",
        "channel_not_found",
        "duplicate_channel_not_found",
        "ekm_not_allowed",
        "invalid_blocks",
        "invalid_blocks_format",
        "message_limit_exceeded",
        "messages_tab_disabled",
        "metadata_too_large",
        "msg_blocks_too_long",
        "msg_too_long",
        "no_text",
        "not_allowed",
        "not_enabled",
        "not_in_channel",
        "restricted_action",
        "restricted_action_read_only_channel",
        "too_many_attachments",
        "user_disabled",
        "user_not_found",
        "user_not_in_channel",
        "user_not_visible",
        "view_too_large",
        "a_name_that_nobody_foresaw",
    }
)
"""Whatever is not known to pass is for good, by whichever name."""
HOUR = timedelta(hours=1)


def test_no_name_is_for_good_and_passes() -> None:
    assert not set(FOR_GOOD) & (LOCKED_OUT | UNWELL | RATE_LIMITED | {GONE, THREAD_GONE})


async def refuse(stage: Stage, method: str, error: str, times: int = 1) -> None:
    stage.emulator.faults.add(Fault(method, "error", error=error, times=times))


def failed(what: str) -> float:
    """How much of that kind the figures say was given up on."""
    return metrics.REGISTRY.get_sample_value("svar_sent_total", {"what": what, "outcome": "failed"}) or 0


async def is_given_up(stage: Stage, error: str) -> None:
    """It is not tried again, and whoever runs Svar finds it."""
    calls = len(stage.emulator.calls)
    for _ in range(3):
        await stage.later(HOUR)
    assert len(stage.emulator.calls) == calls
    assert await stage.at_rest()
    found = [one.what for one in await look_at_database(stage.svar.settings)]
    assert f"1 cards, lines and Homes were given up on: 1 for {error}." in found[-1]
    await upkeep.look(stage.svar.house)
    dead = await stage.rows("SELECT id FROM homes WHERE failure IS NOT NULL")
    assert metrics.REGISTRY.get_sample_value("svar_dead_rows") == 1 - len(dead)  # a Home is opened again


@pytest.mark.parametrize("error", FOR_GOOD)
async def test_a_card_that_nobody_can_be_shown(simple: Stage, error: str) -> None:
    await simple.ask("Which rate applies?")
    await simple.run("UPDATE places SET due_at = NULL WHERE side = 'owner'")
    await simple.deliver()
    await refuse(simple, "chat.postMessage", error)
    await simple.run("UPDATE places SET due_at = :now WHERE side = 'owner'", now=simple.clock.now())
    await simple.deliver()
    (place,) = await simple.places("failure IS NOT NULL")
    assert (place["side"], place["failure"], place["due_at"]) == ("owner", error, None)
    (line,) = simple.lines("ann")
    assert "could not reach *Ben*" in line.text
    await is_given_up(simple, error)


@pytest.mark.parametrize("error", FOR_GOOD)
async def test_a_card_that_cannot_be_drawn_anew(simple: Stage, error: str) -> None:
    await asked(simple)
    await change(simple, "Which rate, now?")
    await simple.run("UPDATE places SET due_at = NULL WHERE side = 'requester'")
    await refuse(simple, "chat.update", error)
    await simple.deliver()
    failed = await simple.places("failure IS NOT NULL")
    told = [line for line in simple.lines("ann") if "could not reach" in line.text]
    if error in FROZEN:  # what Slack shows is what stays, and all that follows is said
        assert (failed, told) == ([], [])
        assert await simple.at_rest()
        return
    assert [place["failure"] for place in failed] == [error]
    assert len(told) == 1
    await simple.run("UPDATE places SET due_at = :now WHERE side = 'requester'", now=simple.clock.now())
    await simple.deliver()
    await is_given_up(simple, error)


@pytest.mark.parametrize("error", FOR_GOOD)
async def test_a_line_that_nobody_can_be_told(simple: Stage, error: str) -> None:
    await asked(simple)
    await refuse(simple, "chat.postMessage", error)
    await simple.say("ann", "Is it 21 %?", simple.card("ann"))
    await simple.deliver()
    (item,) = await simple.outbox("failure IS NOT NULL")
    assert (item["reason"], item["failure"], item["due_at"]) == ("relay", error, None)
    assert len([line for line in simple.lines("ann") if "could not reach *Ben*" in line.text]) == 1
    await is_given_up(simple, error)


@pytest.mark.parametrize("error", FOR_GOOD)
async def test_a_home_that_cannot_be_shown(simple: Stage, error: str) -> None:
    await asked(simple)
    before = failed("home")
    await refuse(simple, "views.publish", error)
    await simple.emulator.open_home("ben")
    await simple.deliver()
    assert failed("home") == before + 1
    assert await simple.rows("SELECT failure, due_at FROM homes") == [{"failure": error, "due_at": None}]
    await is_given_up(simple, error)
    await simple.emulator.open_home("ben")
    await simple.deliver()
    assert "Which rate applies?" in str(simple.emulator.sees("ben").home)
    assert await simple.rows("SELECT failure FROM homes") == [{"failure": None}]


@pytest.mark.parametrize("error", sorted(LOCKED_OUT))
async def test_what_shuts_svar_out_ends_nothing_and_is_told_once(simple: Stage, error: str) -> None:
    dog = await watched(simple)
    await simple.emulator.open_home("ben")
    await simple.deliver()
    await refuse(simple, "*", error, times=10_000)
    await simple.ask("Something else?")
    await simple.say("eva", "And the third thing?", simple.card("eva", "Which rate"))
    before = len(simple.emulator.calls)
    for _ in range(4):
        await simple.later(timedelta(minutes=6))
        await dog.look()
        assert SENTENCES[Alarm.LOCKED_OUT] in dog.problems
    assert not await simple.places("failure IS NOT NULL")
    assert not await simple.outbox("failure IS NOT NULL")
    assert not await simple.rows("SELECT id FROM homes WHERE failure IS NOT NULL")
    assert len(simple.emulator.calls) - before < 40  # each waits for some minutes
    simple.emulator.faults.clear()
    await simple.later(timedelta(minutes=6))
    assert simple.card("ben", "Something else?")
    assert len([line for line in simple.lines("ben") if "third thing" in line.text]) == 1
    await dog.look()
    assert dog.problems == []
    await simple.later(timedelta(minutes=6))
    assert len(heard(simple)) <= 1
    assert await simple.at_rest()


@pytest.mark.parametrize("error", sorted(UNWELL))
async def test_what_passes_ends_nothing(simple: Stage, error: str) -> None:
    await asked(simple)
    await simple.emulator.open_home("ben")
    await simple.deliver()
    for method in ("chat.postMessage", "chat.update", "views.publish"):
        await refuse(simple, method, error, times=2)
    await simple.ask("Something else?")
    await change(simple, "Which other?")
    for _ in range(4):
        await simple.later(timedelta(minutes=6))
    assert simple.card("ben", "Which other?")
    assert "Which other?" in str(simple.emulator.sees("ben").home)
    assert await simple.at_rest()


async def test_whoever_waits_hears_that_the_one_it_was_lent_to_cannot_be_reached(simple: Stage) -> None:
    await simple.ask("Something else?", by="eva")
    await asked(simple)
    ann, ben, eva = [await person(simple, slack_id) for slack_id in ("UANN", "UBEN", "UEVA")]
    target, now = Target(await newest(simple)), simple.clock.now()
    await simple.store.write(passing.pass_on, ben, target, Passing(eva, Way.LEND), now=now)
    (entry,) = await simple.rows("SELECT max(id) AS id FROM trail")
    await simple.deliver()
    await simple.store.write(passing.agree, ann, target, (entry["id"], True), now=now)
    simple.emulator.person("eva").deleted = True
    await simple.deliver()
    assert len([line for line in simple.lines("ann") if "could not reach *Eva*" in line.text]) == 1
