"""Modals and Home tabs, and what a person has filled into them so far."""

import itertools
from dataclasses import dataclass, field

from bot.emulator import limits
from bot.emulator.shapes import Ids, Json, SlackError

_KEPT = ("callback_id", "external_id", "private_metadata", "title", "submit", "close", "blocks")
_EMPTY: Json = {"callback_id": "", "external_id": "", "private_metadata": "", "title": None, "submit": None}
_FLAGS = ("clear_on_close", "notify_on_close", "submit_disabled")


@dataclass
class View:
    """One modal or Home as it stands. `state` is what the person sees in its fields."""

    id: str
    user: str
    content: Json
    hash: str
    root_view_id: str
    previous_view_id: str | None = None
    channel: str | None = None
    state: dict[str, Json] = field(default_factory=dict)
    offered: dict[str, list[Json]] = field(default_factory=dict)
    """The options an `external_select` was last offered, by its action_id."""

    @property
    def blocks(self) -> list[Json]:
        blocks: list[Json] = self.content.get("blocks") or []
        return blocks


class Views:
    """Each person's stack of modals and each person's Home."""

    def __init__(self, ids: Ids) -> None:
        self.by_id: dict[str, View] = {}
        self.stacks: dict[str, list[View]] = {}
        self.homes: dict[str, View] = {}
        self._by_external_id: dict[str, View] = {}
        self._ids = ids
        self._hashes = itertools.count(1)

    def open(self, user: str, content: Json, channel: str | None = None) -> View:
        """A new modal in place of whatever stack the person had."""
        self.clear(user)
        return self._put(user, content, channel)

    def push(self, user: str, content: Json) -> View:
        """A new modal on top of the person's stack."""
        stack = self.stacks.get(user) or []
        if len(stack) >= limits.VIEW_STACK:
            raise SlackError("push_limit_reached")
        return self._put(user, content, stack[-1].channel if stack else None)

    def update(self, view: View, content: Json, view_hash: str | None = None) -> View:
        """New content in the same place; fields keep what was typed where block_id and action_id stay."""
        if view_hash and view_hash != view.hash:
            raise SlackError("hash_conflict")
        self._forget_external_id(view)
        view.content, view.hash = content, self._hash()
        self._keep_external_id(view)
        kept = {block.get("block_id") for block in view.blocks}
        view.state = {block_id: state for block_id, state in view.state.items() if block_id in kept}
        return view

    def publish(self, user: str, content: Json, view_hash: str | None = None) -> View:
        """The person's Home, made or replaced."""
        home = self.homes.get(user)
        if home is not None:
            return self.update(home, content, view_hash)
        view_id = self._ids.next("V")
        home = self.homes[user] = View(view_id, user, content, self._hash(), view_id)
        self._keep(home)
        return home

    def find(self, view_id: str, external_id: str = "") -> View:
        """An open view by id or external_id."""
        view = self.by_id.get(view_id) if view_id else self._by_external_id.get(external_id)
        if view is None:
            raise SlackError("not_found")
        return view

    def is_taken(self, external_id: str | None, besides: View | None = None) -> bool:
        """Whether another open view has this external_id."""
        return self._by_external_id.get(external_id or "", besides) is not besides

    def top(self, user: str) -> View | None:
        stack = self.stacks.get(user)
        return stack[-1] if stack else None

    def close_top(self, user: str) -> None:
        """The person is back at the modal below, if there is one."""
        stack = self.stacks.get(user)
        if stack:
            self._drop(stack.pop())

    def clear(self, user: str) -> None:
        for view in self.stacks.pop(user, []):
            self._drop(view)

    def _put(self, user: str, content: Json, channel: str | None) -> View:
        stack = self.stacks.setdefault(user, [])
        view_id = self._ids.next("V")
        root, previous = (stack[0].id, stack[-1].id) if stack else (view_id, None)
        view = View(view_id, user, content, self._hash(), root, previous, channel)
        stack.append(view)
        self._keep(view)
        return view

    def _keep(self, view: View) -> None:
        self.by_id[view.id] = view
        self._keep_external_id(view)

    def _drop(self, view: View) -> None:
        del self.by_id[view.id]
        self._forget_external_id(view)

    def _keep_external_id(self, view: View) -> None:
        if external_id := view.content.get("external_id"):
            self._by_external_id[external_id] = view

    def _forget_external_id(self, view: View) -> None:
        self._by_external_id.pop(view.content.get("external_id", ""), None)

    def _hash(self) -> str:
        return f"{next(self._hashes)}.{self._ids.next('h')}"


def view_as_json(view: View, *, team_id: str, app_id: str, bot_id: str, state: Json) -> Json:
    """The view object as it travels in answers and payloads."""
    shape: Json = {"id": view.id, "team_id": team_id, "type": view.content.get("type"), "hash": view.hash}
    shape |= _EMPTY | {key: view.content[key] for key in _KEPT if key in view.content}
    shape |= {flag: bool(view.content.get(flag)) for flag in _FLAGS}
    shape |= {"state": {"values": state}, "previous_view_id": view.previous_view_id}
    shape |= {"root_view_id": view.root_view_id, "app_id": app_id, "bot_id": bot_id}
    return shape | {"app_installed_team_id": team_id}
