"""The domain's nouns: frozen dataclasses and enums that every floor shares.

Instants are aware and in UTC, working time is in whole minutes, and a person or a workspace is
always an internal id here: only `Person` and `Workspace` know what Slack calls them.
"""

from storage.records.absences import Absence as Absence
from storage.records.absences import Out as Out
from storage.records.delivery import ChannelDigest as ChannelDigest
from storage.records.delivery import ChannelNotice as ChannelNotice
from storage.records.delivery import Home as Home
from storage.records.delivery import OutboxItem as OutboxItem
from storage.records.delivery import Place as Place
from storage.records.delivery import Reason as Reason
from storage.records.figures import AskedRow as AskedRow
from storage.records.figures import HeldRow as HeldRow
from storage.records.figures import SaidRow as SaidRow
from storage.records.figures import WaitingRow as WaitingRow
from storage.records.hours import DAY_MINUTES as DAY_MINUTES
from storage.records.hours import NO_DAYS_OFF as NO_DAYS_OFF
from storage.records.hours import OFFICE_DAY as OFFICE_DAY
from storage.records.hours import OFFICE_DAYS as OFFICE_DAYS
from storage.records.hours import Days as Days
from storage.records.hours import DaysOff as DaysOff
from storage.records.hours import HolidayYear as HolidayYear
from storage.records.hours import Hours as Hours
from storage.records.hours import Schedule as Schedule
from storage.records.hours import ScheduleChange as ScheduleChange
from storage.records.hours import Span as Span
from storage.records.hours import WorkWeek as WorkWeek
from storage.records.hours import office_week as office_week
from storage.records.people import Change as Change
from storage.records.people import Crowd as Crowd
from storage.records.people import Kind as Kind
from storage.records.people import Person as Person
from storage.records.people import Quiet as Quiet
from storage.records.people import Workspace as Workspace
from storage.records.requests import Due as Due
from storage.records.requests import Outcome as Outcome
from storage.records.requests import Request as Request
from storage.records.requests import Status as Status
from storage.records.requests import Urgency as Urgency
from storage.records.requests import Waiting as Waiting
from storage.records.trail import Entry as Entry
from storage.records.trail import TrailEntry as TrailEntry
from storage.records.turns import Clock as Clock
from storage.records.turns import Minutes as Minutes
from storage.records.turns import NewTurn as NewTurn
from storage.records.turns import Side as Side
from storage.records.turns import Turn as Turn
from storage.records.turns import Why as Why
