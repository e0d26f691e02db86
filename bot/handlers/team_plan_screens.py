"""The screens of a patient's plan: what there is, and the questions on the way to a new one.

Each screen is made from what is stored and chosen at that moment. Nothing is changed here.
"""

from collections.abc import Awaitable, Callable, Mapping
from datetime import date, timedelta
from hashlib import sha256

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.handlers.date_picker import Picker, Span
from bot.handlers.team_plan_lines import (
    other_lines,
    proposed_lines,
    remark_lines,
    source_lines,
    stored_lines,
    wall_of_dated,
    why,
)
from bot.handlers.team_plan_parts import Besides, part_of
from bot.handlers.team_plan_turn import Refused, Screen, Turn, numbered
from care.appointments import AppointmentKind, AppointmentStatus
from care.calendar import DAY
from care.delivery import Choice, Rows, Value
from care.monitoring_table import PRESETS, Condition
from care.plan_warnings import History
from care.plans import NotProposed
from care.proposals import Dates, Impossible
from care.regimens import REGIMENS, Induction, Regimen, RegimenId
from messages.declare import Text
from messages.listing import line
from messages.texts import staff_picker as picks
from messages.texts import staff_plan as says
from messages.texts import staff_plan_names as names
from messages.texts import staff_plan_warnings as unusual
from scheduler import planning
from scheduler.appointing import FARTHEST
from store import appointments, plans
from store.tables import Appointment, TreatmentPlan

CHOICES = 20  # dates to choose one of
RECENT = timedelta(days=60)  # so long a date that is over is looked at
BEFORE = timedelta(days=3 * 366)  # so far back an induction may lie
HOURS = ("08:00", "09:00", "10:00", "11:00", "12:00", "13:00", "14:00", "15:00", "16:00")
COURSES = 4
Shows = Callable[[AsyncSession, Turn], Awaitable[Screen]]


async def the_plan(session: AsyncSession, turn: Turn) -> Screen:
    """Return the plan as it stands, with what a member who acts can do about it."""
    plan = await plans.current(session, turn.patient)
    rows = [row for row in await _rows(session, turn) if _worth_showing(row, turn)]
    part = part_of(turn, len(rows))
    shown = rows[part.first - 1 : part.last]
    texts, values = _head(turn, plan)
    texts += [says.DATES, *part.texts] if shown else [says.NO_DATES]
    values["dates"] = stored_lines(shown, direct=turn.direct, first=part.first)
    values |= part.values
    if sources := source_lines((row.source, row.standing) for row in shown):
        texts, values["sources"] = [*texts, says.SOURCES], sources
    texts += [] if turn.direct else [says.ELSEWHERE]
    return Screen(tuple(texts), values, (*part.rows, *_deeds(turn)))


async def to_choose_from(session: AsyncSession, turn: Turn) -> list[Appointment]:
    """Return the dates of which one can be chosen for what the member wants to do."""
    rows = await _rows(session, turn)
    if turn.facts.get("goal") == "end":
        found = [row for row in rows if _begun(row, turn)]
        return found[-CHOICES:]
    return [row for row in rows if _to_come(row, turn)][:CHOICES]


async def which(session: AsyncSession, turn: Turn) -> Screen:
    """Ask which date is meant. Raises Refused where there is none."""
    rows = await to_choose_from(session, turn)
    if not rows:
        raise Refused(says.NONE_HERE)
    values: dict[str, Value] = {"dates": stored_lines(rows, direct=turn.direct, tests=False)}
    return Screen(
        (says.ASK_WHICH,),
        values,
        (*numbered(turn, [f"n{row.id}_{row.version}" for row in rows]), leave(turn)),
    )


# --- On the way to a new plan ---------------------------------------------------------------------


async def regimen(_session: AsyncSession, turn: Turn) -> Screen:
    """Ask for the regimen, by the number of its full name."""
    lines = [
        line(says.REGIMEN_LINE, {"n": n, "regimen": names.REGIMEN_NAMES[one].id})
        for n, one in enumerate(REGIMENS, 1)
    ]
    oncology = (turn.button(says.ONCOLOGY, "oncology"),)
    rows = (*numbered(turn, [f"r_{one}" for one in REGIMENS]), oncology, leave(turn))
    return Screen((says.ASK_REGIMEN,), {"regimens": lines}, rows)


async def conditions(_session: AsyncSession, turn: Turn) -> Screen:
    """Ask what holds for the patient."""
    chosen = turn.facts.get("conditions", [])
    rows = [(_toggle(turn, names.CONDITIONS[one], f"c_{one}", one in chosen),) for one in Condition]
    return Screen(_named(says.ASK_CONDITIONS), _regimen_values(turn), (*rows, *_on(turn)))


async def preset(_session: AsyncSession, turn: Turn) -> Screen:
    """Ask how often the blood count is wanted."""
    lines = [
        line(says.PRESET_LINE, {"n": n, "preset": names.PRESET_NAMES[one].id})
        for n, one in enumerate(PRESETS, 1)
    ]
    rows = (*numbered(turn, [f"p{n}" for n in range(len(PRESETS))]), leave(turn))
    return Screen((says.ASK_PRESET,), {"presets": lines}, rows)


async def induction(_session: AsyncSession, turn: Turn) -> Screen:
    """Ask what the induction was."""
    rows = [(turn.button(names.INDUCTIONS[one], f"i_{one}"),) for one in Induction]
    unknown = (turn.button(says.NOT_KNOWN, "unknown"),)
    return Screen((says.ASK_INDUCTION,), {}, (*rows, unknown, leave(turn)))


async def calendar(_session: AsyncSession, turn: Turn) -> Screen:
    """Show a month to choose a day of, or several."""
    span = span_of(turn)
    month = span.nearest(date.fromisoformat(turn.facts.get("month") or str(turn.today)))
    picker = Picker(month, span, turn.locale, turn.team.country, turn.says)
    texts: list[Text] = [CALENDARS[turn.step], picks.PICK_MARKS]
    values: dict[str, Value] = dict(turn.facts.get("about", {}))
    if holidays := picker.holidays():
        texts, values["holidays"] = [*texts, picks.HOLIDAYS], holidays
    if several(turn) and turn.days:
        texts.append(says.CHOSEN)
        values["days"] = [line(says.CHOSEN_DAY, {"day": str(day)}) for day in turn.days]
    texts += [picks.PICK_TYPE] if turn.direct else []
    ready = ((turn.button(says.GO_ON, "on"),),) if several(turn) and turn.days else ()
    without = (turn.button(says.NONE_SO_FAR, "none"), turn.button(says.NOT_KNOWN, "unknown"))
    more = (without,) if turn.step == "last" else ready
    return Screen(tuple(texts), values, (*picker.rows(), *more, leave(turn)))


async def hour(_session: AsyncSession, turn: Turn) -> Screen:
    """Ask for the time of day."""
    day = str(turn.days[0])
    same = turn.facts.get("same_clock")
    every = sorted({*HOURS, *([same] if same else [])})
    buttons = [
        turn.button(picks.TIME, f"t{at.replace(':', '')}", time=f"{day}T{at}") for at in every
    ]
    rows = tuple(tuple(buttons[at : at + 3]) for at in range(0, len(buttons), 3))
    texts = (says.ASK_TIME, *((picks.TIME_TYPE,) if turn.direct else ()))
    return Screen(texts, {"day": day}, (*rows, leave(turn)))


async def courses(_session: AsyncSession, turn: Turn) -> Screen:
    """Ask how many courses are to be proposed."""
    return Screen(
        (says.ASK_COURSES,),
        {},
        (*numbered(turn, [f"k{n}" for n in range(1, COURSES + 1)]), leave(turn)),
    )


async def preview(session: AsyncSession, turn: Turn) -> Screen:
    """Show the plan as it would be entered, with everything unusual; or why it cannot be."""
    try:
        offer = await offer_of(session, turn)
    except NotProposed as error:
        return _refused(turn, unusual.REFUSALS[error.code].id)
    except Impossible as error:
        return _refused(turn, why(error.faults[0]))
    return _offered(turn, offer)


def _offered(turn: Turn, offer: planning.Offer) -> Screen:
    """Return an offer: first what is unusual and what goes, so that no length ever cuts it off."""
    proposal = offer.proposal
    falls, stays = other_lines(offer.falls), other_lines(offer.stays)
    besides = Besides(len(proposal.remarks), (len(falls), len(stays)))
    part = part_of(turn, len(proposal.appointments), besides)
    shown = proposal.appointments[part.first - 1 : part.last]
    walls = {one.ref: wall_of_dated(one) for one in proposal.appointments}
    bases = ((basis.source, basis.status) for basis in proposal.bases.values())
    dates = proposed_lines(shown, proposal.bases, direct=turn.direct, first=part.first)
    lists = (
        (says.UNUSUAL, "warnings", remark_lines(proposal.remarks, walls)),
        (says.ENDS, "gone", part.of(falls)),
        (says.STAYS, "kept", part.of(stays)),
        (says.DATES, "dates", dates),
        (says.SOURCES, "sources", source_lines(bases)),
    )
    texts: list[Text] = [says.PROPOSAL, *_named(*_off_label(proposal.regimen))]
    before = proposal.around.history.last_infusion
    texts += [says.LAST_BEFORE] if before else []
    texts += [text for text, _, lines in lists if lines] + [*part.texts]
    texts += [says.ENDS_ONLY] if offer.ends is not None and not offer.falls else []
    values = _regimen_values(turn) | {name: lines for _, name, lines in lists if lines}
    values |= {**part.values, **({"before": str(before)} if before else {})}
    accept = says.ACCEPT if offer.ends is None else says.ACCEPT_ENDING
    rows = ((turn.button(accept, "accept"),), (turn.button(says.CHANGE, "change"),), leave(turn))
    return Screen(tuple(texts), values, (*part.rows, *rows))


async def offer_of(session: AsyncSession, turn: Turn) -> planning.Offer:
    """Return what would be entered for what the member chose.

    Raises NotProposed and Impossible.
    """
    facts = turn.facts
    history = History(
        last_infusion=_day(facts.get("last")),
        last_induction=_day(facts.get("induced")),
        induction=Induction(facts["induction"]) if facts.get("induction") else None,
        conditions=frozenset(Condition(one) for one in facts.get("conditions", ())),
    )
    dates = Dates(turn.zone, turn.clock, turn.days[0], facts.get("courses", 1))
    if several(turn):
        dates = Dates(turn.zone, turn.clock, days=turn.days)
    place = facts.get("place")
    wish = planning.Wish(facts["regimen"], dates, facts.get("preset", "default"), history, place)
    return await planning.propose(session, turn.patient, wish, turn.now)


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


def seen(offer: planning.Offer) -> str:
    """Return a mark of what an offer would do, by which a changed one is told apart."""
    does = (
        [
            (one.kind, str(one.wall), str(one.zone), one.tests)
            for one in offer.proposal.appointments
        ],
        offer.ends,
        [row.id for row in offer.falls],
    )
    return sha256(repr(does).encode()).hexdigest()[:16]


def regimen_of(turn: Turn) -> Regimen:
    """Return the regimen that is chosen."""
    return REGIMENS[RegimenId(turn.facts["regimen"])]


def several(turn: Turn) -> bool:
    """Say whether the clinic chooses each day itself."""
    return turn.facts.get("goal") == "new" and regimen_of(turn).clinician_enters_dates


def span_of(turn: Turn) -> Span:
    """Return the days that can be chosen: to come, or those that are over."""
    if turn.step in ("induced", "last"):
        return Span(turn.today - BEFORE, turn.today)
    return Span(turn.today, turn.today + FARTHEST - DAY, turn.days if several(turn) else ())


def leave(turn: Turn) -> tuple[Choice, ...]:
    """Return the row that leaves a screen."""
    return (turn.button(says.LEAVE, "leave"),)


def _head(turn: Turn, plan: TreatmentPlan | None) -> tuple[list[Text], dict[str, Value]]:
    """Return whose plan it is, which regimen, and whether a label covers it."""
    texts = [says.TITLE_NAMED if turn.direct else says.TITLE]
    values: dict[str, Value] = {"patient": turn.patient.pseudonym}
    if turn.direct:
        values["name"] = turn.patient.name
    if plan is None or plan.regimen not in REGIMENS:
        return [*texts, says.NO_PLAN], values
    regimen = REGIMENS[RegimenId(plan.regimen)]
    values |= _named_regimen(regimen)
    return [*texts, says.REGIMEN, *_off_label(regimen)], values


def _off_label(regimen: Regimen) -> tuple[Text, ...]:
    return (says.OFF_LABEL,) if regimen.off_label else ()


def _named(*texts: Text) -> tuple[Text, ...]:
    return (says.REGIMEN, *texts)


def _regimen_values(turn: Turn) -> dict[str, Value]:
    return _named_regimen(regimen_of(turn))


def _named_regimen(regimen: Regimen) -> dict[str, Value]:
    return {
        "regimen": names.REGIMEN_NAMES[regimen.id].id,
        "label": names.REGIMEN_LABELS[regimen.id].id,
    }


def _refused(turn: Turn, because: str) -> Screen:
    rows = ((turn.button(says.CHANGE, "change"),), leave(turn))
    return Screen((unusual.CANNOT_BE,), {"why": because}, rows)


def _deeds(turn: Turn) -> Rows:
    """Return what can be done; who may only look has no buttons."""
    if not (turn.member.role.acts and turn.patient.state.is_answered):
        return ()
    new = ((turn.button(says.NEW, "new"),),) if turn.direct else ()
    return (
        *new,
        (turn.button(says.MOVE_ONE, "move"), turn.button(says.ADD_ONE, "add")),
        (turn.button(says.CANCEL_ONE, "cancel"), turn.button(says.END_ONE, "end")),
        (turn.button(says.CLOSE, "leave"),),
    )


def _toggle(turn: Turn, what: Text, choice: str, on: bool) -> Choice:  # noqa: FBT001 -- it is said
    return turn.button(says.ON if on else says.OFF, choice, what=what.id)


def _on(turn: Turn) -> Rows:
    return ((turn.button(says.GO_ON, "on"),), leave(turn))


async def _rows(session: AsyncSession, turn: Turn) -> list[Appointment]:
    return list(await appointments.of_patient(session, turn.patient))


def _to_come(row: Appointment, turn: Turn) -> bool:
    return row.status is AppointmentStatus.PLANNED and row.at > turn.now


def _begun(row: Appointment, turn: Turn) -> bool:
    """Say whether a date is of today or lately over, and was not cancelled."""
    stands = row.status is not AppointmentStatus.CANCELLED
    return stands and turn.now - RECENT < row.at and row.local[:10] <= str(turn.today)


def _worth_showing(row: Appointment, turn: Turn) -> bool:
    return row.status is not AppointmentStatus.CANCELLED and turn.now - RECENT < row.at


toggle, go_on = _toggle, _on
CALENDARS: Mapping[str, Text] = {
    "induced": says.ASK_INDUCED,
    "last": says.ASK_LAST,
    "first": says.ASK_FIRST,
    "days": says.ASK_DAYS,
    "to": says.ASK_NEW_DAY,
    "day": says.ASK_NEW,
}
KINDS = tuple(AppointmentKind)
