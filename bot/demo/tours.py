"""The guided tour of the page: Svar's story, in steps that whoever is there does themselves."""

from __future__ import annotations

from typing import Any, Final

Step = dict[str, Any]

QUESTION: Final = "Which rate applies to the Oslo contract?"
ABROAD: Final = "Which voltage do the lamps for Ginza need?"
HERE: Final = "Is the showroom free this afternoon?"

TOUR: Final[list[Step]] = [
    {
        "title": "A small company, and you are in it",
        "text": "This is Fjordlys, a maker of lamps. You are Ann, in sales in Oslo; the faces on the left are"
        " your colleagues, and you can be any of them.\nSvar is the app that brings questions to people and"
        " answers back.",
        "at": "people",
    },
    {
        "title": "Ask somebody something",
        "text": "Maja knows about contracts. Ask her, and send it with Enter.",
        "types": f"/request @Maja {QUESTION} by friday 14:00",
        "at": "writing",
        "sees": {"kind": "message", "to": "ann", "text": "You asked Maja"},
    },
    {
        "title": "Be Maja",
        "text": "Press her face. If she is at work she has it already;"
        " otherwise it waits until her day begins.",
        "be": "maja",
    },
    {
        "title": "Say when it comes",
        "text": "Press *Yes*, or choose a time under *Got it*. That is a promise, and not an answer yet."
        " Nothing there? Move the clock to the next working morning.",
        "sees": {"kind": "message", "to": "ann", "text": "Maja will answer"},
    },
    {
        "title": "Answer by just replying",
        "text": "Point at the card, press *Reply in thread*, and write, for example,"
        " “The new one, 21 %.” Nobody has to keep books.",
        "sees": {"kind": "message", "to": "ann", "text": "Maja answers"},
    },
    {
        "title": "Be Ann again",
        "text": "The answer has come, and with it the one question that closes a request.",
        "be": "ann",
    },
    {
        "title": "Did that solve it?",
        "text": "Press *Yes* under the answer. *Not yet* would give it back to Maja.",
        "sees": {"kind": "message", "to": "maja", "text": "it helped"},
    },
    {
        "title": "See where everything stands",
        "text": "Open Svar's *Home* tab: what waits for you, what you wait for, and why.",
        "sees": {"kind": "home", "to": "ann"},
    },
    {
        "title": "Go away for some days",
        "text": "Say that you are away and who stands in. Whoever asks you then hears it before they send.",
        "types": "/ooo tomorrow to monday, cover @Oskar",
        "at": "writing",
        "sees": {"kind": "ephemeral", "to": "ann", "text": "You are away"},
    },
    {
        "title": "Ask across time zones",
        "text": "Cleo is in Tokyo; look at her clock. Svar tells Ann at once when Cleo is back at work,"
        " and lets Cleo sleep.",
        "types": f"/request @Cleo {ABROAD}",
        "at": "writing",
        "sees": {"kind": "message", "to": "ann", "text": "You asked Cleo"},
    },
    {
        "title": "Let time pass",
        "text": "Move the clock to the next working morning. What falls due on the way is sent in order;"
        " above the conversation you see what happened meanwhile, and whom it reached.",
        "at": "clock",
        "moves": True,
    },
    {
        "title": "Be Maja once more",
        "text": "Ann is away by now. Maja does not know it yet, and is about to ask her something.",
        "be": "maja",
    },
    {
        "title": "Hear it before you ask",
        "text": "Nothing is sent yet: Maja reads until when Ann is away, and chooses Oskar, Ann's return,"
        " or somebody else.",
        "types": f"/request @Ann {HERE}",
        "at": "writing",
        "sees": {"kind": "ephemeral", "to": "maja", "text": "Ann is away"},
    },
    {
        "title": "That was Svar",
        "text": "Try /pending, ask in a channel, hand something over, or be somebody else."
        " The inspector shows every word between Slack and Svar. The tour can be had again at any time.",
    },
]
"""Each step in the shape that the page takes."""
