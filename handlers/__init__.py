"""The front door: what Slack brings, to the flow that answers it. This is the one list of features."""

from __future__ import annotations

from typing import Final

from slack_sdk.web.async_client import AsyncWebClient

from bot.flows.requests import acting as flow
from bot.flows.requests.passing import Way, return_it
from bot.house import House
from bot.i18n import ENGLISH, texts
from bot.manifest import Listens, Shortcut, commands
from bot.rules.nudges import Thought
from bot.rules.readings import Reading
from bot.settings import Settings
from handlers import (
    capacity,
    channels,
    digests,
    finding,
    homes,
    hours,
    keeping,
    lists,
    notes,
    nudges,
    people,
    reminders,
    teams,
    workspaces,
)
from handlers.absences import asking as away
from handlers.absences import mentions, planning, sorting
from handlers.absences import seeing as absences
from handlers.requests import acting, asking, passing, rarer, reactions, replies, thanking
from handlers.routing import FrontDesk, Routes
from storage.records import Outcome

EVENTS: Final = {
    "message": replies.message,
    "app_mention": replies.mention,
    "reaction_added": reactions.added,
    "app_home_opened": homes.opened,
    "user_change": people.changed,
    "dnd_updated_user": people.quieted,
    "member_joined_channel": channels.joined,
    "member_left_channel": channels.left,
    "channel_left": channels.lost,
    "channel_archive": channels.lost,
    "channel_deleted": channels.lost,
    "channel_shared": channels.shared,
    "channel_id_changed": channels.renumbered,
    "group_left": channels.lost,
    "group_archive": channels.lost,
    "group_deleted": channels.lost,
    "app_uninstalled": people.uninstalled,
    "tokens_revoked": people.revoked,
}
ACTIONS: Final = {
    "request.answer": acting.open_answer,
    "request.got_it": acting.got_it,
    "request.wanted_yes": acting.wanted_yes,
    "request.wanted_other": acting.wanted_other,
    "request.wanted_no": acting.wanted_no,
    "request.more": rarer.menu,
    "request.take": teams.take,
    "request.not_me": teams.not_me,
    "request.share_yes": passing.agreed(True),
    "request.share_no": passing.agreed(False),
    "request.return": passing.open_return,
    "request.call_back": passing.call_back,
    "request.fine": acting.fine,
    "request.to_cover": acting.give_to_cover,
    "request.cannot_wait": acting.cannot_wait,
    "request.yes": acting.resolved(Outcome.YES),
    "request.partly": acting.resolved(Outcome.PARTLY),
    "request.not_yet": acting.open_not_yet,
    "request.got_answer": acting.resolved(Outcome.GOT_ANSWER),
    "request.withdraw": acting.withdraw,
    "request.text": rarer.open_text,
    "request.trail": rarer.open_trail,
    "request.trail_copy": rarer.copy_trail,
    "request.change": asking.open_change,
    "request.undo": acting.undo,
    "request.new": asking.open_form,
    "request.ask_again": asking.ask_again,
    "request.helped": asking.helped,
    "find.open": finding.open_form,
    "find.more": finding.more,
    "find.history": finding.history,
    "reply.answer": replies.corrected(Reading.ANSWER),
    "reply.acceptance": replies.corrected(Reading.ACCEPTANCE),
    "reply.question": replies.corrected(Reading.QUESTION),
    "reply.thanks": replies.corrected(Reading.THANKS),
    "reply.about": replies.about,
    "reply.text": replies.show_text,
    "more.lend": passing.opened(Way.LEND),
    "more.suggest": passing.opened(Way.SUGGEST),
    "more.hand_over": passing.opened(Way.HAND_OVER),
    "more.together": rarer.open_together,
    "more.note": rarer.open_note,
    "more.same": rarer.open_same,
    "more.trail": rarer.open_trail,
    "more.later": reminders.open_later,
    "more.quiet": reminders.quiet,
    "request.still_needed": reminders.still_needed,
    "request.apology": reminders.open_apology,
    "home.ask": asking.shortcut,
    "home.away": planning.open_new,
    "home.older": homes.turn,
    "home.newer": homes.turn,
    "hours.show": hours.show,
    "kept.show": keeping.show,
    "kept.copy": keeping.copy,
    "kept.erase": keeping.open_erase,
    "absence.ask_cover": away.ask_cover,
    "absence.wait": away.wait,
    "absence.somebody_else": asking.somebody_else,
    "absence.form": planning.open_form,
    "absence.from_status": planning.open_from_status,
    "absence.sort": sorting.open_form,
    "absence.change": planning.open_change,
    "absence.undo": planning.undo,
    "absence.cancel": planning.undo,
    "absence.restore": planning.restore,
    "absence.back": planning.is_back,
    "absence.log_mention": mentions.log,
    "absence.mention_cover": mentions.log,
    "absence.cannot_cover": planning.cannot_cover,
    "request.thank": thanking.thank,
    "digest.more": digests.more,
    "digest.made": digests.made,
    "digest.choose": digests.open_choice,
    "note.stop": notes.stop,
    "note.begin": notes.begin,
    "workspace.change": workspaces.open_form,
    "capacity.until": capacity.chosen,
    "capacity.over": capacity.over,
    "nudge.together": rarer.open_together,
    "nudge.promise": nudges.open_promise,
    "nudge.pass": nudges.open_pass,
    "nudge.help": nudges.ask_for_help,
    "nudge.useful": nudges.rated(Thought.USEFUL),
    "nudge.not_now": nudges.rated(Thought.NOT_NOW),
    "nudge.wrong": nudges.rated(Thought.WRONG),
    "nudge.mute": nudges.mute,
    "nudge.unmute": nudges.unmute,
    "svar.what": rarer.what_is_this,
}
VIEWS: Final = {
    "request.new": asking.submitted,
    "request.change": asking.changed,
    "find": finding.submitted,
    "absence": planning.submitted,
    "absence.sort": sorting.submitted,
    "request.answer": acting.answer_submitted,
    "request.ask_back": acting.words_submitted(flow.ask_back),
    "request.not_yet": acting.words_submitted(flow.reopen),
    "request.decline": acting.decline_submitted,
    "request.hand_over": passing.submitted(Way.HAND_OVER),
    "request.lend": passing.submitted(Way.LEND),
    "request.suggest": passing.submitted(Way.SUGGEST),
    "request.return": acting.words_submitted(return_it),
    "request.hold": acting.hold_submitted,
    "request.hand": acting.hand_submitted,
    "request.note": rarer.note_submitted,
    "request.same": rarer.same_submitted,
    "request.together": rarer.together_submitted,
    "request.promise": acting.promise_submitted,
    "request.later": reminders.later_submitted,
    "request.apology": reminders.apology_submitted,
    "request.thank": thanking.add_words,
    "hours.set": hours.submitted,
    "workspace.change": workspaces.submitted,
    "capacity": capacity.submitted,
    "digest.choose": digests.chosen,
    "request.promise_together": nudges.promise_submitted,
    "request.pass_together": nudges.pass_submitted,
    "kept.erase": keeping.erase,
    "kept.erase_now": keeping.erase_now,
}
SHORTCUTS: Final = {
    "request.new": asking.shortcut,
    "request.log_message": asking.from_message,
    "find": finding.open_form,
}


def front_desk(house: House, client: AsyncWebClient) -> FrontDesk:
    """What answers everything that Svar listens to."""
    settings = house.settings
    by_name = {
        settings.svar_command: lists.svar,
        settings.pending_command: lists.pending,
        settings.request_command: asking.command,
        settings.ooo_command: absences.command,
    }
    return FrontDesk(house, client, Routes(by_name, ACTIONS, VIEWS, SHORTCUTS, EVENTS))


def listens(settings: Settings) -> Listens:
    """What the manifest must ask Slack for, so that all of this is heard, and no more."""
    t = texts(ENGLISH).t
    offered = (
        Shortcut("request.log_message", t("manifest.log"), t("manifest.log_what"), "message"),
        Shortcut("request.new", t("manifest.ask"), t("manifest.ask_what"), "global"),
        Shortcut("find", t("manifest.find"), t("manifest.find_what"), "global"),
    )
    messages = ("message.im", "message.channels", "message.groups")
    events = (*(event for event in EVENTS if event != "message"), *messages)
    return Listens(commands(settings), offered, events)
