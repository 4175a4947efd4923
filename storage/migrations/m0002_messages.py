"""Which request one of our own messages is about, by what Slack calls the message."""

STATEMENTS = ("CREATE INDEX outbox_by_message ON outbox (ts) WHERE ts IS NOT NULL",)
