"""The statements of which logging a request consists, bare: no rules, no records, nothing decided."""

from __future__ import annotations

from storage import absences, deliveries, homes, people, places, requests, schedules, trail, turns, workspaces
from storage.base import Tx
from storage.rows import new_key

NOW, DUE = "2026-11-26T09:12:00.000000Z", "2026-11-26T09:12:00.000000Z"
WANTED_BY = "2026-11-27T13:00:00.000000Z"
TEXT = "Which rate applies to the Oslo contract?"
DATA = '{"text":"Which rate applies to the Oslo contract?"}'
RESULT = '{"result":{"id":12345,"number":12345}}'


def meet(tx: Tx, slack_ids: list[str]) -> dict[str, int]:
    """A workspace (its id is 1) and its people: their ids by what Slack calls them."""
    tx.one(
        workspaces.PUT, enterprise_id="", team_id="T1", name="Nord", bot_user_id="UBOT", bot_id="B", now=NOW
    )
    ids = {}
    for slack_id in slack_ids:
        row = tx.one(
            people.PUT,
            workspace_id=1,
            slack_id=slack_id,
            name=slack_id,
            zone="Europe/Oslo",
            locale="en-US",
            kind="member",
            deactivated_at=None,
            is_admin=0,
            fetched_at=NOW,
        )
        assert row is not None
        ids[slack_id] = row["id"]
    return ids


def log(tx: Tx, key: str, requester_id: int, owner_id: int) -> None:
    """What `once(…, asking.log, …)` has the database do for one request between two people."""
    tx.one(deliveries.RESULT, workspace_id=1, key=key)
    tx.all(schedules.OF_PERSON, person_id=owner_id)
    tx.all(absences.STRETCHES, person_id=owner_id)
    (counted,) = tx.all(workspaces.NEXT_NUMBER, id=1)
    (added,) = tx.all(
        requests.ADD,
        workspace_id=1,
        number=counted["last_number"],
        title=TEXT,
        text=TEXT,
        requester_id=requester_id,
        owner_id=owner_id,
        urgency="normal",
        now=NOW,
        channel_id=None,
        source_url=None,
        quote=None,
        wanted_by_at=WANTED_BY,
    )
    request_id = added["id"]
    tx.run(
        turns.START,
        request_id=request_id,
        holder_id=owner_id,
        side="owner",
        why="logged",
        clock="running",
        lent_from_id=None,
        held_until=None,
        look_at=DUE,
        now=NOW,
    )
    tx.all(trail.ADD, request_id=request_id, now=NOW, by_id=requester_id, kind="logged", data=DATA, was="{}")
    for side, person_id in (("owner", owner_id), ("requester", requester_id)):
        tx.run(
            places.ADD,
            request_id=request_id,
            side=side,
            person_id=person_id,
            channel_id=None,
            thread_ts=None,
            key=new_key(),
            due_at=DUE,
        )
    for person_id in sorted((requester_id, owner_id)):
        tx.run(homes.CHANGED_OF, person_id=person_id, now=NOW)
    tx.run(deliveries.ADD, workspace_id=1, key=key, now=NOW, result=RESULT)
