"""A patient's record as a message that owes it: which facts go into it, and for whom.

Holds facts for a page, never the page: that is made when it is sent, in the reader's language of
that moment. Changes nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from care.appointments import AppointmentKind, AppointmentStatus
from care.delivery import Lane, Method, OutboxMessage, Value
from care.record import VISIT_DAYS, Told, measured_in, read_signs, shareable
from care.risks import present
from messages.declare import voiced
from messages.pages.drawing import Template
from messages.pages.facts import Facts, Person, write_told
from messages.pages.printing import PAGE
from messages.texts import patient_doctor, staff_record
from scheduler import risks
from scheduler.limits import limits_of
from scheduler.planning_values import history_of
from scheduler.record_buttons import DAYS, DOCTOR, VISIT
from scheduler.visits import wall
from store import appointments, checks, people, plans, reports, teams
from store.tables import Appointment, CareTeam, Patient, SymptomReport, TreatmentPlan

WISHES = frozenset({*DAYS, VISIT, DOCTOR})
TEMPLATES = {VISIT: Template.VISIT, DOCTOR: Template.DOCTOR}
OF_MEMBERS = {
    Template.PICTURE: staff_record.PICTURE,
    Template.VISIT: staff_record.VISIT,
    Template.DOCTOR: staff_record.DOCTOR,
}


@dataclass(frozen=True, slots=True)
class Wish:
    """Who wants which page of whose record, and when; `member`: for somebody of the team."""

    patient: Patient
    chat: int
    name: str  # one of WISHES
    cause: str
    now: datetime
    member: bool = False

    @property
    def template(self) -> Template:
        """Return the layout of what is wanted."""
        return TEMPLATES.get(self.name, Template.PICTURE)

    @property
    def days(self) -> int:
        """Return how far back it looks."""
        return DAYS.get(self.name, VISIT_DAYS)

    @property
    def care(self) -> bool:
        """Say whether the reader is somebody else than the patient."""
        return self.chat != self.patient.account_id


async def page(session: AsyncSession, wish: Wish) -> OutboxMessage:
    """Return the message with what is wanted. Whoever asks must have checked the reader's right."""
    patient = wish.patient
    facts = await _facts(session, wish)
    values: dict[str, Value] = {
        PAGE: [facts.written()],
        "days": wish.days,
        "name": patient.call_name or patient.name,
        "patient": patient.pseudonym,
    }
    picture = wish.template is Template.PICTURE
    return OutboxMessage(
        key=f"record:{patient.id}:{wish.name}:{wish.cause}",
        chat_id=wish.chat,
        lane=Lane.CONVERSATION,
        texts=(_text(wish),),
        values=values,
        method=Method.PHOTO if picture else Method.DOCUMENT,
    )


def _text(wish: Wish) -> str:
    if wish.member:
        return OF_MEMBERS[wish.template].id
    if wish.template is Template.DOCTOR:
        return patient_doctor.CAPTION.id
    return voiced(f"patient.record.{wish.template}", care=wish.care)


async def _facts(session: AsyncSession, wish: Wish) -> Facts:
    infusions = await infusions_of(session, wish.patient)
    given = [one for one in infusions if one.at <= wish.now]
    bare = Facts(
        template=wish.template,
        made=wish.now.isoformat(),
        days=wish.days,
        person=await person_of(session, wish, infusions),
        care=wish.care,
    )
    if wish.template is Template.DOCTOR:
        return bare
    return replace(
        bare,
        told=[write_told(one) for one in await _told(session, wish)],
        infusions=[one.at.isoformat() for one in given],
        measured=await _measured(session, wish),
        fever=(await limits_of(session, wish.patient.care_team_id)).fever,
    )


async def _told(session: AsyncSession, wish: Wish) -> Sequence[Told]:
    """Return the reports; what is private only a member reads, in the member's own chat."""
    since = wish.now - timedelta(days=wish.days)
    told = [_report(row) for row in await reports.since(session, wish.patient, since)]
    return told if wish.member else list(shareable(told))


async def _measured(session: AsyncSession, wish: Wish) -> list[tuple[str, float]]:
    """Return what a thermometer showed in the questions, where that was nothing to report."""
    since = wish.now - timedelta(days=wish.days)
    rows = await checks.answered_since(session, wish.patient, since)
    read = [((row.closed or row.opened).isoformat(), measured_in(row.answers)) for row in rows]
    return [(at, celsius) for at, celsius in read if celsius is not None]


def _report(row: SymptomReport) -> Told:
    return Told(row.at, row.severity, read_signs(row.findings))


async def infusions_of(session: AsyncSession, patient: Patient) -> Sequence[Appointment]:
    """Return a patient's infusions that were given or are planned, as they come."""
    every = await appointments.of_patient(session, patient)
    return [one for one in every if _is_infusion(one)]


async def person_of(session: AsyncSession, wish: Wish, infusions: Sequence[Appointment]) -> Person:
    """Return who a page is about, what is recorded of them, and their team with its numbers."""
    patient = wish.patient
    team = await teams.team(session, patient.care_team_id)
    given = [one for one in infusions if one.at <= wish.now]
    coming = [one for one in infusions if one.at > wish.now]
    plan = await plans.current(session, patient)
    before = history_of(plan).last_infusion
    last = _last_infusion(given, before)
    return Person(
        name=patient.name,
        team=team.name,
        country=await _country(session, wish.chat, team),
        born=patient.birth_date or "",
        brand=next((one.brand for one in reversed(given) if one.brand), ""),
        last_infusion=last.isoformat() if last else "",
        unconfirmed=last is not None and not _is_known(last, infusions, before),
        next_infusion=wall(coming[0]) if coming else "",
        known=await _known(session, wish, plan),
        phones=[team.phone] if team.phone else [],
        night_phones=[team.after_hours_phone] if team.after_hours_phone else [],
    )


def _last_infusion(given: Sequence[Appointment], before: date | None) -> date | None:
    """Return the day of the last infusion, by the clinic's calendar, or before it knew this bot."""
    days = [*map(_day, given), *([before] if before else [])]
    return max(days, default=None)


def _is_known(day: date, infusions: Sequence[Appointment], before: date | None) -> bool:
    """Say whether somebody recorded that there was an infusion that day."""
    recorded = (one for one in infusions if one.status is AppointmentStatus.GIVEN)
    return day == before or any(_day(one) == day for one in recorded)


def _day(row: Appointment) -> date:
    return datetime.fromisoformat(row.local).date()


async def _known(session: AsyncSession, wish: Wish, plan: TreatmentPlan | None) -> list[str]:
    """Return what is recorded of risks and illnesses; what nobody has said is not there."""
    profile = await risks.profile(session, wish.patient, wish.now)
    conditions = history_of(plan).conditions
    names = {one.value for one in (*present(profile.risks), *conditions)}
    return [name for name in patient_doctor.KNOWN_NAMES if name in names]


async def _country(session: AsyncSession, chat: int, team: CareTeam) -> str:
    account = await people.account(session, chat)
    return (account.country if account else None) or team.country


def _is_infusion(row: Appointment) -> bool:
    return row.kind is AppointmentKind.INFUSION and row.status.stands
