"""A chart as a PNG, drawn by a library in a process of its own that is over when it is drawn.

What is drawn is a Vega-Lite specification: https://vega.github.io/vega-lite/docs/spec.html
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Mapping
from typing import Any, Final

SECONDS: Final = 30.0
SCALE: Final = 2.0  # pixels for each of the chart's own, for screens that are close to the eye


async def png(spec: Mapping[str, Any]) -> bytes:
    """The chart; raises OSError or TimeoutError if it cannot be drawn."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", __name__, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
    )
    try:
        drawn, _ = await asyncio.wait_for(process.communicate(json.dumps(spec).encode()), SECONDS)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode:
        raise OSError(f"the process that draws ended with {process.returncode}")
    return drawn


def main() -> None:
    """The process itself: a specification in, a PNG out."""
    import vl_convert  # noqa: PLC0415 - the process is there for this one thing

    sys.stdout.buffer.write(vl_convert.vegalite_to_png(json.load(sys.stdin), scale=SCALE))


if __name__ == "__main__":
    main()
