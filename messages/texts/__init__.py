"""Every sentence a person reads, declared; one module per domain.

Importing this package declares them all, so that no message is unknown for want of an import.
"""

from importlib import import_module
from pkgutil import iter_modules

for _module in iter_modules(__path__):
    import_module(f"{__name__}.{_module.name}")
