"""Words by which people find their own requests again, and which requests have yet to be read for them.

`words` holds each word once, folded by us so that both databases compare alike, and the people of the request
by their ids. What was there before is indexed as everything new is: as yet `indexed_at` says so of nothing.
Names that begin with an underscore are a database's own machinery for full text.
"""

STATEMENTS = (
    "ALTER TABLE requests ADD COLUMN indexed_at {instant}",
    "CREATE INDEX requests_unindexed ON requests (id) WHERE indexed_at IS NULL",
    """
    CREATE TABLE words (
        request_id {ref} NOT NULL PRIMARY KEY REFERENCES requests (id) ON DELETE CASCADE,
        people TEXT NOT NULL,
        asked TEXT NOT NULL,
        said TEXT NOT NULL
    ) {strict}
    """,
)
ALONE = {
    # Full text of what stands in the table beside it, kept in step as SQLite's own manual says. The tokenizer
    # parts words at spaces alone, as no other sign of ASCII is in them, and folds nothing.
    "sqlite": (
        """
        CREATE VIRTUAL TABLE _words USING fts5 (
            people, asked, said,
            content = 'words', content_rowid = 'request_id', tokenize = 'ascii', detail = 'column'
        )
        """,
        """
        CREATE TRIGGER words_added AFTER INSERT ON words BEGIN
            INSERT INTO _words (rowid, people, asked, said)
            VALUES (new.request_id, new.people, new.asked, new.said);
        END
        """,
        """
        CREATE TRIGGER words_gone AFTER DELETE ON words BEGIN
            INSERT INTO _words (_words, rowid, people, asked, said)
            VALUES ('delete', old.request_id, old.people, old.asked, old.said);
        END
        """,
        """
        CREATE TRIGGER words_changed AFTER UPDATE ON words BEGIN
            INSERT INTO _words (_words, rowid, people, asked, said)
            VALUES ('delete', old.request_id, old.people, old.asked, old.said);
            INSERT INTO _words (rowid, people, asked, said)
            VALUES (new.request_id, new.people, new.asked, new.said);
        END
        """,
    ),
    # The words as they are, without the parser that would part some of them once more.
    "postgres": (
        """
        CREATE INDEX _words ON words USING gin (
            string_to_array(people, ' '),
            array_to_tsvector(string_to_array(asked, ' ') || string_to_array(said, ' '))
        )
        """,
    ),
}
