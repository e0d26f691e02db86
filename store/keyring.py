"""The keys: sealing what is personal, and finding it again without opening it. Holds no data."""

import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from sqlalchemy import Dialect


class WrongKeys(Exception):
    """These keys do not open this database."""


@dataclass(frozen=True, slots=True)
class Keyring:
    """Seals with the newest key and opens with any. `pepper` makes look-ups, and outlives keys."""

    fernet: MultiFernet
    pepper: bytes = b""

    @classmethod
    def of(cls, keys: Sequence[str]) -> "Keyring":
        """Return a ring of Fernet keys, newest first. Raises ValueError when one is malformed."""
        return cls(MultiFernet([Fernet(key) for key in keys]))

    def seal(self, text: str) -> str:
        """Return the text encrypted and signed, as ASCII."""
        return self.fernet.encrypt(text.encode()).decode("ascii")

    def open(self, token: str) -> str:
        """Return the text again. Raises WrongKeys when no key of the ring fits."""
        try:
            return self.fernet.decrypt(token).decode()
        except InvalidToken as error:
            raise WrongKeys from error

    def reseal(self, token: str) -> str:
        """Return the token under the newest key."""
        return self.fernet.rotate(token).decode("ascii")

    def trace(self, text: str) -> str:
        """Return what stands for `text` in an index: equal texts look equal, nothing else shows."""
        assert self.pepper, "the pepper is read from the database at start"
        return hmac.new(self.pepper, text.encode(), sha256).hexdigest()


def lend(dialect: Dialect, keyring: Keyring) -> None:
    """Let the columns of this engine seal and open with `keyring`."""
    setattr(dialect, _SLOT, keyring)


def borrow(dialect: Dialect) -> Keyring:
    """Return the keyring of this engine."""
    keyring: Keyring = getattr(dialect, _SLOT)
    return keyring


_SLOT = "companion_keyring"
