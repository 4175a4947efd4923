"""How long questions waited before Svar came: read from a Slack export, told for everybody together."""

from bot.baseline.exports import ExportError, open_export
from bot.baseline.reports import Report, measure

__all__ = ["ExportError", "Report", "measure", "open_export"]
