"""Dates, sources and warnings of a plan as lines of a message. Changes nothing."""

from collections.abc import Iterable, Mapping, Sequence

from care.appointments import Dated
from care.delivery import Value
from care.plan_errors import Fault
from care.plan_warnings import Remark
from care.plans import ENTERED, Basis
from care.triage_table import Status
from messages.declare import Text
from messages.listing import line
from messages.texts import staff_commands as words
from messages.texts import staff_plan as says
from messages.texts import staff_plan_names as names
from messages.texts import staff_plan_warnings as unusual
from scheduler.visits import PRIVATE
from store.tables import Appointment


def wall_of(row: Appointment) -> str:
    """Return when a stored date is, as messages take it."""
    return f"{row.local}[{row.zone}]"


def wall_of_dated(one: Dated) -> str:
    """Return when a proposed date is, as messages take it."""
    return f"{one.wall.isoformat(timespec='minutes')}[{one.zone}]"


def kind_of(kind: str) -> str:
    """Return the id of the word for a kind of date."""
    return f"patient.kind.{kind}"


def stored_lines(
    rows: Iterable[Appointment], *, direct: bool, tests: bool = True, first: int = 1
) -> list[str]:
    """Return stored dates, numbered from `first`; in the group what is private is not named."""
    return [
        said
        for n, row in enumerate(rows, first)
        for said in (
            line(says.DATE, _stored(n, row)),
            *(_tests(row.tests, direct=direct) if tests else ()),
        )
    ]


def proposed_lines(
    dates: Iterable[Dated], bases: Mapping[str, Basis], *, direct: bool, first: int = 1
) -> list[str]:
    """Return proposed dates, numbered from `first`, each with on whose word it is proposed."""
    return [
        said
        for n, one in enumerate(dates, first)
        for said in (
            line(
                says.PROPOSED_DATE,
                {
                    "n": n,
                    "kind": kind_of(one.kind),
                    "at": wall_of_dated(one),
                    "standing": _basis(bases[one.ref]).id,
                },
            ),
            *_tests(one.tests, direct=direct),
        )
    ]


def source_lines(bases: Iterable[tuple[str | None, str | None]]) -> list[str]:
    """Return each source once, with its standing; what the clinic entered needs no source."""
    found = dict.fromkeys(bases)
    return [
        line(says.SOURCE_LINE, {"source": source, "standing": _standing(source, standing).id})
        for source, standing in found
        if source and source != ENTERED.source
    ]


def other_lines(rows: Iterable[Appointment]) -> list[str]:
    """Return dates in one line each, without numbers."""
    return [line(says.OTHER_DATE, {"kind": kind_of(row.kind), "at": wall_of(row)}) for row in rows]


def remark_lines(remarks: Iterable[Remark], walls: Mapping[str, str]) -> list[str]:
    """Return warnings; `walls` tells when each date is that they are about."""
    lines = []
    for remark in remarks:
        values: dict[str, Value] = {**remark.values, "at": walls.get(remark.appointment or "", "")}
        if "codes" in values:
            values["tests"] = _called(str(values["codes"]).split())
        text = unusual.WARNINGS[remark.code]
        lines.append(line(text, {name: values[name] for name in text.vars}))
    return lines


def why(fault: Fault) -> str:
    """Return the id of the words for what cannot be."""
    return unusual.FAULTS[fault.code].id


def _stored(n: int, row: Appointment) -> dict[str, Value]:
    return {
        "n": n,
        "kind": kind_of(row.kind),
        "at": wall_of(row),
        "status": words.DATE_STATES[row.status].id,
        "answer": words.ANSWERS[row.answer].id,
        "standing": _standing(row.source, row.standing).id,
    }


def _tests(codes: Sequence[str], *, direct: bool) -> list[str]:
    shown = [code for code in codes if direct or code not in PRIVATE]
    return [line(says.TESTS_OF, {"tests": _called(shown)})] if shown else []


def _called(codes: Iterable[str]) -> list[str]:
    """Return the ids of what tests are called, each once."""
    ids = (names.TEST_NAMES.get(code, names.OTHER_TEST).id for code in codes)
    return list(dict.fromkeys(ids))


def _basis(basis: Basis) -> Text:
    return _standing(basis.source, basis.status)


def _standing(source: str | None, standing: str | None) -> Text:
    if source is None or source == ENTERED.source or standing not in list(Status):
        return names.BY_CLINIC
    return names.STANDINGS[Status(standing)]
