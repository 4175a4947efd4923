"""The page's door: its files, and one WebSocket for everything else."""

from collections.abc import Awaitable, Callable, Collection, Sequence
from importlib.resources import files
from typing import TYPE_CHECKING

from aiohttp import web

from bot.emulator.loopback import guarded
from bot.emulator.page.connections import Connection
from bot.emulator.page.timekeepers import Timekeeper
from bot.emulator.page.unread import Unread
from bot.emulator.shapes import Json

if TYPE_CHECKING:
    from bot.emulator.emulator import Emulator

_LARGEST_FILE = 1_000_000
_STATIC = files("bot.emulator.page") / "static"
_TYPES = {"html": "text/html", "css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
_SHOWN_IMAGES = {"png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif"}

AtWork = Callable[[], Awaitable[Collection[str]]]


class Page:
    """One workspace in any number of browsers."""

    def __init__(self, emulator: "Emulator") -> None:
        self.emulator = emulator
        self.unread = Unread(emulator.workspace)
        self.timekeeper: Timekeeper | None = None
        self.tour: Sequence[Json] = ()
        self.at_work: AtWork | None = None
        self._connections: set[Connection] = set()

    def show(
        self,
        *,
        timekeeper: Timekeeper | None = None,
        tour: Sequence[Json] = (),
        at_work: AtWork | None = None,
    ) -> None:
        """What the page offers beside the workspace.

        A step of the `tour` holds `title`, `text` and what ends it: `be` (a person's name), `moves` (the
        clock), or `sees` (fields of a feed record, where `text` is a part of its text). `types` may hold
        words for the message box and `at` the part of the page that it is about. `at_work` gives the ids of
        those who are in now. Browsers that are there already are told when something happens next.
        """
        self.timekeeper, self.tour, self.at_work = timekeeper, tour, at_work

    async def tell_time(self) -> None:
        """Tell every browser what time it is now."""
        for connection in tuple(self._connections):
            await connection.tell_time()

    def tell_everybody(self) -> None:
        """Tell every browser who has unread messages."""
        for connection in self._connections:
            connection.tell_unread()

    def listen_on(self, app: web.Application) -> None:
        """Add the routes."""
        app.router.add_get("/", guarded(self._index))
        app.router.add_get("/page/live", guarded(self._live))
        app.router.add_get("/page/files/{file}", guarded(self._file))
        app.router.add_post("/page/files", guarded(self._upload))
        app.router.add_get("/page/{name}", guarded(self._static))

    async def _index(self, request: web.Request) -> web.Response:
        return _page_file("index.html", request)

    async def _static(self, request: web.Request) -> web.Response:
        return _page_file(request.match_info["name"], request)

    async def _file(self, request: web.Request) -> web.Response:
        """An uploaded image; anything else is not for a browser to read."""
        file = self.emulator.workspace.files.by_id.get(request.match_info["file"])
        kind = _SHOWN_IMAGES.get(file.name.rpartition(".")[2].lower()) if file else None
        if file is None or not file.content or kind is None:
            raise web.HTTPNotFound
        return web.Response(body=file.content, content_type=kind, headers=_headers(request))

    async def _upload(self, request: web.Request) -> web.Response:
        """A file that a person is about to send."""
        files, content = self.emulator.workspace.files, await request.read()
        if len(content) > _LARGEST_FILE:
            raise web.HTTPRequestEntityTooLarge(max_size=_LARGEST_FILE, actual_size=len(content))
        try:
            person = self.emulator.person(request.query["person"])
            file = files.announce(request.query["name"], len(content), user=person.id)
        except KeyError:
            raise web.HTTPBadRequest from None
        file.content = content
        files.complete(file)
        return web.json_response({"id": file.id}, headers=_headers(request))

    async def _live(self, request: web.Request) -> web.StreamResponse:
        socket = web.WebSocketResponse(heartbeat=20)
        await socket.prepare(request)
        connection = Connection(self, socket)
        self._connections.add(connection)
        try:
            await connection.serve()
        finally:
            self._connections.discard(connection)
        return socket


def _page_file(name: str, request: web.Request) -> web.Response:
    file = _STATIC / name
    kind = _TYPES.get(name.rpartition(".")[2])
    if kind is None or not file.is_file():
        raise web.HTTPNotFound
    return web.Response(body=file.read_bytes(), content_type=kind, charset="utf-8", headers=_headers(request))


def _headers(request: web.Request) -> dict[str, str]:
    """Scripts, styles and pictures of this page's own and nothing else, nowhere else."""
    policy = (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        f"connect-src 'self' ws://{request.host}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
    return {
        "Content-Security-Policy": policy,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cache-Control": "no-store",
    }
