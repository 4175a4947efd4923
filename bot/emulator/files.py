"""Uploaded files: announced, uploaded, completed, and only a little later fully known."""

import mimetypes
import time
from dataclasses import dataclass, field

from bot.emulator.limits import Limits
from bot.emulator.shapes import Ids, Json, SlackError


@dataclass
class File:
    """One file on its way into the workspace."""

    id: str
    name: str
    length: int
    user: str
    title: str = ""
    alt_txt: str = ""
    content: bytes | None = None
    completed: float | None = None
    channels: list[str] = field(default_factory=list)

    @property
    def is_image(self) -> bool:
        return self.name.lower().endswith((".png", ".jpg", ".jpeg", ".gif"))


class Files:
    """Every file by id."""

    def __init__(self, ids: Ids, limits: Limits) -> None:
        self.by_id: dict[str, File] = {}
        self._ids = ids
        self._limits = limits

    def announce(self, name: str, length: int, *, user: str, alt_txt: str = "") -> File:
        file = File(self._ids.next("F"), name, length, user, alt_txt=alt_txt)
        self.by_id[file.id] = file
        return file

    def get(self, file_id: str) -> File:
        try:
            return self.by_id[file_id]
        except KeyError:
            raise SlackError("file_not_found") from None

    def complete(self, file: File) -> None:
        """The upload is over; Slack starts to look at the file."""
        file.completed = time.monotonic()

    def is_processed(self, file: File) -> bool:
        """Whether Slack has looked at the file: its mimetype is known and blocks may show it."""
        age = None if file.completed is None else time.monotonic() - file.completed
        return age is not None and age >= self._limits.processing_seconds

    def is_shown_by(self, reference: Json) -> bool:
        """Whether a `slack_file` object names an image that can be shown now."""
        file = self.by_id.get(str(reference.get("id", reference.get("url", "").rpartition("/")[2])))
        return file is not None and file.is_image and self.is_processed(file)

    def as_json(self, file: File) -> Json:
        mimetype = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        known = self.is_processed(file)
        shape: Json = {"id": file.id, "name": file.name, "title": file.title or file.name, "user": file.user}
        shape |= {"mimetype": mimetype if known else "", "size": file.length, "alt_txt": file.alt_txt}
        shape |= {"filetype": file.name.rpartition(".")[2] if known else "", "is_external": False}
        shape |= {"channels": file.channels if known else [], "mode": "hosted"}
        return shape | {
            "url_private": f"https://files.example/{file.id}",
            "permalink": f"https://files.example/p/{file.id}",
        }
