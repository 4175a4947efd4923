"""The small language in which Slack's block rules are written down.

A rule takes a value and the spot where it stands and yields one line for each thing Slack would refuse.
The tables of the neighbouring modules are built from these rules and nothing else.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in the payload, as a JSON pointer, and how texts are measured there."""

    pointer: str
    length: Callable[[str], int] = len

    def into(self, key: str | int) -> "Spot":
        """The spot one step further in."""
        step = str(key).replace("~", "~0").replace("/", "~1")
        return Spot(f"{self.pointer}/{step}", self.length)  # it is taken for each field of each block

    def problem(self, words: str) -> str:
        """The line Slack puts into `response_metadata.messages`."""
        return f"[ERROR] {words} [json-pointer:{self.pointer}]"


Rule = Callable[[Any, Spot], Iterator[str]]
Fields = Mapping[str, Rule]


def utf16_length(text: str) -> int:
    """The number of UTF-16 code units, the other unit in which Slack may count."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def string(most: int | None = None, *, least: int = 0) -> Rule:
    """A string of `least` to `most` characters, both included."""

    def check(value: Any, at: Spot) -> Iterator[str]:
        if not isinstance(value, str):
            yield at.problem("must provide a string")
        elif at.length(value) < least:
            yield at.problem(f"must be more than {least - 1} characters")
        elif most is not None and at.length(value) > most:
            yield at.problem(f"must be less than {most + 1} characters")

    return check


def matching(pattern: str, *, meaning: str) -> Rule:
    """A string of a fixed form; `meaning` tells the form to the reader."""
    form = re.compile(pattern, re.ASCII)

    def check(value: Any, at: Spot) -> Iterator[str]:
        if not isinstance(value, str):
            yield at.problem("must provide a string")
        elif not form.fullmatch(value):
            yield at.problem(f"must be {meaning}")

    return check


def choice(*words: str) -> Rule:
    """One of a few fixed words."""

    def check(value: Any, at: Spot) -> Iterator[str]:
        if value not in words:
            yield at.problem("must be a valid enum value")

    return check


def anything(_value: Any, _at: Spot) -> Iterator[str]:
    """No demand at all."""
    return iter(())


def flag(value: Any, at: Spot) -> Iterator[str]:
    """True or false."""
    if not isinstance(value, bool):
        yield at.problem("must provide a boolean")


def number(value: Any, at: Spot) -> Iterator[str]:
    """Any number; booleans are none."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        yield at.problem("must provide a number")


def positive(value: Any, at: Spot) -> Iterator[str]:
    """A number above nothing."""
    problems = list(number(value, at))
    yield from problems
    if not problems and value <= 0:
        yield at.problem("must be greater than 0")


def whole(least: int, most: int | None = None) -> Rule:
    """A whole number from `least` to `most`, both included."""

    def check(value: Any, at: Spot) -> Iterator[str]:
        if isinstance(value, bool) or not isinstance(value, int):
            yield at.problem("must provide an integer")
        elif value < least:
            yield at.problem(f"must be greater than or equal to {least}")
        elif most is not None and value > most:
            yield at.problem(f"must be less than or equal to {most}")

    return check


def items(rule: Rule, *, least: int = 0, most: int | None = None) -> Rule:
    """A list of `least` to `most` items that each keep `rule`."""

    def check(value: Any, at: Spot) -> Iterator[str]:
        if not isinstance(value, Sequence) or isinstance(value, str | bytes):
            yield at.problem("must provide an array")
            return
        if len(value) < least:
            yield at.problem(f"must provide at least {least} items")
        if most is not None and len(value) > most:
            yield at.problem(f"no more than {most} items allowed")
        for index, item in enumerate(value):
            yield from rule(item, at.into(index))

    return check


def nullable(rule: Rule) -> Rule:
    """The rule, or null."""

    def check(value: Any, at: Spot) -> Iterator[str]:
        if value is not None:
            yield from rule(value, at)

    return check


def shape(required: Fields, optional: Fields | None = None, *, also: Sequence[Rule] = ()) -> Rule:
    """An object with these fields and no others.

    The rules in `also` compare fields with each other. They are asked only when every field is sound by
    itself, so that they need not look at types again.
    """
    known = {**required, **(optional or {})}

    def check(value: Any, at: Spot) -> Iterator[str]:
        if not isinstance(value, Mapping):
            yield at.problem("must provide an object")
            return
        problems = [at.problem(f"missing required field: {name}") for name in required if name not in value]
        problems += [
            at.problem(f"invalid additional property: {name}") for name in value if name not in known
        ]
        for name, rule in known.items():
            if name in value:
                problems += rule(value[name], at.into(name))
        yield from problems or [line for compare in also for line in compare(value, at)]

    return check


def typed(required: Fields, optional: Fields | None = None, *, also: Sequence[Rule] = ()) -> Rule:
    """An object as in `shape` that also carries its `type`, which `by_type` has looked at."""
    return shape({"type": string(), **required}, optional, also=also)


def by_type(kinds: Fields) -> Rule:
    """An object held to the rule its `type` names; any other type is unsupported here."""

    def check(value: Any, at: Spot) -> Iterator[str]:
        if not isinstance(value, Mapping):
            yield at.problem("must provide an object")
        elif "type" not in value:
            yield at.problem("missing required field: type")
        elif not isinstance(value["type"], str) or value["type"] not in kinds:
            yield at.into("type").problem(f"unsupported type: {value['type']}")
        else:
            yield from kinds[value["type"]](value, at)

    return check


def any_of(*names: str) -> Rule:
    """At least one of these fields is there and not empty; the first is the one Slack misses aloud."""

    def check(value: Any, at: Spot) -> Iterator[str]:
        if not any(value.get(name) for name in names):
            yield at.problem(f"missing required field: {names[0]}")

    return check


def exactly_one_of(*names: str) -> Rule:
    """One of these fields is there and the others are not."""

    def check(value: Any, at: Spot) -> Iterator[str]:
        if sum(name in value for name in names) != 1:
            listed = ", ".join(f"`{name}`" for name in names)
            yield at.problem(f"must define exactly one of {listed}")

    return check


def in_order(low: str, high: str) -> Rule:
    """Where both numbers are given, the first is not above the second."""

    def check(value: Any, at: Spot) -> Iterator[str]:
        if low in value and high in value and float(value[low]) > float(value[high]):
            yield at.into(low).problem(f"must be less than or equal to `{high}`")

    return check
