"""Office life at Fjordlys: a Friday, a weekend, and the days after it."""

from typing import Final

from bot.demo.scenes import friday, later, monday
from bot.demo.story import Scene

STORY: Final[tuple[Scene, ...]] = (*friday.SCENES, *monday.SCENES, *later.SCENES)
