"""What a patient reads about a report: at once, when it was seen, in silence, at the end."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from care.delivery import Choice, Lane, OutboxMessage, Rows, Value, Wanted
from care.escalation import Alert
from care.severity import Severity
from messages.declare import voiced
from messages.keyboards import PATIENT as KEYBOARD
from messages.texts import redflag, redflag_course
from scheduler.alerting import News, Raised
from scheduler.number_card import owe_the_number
from scheduler.record_buttons import show_a_doctor
from scheduler.wayout import WayOut, elsewhere, way_out
from store import outbox, people, teams
from store.tables import Patient

HELP: Mapping[str, str] = {
    "coming": redflag_course.HELP_COMING.id,
    "cannot_call": redflag_course.CANNOT_CALL.id,
    "at_hospital": redflag_course.AT_HOSPITAL.id,
    "no_call": redflag_course.NO_CALL.id,
}


@dataclass(frozen=True, slots=True)
class Speech:
    """What to say about an alert: message ids without their voice, and what hangs on them."""

    key: str
    texts: Sequence[str]
    values: Mapping[str, Value]
    rows: Rows = ()
    wanted: Wanted = Wanted.ALWAYS
    only: int | None = None  # one chat; otherwise everybody who speaks for the patient


async def tell(
    session: AsyncSession, patient: Patient, alert: Alert, speech: Speech, now: datetime
) -> None:
    """Owe a safety message about an alert to everybody who speaks for the patient."""
    team = await teams.team(session, patient.care_team_id)
    grave = alert.severity.at_least(Severity.URGENT)
    rows = (*speech.rows, *(elsewhere("alert", alert.id) if grave else ()))
    for chat in await people.chats_of(session, patient):
        if speech.only not in {None, chat}:
            continue
        care = chat != patient.account_id
        way = await way_out(session, team, chat, now)
        values: dict[str, Value] = {
            **way.values,
            "number": alert.number,
            "name": patient.call_name or patient.name,
            "time": now.isoformat(),
            **speech.values,
        }
        message = OutboxMessage(
            key=f"{speech.key}:{chat}",
            chat_id=chat,
            lane=Lane.SAFETY,
            texts=tuple(voiced(id, care=care) for id in (*speech.texts, *way.texts)),
            values=values,
            rows=rows,
            keyboard="" if rows else KEYBOARD,
            alert_id=alert.id,
            epoch=alert.epoch,
            wanted=speech.wanted,
        )
        await outbox.owe(session, now, message)


async def answer_report(
    session: AsyncSession, patient: Patient, raised: Raised, now: datetime
) -> None:
    """Owe the first answer to a report: what to do now, by severity, cover and news."""
    alert, news = raised.alert, raised.news
    team = await teams.team(session, patient.care_team_id)
    way = await way_out(session, team, patient.account_id or 0, now)
    values: dict[str, Value] = {}
    if alert.deadline is not None:
        values["deadline"] = alert.deadline.isoformat()
    if news is News.ADDED:
        texts: list[str] = ["redflag.added", *_advice(alert.severity, way)]
    else:
        opening = ["redflag.worse"] if news is News.WORSE else []
        texts = [*opening, *(_gentle(raised.codes, alert, way) or _advice(alert.severity, way))]
    gentle = bool(_gentle(raised.codes, alert, way))
    rows = () if gentle else _rows(patient, alert)
    speech = Speech(f"received:{raised.cause}", [*texts, redflag.RECEIPT.id], values, rows)
    await tell(session, patient, alert, speech, now)
    if not gentle and alert.severity.at_least(Severity.URGENT):
        chats = await people.chats_of(session, patient)
        ids = tuple(voiced(id, care=False) for id in (*speech.texts, *way.texts))
        await owe_the_number(session, alert, chats, (team.name, ids, way), now)


async def advise_again(
    session: AsyncSession, patient: Patient, alert: Alert, where: tuple[int, str], now: datetime
) -> None:
    """Owe the advice about an alert once more to one chat, with the numbers that hold there now.

    `where` is the chat, and why it is owed. The receipt is the first one: nothing was reported.
    """
    chat, key = where
    team = await teams.team(session, patient.care_team_id)
    way = await way_out(session, team, chat, now)
    values: dict[str, Value] = {"time": alert.opened.isoformat()}
    if alert.deadline is not None:
        values["deadline"] = alert.deadline.isoformat()
    gentle = _gentle(alert.findings, alert, way)
    texts = [*(gentle or _advice(alert.severity, way)), redflag.RECEIPT.id]
    rows = () if gentle else _rows(patient, alert)
    await tell(session, patient, alert, Speech(key, texts, values, rows, only=chat), now)


def _gentle(codes: Collection[str], alert: Alert, way: WayOut) -> list[str]:
    """Return the words for what needs a tone of its own; other signs beside it go first."""
    if "Z_SELF" in codes:
        return ["redflag.self_harm" if way.covered else "redflag.self_harm.closed"]
    if set(codes) != {"P_PREG"}:
        return []
    before_a_dose = alert.severity.at_least(Severity.URGENT)
    return ["redflag.pregnancy.dose" if before_a_dose else "redflag.pregnancy"]


def _advice(severity: Severity, way: WayOut) -> list[str]:
    """Return what to do: who is closed says so before anything else."""
    closed = [] if way.covered else [_closed(way)]
    if severity is Severity.EMERGENCY:
        return ["redflag.emergency", *closed]
    if severity is Severity.SAME_DAY:
        return ["redflag.same_day", *closed]
    if way.covered:
        return ["redflag.urgent.cover"]
    if way.opens is None:
        return ["redflag.urgent.unknown"]
    return ["redflag.urgent.closed" if way.night_line else "redflag.urgent.alone"]


def _closed(way: WayOut) -> str:
    return redflag.COVER_CLOSED.id if way.opens else redflag.COVER_UNKNOWN.id


def _rows(patient: Patient, alert: Alert) -> Rows:
    """Return the buttons under advice: is help coming, and what a strange doctor must know."""
    if not alert.severity.at_least(Severity.URGENT):
        return ()
    emergency = alert.severity is Severity.EMERGENCY
    return (*(_help_rows(alert) if emergency else ()), *show_a_doctor(patient))


def _help_rows(alert: Alert) -> Rows:
    return tuple((Choice(label, f"help.{name}:{alert.id}"),) for name, label in HELP.items())


async def tell_seen(session: AsyncSession, patient: Patient, alert: Alert, now: datetime) -> None:
    """Owe the truth that somebody saw it, which is not advice yet."""
    speech = Speech(f"seen:{alert.id}:{alert.epoch}", ["redflag.seen"], {})
    await tell(session, patient, alert, speech, now)


async def tell_unanswered(
    session: AsyncSession, patient: Patient, alert: Alert, now: datetime
) -> None:
    """Owe the truth that nobody has answered; it goes out only while that is so."""
    key = f"unanswered:{alert.id}:{alert.epoch}:{alert.heard}"
    team = await teams.team(session, patient.care_team_id)
    way = await way_out(session, team, patient.account_id or 0, now)
    text = "redflag.unanswered" if way.covered or way.night_line else "redflag.unanswered.alone"
    rows = show_a_doctor(patient) if alert.severity.at_least(Severity.URGENT) else ()
    speech = Speech(key, [text], {}, rows, Wanted.ALERT_OPEN)
    await tell(session, patient, alert, speech, now)


async def tell_closed(
    session: AsyncSession, patient: Patient, alert: Alert, reason: str, now: datetime
) -> None:
    """Owe the end of a report, with its reason in plain words."""
    values: dict[str, Value] = {"reason": f"redflag.reason.{reason}"}
    speech = Speech(f"closed:{alert.id}", ["redflag.closed"], values)
    await tell(session, patient, alert, speech, now)


async def ask_for_help(
    session: AsyncSession, patient: Patient, alert: Alert, now: datetime
) -> None:
    """Owe the question whether help is on the way."""
    key = f"help:{alert.id}:{alert.epoch}"
    rows, wanted = _rows(patient, alert), Wanted.ALERT_UNRESOLVED
    speech = Speech(key, ["redflag.followup.ask"], {}, rows, wanted)
    await tell(session, patient, alert, speech, now)


async def confirm_help(
    session: AsyncSession, patient: Patient, alert: Alert, answer: str, now: datetime
) -> None:
    """Owe the reply to what the patient pressed after an emergency."""
    names = {"coming": "help_coming"}
    text = f"redflag.followup.{names.get(answer, answer)}"
    speech = Speech(f"help:{alert.id}:{alert.epoch}:{answer}", [text], {})
    await tell(session, patient, alert, speech, now)
