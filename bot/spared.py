"""What python-telegram-bot loads and a service of ours never uses: another client for HTTP, 2.6 MB.

It loads as soon as somebody does use it, so that nothing is missing.
"""

import importlib
import sys
from types import ModuleType
from typing import Any

CLIENT, READER = "httpx", "telegram.request._httpxrequest"


class Later(ModuleType):
    """Stands where the client would be, and becomes it when more than its types is asked for."""

    def __getattr__(self, name: str) -> Any:
        """Return what the client has under a name; only a type while its reader is being loaded."""
        if name.startswith("__"):
            raise AttributeError(name)
        if _loading(READER):
            return object  # an annotation
        if sys.modules.get(CLIENT) is self:
            del sys.modules[CLIENT]
        return getattr(importlib.import_module(CLIENT), name)


def spare() -> None:
    """Let nobody load the client for its types alone. Where it is loaded already it stays."""
    sys.modules.setdefault(CLIENT, Later(CLIENT))


def _loading(name: str) -> bool:
    module = sys.modules.get(name)
    return bool(getattr(getattr(module, "__spec__", None), "_initializing", False))
