"""What the simulated people want from each other, and what each of them then does about it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

from tests.proofs.month.company import Colleague

GRID = 5  # minutes; people do things at such moments only
DAY = 480
DAY_AND_A_HALF = 36 * 60


@dataclass(frozen=True)
class Act:
    """Something somebody does, so many of their own working minutes after what was done before it.

    `who` is a part in the case: requester, owner, or third.
    """

    what: str
    who: str
    minutes: tuple[int, int]
    option: str = ""


@dataclass(frozen=True)
class Course:
    """How often things go this way, of a hundred, and what is done."""

    weight: int
    acts: tuple[Act, ...]


@dataclass(frozen=True)
class Case:
    """One request and its people, known to everybody by the number in its words.

    It is shown in a `channel`, if that is chosen: on the form, or by a mention there. Who `wants_cover` asks
    whoever stands in for an owner who is away, who then is the owner `instead_of` them.
    """

    number: int
    asked_at: int
    requester: Colleague
    owner: Colleague
    third: Colleague
    urgency: str
    wish: str
    acts: tuple[Act, ...]
    words: str
    channel: str = ""
    is_mention: bool = False
    wants_cover: bool = False
    instead_of: Colleague | None = None

    def part(self, who: str) -> Colleague:
        return {"requester": self.requester, "owner": self.owner, "third": self.third}[who]


SOON, LATER, LATE = (10, 400), (2 * DAY, 6 * DAY), (6 * DAY, 12 * DAY)


def _owner(what: str, minutes: tuple[int, int], option: str = "") -> Act:
    return Act(what, "owner", minutes, option)


def _requester(what: str, minutes: tuple[int, int] = SOON, option: str = "") -> Act:
    return Act(what, "requester", minutes, option)


YES = _requester("press", (10, 900), "Yes")
MAY = _requester("press", (10, 900), "Yes, they may")
TODAY, TOMORROW, THIS_WEEK = (_owner("promise", SOON, by) for by in ("Today", "Tomorrow", "This week"))
COURSES = (
    Course(30, (_owner("answer", SOON), YES)),
    Course(15, (_owner("answer", SOON),)),
    Course(8, (_owner("answer", LATER), YES)),
    Course(4, (_owner("answer", LATE), YES)),
    Course(4, (TODAY, _owner("answer", (5, 100)), YES)),
    Course(4, (TOMORROW, _owner("answer", SOON), YES)),
    Course(3, (THIS_WEEK, _owner("answer", SOON))),
    Course(3, (TODAY, _owner("answer", LATER), YES)),
    Course(3, (TOMORROW, _owner("answer", LATER), YES)),
    Course(2, (TOMORROW, _owner("promise", (60, 300), "This week"), _owner("answer", LATER))),
    Course(4, (_owner("ask_back", SOON), _requester("reply"), _owner("answer", SOON), YES)),
    Course(2, (_owner("ask_back", SOON), _requester("reply", LATER), _owner("answer", LATER))),
    Course(4, ()),
    Course(2, (_owner("hold", SOON), _owner("answer", LATER), YES)),
    Course(3, (_owner("answer", SOON), _requester("not_yet"), _owner("answer", LATER), YES)),
    Course(2, (_owner("decline", SOON),)),
    Course(2, (_requester("press", (900, 2000), "No longer needed"),)),
    Course(3, (_owner("on_it", SOON), _owner("answer", LATER), YES)),
    Course(2, (_owner("later", SOON), _owner("answer", LATER))),
    Course(1, (_owner("quiet", SOON),)),
    Course(2, (_owner("hand_over", SOON), MAY, Act("answer", "third", LATER), YES)),
    Course(2, (_owner("lend", SOON), MAY, Act("return", "third", LATER), _owner("answer", SOON), YES)),
)
STILL = tuple(_requester("press_newest", SOON, label) for label in ("Still need it", "No longer needed"))
"""What who asks does when nobody has answered."""

CHANNELS = ("ops", "sales", "lab")
SUBJECTS = ("rate", "contract", "invoice", "key", "address", "form", "date", "price", "file", "room", "name")
PLACES = ("Bergen", "Turin", "Porto", "Delft", "Gent", "Lyon", "Aarhus", "Lund", "Graz", "Basel", "Kiel")


def cases(company: Sequence[Colleague], count: int, period: tuple[int, int], chance: Random) -> list[Case]:
    """So many requests, asked at moments in which those who ask are at work."""
    found: list[Case] = []
    while len(found) < count:
        at = chance.randrange(period[0], period[1]) // GRID * GRID
        requester, owner, third = chance.sample(company, 3)
        if requester.hours.works(at):
            found.append(_case(len(found), at, (requester, owner, third), chance))
    return _with_few_urgent(found)


def with_choices(found: Sequence[Case], chance: Random) -> list[Case]:
    """The same, one in eight of them shown in a channel; half of those who can choose ask a cover."""
    return [_with_choices(case, chance) for case in found]


def _with_choices(case: Case, chance: Random) -> Case:
    case = replace(case, wants_cover=chance.random() < 0.5)
    channel, is_mention = chance.choice(CHANNELS), chance.random() < 0.5
    if chance.random() > 0.125:
        return case
    acts = tuple(act for act in case.acts if act != MAY)  # nobody has to be asked: everybody may see it
    is_mention = is_mention and not case.urgency
    return replace(case, wish="", acts=acts, channel=channel, is_mention=is_mention)


def _with_few_urgent(found: Sequence[Case]) -> list[Case]:
    """The same with at most two urgent ones of one person in a day and a half: more would be refused."""
    asked: dict[str, list[int]] = defaultdict(list)
    calmed = set()
    for case in sorted(found, key=lambda case: case.asked_at):
        if case.urgency != "urgent ":
            continue
        before = asked[case.requester.name]
        if len(before) > 1 and case.asked_at - before[-2] < DAY_AND_A_HALF:
            calmed.add(case.number)
        else:
            before.append(case.asked_at)
    return [replace(case, urgency="today ") if case.number in calmed else case for case in found]


def _case(number: int, at: int, people: tuple[Colleague, Colleague, Colleague], chance: Random) -> Case:
    course = chance.choices(COURSES, [each.weight for each in COURSES])[0]
    urgency = chance.choices(("", "today ", "urgent "), (92, 5, 3))[0]
    wish = chance.choice(
        ("", "", "", "", "", "", "", " by friday 14:00", " by wednesday", " by tomorrow 12:00")
    )
    words = f"Which {chance.choice(SUBJECTS)} applies in {chance.choice(PLACES)}, case {number:05}?"
    return Case(number, at, *people, urgency, "" if urgency else wish, course.acts, words)


def moment(case: Case, act: Act, now: int, chance: Random) -> int | None:
    """When something is done, if what was before it was done now."""
    hours = case.part(act.who).hours
    at = hours.after(now, chance.randint(*act.minutes))
    return None if at is None else hours.next(-(-at // GRID) * GRID)
