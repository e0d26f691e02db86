"""Who writes to us in a private chat, and for whom: the patient, or somebody who cares for one."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession
from telegram import Update

from bot.said import cause, newcomer
from store import people
from store.tables import Account, Patient


@dataclass(frozen=True, slots=True)
class Speaker:
    """An account and the patients it speaks for; `own` is the one who uses it."""

    account: Account
    cause: str
    own: Patient | None
    cared_for: tuple[Patient, ...]

    @property
    def patients(self) -> tuple[Patient, ...]:
        """Return everybody this account speaks for and a team answers, the owner first."""
        return tuple(one for one in self._everybody if one.state.is_answered)

    @property
    def ended(self) -> tuple[Patient, ...]:
        """Return whom this account spoke for: patients who died, or have no team here any more."""
        return tuple(one for one in self._everybody if not one.state.is_answered)

    @property
    def _everybody(self) -> tuple[Patient, ...]:
        return ((self.own,) if self.own else ()) + self.cared_for

    @property
    def language(self) -> str:
        """Return the language that the account reads."""
        return self.account.language

    @property
    def chat(self) -> int:
        """Return the private chat, which has the account's number."""
        return self.account.id


async def speaker(session: AsyncSession, update: Update, now: datetime) -> Speaker:
    """Return who sent an update and for whom they speak."""
    account = await people.meet(session, newcomer(update), now)
    own = await people.patient_with(session, account.id)
    cared_for = await people.cared_for_by(session, account.id)
    others = tuple(patient for patient in cared_for if own is None or patient.id != own.id)
    return Speaker(account, cause(update), own, others)
