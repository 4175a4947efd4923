"""Which figures about a group may be shown, so that none of them points at someone.

A figure rests on requests, each with the person who owned it. Whoever reads several figures can add and
subtract them: the workspace without a channel, this week's four without last week's. So a figure is looked
at together with every other of its kind that has been shown. The answer is yes or no and nothing more; a
reader is told the same neutral sentence whatever the reason.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from math import gcd

Owners = Mapping[int, int]  # what a figure rests on: request id → owner id

LEAST_OWNERS = 5
LEAST_REQUESTS = 10


def is_enough(owners: Collection[Hashable]) -> bool:
    """Whether a figure may rest on requests with these owners (one for each request), seen by itself.

    That takes 10 requests of 5 owners, of whom nobody owns more than half.
    """
    counts = Counter(owners)
    return (
        len(counts) >= LEAST_OWNERS
        and len(owners) >= LEAST_REQUESTS
        and 2 * max(counts.values()) <= len(owners)
    )


def may_show(figure: Owners, shown: Sequence[Owners]) -> bool:
    """Whether `figure` may be shown beside those `shown` before, of other groups and other weeks.

    It may if it is enough by itself, if what remains of one figure without those inside it is enough or
    nothing, and if no sum or difference of them all, however weighted, rests on too few: see `_isolates`.
    """
    figures = [figure, *_beside(figure, [other for other in shown if other != figure])]
    return (
        is_enough(figure.values())
        and all(is_enough(rest) for whole in figures for rest in _remainders(whole, figures))
        and (len(figures) == 1 or not _isolates(figures))
    )


def _beside(figure: Owners, others: Sequence[Owners]) -> list[Owners]:
    """Those of the others that share a request with it, or with one that does: what shares none with any of
    these can be neither added to them nor taken from them, and was looked at when it was shown.
    """
    near, far = [figure], list(others)
    for known in near:
        touching = [other for other in far if not known.keys().isdisjoint(other)]
        near += touching
        far = [other for other in far if other not in touching]
    return near[1:]


def _remainders(whole: Owners, figures: Iterable[Owners]) -> Iterable[Collection[int]]:
    """The owners of what is left of `whole` without each figure inside it, and without all of them."""
    parts = [part for part in figures if part is not whole and part.keys() <= whole.keys()]
    together = {request for part in parts for request in part}
    for taken in (*parts, together):
        rest = [owner for request, owner in whole.items() if request not in taken]
        if rest:
            yield rest


def _isolates(figures: Sequence[Owners]) -> bool:
    """Whether some weighted sum of the figures rests on too few requests or owners.

    Requests that stand in the same figures cannot be told apart, so they weigh the same in every sum. A sum
    that is nothing for each such class that is enough by itself would lay bare the small ones. There is
    none exactly if the small classes, as vectors of the figures they stand in, depend linearly on the
    others: then every sum rests on a whole class that is enough, or is nothing.
    """
    classes = _classes(figures)
    enough = [where for where, owners in classes.items() if is_enough(owners)]
    basis: dict[int, list[int]] = {}
    for where in enough:
        rest = _reduced(where, basis)
        if any(rest):
            basis[next(place for place, value in enumerate(rest) if value)] = rest
    return any(any(_reduced(where, basis)) for where in classes.keys() - set(enough))


def _classes(figures: Sequence[Owners]) -> dict[tuple[int, ...], list[int]]:
    """The owners of the requests that stand in the same figures, by a 1 for each figure they stand in."""
    owner_of: dict[int, int] = {}
    standing: dict[int, list[int]] = defaultdict(list)
    for number, figure in enumerate(figures):
        owner_of.update(figure)
        for request in figure:
            standing[request].append(number)
    alike: dict[tuple[int, ...], list[int]] = defaultdict(list)
    for request, numbers in standing.items():
        alike[tuple(numbers)].append(owner_of[request])
    return {_ones(numbers, len(figures)): owners for numbers, owners in alike.items()}


def _ones(numbers: Iterable[int], length: int) -> tuple[int, ...]:
    vector = [0] * length
    for number in numbers:
        vector[number] = 1
    return tuple(vector)


def _reduced(vector: Sequence[int], basis: Mapping[int, list[int]]) -> list[int]:
    """What is left of `vector` once the basis, by its leading places, is taken out; in whole numbers."""
    left = list(vector)
    for place, row in basis.items():
        if left[place]:
            by, against = row[place], left[place]
            left = [by * one - against * other for one, other in zip(left, row, strict=True)]
            divisor = gcd(*left) or 1
            left = [value // divisor for value in left]
    return left
