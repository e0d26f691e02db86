"""What a page or picture is made of, as an outbox row keeps it: codes, moments, names. No sentence.

The page itself is made from this when it is sent, for whoever reads it then.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from care.findings import Polarity
from care.record import Record, Reported, Sign, Told, record
from care.severity import Severity
from care.triage_table import TEMPERATURE
from messages.pages.drawing import Template

Written = list[object]


@dataclass(frozen=True, slots=True)
class Person:
    """Who a page is about, and whom to call. What nobody knows is empty.

    `born` and `last_infusion` are days; `unconfirmed`: nobody recorded that the last one was given.
    `next_infusion` is `2026-12-01T09:30[zone]`, `known` holds names of what is recorded, `country`
    is where the reader is, `emergency` its numbers.
    """

    name: str
    team: str
    country: str
    born: str = ""
    brand: str = ""
    last_infusion: str = ""
    unconfirmed: bool = False
    next_infusion: str = ""
    known: Sequence[str] = ()
    phones: Sequence[str] = ()
    night_phones: Sequence[str] = ()
    emergency: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything for one page. `told` are reports in codes, `infusions` moments, `made` is now.

    `measured` are readings that raised no report, `fever` is where the team's fever begins.
    """

    template: Template
    made: str
    days: int
    person: Person
    care: bool = False  # the reader is not the patient
    language: str = ""  # of the patient, where somebody else asks for the page; else the reader's
    told: Sequence[Written] = ()
    infusions: Sequence[str] = ()
    measured: Sequence[tuple[str, float]] = ()
    fever: float = TEMPERATURE.fever.value

    def written(self) -> str:
        """Return it as one string, as an outbox row keeps it."""
        return json.dumps(asdict(self), ensure_ascii=False)

    def record(self, zone: str) -> Record:
        """Return the record of symptoms on the clock of a zone. Raises ValueError, KeyError."""
        reported = Reported(
            told=[_told(one) for one in self.told],
            infusions=[datetime.fromisoformat(one) for one in self.infusions],
            measured=[(datetime.fromisoformat(at), float(value)) for at, value in self.measured],
            fever=self.fever,
        )
        return record(reported, datetime.fromisoformat(self.made), self.days, ZoneInfo(zone))


def read(written: str) -> Facts:
    """Return facts as they were written. Raises ValueError, TypeError or KeyError."""
    document = json.loads(written)
    person = Person(**document.pop("person"))
    template = Template(document.pop("template"))
    return Facts(template=template, person=person, **document)


def write_told(told: Told) -> Written:
    """Return a report as facts keep it."""
    signs = [[one.code, one.polarity.value, one.celsius] for one in told.signs]
    return [told.at.isoformat(), told.severity, signs]


def _told(written: Written) -> Told:
    at, severity, signs = written
    assert isinstance(signs, list)
    return Told(
        datetime.fromisoformat(str(at)),
        Severity(str(severity)) if severity else None,
        tuple(Sign(code, Polarity(polarity), celsius) for code, polarity, celsius in signs),
    )
