"""What an error means for whoever typed a command: how it ends, and one sentence."""

from collections.abc import Callable, Mapping

from bot.commands.console import Exit, Refused
from bot.settings import WrongSetting
from care.calendar import UnclearTime, UnknownZone
from care.cover_notation import UnclearHours
from care.emergency_numbers import NotDialable, UnknownCountry
from scheduler.appointing import NotPossible
from scheduler.enrolling import NotAllowed
from store.keyring import WrongKeys
from store.lock import Held
from store.schema import OldSchema

Said = tuple[Exit, str, str]


UNCLEAR = (NotPossible, NotDialable, UnknownCountry, UnknownZone, UnclearHours, UnclearTime)


def said_of(error: Exception) -> Said:
    """Return exit status, code and sentence for an error; what we do not know goes on up."""
    if isinstance(error, (Refused, NotAllowed)):
        return Exit.REFUSED, error.code, str(error)
    if isinstance(error, UNCLEAR):
        return Exit.REFUSED, "not_possible", str(error)
    for kind, (status, code, sentence) in OTHERS.items():
        if isinstance(error, kind):
            return status, code, sentence(error)
    raise error


def _keys(_error: Exception) -> str:
    return (
        "COMPANION_KEYS: these keys do not open this database; give the keys it was made with, "
        "the newest first."
    )


def _schema(error: Exception) -> str:
    return f"The database is at version {error}: stop the service and run `companion db upgrade`."


def _held(error: Exception) -> str:
    return f"Another service works on this database: it holds {error}; stop that one first."


OTHERS: Mapping[type[Exception], tuple[Exit, str, Callable[[Exception], str]]] = {
    WrongSetting: (Exit.SETTING, "setting", str),
    WrongKeys: (Exit.SETTING, "keys", _keys),
    Held: (Exit.HELD, "held", _held),
    OldSchema: (Exit.HELD, "schema", _schema),
}
