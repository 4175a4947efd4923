"""How periods are put into words in English, Norwegian, Swedish and Danish: patterns, no rules."""

from __future__ import annotations

import re

# Words around dates

_FROM = r"from|starting|as of|since|fra og med|från och med|f\.?o\.?m\.?|fr\.?o\.?m\.?|fra|från|frå"
_THROUGH = r"through|thru|til og med|till och med|t\.?o\.?m\.?|up to and including"
_UNTIL = r"until|till|til|fram til|fram till|frem til|back|tilbake|tillbaka|tilbage|att|igen"
BETWEEN = re.compile(rf"\s*(?:->|→|[-–—])\s*|\s+(?:to|{_THROUGH}|until|till|til)\s+")
FROM_A = re.compile(rf"(?:{_FROM})\s+(.+)")
UNTIL_B = re.compile(rf"(?:and\s+)?(?:(?P<through>{_THROUGH})|{_UNTIL})\s+(?P<end>.+)")
FOR = re.compile(r"(?:for|i|under|the next|next|the coming|de neste|de nästa|de næste)\s+(.+)")
A_FOR = re.compile(rf"(.+?)\s+(?:for|i)\s+(.+)|(?P<length>.+?)\s+(?:{_FROM})\s+(?P<start>.+)")
AND = re.compile(r",?\s+(?:and|og|och)\s+|\s*[&+,]\s*")
AN_HOUR = re.compile(
    r"(?<=\w)\s+(?:from|after|fra|etter|från|efter)\s+(?=(?:kl\.?\s*)?\d|lunch|lunsj|lunchen|noon)"
)
NOW = re.compile(r"(?:from\s+|fra\s+|från\s+)?(?:right now|now|nå|nu)")
REST = re.compile(
    r"(?:the )?rest of (?:the |this )?(day|today|week)|resten a[vf] (dagen|i ?dag|uk[ea]n?|veckan|ugen)"
)
WHOLE = re.compile(
    r"^(?:all of|all|the whole of|the whole|whole|the entire|entire|hele|heile|hela)\s+|\s+all day$"
)
IN_FULL = {
    **dict.fromkeys(("", "day", "dagen", "dag"), "today"),
    **dict.fromkeys(("week", "uken", "uka", "veka", "veckan", "ugen"), "this week"),
}
DAY_WORD = re.compile(r"day|today|dagen|i ?dag")
HALF_DAY = re.compile(r"half (?:a )?day|half-day|en halv dag|halv dag|halvdag|halva dagen|halve dagen")
SAID_END = re.compile(r"\bend\b|\beo[dwm]\b|\bcob\b|slut|utgang")
THIS_MONTH = ("this month", "denne måneden", "denna månad", "den här månaden", "denne måned")
NEXT_MONTH = ("next month", "neste måned", "nästa månad", "næste måned")
MONTH = re.compile(r"(?:in\s+|i\s+)?(\w+)(?:\s+(\d{4}))?")

# Figures in ranges, where one end says what the other leaves out

_NTH = r"\d{1,2}(?:st|nd|rd|th|:e|:a|\.)?"
_CLOCK = r"\d{1,2}(?:[:.]\d\d)?\s?(?:[ap]\.?m\.?)?"
HOURS = re.compile(
    rf"(?P<before>.*?)\s*(?:\b(?:from|between|fra|mellom|från|mellan|mellem|kl\.?|at)\s+)*(?<![\d./:-])"
    rf"(?P<first>{_CLOCK})\s*(?:[-–—]|to|til|till|and|og|och)\s*(?:kl\.?\s+)?(?P<last>{_CLOCK})(?![\d./:-])\s*(?P<after>.*)"
)
DAYS_THEN_MONTH = re.compile(
    rf"({_NTH})\s*(?:[-–—]|to|til|till)\s*({_NTH})(\s+(?:of\s+)?[^\W\d]+\.?(?:\s+\d{{4}})?)"
)
DAYS_THEN_FIGURE = re.compile(r"(\d{1,2})\.?\s*[-–—]\s*(\d{1,2})([./]\d{1,2}\.?(?:\d{2,4})?)")
MONTH_THEN_DAYS = re.compile(rf"([^\W\d]+\.?\s+)({_NTH})\s*(?:[-–—]|to|til|till)\s*({_NTH})")
DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.?\s*(?:[-–—]|to|til|till)\s*(\d{1,2})\.(\d{1,2})\.?")
BARE_DAYS = re.compile(r"(\d{1,2})\.?\s*[-–—]\s*(\d{1,2})\.?")
