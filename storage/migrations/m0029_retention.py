"""What is over is forgotten in steps."""

STATEMENTS = (
    "ALTER TABLE requests ADD COLUMN faded_at {instant}",
    "CREATE INDEX requests_to_fade ON requests (ended_at) WHERE ended_at IS NOT NULL AND faded_at IS NULL",
    "CREATE INDEX requests_by_end ON requests (ended_at) WHERE ended_at IS NOT NULL",
)
