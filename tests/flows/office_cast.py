"""The people of these tests, and short ways to let them act on a real store."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.flows.requests import asking, seeing
from bot.flows.requests.asking import Ask
from bot.flows.requests.moving import Target
from bot.flows.requests.replies import Message
from bot.rules.letters import Aside, Scene
from storage import outbox, people, places, requests, trail, turns, workspaces
from storage.base import Store, Tx
from storage.people import Profile
from storage.records import Entry, Kind, OutboxItem, Person, Place, Reason, Request, Turn

THURSDAY = datetime(2026, 11, 26, 9, 12, tzinfo=UTC)  # 10:12 in Oslo
ZONES = {"Ann": "Europe/Oslo", "Ben": "America/New_York", "Cleo": "Asia/Tokyo", "Eva": "Europe/Stockholm"}


@dataclass
class Office:
    """A store with people in it, and the time."""

    store: Store
    people: dict[str, Person]
    now: datetime = THURSDAY
    messages: int = field(default=0)
    other_id: int = field(default=0)  # of another request, where a test has two

    def __getitem__(self, name: str) -> Person:
        return self.people[name]

    def pass_(self, **length: float) -> None:
        """Let time go by."""
        self.now += timedelta(**length)

    async def do(self, flow: Any, who: str, *args: Any, **kwargs: Any) -> Any:
        """Let somebody run a flow now."""
        return await self.store.write(flow, self[who], *args, now=self.now, **kwargs)

    async def ask(
        self, who: str = "Ann", whom: str = "Eva", text: str = "Which rate applies?", **more: Any
    ) -> int:
        """Let somebody ask; the request's id."""
        ask = Ask(requester=self[who], owner=self[whom], by=more.pop("by", self[who]), text=text, **more)
        logged = await self.store.write(asking.log, ask, now=self.now)
        return int(logged["id"])

    async def request(self, request_id: int) -> Request:
        found = await self.store.read(requests.get, request_id)
        assert found is not None
        return found

    async def turn(self, request_id: int) -> Turn | None:
        return await self.store.read(turns.open_turn, request_id)

    async def target(self, request_id: int) -> Target:
        """What a button drawn now would carry."""
        turn = await self.turn(request_id)
        return Target(request_id, turn.id if turn else None)

    async def scene(self, who: str, request_id: int) -> Scene:
        return await self.store.read(seeing.scene, self[who], request_id)

    async def trail(self, request_id: int) -> list[Entry]:
        return [entry.kind for entry in await self.store.read(trail.of_request, request_id)]

    async def places(self, request_id: int) -> list[Place]:
        return await self.store.read(places.of_request, request_id)

    async def heard(self, who: str) -> list[str]:
        """The lines and asides planned for somebody, in order, but for what confirms their own doing.

        What the clock may ask of them later is not among them.
        """
        items = [
            item
            for item in await self.store.read(_planned, self[who].id)
            if item.reason is not Reason.STILL_GOOD
        ]
        said = [str(item.data.get("line") or item.data.get("aside")) for item in items]
        return [each for each in said if each != Aside.DONE]

    def says(self, text: str, **more: Any) -> Message:
        """A message with these words, new each time."""
        self.messages += 1
        return Message("D1", f"1795684320.{self.messages:06}", text, **more)


def settle(tx: Tx) -> dict[str, Person]:
    """A workspace with the cast in it."""
    home = workspaces.put(tx, enterprise_id="", team_id="T1", name="Nord", bot=("UBOT", "BBOT"), now=THURSDAY)
    return {
        name: people.put(
            tx,
            home.id,
            Profile(f"U{name.upper()}", name, zone, "en-US", Kind.MEMBER, None),
            now=THURSDAY,
        )
        for name, zone in ZONES.items()
    }


def _planned(tx: Tx, person_id: int) -> list[OutboxItem]:
    rows = tx.all("SELECT id FROM outbox WHERE person_id = :person_id ORDER BY id", person_id=person_id)
    return [outbox.get(tx, row["id"]) for row in rows]
