"""How long questions waited before Svar came, read from exports with all of Slack's oddities."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from export_files import ANN, BEN, CLEO, MEMBERS, Export, member

from bot.baseline import ExportError, Report, measure, open_export
from bot.baseline.colleagues import Left
from bot.i18n import texts

BOT, GUEST, GONE, STRANGER, NOBODY = "U1BOT", "U1GUEST", "U1GONE", "U1STRANGER", "U1NOBODY"
ENGLISH = texts("en")
WORKED_CHECK = [(0.5, 1), (1, 2), (2, 1), (3, 1), (4, 1), (6, 1), (9, 1)]  # hours, and how many took them


@pytest.fixture
def export() -> Export:
    return Export()


def read(path: Path) -> Report:
    with open_export(path) as opened:
        return measure(opened, opened.channels())


def fill(export: Export) -> None:
    """Ten questions to five people, each answered after an hour, so that figures may be shown."""
    for number in range(10):
        owner, asker = MEMBERS[number % 5], MEMBERS[5 + number % 3]
        export.ask(asker, owner, number * 24 % 96, channel=f"filler{number}")
        export.write(owner, "4 %", number * 24 % 96 + 1, channel=f"filler{number}")


def waits_of(export: Export, folder: Path) -> tuple[int, int, dict[str, Any]]:
    """Questions, answered, and what was left out, besides those of `fill`."""
    fill(export)
    said = read(export.zipped(folder)).as_json()
    return said["questions"] - 10, said["answered"] - 10, said["excluded"]


def test_the_worked_check(export: Export, tmp_path: Path) -> None:
    """Eight answered after 0.5 to 9 working hours, two open at 20 and 30: a half within 3, 85 % not by 9."""
    export.people = [member(each, tz="Etc/GMT+1") for each in MEMBERS]  # at work from 10:00 to 18:00 UTC
    lengths = [hours for hours, number in WORKED_CHECK for _ in range(number)]
    for number, working_hours in enumerate(lengths):
        channel, owner = f"channel{number}", MEMBERS[number % 6]
        export.ask(MEMBERS[7], owner, 1, channel=channel)
        days, rest = divmod(working_hours, 8)
        export.write(owner, "4 %", 1 + days * 24 + rest, channel=channel)
    export.ask(MEMBERS[7], MEMBERS[4], 24 + 1 + 2, channel="open")  # Tuesday, two hours into the day
    export.ask(MEMBERS[7], MEMBERS[5], 1, channel="open")
    export.write(MEMBERS[7], "bye", 3 * 24 + 1 + 6, channel="last")  # Thursday: 20 and 30 working hours later

    said = read(export.zipped(tmp_path)).as_json()

    assert (said["questions"], said["answered"], said["open"]) == (10, 8, 2)
    assert (said["median_hours"], said["p85_hours"]) == (3.0, None)
    assert said["ci"]["median_hours"][0] == 0.5
    assert said["ci"]["p85_hours"][1] is None


def test_the_zip_its_folder_and_a_zip_of_the_folder_say_the_same(export: Export, tmp_path: Path) -> None:
    fill(export)
    said = read(export.zipped(tmp_path))

    assert read(export.unpacked(tmp_path)) == said
    assert read(export.zipped(tmp_path, inside="acme export Mar 2026/")) == said
    assert said.measured is not None
    assert said.measured.estimate.median.at == 60


def test_a_reply_counts_in_the_thread_or_outside_threads_in_the_channel(
    export: Export, tmp_path: Path
) -> None:
    asked = export.ask(ANN, BEN, 0, channel="thread")
    export.write(BEN, "4 %", 1, channel="thread", thread_ts=asked)
    export.ask(ANN, BEN, 0, channel="channel")
    export.write(BEN, "4 %", 1, channel="channel")
    parent = export.write(CLEO, "lunch?", 0, channel="other_thread")
    export.ask(ANN, BEN, 1, channel="other_thread", thread_ts=parent)
    export.write(BEN, "noon", 2, channel="other_thread")  # outside the thread in which he was asked

    assert waits_of(export, tmp_path)[:2] == (3, 2)


def test_a_question_that_opens_a_thread_is_outside_it_too(export: Export, tmp_path: Path) -> None:
    asked = export.ask(ANN, BEN, 0)
    export.messages["general"][-1]["thread_ts"] = asked
    export.write(CLEO, "I wonder as well", 1, thread_ts=asked)
    export.write(BEN, "4 %, both of you", 2)
    export.write(BEN, "and 5 % from May", 3, thread_ts=asked)

    assert waits_of(export, tmp_path)[:2] == (1, 1)


def test_a_reply_on_another_day_is_found_and_another_channel_is_another_place(
    export: Export, tmp_path: Path
) -> None:
    asked = export.ask(ANN, BEN, 7)
    export.write(BEN, "4 %", 25, thread_ts=asked)
    export.ask(ANN, CLEO, 7)
    export.write(CLEO, "hello", 8, channel="elsewhere")

    assert waits_of(export, tmp_path)[:2] == (2, 1)


def test_whoever_names_the_asker_in_an_answer_asks_nothing(export: Export, tmp_path: Path) -> None:
    asked = export.ask(ANN, BEN)
    export.write(BEN, f"<@{ANN}> 4 %, or <@{CLEO}>?", 1, thread_ts=asked)

    assert waits_of(export, tmp_path) == (2, 1, {"answer": 1})


def test_one_reply_answers_all_that_was_asked_there(export: Export, tmp_path: Path) -> None:
    export.ask(ANN, BEN)
    export.write(CLEO, f"<@{BEN}> <@{BEN}> and <@{ANN}|ann>, may I know as well?", 1)
    export.write(BEN, "4 %", 2)

    assert waits_of(export, tmp_path)[:2] == (3, 2)


def test_bots_notices_and_people_who_are_no_colleagues_are_left_out_and_told(
    export: Export, tmp_path: Path
) -> None:
    export.people += [
        member(BOT, is_bot=True),
        member(GUEST, is_restricted=True),
        member(GONE, deleted=True),
        member(STRANGER, team_id="T2"),
    ]
    for owner in (BOT, "USLACKBOT", GUEST, GONE, STRANGER, NOBODY, ANN):
        export.ask(ANN, owner)
    for asker in (BOT, STRANGER, NOBODY):
        export.ask(asker, BEN)
    export.write(None, f"<@{BEN}> build failed", subtype="bot_message", bot_id="B1")
    export.write(ANN, f"<@{BEN}> a reminder", bot_id="B2")
    export.write(BEN, f"<@{BEN}> has joined the channel", subtype="channel_join")
    export.ask(GUEST, BEN)
    export.ask(GONE, BEN)
    export.write(CLEO, "mail@example.com and <!channel> and <#C1|general>, none of them anybody")

    questions, answered, excluded = waits_of(export, tmp_path)

    assert (questions, answered) == (2, 0)
    assert excluded == {
        "by_bot": 3, "by_stranger": 1, "by_unknown": 1, "notice": 1, "to_bot": 2, "to_gone": 1, "to_guest": 1,
        "to_oneself": 1, "to_stranger": 1, "to_unknown": 1,
    }  # fmt: skip


def test_somebody_of_a_sister_workspace_is_a_colleague(export: Export, tmp_path: Path) -> None:
    export.people.append(member("W1", team_id="T2", enterprise_user={"id": "W1"}))
    export.ask(ANN, "W1")

    assert waits_of(export, tmp_path) == (1, 0, {})


def test_neither_a_bot_nor_a_notice_answers_for_anybody(export: Export, tmp_path: Path) -> None:
    export.ask(ANN, BEN)
    export.write(BEN, "I am away", 1, bot_id="B1")
    export.write(BEN, "set the channel topic", 2, subtype="channel_topic")

    assert waits_of(export, tmp_path)[:2] == (1, 0)


@pytest.mark.parametrize("subtype", ["file_share", "thread_broadcast", "me_message"])
def test_what_people_write_has_several_kinds(export: Export, tmp_path: Path, subtype: str) -> None:
    asked = export.ask(ANN, BEN, files=[{"id": "F1"}])
    export.write(BEN, "", 1, subtype=subtype, thread_ts=asked, files=[{"id": "F2"}])

    assert waits_of(export, tmp_path)[:2] == (1, 1)


def test_an_edited_question_is_one_and_a_deleted_one_is_none(export: Export, tmp_path: Path) -> None:
    export.ask(ANN, BEN, edited={"user": ANN, "ts": "1772442999.000000"})
    export.write(None, None, 1, subtype="message_changed", message={"text": f"<@{BEN}>?"})
    deleted = export.ask(CLEO, BEN, 2)
    export.write(None, None, 3, subtype="message_deleted", deleted_ts=deleted)
    export.write("USLACKBOT", "This message was deleted.", 4, subtype="tombstone", thread_ts=deleted)

    assert waits_of(export, tmp_path) == (1, 0, {"deleted": 1})


def test_working_time_is_that_of_whoever_is_asked(export: Export, tmp_path: Path) -> None:
    """Monday 16:00 to Tuesday 10:00 are two hours of work in London; in Tokyo it is night at first."""
    export.people = [member(each, tz="Asia/Tokyo" if each == BEN else "Europe/London") for each in MEMBERS]
    for number, owner in enumerate([*MEMBERS[2:7] * 2]):
        export.ask(ANN, owner, 7, channel=f"c{number}")
        export.write(owner, "4 %", 25, channel=f"c{number}")
    assert read(export.zipped(tmp_path)).as_json()["median_hours"] == 2.0

    export.ask(ANN, BEN, 7, channel="tokyo")
    export.write(BEN, "4 %", 7 + 4, channel="tokyo")  # 05:00 on Tuesday

    report = read(export.zipped(tmp_path))
    assert report.measured is not None
    assert report.measured.estimate.asked == 11
    assert report.as_json()["ci"]["median_hours"][0] == 2.0


def test_nothing_at_all_is_said_about_four_people_or_nine_questions(export: Export, tmp_path: Path) -> None:
    for number in range(40):
        export.ask(ANN, MEMBERS[1 + number % 4], number)
    report = read(export.zipped(tmp_path))

    assert report.measured is None
    assert report.in_words(ENGLISH) == ENGLISH.t("figures.not_enough")
    assert all(value is None for name, value in report.as_json().items() if name != "skipped")


def test_one_person_who_is_asked_most_of_it_is_not_laid_bare(export: Export, tmp_path: Path) -> None:
    fill(export)
    for number in range(11):
        export.ask(ANN, BEN, number, channel=f"busy{number}")

    assert read(export.zipped(tmp_path)).measured is None


def test_private_channels_and_direct_messages_are_left_unread(export: Export, tmp_path: Path) -> None:
    for folder in ("secret", "D0123", "mpdm-ann--ben-1"):
        export.ask(ANN, BEN, channel=folder)
    export.files |= {
        "groups.json": json.dumps([{"id": "G1", "name": "secret"}]).encode(),
        "dms.json": json.dumps([{"id": "D0123"}]).encode(),
        "mpims.json": json.dumps([{"id": "G2", "name": "mpdm-ann--ben-1"}]).encode(),
    }

    assert waits_of(export, tmp_path) == (0, 0, {})


def test_broken_files_are_named_and_skipped(export: Export, tmp_path: Path) -> None:
    fill(export)
    export.files |= {
        "general/2026-03-02.json": b"[{",
        "general/2026-03-03.json": b'{"no": "list"}',
        "general/2026-03-04.json": b"\xff\xfe",
        "general/2026-03-05.json": b"[" * 100_000,
        "general/canvas.json": b"neither a day nor read",
    }
    report = read(export.zipped(tmp_path))

    assert report.measured is not None
    assert report.skipped == tuple(f"general/2026-03-0{day}.json" for day in (2, 3, 4, 5))
    assert "general/2026-03-04.json" in report.in_words(ENGLISH)
    assert read(export.unpacked(tmp_path)).skipped == report.skipped


def test_a_file_damaged_inside_the_zip_is_skipped(export: Export, tmp_path: Path) -> None:
    fill(export)
    export.files["general/2026-03-02.json"] = json.dumps([{"ts": "x" * 200}]).encode()
    path = export.zipped(tmp_path)
    path.write_bytes(path.read_bytes().replace(b"x" * 200, b"y" * 200))

    assert read(path).skipped == ("general/2026-03-02.json",)


def test_messages_that_are_none_disturb_nobody(export: Export, tmp_path: Path) -> None:
    asked = export.ask(ANN, BEN)
    odd = [
        {},
        {"ts": 5},
        {"ts": "soon", "user": BEN, "text": "4 %"},
        {"ts": "1772442000.x", "user": BEN, "text": f"<@{CLEO}>"},
        {"ts": "1772442001.000001", "user": [BEN], "text": "4 %"},
        {"ts": "1772442002.000001", "user": {"id": BEN}, "text": f"<@{CLEO}>"},
        {"ts": "1772442003.000001", "user": BEN, "text": 7},
        {"ts": "1772442004.000001", "user": BEN, "text": "4 %", "thread_ts": [asked]},
        {"ts": "1772442005.000001", "user": BEN, "text": "4 %", "subtype": ["file_share"]},
        {"ts": "1772442006.000001", "subtype": "message_deleted", "deleted_ts": [asked]},
        {"ts": "1772442007.000001", "user": CLEO, "text": "half a face: \ud83d"},
    ]
    export.files["general/2026-03-01.json"] = json.dumps(odd).encode()

    assert waits_of(export, tmp_path) == (1, 0, {})


@pytest.mark.parametrize("content", [None, b"", b"no zip"])
def test_what_is_no_export_is_said_to_be_none(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "export.zip"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(ExportError):
        read(path)


@pytest.mark.parametrize("name", ["users.json", "dms.json"])
def test_without_a_list_of_people_or_of_what_is_private_nothing_is_read(
    export: Export, tmp_path: Path, name: str
) -> None:
    export.files[name] = b"[{"

    with pytest.raises(ExportError, match=name):
        read(export.zipped(tmp_path))
    with zipfile.ZipFile(tmp_path / "empty.zip", "w"):
        pass
    with pytest.raises(ExportError, match="no users"):
        read(tmp_path / "empty.zip")


def test_it_is_said_in_plain_words(export: Export, tmp_path: Path) -> None:
    fill(export)
    for number in range(4):
        export.ask(ANN, BEN, number, channel="open")
    said = read(export.zipped(tmp_path)).in_words(ENGLISH)

    assert (
        "14 questions were put to a colleague in public channels between 2026-03-02 and 2026-03-05." in said
    )
    assert "Half of all questions were answered within 1 working hour, fewer than 85 % within" in said
    assert "4 of 14 are still open." in said
    assert not any(slack_id in said for slack_id in MEMBERS)


def test_every_reason_has_its_words() -> None:
    assert all(ENGLISH.n(f"baseline.left.{why}", 2) for why in Left)
