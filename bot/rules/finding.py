"""What a request is found by, what is looked for, and how like two questions are.

Words are folded here, the same for both databases and for all languages at once: letters and digits alone,
small ones, without their marks ("å" as "a", "ø" as "o", "æ" as "ae"), as they are typed where no such key is.
No word is reduced to its stem; languages are mixed, and a person who looks for a word means it.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from itertools import chain, islice
from math import log

from storage.records import Entry, TrailEntry

LONGEST_WORD = 60
MOST_WORDS = 3_000  # of one request
MOST_SOUGHT = 12
MOST_COMPARED = 24
SHORTEST_STEM = 4
LONGEST_ENDING = 3
SHARED_AT_LEAST = 2
LIKE_ENOUGH = 0.55

# Words that say nothing of what somebody needs, in four languages, each word once: they are sought but not
# compared.
SMALL_WORDS = """
a about all also am an and any anyone anything are as at be been but by can could did do does for from get
give got had has have hello help hey hi how i if in into is it its just know like long many may me might
much must my need new no not now of on one or our out please pls send should so some still tell thank thanks
that the their them then there these they this those to today tomorrow up us was we were what when where
which who whom why will with would yet you your
af alle bare ble bli blir da de deg dei dem den denne der deres det dette din disse ditt du eg ein eit eller
en er et etter fikk fra få får før gi gjør god ha hadde han har hei helst her hjelp hjelpe hos hun hva hvem
hver hvilke hvilken hvilket hvis hvor hvordan hvorfor idag igjen ikke inn jeg kan kanskje ko kunne man med
meg mer min mitt mye må nå når og også om opp oss over på sende si sin skal skulle snill som så takk til
trenger under ut var ved vet vi vil ville vår være å
att av behöver blev bra dig där eftersom ej ett finns fråga förut gör hade hej hjälp hjälpa hon honom hur
här ikväll inte ja jag kunna mig mot mycket när någon något några och sig ska skicka snälla tack till upp
vad varför vem vid vilka vilken vilket vill än ännu är över
blevet bliver efter findes havde hjælp hjælpe hvad hvornår måske nej nogen noget sige tak ud vores
"""

_WORD = re.compile(r"[^\W_]+")
_WITHOUT_STROKE = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "ð": "d", "đ": "d", "þ": "th", "ł": "l"})
_OF_MESSAGES = frozenset({Entry.MESSAGE_EDITED, Entry.MESSAGE_DELETED})
# The request itself says what it was logged or changed to.
_WORDLESS = frozenset({Entry.LOGGED, Entry.CHANGED}) | _OF_MESSAGES


def words_of(*texts: str) -> list[str]:
    """Each word once, folded, in the order in which it comes first; at most `MOST_WORDS`."""
    return list(islice(dict.fromkeys(word for text in texts for word in _folded(text)), MOST_WORDS))


def sought_in(text: str) -> list[str]:
    """What somebody looks for, as words; the last is the one still being typed."""
    return words_of(text)[:MOST_SOUGHT]


def said_in(entries: Sequence[TrailEntry]) -> list[str]:
    """What was written about a request after it was asked, as its writers have last left it."""
    edited = {entry.data.get("of"): entry for entry in entries if entry.kind is Entry.MESSAGE_EDITED}
    deleted = {entry.data.get("of") for entry in entries if entry.kind is Entry.MESSAGE_DELETED}
    said = []
    for entry in entries:
        names = {entry.id, entry.data.get("of")} - {None}
        if entry.kind not in _WORDLESS and not names & deleted:
            latest = next((edited[name] for name in names if name in edited), entry)
            said += [str(latest.data.get("text") or ""), str(entry.data.get("alternative") or "")]
    return said


def most_alike(asked: Sequence[str], others: Mapping[int, Sequence[str]], *, limit: int) -> list[int]:
    """Which of `others` (words by key, the likeliest first) ask the same as `asked`; the most alike first.

    Likeness is Dice's coefficient over the words that say something, each weighed by how rare its beginning
    is among `others`; two shared words at least. Whoever names another number asks something else.
    """
    mine = _telling(asked)
    begun = {_beginning(word) for word in mine}
    beginnings = {key: {_beginning(word) for word in words} for key, words in others.items()}
    rarity = _Rarity(beginnings.values())
    near = [key for key in others if len(begun & beginnings[key]) >= SHARED_AT_LEAST]
    scores = {key: rarity.likeness(mine, _telling(others[key])) for key in near}
    return sorted((key for key in near if scores[key] >= LIKE_ENOUGH), key=lambda key: -scores[key])[:limit]


class _Rarity:
    """How much a word tells among a person's own questions: the fewer of them hold it, the more."""

    def __init__(self, questions: Collection[set[str]]) -> None:
        self._of = len(questions)
        self._holding = Counter(chain.from_iterable(questions))

    def likeness(self, mine: Sequence[str], theirs: Sequence[str]) -> float:
        """From 0, nothing in common, to 1."""
        numbers = [{word for word in words if word.isdecimal()} for words in (mine, theirs)]
        begun = defaultdict(list)
        for word in theirs:
            begun[_beginning(word)].append(word)
        shared = [word for word in mine if any(_alike(word, other) for other in begun[_beginning(word)])]
        if (all(numbers) and not set.intersection(*numbers)) or len(shared) < SHARED_AT_LEAST:
            return 0.0
        return 2 * self._weight(shared) / (self._weight(mine) + self._weight(theirs))

    def _weight(self, words: Iterable[str]) -> float:
        return sum(log(2 + self._of / (1 + self._holding[_beginning(word)])) for word in words)


def _folded(text: str) -> Iterable[str]:
    """Every word of it, in order; folding what is folded changes nothing."""
    parted = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    bare = "".join(letter for letter in parted if not unicodedata.combining(letter))
    folded = unicodedata.normalize("NFKC", bare.translate(_WITHOUT_STROKE))
    return (found[0][:LONGEST_WORD] for found in _WORD.finditer(folded))


@cache
def _small_words() -> frozenset[str]:
    return frozenset(_folded(SMALL_WORDS))


def _telling(words: Iterable[str]) -> list[str]:
    telling = (word for word in words if word not in _small_words() and (len(word) > 1 or word.isdecimal()))
    return list(islice(telling, MOST_COMPARED))


def _beginning(word: str) -> str:
    return word[:SHORTEST_STEM]


def _alike(one: str, other: str) -> bool:
    """Whether two words are the same but for an ending: "kontrakt", "kontrakten"; a number is only itself."""
    short, long = sorted((one, other), key=len)
    if short == long:
        return True
    if short.isdecimal() or long.isdecimal() or len(short) < SHORTEST_STEM:
        return False
    return long.startswith(short) and len(long) - len(short) <= LONGEST_ENDING
