"""What a member needs to call: name, number, signs, words. For one direct chat, never a group."""

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from care.delivery import Lane, OutboxMessage, Value
from care.escalation import Alert
from messages.texts import staff_details as says
from scheduler.answers import HELP
from store import outbox, reports
from store.tables import Patient

WORDS_SHOWN = 3  # the latest of what was written; each its own paragraph


async def details(
    session: AsyncSession, patient: Patient, alert: Alert, chat_id: int, now: datetime
) -> None:
    """Owe the details of an alert to one member's direct chat."""
    texts, values = who(patient)
    values |= {
        "number": alert.number,
        "findings": [f"staff.finding.{code}" for code in alert.findings],
    }
    texts.append(says.SIGNS.id)
    if alert.help_answer:
        texts.append(says.HELP.id)
        values["answer"] = [HELP[alert.help_answer]]
    key = f"details:{alert.id}:{chat_id}:{int(now.timestamp())}"
    await outbox.owe(session, now, _message(key, chat_id, alert, texts, values))
    said = [report for report in await reports.of_alert(session, alert.id) if report.words]
    for report in said[-WORDS_SHOWN:]:
        quoted: dict[str, Value] = {"time": report.at.isoformat(), "words": report.words or ""}
        name = f"{key}:words:{report.id}"
        await outbox.owe(session, now, _message(name, chat_id, alert, [says.WORDS.id], quoted))


def who(patient: Patient) -> tuple[list[str], dict[str, Value]]:
    """Return name and numbers of a patient, as paragraphs and what they need."""
    texts = [says.WHO.id]
    values: dict[str, Value] = {"patient": patient.pseudonym, "name": patient.name}
    if patient.phone:
        texts.append(says.PHONE.id)
        values["patient_phone"] = patient.phone
    else:
        texts.append(says.NO_PHONE.id)
    if patient.contact_phone:
        texts.append(says.CONTACT.id)
        values |= {
            "contact": patient.contact_name or "",
            "contact_phone": patient.contact_phone,
        }
    return texts, values


def _message(
    key: str, chat_id: int, alert: Alert, texts: list[str], values: dict[str, Value]
) -> OutboxMessage:
    return OutboxMessage(
        key=key,
        chat_id=chat_id,
        lane=Lane.SAFETY,
        texts=tuple(texts),
        values=values,
        alert_id=alert.id,
        epoch=alert.epoch,
    )
