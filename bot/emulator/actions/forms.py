"""Modals and Home: filling in, submitting, closing, opening."""

from dataclasses import replace
from typing import Any

from bot.emulator.actions.outcome import Outcome, outcome_of, refused
from bot.emulator.actions.pressing import Pressing
from bot.emulator.elements import FIELDS, NotOffered, holding, placed, problem_with
from bot.emulator.people import Person
from bot.emulator.shapes import Json, SlackError
from bot.emulator.views import View
from bot.emulator.web_api.views import checked_view

Values = dict[str, Any]
"""`{action_id: value}` or `{block_id: {action_id: value}}`; values are plain, options by their value."""


class Forms(Pressing):
    """What people do with the modals the app shows them, and with its Home tab."""

    async def submit(self, person: str, values: Values | None = None, view_id: str | None = None) -> Outcome:
        """Fill in the modal (by default the one on top) and send it, if Slack's client would."""
        who = self.person(person)
        view = self._modal(who, view_id)
        if view is None:
            return refused("view_not_found")
        if not view.content.get("submit"):
            return refused("nothing_to_submit")
        try:
            self._fill(who, view, values or {})
        except NotOffered as error:
            return Outcome(ok=False, error="not_offered", errors={"choice": str(error)})
        problems = self._problems(view)
        if problems:
            return Outcome(ok=False, error="incomplete", errors=problems)
        payload = self.interaction("view_submission", who)
        payload |= {"view": self.workspace.view_json(view), "response_urls": self._response_urls(who, view)}
        outcome = await outcome_of([self.bring("interactive", payload)])
        return self._follow(outcome, who, view) if outcome.ok else outcome

    async def close_view(self, person: str, *, all_of_them: bool = False) -> Outcome:
        """Cancel the modal on top, or close the whole stack with the X."""
        who = self.person(person)
        views = self.workspace.views
        top = views.top(who.id)
        if top is None:
            return refused("view_not_found")
        clears = all_of_them or bool(top.content.get("clear_on_close"))
        closed = views.stacks[who.id][0] if clears else top
        payload = self.interaction("view_closed", who)
        payload |= {"view": self.workspace.view_json(closed), "is_cleared": clears}
        del payload["trigger_id"]
        if clears:
            views.clear(who.id)
        else:
            views.close_top(who.id)
        told = [self.bring("interactive", payload)] if closed.content.get("notify_on_close") else []
        return await outcome_of(told)

    async def open_home(self, person: str, tab: str = "home") -> Outcome:
        """Look at the app's Home (or Messages) tab."""
        who = self.person(person)
        channel = self.workspace.direct(who.id)
        event: Json = {"type": "app_home_opened", "user": who.id, "channel": channel.id, "tab": tab}
        home = self.workspace.views.homes.get(who.id)
        if home is not None and tab == "home":
            event["view"] = self.workspace.view_json(home)
        return await outcome_of(self.workspace.events.announce(event, ts=self.workspace.next_ts()))

    async def fill(self, person: str, values: Values, view_id: str | None = None) -> Outcome:
        """Fill in fields of the modal without sending it."""
        who = self.person(person)
        view = self._modal(who, view_id)
        if view is None:
            return refused("view_not_found")
        try:
            self._fill(who, view, values)
        except NotOffered as error:
            return Outcome(ok=False, error="not_offered", errors={"choice": str(error)})
        return Outcome()

    def _modal(self, person: Person, view_id: str | None) -> View | None:
        view = self.workspace.views.by_id.get(view_id) if view_id else self.workspace.views.top(person.id)
        return view if view is not None and view.user == person.id else None

    def _fill(self, person: Person, view: View, values: Values) -> None:
        left = dict(values)
        for one in placed(view.blocks):
            within = left.get(one.block_id)
            source = within if isinstance(within, dict) else left
            if one.action_id not in source or one.type not in FIELDS:
                continue
            offered = view.offered.get(one.action_id)
            choice = self.choose(person, one, source.pop(one.action_id), offered=offered)
            view.state.setdefault(one.block_id, {})[one.action_id] = holding(one, choice)
            if source is within and not within:
                left.pop(one.block_id)
        if left:
            raise NotOffered(f"no such field: {', '.join(left)}")

    def _problems(self, view: View) -> dict[str, str]:
        """What Slack's own client finds missing, by block."""
        state = self.workspace.view_json(view)["state"]["values"]
        problems: dict[str, str] = {}
        for one in placed(view.blocks):
            held = state.get(one.block_id, {}).get(one.action_id)
            problem = problem_with(one, held[FIELDS[one.type].key]) if held and one.is_input else None
            if problem:
                problems[one.block_id] = problem
        return problems

    def _response_urls(self, person: Person, view: View) -> list[Json]:
        state = self.workspace.view_json(view)["state"]["values"]
        urls: list[Json] = []
        for one in placed(view.blocks):
            if not one.element.get("response_url_enabled"):
                continue
            chosen = state[one.block_id][one.action_id].get(FIELDS[one.type].key)
            if chosen:
                channel = self.workspace.channels.get(chosen)
                url: Json = {"block_id": one.block_id, "action_id": one.action_id, "channel_id": channel.id}
                urls.append(url | {"response_url": self.lend_url("app", person, channel)})
        return urls

    def _follow(self, outcome: Outcome, person: Person, view: View) -> Outcome:
        """Do what the ack says: close, show errors, update, push or clear."""
        answer = outcome.payload or {}
        action = answer.get("response_action")
        if action == "errors":
            return self._show_errors(outcome, view, answer.get("errors") or {})
        views = self.workspace.views
        try:
            if action == "update":
                views.update(view, checked_view(self.workspace, answer.get("view"), replacing=view))
                self.workspace.tell_view("modal", view)
            elif action == "push":
                pushed = views.push(person.id, checked_view(self.workspace, answer.get("view")))
                self.workspace.tell_view("modal", pushed)
            elif action == "clear":
                views.clear(person.id)
            elif views.top(person.id) is view:
                views.close_top(person.id)
        except SlackError as error:
            return replace(outcome, ok=False, error=error.error, errors=_messages(error))
        return outcome

    def _show_errors(self, outcome: Outcome, view: View, errors: dict[str, str]) -> Outcome:
        """Errors belong under input blocks; any other key makes Slack say that it had trouble connecting."""
        inputs = {one.block_id for one in placed(view.blocks) if one.is_input}
        if not errors or not inputs.issuperset(errors):
            return replace(outcome, ok=False, error="trouble_connecting", errors=errors)
        return replace(outcome, ok=False, error="validation_errors", errors=errors)


def _messages(error: SlackError) -> dict[str, str]:
    messages = error.more.get("response_metadata", {}).get("messages", [])
    return {str(number): message for number, message in enumerate(messages)}
