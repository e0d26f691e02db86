"""The screens of changing single dates of a plan: move, add, cancel, and how one ended.

Each shows what the change means before anything is changed. Nothing is changed here.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.handlers.team_plan_lines import kind_of, other_lines, remark_lines, wall_of, why
from bot.handlers.team_plan_screens import go_on, leave, toggle
from bot.handlers.team_plan_turn import Refused, Screen, Turn
from care.appointments import AppointmentKind
from care.delivery import Choice, Value
from care.monitoring_table import RULES, Gate, Rhythm
from messages.declare import Text
from messages.listing import line
from messages.texts import staff_picker as picks
from messages.texts import staff_plan as says
from messages.texts import staff_plan_names as names
from messages.texts import staff_plan_warnings as unusual
from scheduler import planning_changes
from scheduler.appointing import Entry
from scheduler.planning_changes import NEW, Addition, Move, Outlook
from scheduler.visits import PRIVATE
from store import appointments
from store.tables import Appointment

BRANDS = ("Truxima", "MabThera", "Rituxan", "Rixathon", "Ruxience", "Riabni", "Riximyo", "Blitzima")
DRAWN = tuple(
    test.code
    for test in RULES.tests.values()
    if test.gate is not Gate.ON_THE_DAY and (test.gate, test.rhythm) != (Gate.NONE, Rhythm.NONE)
)


async def kind(_session: AsyncSession, turn: Turn) -> Screen:
    """Ask what is added."""
    rows = [(turn.button(text, f"a_{one}"),) for one, text in names.KINDS.items()]
    return Screen((says.ASK_KIND,), {}, (*rows, leave(turn)))


async def tests(_session: AsyncSession, turn: Turn) -> Screen:
    """Ask which tests are drawn; what is private is offered in the direct chat only."""
    chosen = turn.facts.get("tests", [])
    offered = [code for code in DRAWN if turn.direct or code not in PRIVATE]
    rows = [
        (toggle(turn, names.TEST_NAMES[code], f"s_{code}", code in chosen),) for code in offered
    ]
    return Screen((says.ASK_TESTS,), {}, (*rows, *go_on(turn)))


async def move(session: AsyncSession, turn: Turn) -> Screen:
    """Show what moving the date means, for it alone and with what hangs on it."""
    row = await row_of(session, turn)
    change = await planning_changes.propose_move(session, row, turn.wall, turn.now)
    values: dict[str, Value] = {
        **about(row),
        "to": f"{turn.wall.isoformat(timespec='minutes')}[{row.zone}]",
    }
    texts, values["hanging"] = [says.MOVE], [_moved(one, to) for one, to in change.along]
    walls = await _walls(session, turn)
    moved = {str(one.id): _written(to, one.zone) for one, to in [*change.along, (row, turn.wall)]}
    alone = walls | {str(row.id): moved[str(row.id)]}
    if change.along:
        texts += [says.HANGS, *_said(change.together, "all", values, walls | moved)]
    texts += _said(change.alone, "one", values, alone)
    return Screen(tuple(texts), values, (*_ways(turn, change), leave(turn)))


async def add(session: AsyncSession, turn: Turn) -> Screen:
    """Show what adding the date means."""
    addition = await addition_of(session, turn)
    values: dict[str, Value] = {
        "kind": kind_of(turn.facts["kind"]),
        "at": _written(turn.wall, turn.team.zone),
    }
    texts: list[Text] = [says.ADD]
    if addition.outlook.faults:
        texts.append(unusual.CANNOT_BE)
        values["why"] = why(addition.outlook.faults[0])
        return Screen(tuple(texts), values, (leave(turn),))
    walls = await _walls(session, turn) | {NEW: str(values["at"])}
    if found := remark_lines(addition.outlook.remarks, walls):
        texts, values["warnings"] = [*texts, says.UNUSUAL], found
    return Screen(tuple(texts), values, ((turn.button(says.ENTER, "enter"),), leave(turn)))


async def cancel(session: AsyncSession, turn: Turn) -> Screen:
    """Ask whether to cancel the date, alone or with the tests for it."""
    row = await row_of(session, turn)
    hanging = await planning_changes.hanging_on(session, row)
    values: dict[str, Value] = {**about(row), "hanging": other_lines(hanging)}
    texts = (says.CANCEL, *((says.TESTS_HANG,) if hanging else ()))
    every = ((turn.button(says.CANCEL_ALL, "all"),),) if hanging else ()
    this = (turn.button(says.CANCEL_THIS, "this"),)
    return Screen(texts, values, (*every, this, leave(turn)))


async def took_place(session: AsyncSession, turn: Turn) -> Screen:
    """Ask whether the date took place."""
    row = await row_of(session, turn)
    rows = ((turn.button(says.YES_GIVEN, "given"),), (turn.button(says.NOT_GIVEN, "missed"),))
    return Screen((says.TOOK_PLACE,), about(row), (*rows, leave(turn)))


async def brand(_session: AsyncSession, turn: Turn) -> Screen:
    """Ask for the brand that was given."""
    buttons = [turn.button(says.BRAND, f"b{n}", brand=name) for n, name in enumerate(BRANDS)]
    rows = tuple(tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2))
    unknown = (turn.button(says.NOT_KNOWN, "unknown"),)
    return Screen((says.ASK_BRAND,), {}, (*rows, unknown))


async def batch(_session: AsyncSession, turn: Turn) -> Screen:
    """Ask for the batch, which is written in the direct chat."""
    unknown = ((turn.button(says.NOT_KNOWN, "unknown"),),)
    return Screen((says.ASK_BATCH,), {"brand": turn.facts["brand"]}, unknown)


async def batch_read(_session: AsyncSession, turn: Turn) -> Screen:
    """Show the batch that was written, before it is kept."""
    values = {"brand": turn.facts["brand"], "batch": turn.facts["batch"]}
    rows = ((turn.button(says.KEEP_BATCH, "keep"),), (turn.button(picks.ANOTHER, "another"),))
    return Screen((says.BATCH_READ,), values, rows)


async def day_read(_session: AsyncSession, turn: Turn) -> Screen:
    """Show the days that can be meant by what was written; only a press makes one count."""
    days = turn.facts["read"]
    rows = [(turn.button(picks.THIS_DAY, f"d{day.replace('-', '')}", day=day),) for day in days]
    return Screen((picks.WHICH_DAY,), {}, (*rows, (turn.button(picks.ANOTHER, "another"),)))


async def time_read(_session: AsyncSession, turn: Turn) -> Screen:
    """Show the time that was read; only a press makes it count."""
    at = turn.facts["read_clock"]
    yes = turn.button(picks.THIS_TIME, f"t{at.replace(':', '')}", time=f"{turn.days[0]}T{at}")
    return Screen((picks.WHICH_TIME,), {}, ((yes,), (turn.button(picks.ANOTHER, "another"),)))


async def row_of(session: AsyncSession, turn: Turn) -> Appointment:
    """Return the date that was chosen. Raises Refused when it has changed since."""
    row = await appointments.find(session, turn.team.id or 0, turn.facts["row"])
    ours = row is not None and row.patient_id == turn.patient.id
    if row is None or not ours or row.version != turn.facts["version"]:
        raise Refused(says.OVER)
    return row


async def addition_of(session: AsyncSession, turn: Turn) -> Addition:
    """Return what adding the chosen date means."""
    entry = Entry(
        kind=AppointmentKind(turn.facts["kind"]),
        local=turn.wall,
        zone=turn.team.zone,
        place=turn.facts.get("place"),
        tests=tuple(turn.facts.get("tests", ())),
    )
    return await planning_changes.propose_add(session, turn.patient, entry)


def about(row: Appointment) -> dict[str, Value]:
    """Return what a screen about one date needs."""
    return {"kind": kind_of(row.kind), "at": wall_of(row)}


def _ways(turn: Turn, change: Move) -> tuple[tuple[Choice, ...], ...]:
    """Return the ways in which the date can be moved: what cannot be is not offered."""
    every = change.along and not change.together.faults
    return (
        *(((turn.button(says.MOVE_ALL, "all"),),) if every else ()),
        *(((turn.button(says.MOVE_THIS, "this"),),) if not change.alone.faults else ()),
    )


def _said(
    outlook: Outlook, which: str, values: dict[str, Value], walls: dict[str, str]
) -> Sequence[Text]:
    """Return the paragraph about one way to move, and put its values beside the others."""
    if outlook.faults:
        values[f"why_{which}"] = why(outlook.faults[0])
        return [says.CANNOT_ALL if which == "all" else says.CANNOT_ONE]
    found = remark_lines(outlook.remarks, walls)
    values[f"warnings_{which}"] = found
    return [says.UNUSUAL_ALL if which == "all" else says.UNUSUAL_ONE] if found else []


async def _walls(session: AsyncSession, turn: Turn) -> dict[str, str]:
    rows = await appointments.of_patient(session, turn.patient)
    return {str(row.id): wall_of(row) for row in rows}


def _moved(row: Appointment, to: datetime) -> str:
    return line(says.MOVED_LINE, {**about(row), "to": _written(to, row.zone)})


def _written(wall: datetime, zone: str) -> str:
    return f"{wall.isoformat(timespec='minutes')}[{zone}]"
