"""What people do with their hands: they type, press what they see, and fill in forms."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from offices import find_element

from bot.emulator import Emulator
from bot.emulator.actions.outcome import Outcome
from bot.emulator.feed import FeedRecord
from tests.proofs.month.calendars import minute
from tests.proofs.month.company import Colleague
from tests.proofs.month.stories import Act, Case

CASE = re.compile(r"case (\d{5})")
WORDS = {
    "answer": "It is 21 %, from December on.",
    "on_it": "On it",
    "reply": "The new one, please take that.",
}
WAYS: dict[str, tuple[str, str | None]] = {
    "hold": ("⋯", "Put on hold"),
    "ask_back": ("⋯", "Ask back"),
    "decline": ("⋯", "Decline"),
    "not_yet": ("Not yet", None),
    "hand_over": ("⋯", "Hand over"),
    "return": ("Give it back", None),
}
FORMS: dict[str, dict[str, Any]] = {
    "hold": {"reason": "The list comes then."},
    "ask_back": {"text": "The old one or the new one?"},
    "decline": {"reason": "It is not ours.", "alternative": "The front desk knows."},
    "not_yet": {"text": "The other one, I mean."},
    "hand_over": {"word": "You know it."},
    "lend": {"word": "Only the field."},
    "return": {"text": "My part is done."},
}


FORM_SENT_AT_MOST = 3  # it tells first what was answered before, and that somebody is away


@dataclass
class Screens:
    """Where everybody sees which case: their card, and what stands in its thread."""

    cards: dict[tuple[str, int], tuple[str, str]] = field(default_factory=dict)
    under: dict[tuple[str, int], list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))
    threads: dict[tuple[str | None, str | None], int] = field(default_factory=dict)

    def see(self, record: FeedRecord) -> int | None:
        """A message of Svar's; the case in whose thread it stands, or of which it is the card."""
        where = record.channel or "", record.ts or ""
        case = self.threads.get((record.channel, record.thread_ts))
        if case is not None and record.thread_ts != record.ts:
            if record.kind == "message":
                self.under[record.to, case].append(where)
            return case
        if where in self.threads:
            return self.threads[where]
        asked = re.search(r"asks you|You asked|asks for your part|\* asks \*", str(record.blocks))
        found = CASE.search(str(record.blocks)) if asked else None
        if found is None:
            return None
        case = int(found[1])
        self.cards.setdefault((record.to, case), where)
        self.threads[where] = case
        return case


@dataclass
class Hands:
    """The people of a workspace."""

    emulator: Emulator
    screens: Screens

    async def ask(self, case: Case, *, is_away: bool) -> tuple[Outcome, str]:
        """Ask it, and what is told; if the owner is away, as they choose, wait or ask whom is offered.

        Nobody mentions Svar to ask somebody who is away: they use the form.
        """
        if case.is_mention and not is_away:
            text = f"@Svar ask @{case.owner.name} {case.words}"
            return await self.emulator.say(case.requester.name, case.channel, text), ""
        return await (self._by_form(case) if case.channel else self._by_command(case))

    async def _by_form(self, case: Case) -> tuple[Outcome, str]:
        """Fill in the form, once more for each thing that is told first."""
        name, told, chosen = case.requester.name, "", ""
        channel = self.emulator.place(self.emulator.person(name), case.channel).id
        values = {"owner": case.owner.slack_id, "text": case.words, "place": channel}
        values |= {"urgency": case.urgency.strip()} if case.urgency else {}
        outcome = await self.emulator.command(name, "/request")
        for _ in range(FORM_SENT_AT_MOST):
            outcome = await self.emulator.submit(name, values)
            page = self.emulator.modals(name)[-1] if outcome.ok else {"blocks": []}
            told = f"{told} {page['blocks']}"
            if not page.get("submit"):
                break
            ways = next(
                (block["element"] for block in page["blocks"] if block.get("block_id") == "away"), None
            )
            if ways is not None:
                labels = {each["value"]: each["text"]["text"] for each in ways["options"]}
                values["away"] = way = self._chosen(case, labels)
                chosen = labels[way]
        await self.emulator.close_view(name, all_of_them=True)
        return outcome, f"{told} {chosen}"

    def _chosen(self, case: Case, labels: Mapping[str, str]) -> str:
        """What to do about an absence: the cover is asked if that is wanted, and is nobody else in this."""
        cover = labels.get("ask_cover", "")
        is_asked = case.wants_cover and cover and cover != f"Ask {case.third.shown_as}"
        return "ask_cover" if is_asked else "wait"

    async def _by_command(self, case: Case) -> tuple[Outcome, str]:
        """Type the command."""
        text = f"{case.urgency}@{case.owner.name} {case.words}{case.wish}"
        outcome = await self.emulator.command(case.requester.name, "/request", text)
        told = str(outcome.payload)
        if outcome.ok and "Sent to" not in told and " is away" not in told:
            return Outcome(ok=False, error="not sent"), told
        if " is away" not in told or not outcome.ts:
            return outcome, told
        channel = self.emulator.place(self.emulator.person(case.requester.name), "dm").id
        offered = self._offered(outcome.ts, case.requester)
        labels = {each["action_id"].removeprefix("absence."): each["text"]["text"] for each in offered}
        way = self._chosen(case, labels)
        element = next((each for each in offered if each["action_id"] == f"absence.{way}"), None)
        if element is None:
            return Outcome(ok=False, error="nothing offered"), told
        pressed = await self.emulator.press(
            case.requester.name, channel, outcome.ts, element["action_id"], element["value"]
        )
        return pressed, f"{told} {labels[way]}"

    async def do(self, case: Case, act: Act) -> tuple[Outcome, str]:
        """One act of a case, and what was chosen in it."""
        actor = case.part(act.who)
        where = self.screens.cards.get((actor.name, case.number))
        if where is None:
            return Outcome(ok=False, error="no card"), ""
        if act.what == "later":
            return await self._remind_later(actor, where)
        if act.what in WORDS:
            if case.channel and case.number % 2:  # half of them write where everybody sees it
                where = self.screens.cards[case.channel, case.number]
                return await self.emulator.say(
                    actor.name, case.channel, WORDS[act.what], thread_ts=where[1]
                ), ""
            return await self.emulator.say(actor.name, "dm", WORDS[act.what], thread_ts=where[1]), ""
        if act.what in WAYS:
            return await self._form(actor, where, WAYS[act.what], self._words(case, act)), ""
        return await self._one_press(case, act, where), act.option

    async def _one_press(self, case: Case, act: Act, where: tuple[str, str]) -> Outcome:
        """What needs no words."""
        actor, below = case.part(act.who), self.screens.under[case.part(act.who).name, case.number]
        if act.what == "promise":
            return await self._press(actor, [where], "Got it", act.option)
        if act.what == "press_newest":
            return await self._press(actor, below[-1:], act.option)
        if act.what == "press":
            return await self._press(actor, [*below[::-1], where], act.option)
        outcome = await self._rarer(actor, where, "Stop reminding me" if act.what == "quiet" else "Lend")
        if outcome.ok and act.what == "lend":
            return await self._sent(actor, self._words(case, act))
        await self.emulator.close_view(actor.name, all_of_them=True)
        return outcome

    def _words(self, case: Case, act: Act) -> dict[str, Any]:
        """What is filled into the form of an act."""
        own = {"hold": {"day": str(self._later(case.part(act.who)))}}
        own |= {way: {"to": case.third.slack_id} for way in ("hand_over", "lend")}
        return FORMS[act.what] | own.get(act.what, {})

    async def _remind_later(self, actor: Colleague, where: tuple[str, str]) -> tuple[Outcome, str]:
        """At two o'clock on a later day."""
        chosen = await self._rarer(actor, where, "Remind me later")
        if not chosen.ok:
            return chosen, ""
        day = self._later(actor)
        at = minute(datetime.combine(day, time(14), ZoneInfo(actor.zone)))
        return await self.emulator.submit(actor.name, {"day": str(day), "time": "14:00"}), str(at)

    async def _rarer(self, actor: Colleague, where: tuple[str, str], label: str) -> Outcome:
        opened = await self._press(actor, [where], "⋯", "More …")
        modals = self.emulator.modals(actor.name)
        if not opened.ok or not modals:  # Slack may fail to open it
            return Outcome(ok=False, error="nothing opened")
        element = find_element(modals[-1]["blocks"], label)
        if element is None:
            await self.emulator.close_view(actor.name, all_of_them=True)
            return Outcome(ok=False, error=f"no {label}")
        return await self.emulator.press_in_view(actor.name, None, element["action_id"], element["value"])

    async def _form(
        self, actor: Colleague, where: tuple[str, str], way: tuple[str, str | None], values: dict[str, Any]
    ) -> Outcome:
        opened = await self._press(actor, [where], *way)
        return await self._sent(actor, values) if opened.ok else opened

    async def _sent(self, actor: Colleague, values: dict[str, Any]) -> Outcome:
        """A form, filled in. What Svar tells first, as that somebody is away, is let be: nothing was done."""
        outcome = await self.emulator.submit(actor.name, values)
        if outcome.ok and self.emulator.modals(actor.name):
            await self.emulator.close_view(actor.name, all_of_them=True)
            return Outcome(ok=False, error="told first")
        return outcome

    async def _press(
        self, actor: Colleague, among: list[tuple[str, str]], label: str, option: str | None = None
    ) -> Outcome:
        """Press what carries this label on the first of these messages that does."""
        for channel, ts in among:
            message = self.emulator.workspace.messages.find(channel, ts)
            element = find_element(message.blocks, label) if message else None
            if element is None:
                continue
            value = element.get("value")
            if option is not None:
                value = {each["text"]["text"]: each["value"] for each in element["options"]}.get(option)
            if value is None:
                break
            return await self.emulator.press(
                actor.name, channel, ts, element["action_id"], value, block_id=element["in_block"]
            )
        return Outcome(ok=False, error=f"no {label} {option or ''}".strip())

    def _offered(self, ts: str, reader: Colleague) -> list[dict[str, Any]]:
        """The buttons on something that its reader alone sees."""
        seen = self.emulator.workspace.messages.ephemeral(reader.slack_id, ts)
        elements = [each for block in (seen.blocks if seen else ()) for each in block.get("elements", ())]
        return [each for each in elements if each.get("type") == "button"]

    def _later(self, actor: Colleague) -> date:
        """The day after their next two."""
        today: date = self.emulator.workspace.now().astimezone(ZoneInfo(actor.zone)).date()
        return today + timedelta(days=3)
