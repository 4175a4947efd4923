"""A standard Slack export, zipped or unpacked, read one day of one channel at a time.

It holds `users.json` (`org_users.json` for an organisation) and a folder for each channel with one file a
day, a list of messages in it. Private channels and direct messages, which some exports hold as well, are
left unread: lists of their own name them.
https://slack.com/help/articles/220556107-How-to-read-Slack-data-exports
"""

from __future__ import annotations

import json
import re
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from operator import itemgetter
from pathlib import Path
from typing import Any

import orjson

PEOPLE_FILES = ("users.json", "org_users.json")
PRIVATE_FILES = ("groups.json", "mpims.json", "dms.json")  # their folders are called by name, or by id
MOST_BYTES = 32 * 2**20  # of one file, unpacked: a day of a channel has about one
MOST_SKIPPED = 1_000  # files named as broken

_is_day = re.compile(r"\d{4}-\d{2}-\d{2}\.json").fullmatch
_is_ts = re.compile(r"\d{10}\.\d{1,6}").fullmatch

_UNREADABLE = (OSError, RuntimeError, NotImplementedError, zipfile.BadZipFile, zlib.error, EOFError)


class ExportError(Exception):
    """There is no export to be read; says why in a sentence."""


class Export:
    """One export: its people, and its public channels day by day. Files that cannot be read are `skipped`."""

    def __init__(self, sizes: Mapping[str, int], read: Callable[[str], bytes]) -> None:
        """`sizes` has every file with its bytes, by its path with slashes.

        Raises `ExportError` where no list of people is found, or a list that says what is private is broken.
        """
        self.skipped: list[str] = []
        self._sizes, self._read = sizes, read
        found = [path for path in sizes if path.rpartition("/")[2] in PEOPLE_FILES]
        if not found:
            raise ExportError("there is no users.json in it")
        people_file = min(found, key=lambda path: path.count("/"))
        self._root = people_file.removesuffix(people_file.rpartition("/")[2])  # with its slash, if any
        self.people = self._must_list(people_file)
        self._private = {
            str(entry.get(name))
            for path in (self._root + name for name in PRIVATE_FILES)
            if path in sizes
            for entry in self._must_list(path)
            for name in ("id", "name")
        }

    def channels(self) -> list[Iterator[list[dict[str, Any]]]]:
        """For each public channel its days in order, and for each day its messages in order of time."""
        days: dict[str, list[str]] = defaultdict(list)
        for path in self._sizes:
            folder, _, day = path.removeprefix(self._root).rpartition("/")
            if path.startswith(self._root) and _is_day(day) and "/" not in folder:
                days[folder].append(path)
        return [self._messages(sorted(days[folder])) for folder in sorted(days.keys() - self._private - {""})]

    def _messages(self, days: list[str]) -> Iterator[list[dict[str, Any]]]:
        for path in days:
            messages = _in_order(self._list_in(path) or [])
            if messages:
                yield messages

    def _must_list(self, path: str) -> list[dict[str, Any]]:
        listed = self._list_in(path)
        if listed is None:
            raise ExportError(f"{path.removeprefix(self._root)} cannot be read")
        return listed

    def _list_in(self, path: str) -> list[dict[str, Any]] | None:
        """The objects listed in a file; none, and the file named, where it is no list of them."""
        try:
            listed = _parsed(self._read(path)) if self._sizes[path] <= MOST_BYTES else None
        except (*_UNREADABLE, ValueError, RecursionError):
            listed = None
        if isinstance(listed, list) and all(type(entry) is dict for entry in listed):
            return listed
        if len(self.skipped) < MOST_SKIPPED:
            self.skipped.append(path.removeprefix(self._root))
        return None


def _parsed(data: bytes) -> Any:
    """JSON, by the reader that takes the least time; it refuses half a surrogate pair."""
    try:
        return orjson.loads(data)
    except ValueError:
        return json.loads(data)


def _in_order(entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Those that have a `ts`, sorted by it as text: it always has ten digits before the point."""
    with suppress(KeyError, TypeError):
        entries.sort(key=itemgetter("ts"))
        if not entries or (_is_ts(entries[0]["ts"]) and _is_ts(entries[-1]["ts"])):
            return entries
    return sorted((entry for entry in entries if _is_ts(str(entry.get("ts")))), key=itemgetter("ts"))


@contextmanager
def open_export(path: Path) -> Iterator[Export]:
    """Open a zip or a folder. Raises `ExportError` with a sentence where it is neither, or no export."""
    if path.is_dir():
        files = [found for found in path.rglob("*.json") if found.is_file()]
        sizes = {found.relative_to(path).as_posix(): found.stat().st_size for found in files}
        yield Export(sizes, lambda name: (path / name).read_bytes())
        return
    try:
        archive = zipfile.ZipFile(path)
    except FileNotFoundError:
        raise ExportError("there is no such file") from None
    except (OSError, zipfile.BadZipFile):
        raise ExportError("it is neither a zip file nor a folder") from None
    with archive:
        yield Export({info.filename: info.file_size for info in archive.infolist()}, archive.read)
