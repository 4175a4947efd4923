"""The tables of phrases that every language fills in."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Phrases:
    """What colleagues say in one language. Each table is a text of phrases with "|" between them.

    Write a phrase as it is said, in lower case, without apostrophes ("ill", "dont") and punctuation; å, ä, æ,
    ø and ö are found without their dots and rings too. "…" stands for up to three words. Unless a table says
    otherwise, its phrases count wherever they stand in a sentence, as whole words. A table may be empty.
    """

    # Around the thing itself
    hello: str
    """Greets. At the start of a sentence."""
    opener: str
    """Is taken off the start of a sentence, as greetings are: "sorry", "well", "no problem"."""
    courtesy: str
    """Is taken off the end of a sentence: "please", "thanks"."""
    softener: str
    """Changes nothing, and is taken out: "unfortunately", "already"."""
    yes_or_no: str
    """Is taken off the start of a statement: alone it may be a promise as well as an answer."""
    abbreviation: str
    """Is written with a full stop that ends no sentence."""

    # The owner has it, and it will come
    holding: str
    """Says that it is seen or taken, and will come."""
    holding_alone: str
    """The same, where it is the whole sentence."""
    undertaking: str
    """What the writer is doing or about to do: at the start, after "I", or before it: "det tar jeg"."""
    i: str
    """"I" at the start of a sentence."""
    i_within: str
    """The same elsewhere, where a bare "i" is a Scandinavian "in"."""
    we: str
    lead: str
    """May stand before and after them: "and", "still"."""
    stative: str
    """Present tenses that are no undertaking after "I": "know", "have"."""
    no_verb: str
    """Words that end like a present tense, in -r or -ing, and are none."""
    shortly: str
    """Now or soon: with a present tense before it, it is an undertaking."""
    i_will: str
    """Begins what the writer will do; anywhere."""
    busy: str
    """Why it comes later, or where it stands: neither a promise nor an answer by itself."""
    offer: str
    """Begins an offer that ends a reply; it and what follows is taken off: "let me know if"."""

    # Doubt
    unsure: str
    """Takes the promise out of "I will check", and the question out of "maybe Cleo knows?"."""
    doubt: str
    """Doubt, redirection, plans: with one of these a sentence is no plain answer."""
    away: str
    """Somebody is not at work."""
    negation: str

    # The owner answers
    done: str
    """Says that it is done, in so many words."""
    done_alone: str
    """The same in one word, where it is about all that is said."""
    deed: str
    """Participles and pasts of what settles a request: after `i`, `have` or `is_done`, or at the start."""
    have: str
    is_done: str
    """What stands before a deed that is told in the passive."""
    before_deed: str
    """May stand between a subject or `is_done` and the deed: "just", "now"."""
    no_deed: str
    """What a deed is done to, or when, if it settles nothing: a reminder, a ticket, "before"."""
    did: str
    """Pasts of a decision, which like deeds count after a subject: "the customer chose"."""
    unsettled: str
    """Habits, states that are past, and people around the writer: talk rather than an answer."""
    told: str
    """The answer was given elsewhere."""
    spoken: str
    """Somebody was spoken to; an answer only together with what came of it."""
    outcome: str
    """What came of it."""
    directive: str
    """Tells the reader what to do; more has to follow."""
    decline: str
    """Refuses."""
    no_decline: str
    """Takes the refusal out of it: "we cannot find it", "not yet"."""
    opening: str
    """Begins a sentence that tells the thing itself."""
    loose_opening: str
    """Begins talk as well as answers, so something concrete, or a figure, has to follow."""
    concrete: str
    imperative: str
    """Begins advice: "restart", "use"; not to do something for the writer, who is in `me`."""
    me: str
    at: str
    """Prepositions of place and time: a statement with one is specific."""
    permits: str
    """So is one with one of these."""
    located: str
    """Says where something is or what it is called, whatever stands before; more has to follow."""
    amounts: str
    """"is", "costs": a figure after it tells something."""

    # It went to somebody else
    passed_on: str
    towards: str
    you: str
    """Who may be meant by "sent to" so that it still is an answer."""

    # Questions
    asking: str
    """Begins a question, with its question mark."""
    asking_bare: str
    """Begins nothing but questions, so that a question mark may be left out."""
    which: str
    """"which", and no more than what is asked about."""
    question_word: str
    """"which": with up to two words and a verb of `question_verb` behind it, asks without a mark too."""
    question_verb: str
    asked_you: str
    """"you" as a subject: soon after a question word it makes a question."""
    checking_in: str
    """Whole questions that only see whether the answer arrived."""
    social: str
    """Questions of social life, which reopen nothing."""
    there_are: str
    """Begins what explains a question that was asked before it."""

    # The requester, after an answer
    thanks: str
    thanks_for: str
    pleased: str
    """All is well."""
    but: str
    not_yet: str
    """The answer was none. Reopens, so it must be plain."""
    untried: str
    """Takes the "not yet" out of it: "not tested yet"."""
    still: str
    """With a negation or something of `wrong` behind it: not yet."""
    wrong: str
    is_wrong: str
    """"is", "says": with something of `amiss` behind it, not yet."""
    amiss: str
    mine: str
    """Takes the reproach out of it: "my mistake"."""
