"""What a press means on each screen of a plan: which screen comes next, and with what chosen.

A table Step -> choice -> Step. What changes a patient's dates stands in `team_plan_deeds.py`.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import date

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.handlers.date_picker import day_of, month_of
from bot.handlers.team_plan_changes import BRANDS, DRAWN, about
from bot.handlers.team_plan_deeds import accept, add, cancel, give, keep_batch, miss, move
from bot.handlers.team_plan_screens import (
    COURSES,
    offer_of,
    regimen_of,
    seen,
    several,
    span_of,
    to_choose_from,
)
from bot.handlers.team_plan_turn import Refused, Turn
from care.appointments import AppointmentKind
from care.monitoring_table import PRESETS, Condition
from care.plans import NotProposed
from care.proposals import Impossible
from care.regimens import REGIMENS, Induction
from messages.texts import staff_plan as says
from scheduler.planning_values import history_of
from scheduler.visits import PRIVATE
from store import appointments, plans
from store.tables import Appointment

Chooses = Callable[[AsyncSession, Turn, str], Awaitable[Turn]]
GOALS = {"move": "which", "cancel": "which", "end": "which", "add": "kind", "new": "regimen"}
AFTER_WHICH = {"move": "to", "cancel": "cancel", "end": "end"}
AFTER_TIME = {"move": "move", "add": "add"}


async def on_plan(session: AsyncSession, turn: Turn, choice: str) -> Turn:
    """Begin what the member wants to do, or turn to other dates."""
    if (page := _page(choice)) is not None:
        return turn.on("plan", page=page)
    if choice not in GOALS or (choice == "new" and not turn.direct):
        raise Refused(says.OVER)
    kept = await _place(session, turn)
    return replace(turn, step=GOALS[choice], facts={"goal": choice, "place": kept})


async def on_regimen(_session: AsyncSession, turn: Turn, choice: str) -> Turn:
    """Take a regimen; for lymphoma and leukaemia there is none."""
    if choice == "oncology":
        raise Refused(says.NOT_OURS)
    name = choice.removeprefix("r_")
    if name not in REGIMENS:
        raise Refused(says.OVER)
    return turn.on("conditions", regimen=name, days=[])


async def on_conditions(_session: AsyncSession, turn: Turn, choice: str) -> Turn:
    """Mark a condition, or go on."""
    if choice == "on":
        return turn.on("preset")
    name = choice.removeprefix("c_")
    if name not in list(Condition):
        raise Refused(says.OVER)
    return turn.on("conditions", conditions=_turned(turn.facts.get("conditions", []), name))


async def on_preset(session: AsyncSession, turn: Turn, choice: str) -> Turn:
    """Take how often blood is counted; maintenance is asked for its induction next."""
    names = {f"p{n}": name for n, name in enumerate(PRESETS)}
    if choice not in names:
        raise Refused(says.OVER)
    if regimen_of(turn).start is not None:
        return turn.on("induction", preset=names[choice])
    return await _to_last(session, turn.on("preset", preset=names[choice]))


async def on_induction(session: AsyncSession, turn: Turn, choice: str) -> Turn:
    """Take what the induction was; its day is asked for next."""
    if choice == "unknown":
        return await _to_last(session, turn.on("induction", induction=None, induced=None))
    name = choice.removeprefix("i_")
    if name not in list(Induction):
        raise Refused(says.OVER)
    return turn.on("induced", induction=name, month=None)


async def on_last(session: AsyncSession, turn: Turn, choice: str) -> Turn:
    """Take the day of the last infusion before this plan, or that there is none to name."""
    if choice in ("none", "unknown"):
        induced = turn.facts.get("induction") == Induction.RITUXIMAB
        return _to_days(turn.on("last", last=turn.facts.get("induced") if induced else None))
    return await on_calendar(session, turn, choice)


async def on_calendar(session: AsyncSession, turn: Turn, choice: str) -> Turn:
    """Turn to another month, take a day, or go on with those that are chosen."""
    if month := month_of(choice):
        return turn.on(turn.step, month=str(span_of(turn).nearest(month)))
    if choice == "on" and several(turn) and turn.days:
        return turn.on("time")
    day = day_of(choice)
    if day is None or not span_of(turn).holds(day):
        raise Refused(says.OVER)
    return await _with_day(session, turn, day)


async def on_day_read(session: AsyncSession, turn: Turn, choice: str) -> Turn:
    """Take one of the days that were read in what the member wrote, or ask again."""
    back, day = turn.on(turn.facts["back"]), day_of(choice)
    if choice == "another":
        return back
    if day is None or str(day) not in turn.facts["read"]:
        raise Refused(says.OVER)
    return await _with_day(session, back, day)


async def on_time(session: AsyncSession, turn: Turn, choice: str) -> Turn:
    """Take a time of day."""
    digits = choice.removeprefix("t")
    if not choice.startswith("t") or not digits.isdigit() or len(digits) != len("0930"):
        raise Refused(says.OVER)
    timed = turn.on("time", clock=f"{digits[:2]}:{digits[2:]}")
    goal = turn.facts["goal"]
    if goal in AFTER_TIME:
        return timed.on(AFTER_TIME[goal])
    asks = regimen_of(turn).repeat is not None and not several(turn)
    return timed.on("courses") if asks else await _to_preview(session, timed)


async def on_time_read(session: AsyncSession, turn: Turn, choice: str) -> Turn:
    """Take the time that was read, or ask again."""
    if choice == "another":
        return turn.on("time")
    if choice != f"t{turn.facts['read_clock'].replace(':', '')}":
        raise Refused(says.OVER)
    return await on_time(session, turn, choice)


async def on_courses(session: AsyncSession, turn: Turn, choice: str) -> Turn:
    """Take how many courses are proposed."""
    counts = {f"k{n}": n for n in range(1, COURSES + 1)}
    if choice not in counts:
        raise Refused(says.OVER)
    return await _to_preview(session, turn.on("courses", courses=counts[choice]))


async def on_preview(session: AsyncSession, turn: Turn, choice: str) -> Turn:
    """Enter the plan exactly as it was shown, show it anew, or go back to its beginning."""
    if choice == "change":
        return turn.on("regimen", days=[], month=None, courses=1, page=0)
    if (page := _page(choice)) is not None:
        return turn.on("preview", page=page)
    if choice != "accept" or turn.facts.get("seen") is None:
        raise Refused(says.OVER)
    fresh = await _to_preview(session, turn)
    if fresh.facts["seen"] != turn.facts["seen"]:
        return replace(fresh, notes=(says.CHANGED_SINCE,))
    return await accept(session, turn)


async def on_which(session: AsyncSession, turn: Turn, choice: str) -> Turn:
    """Take the date whose number was pressed, as it was shown."""
    rows = {f"n{row.id}_{row.version}": row for row in await to_choose_from(session, turn)}
    row = rows.get(choice)
    if row is None:
        raise Refused(says.OVER)
    day, _, clock = row.local.partition("T")
    chosen = turn.on(AFTER_WHICH[turn.facts["goal"]], row=row.id, version=row.version)
    return chosen.on(chosen.step, about=about(row), month=day, same_clock=clock[:5])


async def on_kind(_session: AsyncSession, turn: Turn, choice: str) -> Turn:
    """Take what is added; a blood test is asked for its tests next."""
    kind = choice.removeprefix("a_")
    if kind not in list(AppointmentKind):
        raise Refused(says.OVER)
    step = "tests" if kind == AppointmentKind.BLOOD_TEST else "day"
    return turn.on(step, kind=kind, about={"kind": f"patient.kind.{kind}"})


async def on_tests(_session: AsyncSession, turn: Turn, choice: str) -> Turn:
    """Mark a test, or go on."""
    if choice == "on":
        return turn.on("day")
    code = choice.removeprefix("s_")
    if code not in DRAWN or (code in PRIVATE and not turn.direct):
        raise Refused(says.OVER)
    return turn.on("tests", tests=_turned(turn.facts.get("tests", []), code))


async def on_end(session: AsyncSession, turn: Turn, choice: str) -> Turn:
    """Note how a date ended; of an infusion brand and batch are asked for next."""
    if choice == "given":
        return await give(session, turn)
    if choice == "missed":
        return await miss(session, turn)
    raise Refused(says.OVER)


async def on_brand(_session: AsyncSession, turn: Turn, choice: str) -> Turn:
    """Take the brand that was given."""
    brands = {f"b{n}": brand for n, brand in enumerate(BRANDS)}
    if choice == "unknown":
        return turn.on("plan")
    if choice not in brands:
        raise Refused(says.OVER)
    return turn.on("batch", brand=brands[choice])


async def on_batch(session: AsyncSession, turn: Turn, choice: str) -> Turn:
    """Keep the brand alone, where nobody knows the batch."""
    if choice != "unknown":
        raise Refused(says.OVER)
    return await keep_batch(session, turn.on("batch", batch=None))


async def on_batch_read(session: AsyncSession, turn: Turn, choice: str) -> Turn:
    """Keep brand and batch as they were read, or ask again."""
    if choice == "another":
        return turn.on("batch")
    if choice != "keep":
        raise Refused(says.OVER)
    return await keep_batch(session, turn)


async def _with_day(session: AsyncSession, turn: Turn, day: date) -> Turn:
    """Return the turn with a day taken: one that is over, one of several, or the one."""
    if turn.step == "induced":
        return await _to_last(session, turn.on("induced", induced=str(day)))
    if turn.step == "last":
        return _to_days(turn.on("last", last=str(day)))
    if several(turn):
        days = _turned([str(one) for one in turn.days], str(day))
        return turn.on(turn.step, days=days, month=str(day))
    return turn.on("time", days=[str(day)])


async def _to_last(session: AsyncSession, turn: Turn) -> Turn:
    """Ask for the last infusion so far, unless one is on record: who comes from elsewhere has it.

    With it none of the dates is a first infusion, and a distance that is too short is named.
    """
    rows = await appointments.of_patient(session, turn.patient)
    before = history_of(await plans.current(session, turn.patient)).last_infusion
    if any(_is_over(row, turn) for row in rows):
        return _to_days(turn.on(turn.step, last=None))
    if before is not None:
        return _to_days(turn.on(turn.step, last=str(before)))
    return turn.on("last", last=None, month=None)


def _is_over(row: Appointment, turn: Turn) -> bool:
    is_infusion = row.kind is AppointmentKind.INFUSION
    return is_infusion and row.status.stands and row.at <= turn.now


def _to_days(turn: Turn) -> Turn:
    return turn.on("days" if several(turn) else "first", days=[], month=None)


async def _to_preview(session: AsyncSession, turn: Turn) -> Turn:
    """Go on to the preview, with a mark of what it shows; without one nothing can be accepted."""
    try:
        mark: str | None = seen(await offer_of(session, turn))
    except (NotProposed, Impossible):
        mark = None
    return turn.on("preview", seen=mark)


def _page(choice: str) -> int | None:
    digits = choice.removeprefix("g")
    return int(digits) if choice.startswith("g") and digits.isdecimal() else None


def _turned(chosen: list[str], one: str) -> list[str]:
    return [each for each in chosen if each != one] + ([] if one in chosen else [one])


async def _place(session: AsyncSession, turn: Turn) -> str | None:
    """Return where the patient's last infusion was entered to be."""
    rows = await appointments.of_patient(session, turn.patient)
    infusions: list[Appointment] = [row for row in rows if row.kind is AppointmentKind.INFUSION]
    return next((row.place for row in reversed(infusions) if row.place), None)


STEPS: Mapping[str, Chooses] = {
    "plan": on_plan,
    "regimen": on_regimen,
    "conditions": on_conditions,
    "preset": on_preset,
    "induction": on_induction,
    "induced": on_calendar,
    "last": on_last,
    "first": on_calendar,
    "days": on_calendar,
    "to": on_calendar,
    "day": on_calendar,
    "day_read": on_day_read,
    "time": on_time,
    "time_read": on_time_read,
    "courses": on_courses,
    "preview": on_preview,
    "which": on_which,
    "kind": on_kind,
    "tests": on_tests,
    "move": move,
    "add": add,
    "cancel": cancel,
    "end": on_end,
    "brand": on_brand,
    "batch": on_batch,
    "batch_read": on_batch_read,
}
