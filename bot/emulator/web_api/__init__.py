"""The Web API: each method of `https://slack.com/api/` by name, in files by family."""

from bot.emulator.web_api import (
    apps,
    chat,
    conversations,
    dnd,
    files,
    history,
    reactions,
    team,
    usergroups,
    users,
    views,
)
from bot.emulator.web_api.method import Method

METHODS: dict[str, Method] = {
    method.name: method
    for family in (apps, chat, conversations, dnd, files, history, reactions, team, usergroups, users, views)
    for method in family.METHODS
}
"""Every method that is answered; anything else is `unknown_method`."""
