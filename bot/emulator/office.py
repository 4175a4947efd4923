"""What both sides of the workspace stand on: the state, and the ways it changes."""

from bot.emulator.accounts import Accounts
from bot.emulator.history import History
from bot.emulator.membership import Membership
from bot.emulator.workspace import Workspace


class Office:
    """A workspace with its history and its comings and goings: the app works on it through the Web API,
    people through their actions."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.history = History(workspace)
        self.accounts = Accounts(workspace)
        self.membership = Membership(workspace, self.history)
