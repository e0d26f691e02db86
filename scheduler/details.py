"""What a member needs to call: name, number, signs, words. For one direct chat, never a group."""

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from care.delivery import Choice, Lane, OutboxMessage, Rows, Value
from care.detector_words import words
from care.escalation import Alert
from messages import languages
from messages.lexicons import read_lexicons
from messages.texts import staff_details as says
from messages.texts import staff_facts
from scheduler import media
from scheduler.answers import HELP
from scheduler.background import behind
from scheduler.record_buttons import of_member
from scheduler.usual_list import listed
from store import outbox, people, reports
from store.tables import Patient, SymptomReport

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
    more = await behind(session, patient, alert, now)
    habits = await listed(session, patient, chat_id)
    texts += [*more.texts, *habits.texts]
    values |= {**more.values, **habits.values}
    key = f"details:{alert.id}:{chat_id}:{int(now.timestamp())}"
    known = (Choice(staff_facts.SHOW.id, f"facts.show:{patient.id}"),)
    rows = (*habits.rows, known, *of_member(patient))
    await outbox.owe(session, now, _message(key, chat_id, alert, texts, values, rows))
    said = [report for report in await reports.of_alert(session, alert.id) if report.words]
    for report in said[-WORDS_SHOWN:]:
        text, quoted = await _quoted(session, report, chat_id)
        name = f"{key}:words:{report.id}"
        await outbox.owe(session, now, _message(name, chat_id, alert, [text], quoted))
    await media.play_all(session, patient, alert.opened, (key, chat_id), now)


async def _quoted(
    session: AsyncSession, report: SymptomReport, chat_id: int
) -> tuple[str, dict[str, Value]]:
    """Return the words of a report, and their language if it is not the reader's."""
    said = report.words or ""
    values: dict[str, Value] = {"time": report.at.isoformat(), "words": said}
    writer = await people.account(session, report.account_id)
    reader = await people.account(session, chat_id)
    language = language_of(said, writer.language if writer else None)
    if reader is None or languages.same(language, reader.language):
        return says.WORDS.id, values
    return says.FOREIGN_WORDS.id, values | {"language": languages.native_name(language)}


def language_of(said: str, hint: str | None) -> str:
    """Return in which language words are most likely written; `hint` is what their writer reads."""
    return read_lexicons().of(words(said), hint)[0].language


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


def _message(  # noqa: PLR0913, PLR0917 -- one message, as it is said
    key: str,
    chat_id: int,
    alert: Alert,
    texts: list[str],
    values: dict[str, Value],
    rows: Rows = (),
) -> OutboxMessage:
    return OutboxMessage(
        key=key,
        chat_id=chat_id,
        lane=Lane.SAFETY,
        texts=tuple(texts),
        values=values,
        rows=rows,
        alert_id=alert.id,
        epoch=alert.epoch,
    )
