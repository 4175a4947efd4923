"""sqlite-utils alone: where pandas and numpy are installed it would load them too, for types we do not store.

They would cost a third of a second at every start, and as much memory again as all of Svar.
"""

from __future__ import annotations

import sys

__all__ = ["Database", "Migrations"]

_UNUSED = ("numpy", "pandas")

_hidden = {name: sys.modules.pop(name, None) for name in _UNUSED}
sys.modules.update(dict.fromkeys(_UNUSED))  # type: ignore[arg-type] # none there: it cannot be imported
try:
    from sqlite_utils import Database, Migrations
finally:
    for _name, _module in _hidden.items():
        if _module is None:
            del sys.modules[_name]
        else:
            sys.modules[_name] = _module
