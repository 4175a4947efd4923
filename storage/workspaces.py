"""The workspaces Svar serves, and the running number of their requests."""

from __future__ import annotations

from datetime import datetime

from storage.base import Tx
from storage.records import Workspace
from storage.rows import record

COLUMNS = "id, enterprise_id, team_id, name, bot_user_id, bot_id"

PUT = f"""
INSERT INTO workspaces (enterprise_id, team_id, name, bot_user_id, bot_id, created_at)
VALUES (:enterprise_id, :team_id, :name, :bot_user_id, :bot_id, :now)
ON CONFLICT (enterprise_id, team_id)
DO UPDATE SET name = excluded.name, bot_user_id = excluded.bot_user_id, bot_id = excluded.bot_id
RETURNING {COLUMNS}
"""

NEXT_NUMBER = "UPDATE workspaces SET last_number = last_number + 1 WHERE id = :id RETURNING last_number"


def put(
    tx: Tx, *, enterprise_id: str, team_id: str, name: str, bot: tuple[str, str], now: datetime
) -> Workspace:
    """The workspace of these Slack ids, made or brought up to date; `bot` is its user id and bot id."""
    row = tx.one(
        PUT,
        enterprise_id=enterprise_id,
        team_id=team_id,
        name=name,
        bot_user_id=bot[0],
        bot_id=bot[1],
        now=now,
    )
    return record(Workspace, row)


def next_number(tx: Tx, workspace_id: int) -> int:
    """The next request number of a workspace; its row stays locked until the transaction ends."""
    return int(tx.all(NEXT_NUMBER, id=workspace_id)[0]["last_number"])
