"""Workspaces, people, requests with their turns and trail, and what is to be delivered.

The words in braces are the dialect (see `storage.migrations`): {id} a generated integer key, {ref} a
reference to one, {instant} an instant as ISO 8601 text in UTC that sorts, {json} JSON as text, {strict}
SQLite's strict tables.
"""

STATEMENTS = (
    """
    CREATE TABLE workspaces (
        id {id},
        enterprise_id TEXT NOT NULL,
        team_id TEXT NOT NULL,
        name TEXT NOT NULL,
        bot_user_id TEXT NOT NULL,
        bot_id TEXT NOT NULL,
        last_number INTEGER NOT NULL DEFAULT 0,
        created_at {instant} NOT NULL,
        UNIQUE (enterprise_id, team_id)
    ) {strict}
    """,
    """
    CREATE TABLE people (
        id {id},
        workspace_id {ref} NOT NULL REFERENCES workspaces (id),
        slack_id TEXT NOT NULL,
        name TEXT NOT NULL,
        zone TEXT NOT NULL,
        locale TEXT NOT NULL,
        kind TEXT NOT NULL,
        deactivated_at {instant},
        dm_channel TEXT,
        introduced_at {instant},
        fetched_at {instant},
        UNIQUE (workspace_id, slack_id)
    ) {strict}
    """,
    "CREATE INDEX people_by_dm_channel ON people (dm_channel) WHERE dm_channel IS NOT NULL",
    """
    CREATE TABLE requests (
        id {id},
        workspace_id {ref} NOT NULL REFERENCES workspaces (id),
        number INTEGER NOT NULL,
        title TEXT NOT NULL,
        text TEXT NOT NULL,
        requester_id {ref} NOT NULL REFERENCES people (id),
        owner_id {ref} NOT NULL REFERENCES people (id),
        holder_id {ref} REFERENCES people (id),
        status TEXT NOT NULL,
        outcome TEXT,
        urgency TEXT NOT NULL,
        channel_id TEXT,
        source_url TEXT,
        quote TEXT,
        wanted_by_at {instant},
        wanted_by_declined_at {instant},
        accepted_at {instant},
        promised_at {instant},
        promise_moves INTEGER NOT NULL DEFAULT 0,
        first_response_at {instant},
        answered_at {instant},
        created_at {instant} NOT NULL,
        ended_at {instant},
        UNIQUE (workspace_id, number)
    ) {strict}
    """,
    "CREATE INDEX open_requests_by_holder ON requests (holder_id, id) WHERE status = 'open'",
    "CREATE INDEX open_requests_by_requester ON requests (requester_id, id) WHERE status = 'open'",
    """
    CREATE TABLE turns (
        id {id},
        request_id {ref} NOT NULL REFERENCES requests (id),
        holder_id {ref} NOT NULL REFERENCES people (id),
        side TEXT NOT NULL,
        why TEXT NOT NULL,
        clock TEXT NOT NULL,
        started_at {instant} NOT NULL,
        ended_at {instant},
        end_reason TEXT,
        holder_minutes INTEGER,
        requester_minutes INTEGER,
        wall_minutes INTEGER
    ) {strict}
    """,
    "CREATE INDEX turns_of_request ON turns (request_id)",
    "CREATE UNIQUE INDEX one_open_turn ON turns (request_id) WHERE ended_at IS NULL",
    """
    CREATE TABLE trail (
        id {id},
        request_id {ref} NOT NULL REFERENCES requests (id),
        at {instant} NOT NULL,
        by_id {ref} REFERENCES people (id),
        kind TEXT NOT NULL,
        data {json} NOT NULL
    ) {strict}
    """,
    "CREATE INDEX trail_of_request ON trail (request_id)",
    """
    CREATE TABLE places (
        id {id},
        request_id {ref} NOT NULL REFERENCES requests (id),
        side TEXT,
        person_id {ref} REFERENCES people (id),
        channel_id TEXT,
        key TEXT NOT NULL UNIQUE,
        version INTEGER NOT NULL DEFAULT 1,
        sent_version INTEGER NOT NULL DEFAULT 0,
        ts TEXT,
        thread_ts TEXT,
        introduces INTEGER NOT NULL DEFAULT 0,
        due_at {instant},
        attempts INTEGER NOT NULL DEFAULT 0,
        lease TEXT,
        failure TEXT
    ) {strict}
    """,
    "CREATE INDEX places_of_request ON places (request_id)",
    "CREATE INDEX places_by_thread ON places (thread_ts) WHERE thread_ts IS NOT NULL",
    "CREATE INDEX places_due ON places (due_at, id) WHERE due_at IS NOT NULL",
    """
    CREATE TABLE outbox (
        id {id},
        workspace_id {ref} NOT NULL REFERENCES workspaces (id),
        key TEXT NOT NULL UNIQUE,
        reason TEXT NOT NULL,
        request_id {ref} REFERENCES requests (id),
        person_id {ref} REFERENCES people (id),
        place_id {ref} REFERENCES places (id),
        data {json} NOT NULL,
        source_channel TEXT,
        source_ts TEXT,
        channel TEXT,
        ts TEXT,
        due_at {instant},
        attempts INTEGER NOT NULL DEFAULT 0,
        lease TEXT,
        created_at {instant} NOT NULL,
        settled_at {instant},
        failure TEXT
    ) {strict}
    """,
    "CREATE INDEX places_failed ON places (failure) WHERE failure IS NOT NULL",
    "CREATE INDEX outbox_failed ON outbox (failure) WHERE failure IS NOT NULL",
    "CREATE INDEX outbox_due ON outbox (due_at, id) WHERE due_at IS NOT NULL",
    "CREATE INDEX outbox_of_place ON outbox (place_id, id) WHERE due_at IS NOT NULL",
    "CREATE INDEX outbox_of_request ON outbox (request_id)",
    "CREATE INDEX outbox_by_source ON outbox (source_ts) WHERE source_ts IS NOT NULL",
    """
    CREATE TABLE deliveries (
        workspace_id {ref} NOT NULL REFERENCES workspaces (id),
        key TEXT NOT NULL,
        at {instant} NOT NULL,
        result {json} NOT NULL,
        PRIMARY KEY (workspace_id, key)
    ) {strict}
    """,
    "CREATE INDEX deliveries_by_age ON deliveries (at)",
    """
    CREATE TABLE drafts (
        id {id},
        person_id {ref} NOT NULL REFERENCES people (id),
        data {json} NOT NULL,
        created_at {instant} NOT NULL
    ) {strict}
    """,
    "CREATE INDEX drafts_by_age ON drafts (created_at)",
)
