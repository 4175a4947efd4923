"""Between Python values and columns: instants, enums, JSON, and rows as records."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import fields
from datetime import UTC, date, datetime
from enum import Enum
from functools import lru_cache
from operator import attrgetter, itemgetter
from secrets import token_hex
from time import time_ns
from types import NoneType, UnionType
from typing import Any, Final, TypeVar, Union, get_args, get_origin, get_type_hints

import orjson

from storage.base import Missing, Row

T = TypeVar("T")
Convert = Callable[[Any], Any]

SOME = 100
"""How many rows are asked for at once, where one by one would take longer."""
AMONG = f"IN ({', '.join(f':among_{n}' for n in range(SOME))})"
"""A condition of a statement: that a column is one of the ids that `among` binds."""

_AS_STORED: Final = orjson.OPT_PASSTHROUGH_DATETIME | orjson.OPT_NON_STR_KEYS


def stamp(at: datetime) -> str:
    """Write an aware instant as it is stored: UTC, microseconds, `Z`, so that text sorts as time does.

    Raises ValueError for a naive one.
    """
    if at.tzinfo is not UTC:  # as nearly all are
        if at.utcoffset() is None:
            raise ValueError(f"an instant needs a zone: {at.isoformat()}")
        at = at.astimezone(UTC)
    return _written(at)


# A flow stamps the same few instants in most of its statements. In UTC, equal means the same.
@lru_cache(maxsize=256)
def _written(at: datetime) -> str:
    return at.isoformat(timespec="microseconds")[:-6] + "Z"


def instant(text: str | None) -> datetime | None:
    """Read what `stamp` wrote; none stays none."""
    return None if text is None else datetime.fromisoformat(text)


def to_json(value: object) -> str:
    """Write JSON as it is stored; instants and days become text. Raises TypeError for what has no form."""
    return orjson.dumps(value, _within_json, _AS_STORED).decode()


def _within_json(value: object) -> object:
    if isinstance(value, Mapping):
        return dict(value)
    return list(value) if isinstance(value, Sequence) else plain(value)


def from_json(text: str) -> Any:
    """Read what `to_json` wrote."""
    return orjson.loads(text)


def adapt(values: dict[str, Any]) -> dict[str, Any]:
    """Make every value one that both drivers take, in place.

    Raises ValueError for a naive instant and TypeError for what has no stored form.
    """
    for name, value in values.items():
        write = _WRITERS[type(value)]
        if write is not None:
            values[name] = write(value)
    return values


def plain(value: object) -> object:
    """Turn one value into text or a number: what `adapt` does to each."""
    write = _WRITERS[type(value)]
    return value if write is None else write(value)


class _Writers(dict[type[Any], Convert | None]):
    """How values of a class are written, none where they are taken as they are: looked up once for each."""

    def __missing__(self, kind: type[Any]) -> Convert:
        for base, write in _WRITERS_BY_BASE:
            if issubclass(kind, base):
                self[kind] = write
                return write
        raise TypeError(f"a {kind.__name__} cannot be stored in a column")


_WRITERS = _Writers(dict.fromkeys((str, int, float, NoneType)))
_WRITERS_BY_BASE: tuple[tuple[type, Convert], ...] = (
    (datetime, stamp),
    (date, date.isoformat),
    (Enum, attrgetter("_value_")),  # its documented name, and several times faster
    (bool, int),
    (str, str),
    (int, int),
    (float, float),
    (Mapping, to_json),
    (Sequence, to_json),
)


def among(ids: Collection[int]) -> dict[str, int | None]:
    """The values for `AMONG`; what is not taken up by an id is none, which nothing equals.

    Raises ValueError for more than `SOME`.
    """
    bound: dict[str, int | None] = dict.fromkeys(_AMONG)
    bound |= zip(_AMONG, ids, strict=False)
    if len(ids) > SOME:
        raise ValueError(f"{len(ids)} are too many to be asked for at once")
    return bound


_AMONG = tuple(f"among_{n}" for n in range(SOME))


def new_key() -> str:
    """Return a name that nothing else has, to be recognised by: 32 hexadecimal digits.

    It begins with the moment, in milliseconds, as a UUID of version 7 does (RFC 9562, section 5.7): what is
    added together then stands together in an index, which costs half as much as all over it.
    """
    return f"{time_ns() // 1_000_000:012x}{token_hex(10)}"


def record(cls: type[T], row: Row | None) -> T:
    """Make a record of a row that has a column for each of its fields; other columns are left alone.

    The fields' annotations decide: instants, days, enums and bools are read as such, mappings, lists and
    tuples from JSON. Raises `Missing` where there is no row, KeyError or IndexError where a column is
    missing, TypeError for a class whose field has no stored form.
    """
    if row is None:
        raise Missing(f"no such {cls.__name__}")
    pick, conversions = _PLANS.get(cls) or _plan(cls)
    values = list(pick(row))
    for index, convert in conversions:
        if values[index] is not None:
            values[index] = convert(values[index])
    return cls(*values)


Plan = tuple[Callable[[Row], Sequence[Any]], tuple[tuple[int, Convert], ...]]
_PLANS: dict[type[Any], Plan] = {}


def _plan(cls: type[Any]) -> Plan:
    """What to pick from a row, and which of it to convert: looked up once for each class."""
    names = [field.name for field in fields(cls)]
    hints = get_type_hints(cls)
    readers = [(index, _reader(hints[name])) for index, name in enumerate(names)]
    conversions = tuple((index, convert) for index, convert in readers if convert is not None)
    # One name alone would make `itemgetter` return the bare value.
    pick = itemgetter(*names) if len(names) > 1 else lambda row: [row[names[0]]]
    return _PLANS.setdefault(cls, (pick, conversions))


def _reader(hint: Any) -> Convert | None:
    """How a column of that annotation is read, none where it is taken as it is."""
    if get_origin(hint) in {Union, UnionType}:
        (hint,) = (part for part in get_args(hint) if part is not NoneType)
    kind = get_origin(hint) or hint
    if kind in {str, int, float}:
        return None
    if issubclass(kind, Enum):
        # A dictionary's own look-up is several times faster than calling the class.
        return {member.value: member for member in kind}.__getitem__
    for base, read in _READERS:
        if issubclass(kind, base):
            return read
    raise TypeError(f"a {kind.__name__} cannot be read from a column")


_READERS: tuple[tuple[type, Convert], ...] = (
    (datetime, datetime.fromisoformat),
    (date, date.fromisoformat),
    (bool, bool),
    (tuple, lambda text: tuple(orjson.loads(text))),
    (Mapping, orjson.loads),
    (Sequence, orjson.loads),
)
