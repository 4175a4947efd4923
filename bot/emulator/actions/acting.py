"""What all actions of people share."""

from bot.emulator.channels import Channel
from bot.emulator.deliveries import Delivery
from bot.emulator.messages import Message
from bot.emulator.office import Office
from bot.emulator.people import Person
from bot.emulator.shapes import Json


class Acting(Office):
    """A workspace in which people can act. People are named by id or by any of their names."""

    def person(self, reference: str) -> Person:
        return self.workspace.people.find(reference)

    def place(self, person: Person, channel: str | None) -> Channel:
        """A channel by id or name; `dm` (or None, or the bot's name) is the direct message with the bot."""
        return self.workspace.find_channel(person, channel)

    def visible(self, person: Person, channel: str | None, ts: str) -> Message | None:
        """The message as this person now has it on the screen."""
        message = self.workspace.messages.ephemeral(person.id, ts)
        if message is not None:
            return message
        place = self.place(person, channel)
        return self.workspace.messages.find(place.id, ts) if place.is_open_to(person.id) else None

    def bring(self, kind: str, payload: Json, url: str | None = None) -> Delivery:
        """Send a command or an interaction to the app."""
        return self.workspace.deliveries.send(Delivery(kind, payload, url))

    def interaction(self, kind: str, person: Person, channel: Channel | None = None) -> Json:
        """What every interactive payload begins with."""
        app, team = self.workspace.app, self.workspace.team
        user = {"id": person.id, "username": person.name, "name": person.name, "team_id": person.team_id}
        payload: Json = {"type": kind, "user": user, "api_app_id": app.id, "token": app.verification_token}
        payload |= {"team": {"id": team["id"], "domain": team["domain"]}, "enterprise": None}
        payload |= {"is_enterprise_install": False}
        trigger_id = self.workspace.triggers.lend(person.id, channel.id if channel else None)
        return payload | {"trigger_id": trigger_id}

    def lend_url(self, kind: str, person: Person, channel: Channel, message: Message | None = None) -> str:
        """A fresh `response_url` for this person, here."""
        now = self.workspace.now()
        key = self.workspace.triggers.lend_url(person.id, channel.id, now=now, message=message)
        return f"{self.workspace.base_url}/response/{key}?{kind}"

    def is_colleague(self, person: Person) -> bool:
        """Whether the app is installed for this person; people of other companies cannot call it."""
        return person.team_id == self.workspace.app.team_id and not person.deleted
