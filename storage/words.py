"""Words by which requests are found: full text as each of the two databases spells it.

A word comes here folded, made of letters and digits alone (`bot.rules.finding`): there is nothing in it that
either database's query language could take for a sign of its own. Whoever a request belongs to stands in the
index beside its words, so that what is looked through is one's own and not everybody's. A request that has
changed since it was indexed is not found before it is indexed again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from storage.base import Tx

DUE = "SELECT id FROM requests WHERE indexed_at IS NULL ORDER BY id LIMIT :limit FOR UPDATE SKIP LOCKED"
PUT = """
INSERT INTO words (request_id, people, asked, said) VALUES (:request_id, :people, :asked, :said)
ON CONFLICT (request_id) DO UPDATE SET people = excluded.people, asked = excluded.asked, said = excluded.said
"""
INDEXED = "UPDATE requests SET indexed_at = :now WHERE id = :id"

# As PostgreSQL has it indexed: the words as they are, not parted again by a parser.
_ASKED = "array_to_tsvector(string_to_array(words.asked, ' '))"
_ASKED_OR_SAID = "array_to_tsvector(string_to_array(words.asked, ' ') || string_to_array(words.said, ' '))"
# Looked up first: on its way from the newest to the oldest, PostgreSQL would read through everybody's.
_THEIRS = """
WITH theirs AS MATERIALIZED (
    SELECT request_id, asked FROM words WHERE string_to_array(people, ' ') @> string_to_array(:people, ' ')
)
"""
# First those that were asked with all of the words, then those that got some of them later; the newest first
# of either. Every word has to be there, so scores would add little, and they weigh by everybody's requests.
FIND = {
    "sqlite": """
SELECT requests.id AS id FROM _words JOIN requests ON requests.id = _words.rowid
WHERE _words MATCH :query AND requests.indexed_at IS NOT NULL
ORDER BY _words.rowid IN (SELECT rowid FROM _words WHERE _words MATCH :query_asked) DESC, requests.id DESC
LIMIT :limit OFFSET :after
""",
    "postgres": f"""
SELECT requests.id AS id FROM words JOIN requests ON requests.id = words.request_id
WHERE string_to_array(words.people, ' ') @> string_to_array(:people, ' ')
    AND {_ASKED_OR_SAID} @@ CAST(:query AS tsquery)
    AND requests.indexed_at IS NOT NULL
ORDER BY {_ASKED} @@ CAST(:query AS tsquery) DESC, requests.id DESC
LIMIT :limit OFFSET :after
""",
}
OF_PEOPLE = {
    "sqlite": """
SELECT requests.id AS id FROM _words JOIN requests ON requests.id = _words.rowid
WHERE _words MATCH :query AND requests.indexed_at IS NOT NULL
ORDER BY _words.rowid DESC LIMIT :limit OFFSET :after
""",
    "postgres": f"""
{_THEIRS}
SELECT requests.id AS id FROM theirs JOIN requests ON requests.id = theirs.request_id
WHERE requests.indexed_at IS NOT NULL
ORDER BY requests.id DESC LIMIT :limit OFFSET :after
""",
}
# Answered, and as far as the requester has said not in vain.
_ANSWERED = """requests.indexed_at IS NOT NULL AND requests.answered_at IS NOT NULL
    AND (requests.status = 'closed'
        OR (requests.status = 'open' AND requests.holder_id = requests.requester_id))
    AND requests.requester_id = COALESCE(CAST(:requester_id AS BIGINT), requests.requester_id)"""
ANSWERED = {
    "sqlite": f"""
SELECT words.request_id AS id, words.asked AS asked
FROM _words JOIN words ON words.request_id = _words.rowid JOIN requests ON requests.id = words.request_id
WHERE _words MATCH :query AND {_ANSWERED}
ORDER BY _words.rowid DESC LIMIT :limit
""",
    "postgres": f"""
{_THEIRS}
SELECT requests.id AS id, theirs.asked AS asked
FROM theirs JOIN requests ON requests.id = theirs.request_id
WHERE {_ANSWERED}
ORDER BY requests.id DESC LIMIT :limit
""",
}


@dataclass(frozen=True, slots=True)
class Words:
    """What a request is found by: its people, and each word once of what was asked and what was said."""

    people: frozenset[int]
    asked: Sequence[str]
    said: Sequence[str]


def due(tx: Tx, *, limit: int) -> list[int]:
    """Up to `limit` requests that have changed since they were indexed, taken to be indexed now."""
    return [row["id"] for row in tx.all(DUE, limit=limit)]


def put(tx: Tx, request_id: int, words: Words, *, now: datetime) -> None:
    """Index a request anew; nothing that it was found by before finds it any longer."""
    tx.run(
        PUT,
        request_id=request_id,
        people=" ".join(str(person_id) for person_id in sorted(words.people)),
        asked=" ".join(words.asked),
        said=" ".join(words.said),
    )
    tx.run(INDEXED, id=request_id, now=now)


def find(tx: Tx, people: Sequence[int], sought: Sequence[str], *, limit: int, after: int = 0) -> list[int]:
    """Requests of all these people with all these words, the last of which may be the beginning of one.

    Those that were asked with them come first, and the newest of those; without words simply the newest.
    `after`: how many of them to leave out.
    """
    sql = FIND if sought else OF_PEOPLE
    rows = tx.all(sql[tx.database], **_query(tx, people, sought), limit=limit, after=after)
    return [row["id"] for row in rows]


def answered(
    tx: Tx, person_id: int, *, requester_id: int | None = None, limit: int
) -> list[tuple[int, list[str]]]:
    """Requests with somebody among its people that got an answer, the newest first, each with what was asked.

    `requester_id`: only those that this person asked.
    """
    query = _query(tx, [person_id], [])
    rows = tx.all(ANSWERED[tx.database], requester_id=requester_id, limit=limit, **query)
    return [(row["id"], row["asked"].split()) for row in rows]


def _query(tx: Tx, people: Sequence[int], sought: Sequence[str]) -> dict[str, str]:
    return (_sqlite_query if tx.database == "sqlite" else _postgres_query)(people, sought)


def _sqlite_query(people: Sequence[int], sought: Sequence[str]) -> dict[str, str]:
    whose = f"people : ({_each(people)})"
    if not sought:
        return {"query": whose}
    named = f"({_each(sought)} *)"
    return {"query": f"{whose} AND {{asked said}} : {named}", "query_asked": f"{whose} AND asked : {named}"}


def _postgres_query(people: Sequence[int], sought: Sequence[str]) -> dict[str, str]:
    whose = {"people": " ".join(map(str, people))}
    return whose | {"query": " & ".join(f"'{word}'" for word in sought) + ":*"} if sought else whose


def _each(wanted: Sequence[object]) -> str:
    """Every one of them, as SQLite asks for it."""
    return " AND ".join(f'"{one}"' for one in wanted)
