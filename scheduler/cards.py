"""The alert as the team sees it: a card in the group and in direct chats, and its later faces."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from care.delivery import Choice, Lane, Method, OutboxMessage, Rows, Value, Values, Wanted
from care.escalation import Alert, Notification, Status
from care.triage_table import TABLE, Trait
from messages import languages
from messages.texts import staff, staff_reasons
from store import alerts, outbox, people, teams
from store.outbox import Claimed
from store.tables import Account, Patient

HOURS_SHOWN = 72  # up to here the card counts hours since the infusion, then days


@dataclass(frozen=True, slots=True)
class Face:
    """How a card looks: paragraphs, what they need, buttons, and until when it makes sense."""

    texts: tuple[str, ...]
    values: Values
    rows: Rows = ()
    wanted: Wanted = Wanted.ALWAYS
    name: str = field(default="")


def press(deed: str, alert: Alert) -> str:
    """Return what a button under an alert says: the deed, the alert, the epoch it was shown in."""
    return f"{deed}:{alert.id}:{alert.epoch}"


async def opened(
    session: AsyncSession, alert: Alert, patient: Patient, notes: Sequence[str] = ()
) -> Face:
    """Return the card of an open alert, with notes such as that it is new or worse."""
    answering = await who_answers(session, patient)
    spoken = answering.language if answering else "en"
    values: dict[str, Value] = {
        "number": alert.number,
        "patient": patient.pseudonym,
        "findings": list(dict.fromkeys(_in_group(code) for code in alert.findings)),
        "language": languages.native_name(spoken),
    }
    texts = [staff.CARDS[alert.severity].id, *notes, _infusion(alert, values)]
    team = await teams.team(session, alert.care_team_id)
    if not languages.same(spoken, team.language):
        texts.append(staff.INTERPRETER.id)
    if answering is not None and answering.country not in {None, team.country}:
        texts.append(staff_reasons.ABROAD.id)
        values["known_country"] = answering.country or ""
    await _history(session, alert, texts, values)
    if alert.deadline is not None:
        texts.append(staff.DEADLINE.id)
        values["deadline"] = alert.deadline.isoformat()
    values["time"] = alert.opened.isoformat()
    rows = (
        (Choice(staff.WILL_CALL.id, press("ack", alert)),),
        (Choice(staff.DETAILS.id, press("details", alert)),),
    )
    return Face(tuple(texts), values, rows, Wanted.ALERT_OPEN, "open")


async def held(session: AsyncSession, alert: Alert, patient: Patient) -> Face:
    """Return the card of an alert that somebody has taken."""
    name = await teams.member_name(session, alert.care_team_id, alert.acknowledged_by)
    since = alert.acknowledged_at or alert.opened
    values: Values = {
        "number": alert.number,
        "patient": patient.pseudonym,
        "name": name,
        "time": since.isoformat(),
    }
    rows = (
        (
            Choice(staff.RESOLVE.id, press("why", alert)),
            Choice(staff.DETAILS.id, press("details", alert)),
        ),
    )
    return Face((staff.HELD.id,), values, rows, Wanted.ALERT_ACKNOWLEDGED, "held")


async def why(alert: Alert, patient: Patient) -> Face:
    """Return the card that asks for the reason, one reason a line."""
    values: Values = {"number": alert.number, "patient": patient.pseudonym}
    reasons = tuple(
        (Choice(text.id, press(f"resolve.{name}", alert)),) for name, text in staff.REASONS.items()
    )
    back = ((Choice(staff.BACK.id, press("back", alert)),),)
    return Face((staff.WHY.id,), values, reasons + back, Wanted.ALERT_ACKNOWLEDGED, "why")


def resolved(alert: Alert, patient: Patient, name: str, reason: str) -> Face:
    """Return the card of a closed alert."""
    values: Values = {
        "number": alert.number,
        "patient": patient.pseudonym,
        "name": name,
        "reason": [staff.REASONS[reason].id],
    }
    return Face((staff.RESOLVED.id,), values, (), Wanted.ALERT_RESOLVED, "resolved")


@dataclass(frozen=True, slots=True)
class Showing:
    """When, to whom and as which step a card is shown."""

    now: datetime
    told: Notification
    chats: Sequence[int]


async def show(session: AsyncSession, alert: Alert, face: Face, showing: Showing) -> None:
    """Owe the card to these chats."""
    told = showing.told
    for chat in showing.chats:
        message = OutboxMessage(
            key=f"alert:{alert.id}:{alert.epoch}:{told.step}:{chat}",
            chat_id=chat,
            lane=Lane.ALERT,
            texts=face.texts,
            values=face.values,
            rows=face.rows,
            silent=told.silent,
            alert_id=alert.id,
            epoch=alert.epoch,
            wanted=face.wanted,
        )
        await outbox.owe(session, showing.now, message)


async def reface(
    session: AsyncSession, alert: Alert, face: Face, now: datetime, *, epoch: int | None = None
) -> None:
    """Give every card of the alert's epoch its new face."""
    shown = await outbox.sent_cards(
        session, alert.id, f"alert:{alert.id}:{alert.epoch if epoch is None else epoch}:"
    )
    for row in shown:
        assert row.message_id is not None
        await turn(session, alert, face, (row.chat_id, row.message_id), now)


async def turn(
    session: AsyncSession, alert: Alert, face: Face, at: tuple[int, int], now: datetime
) -> None:
    """Give one message, named by chat and number, a new face."""
    chat, number = at
    message = OutboxMessage(
        key=f"face:{alert.id}:{alert.epoch}:{face.name}:{now.timestamp():.3f}:{chat}:{number}",
        chat_id=chat,
        lane=Lane.ECHO,
        texts=face.texts,
        values=face.values,
        rows=face.rows,
        method=Method.EDIT,
        target=f"{chat}:{number}",
        alert_id=alert.id,
        epoch=alert.epoch,
        wanted=face.wanted,
    )
    await outbox.owe(session, now, message)


async def catch_up(
    session: AsyncSession, claimed: Claimed, message_id: int | None, now: datetime
) -> None:
    """Correct a card that was on its way while somebody took or closed its alert."""
    message = claimed.message
    if message.wanted is not Wanted.ALERT_OPEN or message.lane != Lane.ALERT or message_id is None:
        return
    alert = await alerts.find(session, message.alert_id or 0)
    if alert is None or (alert.status is Status.OPEN and alert.epoch == message.epoch):
        return
    patient = await people.patient(session, alert.care_team_id, alert.patient_id)
    if patient is None:
        return  # with another team now
    face = superseded(alert, patient)
    if alert.status is Status.ACKNOWLEDGED and alert.epoch == message.epoch:
        face = await held(session, alert, patient)
    await turn(session, alert, face, (message.chat_id, message_id), now)


def superseded(alert: Alert, patient: Patient) -> Face:
    """Return the face of a card that a newer one has replaced."""
    values: Values = {"number": alert.number, "patient": patient.pseudonym}
    return Face((staff.SUPERSEDED.id,), values, name="superseded")


def _in_group(code: str) -> str:
    """Return how the group reads a sign: what is private is only somebody to call."""
    row = TABLE.get(code)
    private = row is not None and Trait.PRIVATE in row.traits
    return "staff.finding.PRIVATE" if private else f"staff.finding.{code}"


async def who_answers(session: AsyncSession, patient: Patient) -> Account | None:
    """Return who is called about a patient: the patient's own account, or a caregiver's."""
    chats = await people.chats_of(session, patient)
    return await people.account(session, chats[0]) if chats else None


def _infusion(alert: Alert, values: dict[str, Value]) -> str:
    hours = alert.hours_since_infusion
    if hours is None:
        return staff.INFUSION_UNKNOWN.id
    if hours < HOURS_SHOWN:
        values["hours"] = int(hours)
        return staff.INFUSION_HOURS.id
    values["days"] = int(hours // 24)
    return staff.INFUSION_DAYS.id


async def _history(
    session: AsyncSession, alert: Alert, texts: list[str], values: dict[str, Value]
) -> None:
    if alert.held_before_by is not None:
        texts.append(staff.CAME_BACK.id)
        name = await teams.member_name(session, alert.care_team_id, alert.held_before_by)
        values["name"] = name
    if alert.previous_id is not None and not alert.epoch:
        earlier = await alerts.find(session, alert.previous_id)
        texts.append(staff.FOLLOWS.id)
        values["earlier"] = earlier.number if earlier else 0
