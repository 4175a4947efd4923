"""Whose turn it was and when, from what people did and from nothing else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from tests.proofs.month.company import Colleague
from tests.proofs.month.readings import Heard
from tests.proofs.month.stories import Case


@dataclass(frozen=True)
class Done:
    """Something that somebody did about a case, and what they were told at once; `told` is of commands."""

    at: int
    case: int
    what: str
    who: str
    option: str = ""
    told: str = ""


@dataclass
class Promise:
    """An answer by `by`, said at `at`; it holds until it is moved, kept, or nobody's any more."""

    at: int
    by: int
    until: int | None = None


@dataclass
class Turn:
    """One stretch in which one person had it: asked, asked_back, lent, answered or held.

    `acted` are the minutes in which they did something about it, `later` when they wanted to hear of it
    (by when they said so), `quiet_from` when they wanted to hear no more, and `renewed` when the one who asks
    said that it is still needed.
    """

    case: Case
    holder: Colleague
    why: str
    since: int
    until: int | None = None
    acted: list[int] = field(default_factory=list)
    promises: list[Promise] = field(default_factory=list)
    later: dict[int, int] = field(default_factory=dict)
    quiet_from: int | None = None
    renewed: list[int] = field(default_factory=list)
    held_until: int | None = None

    def is_open(self, at: int) -> bool:
        return self.since <= at and (self.until is None or at < self.until)

    @property
    def is_reminded(self) -> bool:
        return self.why in ("asked", "asked_back", "lent")

    def promise(self, at: int) -> Promise | None:
        """What holds at that moment."""
        return next((p for p in self.promises if p.at <= at and (p.until is None or at < p.until)), None)


class Ledger:
    """Every turn of every case; `moved` is what was done while there was a turn to move."""

    def __init__(self, cases: Sequence[Case], done: Iterable[Done], heard: Iterable[Heard], end: int) -> None:
        self.cases, self.end = cases, end
        self.of_case: dict[int, list[Turn]] = defaultdict(list)
        self.moved: list[Done] = []
        self._ways: dict[int, str] = {}
        self.closed = {
            each.case: each.at for each in heard if each.kind == "closed_card" and each.case is not None
        }
        said = {(each.case, each.kind, each.at): each for each in heard if each.case is not None}
        for one in sorted(done, key=lambda one: one.at):
            self._enter(cases[one.case], one, said)
        for number, turns in list(self.of_case.items()):
            self._resume(cases[number], end)
            if number in self.closed and turns[-1].until is None:
                self._end(turns[-1], self.closed[number])
        self.of_person: dict[str, list[Turn]] = defaultdict(list)
        for turns in self.of_case.values():
            for turn in turns:
                self.of_person[turn.holder.name].append(turn)

    def at(self, case: int, at: int) -> Turn | None:
        """The turn of a case that was open then; that which was closed by the clock in that minute, too."""
        was_closed = self.closed.get(case) == at
        return next((turn for turn in reversed(self.of_case[case]) if turn.is_open(at - was_closed)), None)

    def _is_closed_by(self, case: Case, at: int) -> bool:
        return self.closed.get(case.number, at + 1) <= at

    def open_turns(self, person: str, at: int) -> list[Turn]:
        """Everything that was with somebody at that moment."""
        turns = self.of_person[person]
        return [turn for turn in turns if turn.is_open(at) or self.closed.get(turn.case.number) == at]

    def _enter(self, case: Case, one: Done, said: Mapping[tuple[int | None, str, int], Heard]) -> None:
        if one.what == "ask":
            self._begin(case, case.owner, "asked", one.at)
            return
        self._resume(case, one.at)
        turn = self.of_case[case.number][-1]
        if turn.until is not None or self._is_closed_by(case, one.at):
            return  # it is over, and they are told so
        self.moved.append(one)
        if one.who == turn.holder.name and one.what not in ("later", "quiet"):  # nothing in the thread
            turn.acted.append(one.at)
        told = said.get((case.number, {"promise": "promised", "hold": "held"}.get(one.what, ""), one.at))
        _ENTRIES[one.what](self, turn, one, told.when if told else None)

    def _begin(self, case: Case, holder: Colleague, why: str, at: int) -> Turn:
        self.of_case[case.number].append(Turn(case, holder, why, at))
        return self.of_case[case.number][-1]

    def _end(self, turn: Turn, at: int) -> None:
        turn.until = at
        for promise in turn.promises:
            promise.until = min(promise.until or at, at)

    def _resume(self, case: Case, at: int) -> None:
        """What was on hold is with its owner again when the day has come."""
        turn = self.of_case[case.number][-1]
        back = turn.holder.hours.next(turn.held_until) if turn.held_until is not None else None
        if back is not None and back <= at and turn.until is None:
            self._end(turn, back)
            self._begin(case, turn.holder, "asked", back)

    def _move(self, turn: Turn, at: int, holder: Colleague, why: str) -> None:
        self._end(turn, at)
        self._begin(turn.case, holder, why, at)

    def _promised(self, turn: Turn, one: Done, by: int | None) -> None:
        """A promise that who asks hears of: said once more, it changes nothing."""
        if by is None:
            turn.acted.remove(one.at)
            return
        for earlier in turn.promises:
            earlier.until = min(earlier.until or one.at, one.at)
        turn.promises.append(Promise(one.at, by))

    def _held(self, turn: Turn, one: Done, until: int | None) -> None:
        self._move(turn, one.at, turn.holder, "held")
        self.of_case[turn.case.number][-1].held_until = until

    def _passing(self, turn: Turn, one: Done, when: int | None) -> None:
        """Who asks is asked first whether a third may see it, unless everybody in a channel may."""
        if turn.case.channel:
            self._move(turn, one.at, turn.case.third, TO_A_THIRD[one.what])
        else:
            self._ways[turn.case.number] = one.what

    def _pressed(self, turn: Turn, one: Done, when: int | None) -> None:
        if one.option == "Yes, they may":
            way = TO_A_THIRD[self._ways.pop(turn.case.number)]
            self._move(turn, one.at, turn.case.third, way)
        elif one.option == "Still need it":
            turn.renewed.append(one.at)
        else:
            self._end(turn, one.at)

    def _snoozed(self, turn: Turn, one: Done, when: int | None) -> None:
        turn.later[one.at] = int(one.option)

    def _silenced(self, turn: Turn, one: Done, when: int | None) -> None:
        turn.quiet_from = one.at


TO_A_THIRD = {"hand_over": "asked", "lend": "lent"}
_ENTRIES: Mapping[str, Callable[[Ledger, Turn, Done, int | None], None]] = {
    "answer": lambda ledger, turn, one, _: ledger._move(turn, one.at, turn.case.requester, "answered"),
    "ask_back": lambda ledger, turn, one, _: ledger._move(turn, one.at, turn.case.requester, "asked_back"),
    "reply": lambda ledger, turn, one, _: ledger._move(turn, one.at, turn.case.owner, "asked"),
    "not_yet": lambda ledger, turn, one, _: ledger._move(turn, one.at, turn.case.owner, "asked"),
    "return": lambda ledger, turn, one, _: ledger._move(turn, one.at, turn.case.owner, "asked"),
    "hand_over": Ledger._passing,
    "lend": Ledger._passing,
    "decline": lambda ledger, turn, one, _: ledger._end(turn, one.at),
    "on_it": lambda ledger, turn, one, _: None,
    "promise": Ledger._promised,
    "hold": Ledger._held,
    "press": Ledger._pressed,
    "press_newest": Ledger._pressed,
    "later": Ledger._snoozed,
    "quiet": Ledger._silenced,
}
