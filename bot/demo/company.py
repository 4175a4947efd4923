"""Fjordlys, a small maker of lamps: the people, channels and groups of the demo, as plain data."""

from __future__ import annotations

from typing import Any, Final

from bot.emulator import BOT_USER_ID

HEAD_OFFICE: Final = "Europe/Oslo"


def _person(name: str, surname: str, title: str, zone: str, **more: Any) -> dict[str, Any]:
    return {
        "id": f"U{name.upper()}",
        "name": name,
        "display_name": name.capitalize(),
        "real_name": f"{name.capitalize()} {surname}",
        "title": title,
        "tz": zone,
        "locale": "en-GB",
        "email": f"{name}@fjordlys.example",
        **more,
    }


PEOPLE: Final[list[dict[str, Any]]] = [
    _person("ann", "Lie", "Sales, Norway", "Europe/Oslo"),
    _person("oskar", "Berg", "People and office", "Europe/Oslo", is_admin=True),
    _person("maja", "Lindqvist", "Finance, contracts", "Europe/Stockholm"),
    _person("linus", "Ek", "Customer support", "Europe/Stockholm"),
    _person("emil", "Holm", "IT", "Europe/Copenhagen"),
    _person("freja", "Dahl", "Legal", "Europe/Copenhagen"),
    _person("ben", "Carter", "Head of finance", "America/New_York"),
    _person("cleo", "Tanaka", "Sales, Japan", "Asia/Tokyo"),
    _person("rosa", "Vidal", "Photographer", "Europe/Oslo", is_restricted=True),
]
"""Eight colleagues, and a guest."""

EVERYBODY: Final = [person["id"] for person in PEOPLE if not person.get("is_restricted")]

CHANNELS: Final[list[dict[str, Any]]] = [
    {"id": "CHELP", "name": "it-help", "members": [BOT_USER_ID, *EVERYBODY]},
    {"id": "CSALES", "name": "sales", "members": [BOT_USER_ID, "UANN", "ULINUS", "UCLEO", "UROSA"]},
    {"id": "CFINANCE", "name": "finance", "members": ["UMAJA", "UBEN", "UFREJA"], "is_private": True},
]
"""Svar is in the first two."""

GROUPS: Final = [
    {"id": "SFINANCE", "handle": "finance-team", "name": "Finance", "users": ["UMAJA", "UBEN"]},
]

COMPANY: Final[dict[str, Any]] = {
    "team": {"id": "TFJORDLYS", "name": "Fjordlys", "domain": "fjordlys"},
    "people": PEOPLE,
    "channels": CHANNELS,
    "usergroups": GROUPS,
}
