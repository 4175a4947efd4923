"""A chart as a PNG, drawn by a library in a process of its own that is over when it is drawn.

What is drawn is a Vega-Lite specification: https://vega.github.io/vega-lite/docs/spec.html
"""

from __future__ import annotations

from typing import Any, Final

from bot import processes

SECONDS: Final = 30.0
SCALE: Final = 2.0  # pixels for each of the chart's own, for screens that are close to the eye


async def png(spec: dict[str, Any]) -> bytes:
    """The chart; raises OSError or TimeoutError if it cannot be drawn."""
    return await processes.ask(__name__, spec, seconds=SECONDS)


def draw(spec: dict[str, Any]) -> bytes:
    """The work of the process: a specification in, a PNG out."""
    import vl_convert  # noqa: PLC0415 - the process is there for this one thing

    drawn: bytes = vl_convert.vegalite_to_png(spec, scale=SCALE)
    return drawn


if __name__ == "__main__":
    processes.answer(draw)
