"""The thread that writes and those that read."""

from __future__ import annotations

import sqlite3
from time import monotonic

from storage.sqlite.files import begin_writing
from storage.sqlite.library import Database
from storage.sqlite.queues import GROUP_LIMIT, Inbox, Job, WriteQueue, answer
from storage.sqlite.transactions import SqliteTx, spell, spell_reading, told


class Writer:
    """The one thread that writes, with its connection."""

    def __init__(self, db: Database, queue: WriteQueue, patience: float) -> None:
        self._conn = db.conn
        self._execute = db.conn.execute
        self._queue = queue
        self._patience = patience

    def serve(self) -> None:
        """Serve until the queue is shut and empty."""
        while (job := self._queue.first()) is not None:
            group = [job]
            try:
                self._write_group(group)
            except BaseException as error:  # noqa: BLE001 - whatever it is, callers hear it and this thread lives
                for job in group:
                    job.error = told(error)
            answer(group)

    def _write_group(self, group: list[Job]) -> None:
        try:
            self._begin(group[0])
        except sqlite3.Error:
            # Nobody's patience ends later for having waited behind others whose patience has ended.
            group += self._queue.overdue(monotonic() - self._patience)
            raise
        try:
            self._call(group[0])  # no savepoint: nothing stands before it
            self._join(group)
            self._execute("COMMIT")
        except BaseException as error:  # noqa: BLE001 - it is its caller's
            self._recover(group, error)

    def _begin(self, job: Job) -> None:
        self._roll_back()
        begin_writing(self._conn, job.since + self._patience)

    def _call(self, job: Job) -> None:
        tx = SqliteTx(self._execute, spell)
        job.run(tx)
        tx.end()

    def _join(self, group: list[Job]) -> None:
        """Do in the open transaction what has arrived meanwhile, each behind a savepoint."""
        while len(group) < GROUP_LIMIT and (job := self._queue.joiner()) is not None:
            group.append(job)
            self._execute("SAVEPOINT job")
            try:
                self._call(job)
            except BaseException as error:  # noqa: BLE001 - it is its caller's
                self._undo(job, error)
            self._execute("RELEASE job")

    def _undo(self, job: Job, error: BaseException) -> None:
        if not self._conn.in_transaction:  # a full disk or an interrupt takes the whole group back
            raise error
        self._execute("ROLLBACK TO job")
        job.error = error

    def _recover(self, group: list[Job], error: BaseException) -> None:
        """Nothing of the group was kept: run its functions again, each in a transaction of its own."""
        self._roll_back()
        if len(group) == 1:
            group[0].error = told(error)
            return
        for job in group:
            try:
                self._begin(job)
                self._call(job)
                self._execute("COMMIT")
            except BaseException as its_own:  # noqa: BLE001 - it is its caller's
                self._roll_back()
                job.error = told(its_own)

    def _roll_back(self) -> None:
        if self._conn.in_transaction:
            self._execute("ROLLBACK")


def serve_reads(db: Database, queue: Inbox) -> None:
    """Serve snapshots until the queue is shut and empty."""
    while (job := queue.take()) is not None:
        try:
            _read(db.conn, job)
        except BaseException as error:  # noqa: BLE001 - whatever it is, its caller hears it and this thread lives
            job.error = told(error)
        answer([job])


def _read(conn: sqlite3.Connection, job: Job) -> None:
    conn.execute("BEGIN")
    try:
        tx = SqliteTx(conn.execute, spell_reading)
        job.run(tx)
        tx.end()
    finally:
        if conn.in_transaction:
            conn.execute("ROLLBACK")
