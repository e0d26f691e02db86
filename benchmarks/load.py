"""How often a team is rung: 200 patients for a year, under the default cadence and the rules.

Each report is weighed by the rules themselves, with the patient's age, treatment and days since the
infusion. How often patients fall ill is from the sources named at the rates; which signs they then
report, and how many patients carry which risk, is our own guess: a team should put in its own.
"""

import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from care.check_ins import check_in_days
from care.combination import combine
from care.findings import Context, Finding, Risk
from care.severity import Severity
from care.triage_table import TABLE

PATIENTS = 200
BEGIN = date(2026, 1, 1)
YEAR = 365
WEEKS = YEAR / 7
SEED = 20260101
BUDGET = 5.0  # pages per 100 patients a week; more, and the lead looks at the rules
PAGES = (Severity.EMERGENCY, Severity.URGENT)
COURSE, REPEAT = 14, 168  # days between the two infusions of a course, and between courses
LINE = "{:<44} {:>10} {:>10} {:>10} {:>10} {:>8}"


@dataclass(frozen=True, slots=True)
class Rates:
    """How often something is reported. `why` says where the numbers come from."""

    name: str
    infections: float  # for a patient in a year
    check_in: float  # share of check-ins with a "yes, something is new"
    why: str


SCENARIOS = (
    Rates("few", 1.00, 0.032, "100 infections per 100 patient years; WelTel: 3.2 % of check-ins"),
    Rates("many", 1.26, 0.34, "126 per 100 patient years; PRO-TECT: 34 % of check-ins"),
)
REACTIONS = (0.25, 0.08)  # share of first and of later infusions with a reaction; our own guess
# What is reported together, and how often of a hundred: our own guess from the EU leaflet's words
# (very common: infections, headache; common: dizziness, pins and needles, breathing problems).
INFECTION: Mapping[tuple[str, ...], int] = {
    ("T_INF_OTHER",): 36,
    ("T_COUGH_NEW",): 16,
    ("T_COUGH_NEW", "T_INF_OTHER"): 8,
    ("T_FEVER",): 14,
    ("T_FEVER", "T_COUGH_NEW"): 8,
    ("T_FEVER_LOW",): 5,
    ("R_URINE",): 8,
    ("T_COUGH_PERS",): 4,
    ("T_FEVER", "T_SOB_EXERT"): 1,
}
NEW_AT_CHECK_IN: Mapping[tuple[str, ...], int] = {
    ("F_FLARE",): 38,
    ("N_HEAD",): 14,
    ("T_UNWELL",): 14,
    ("T_INF_OTHER",): 10,
    ("S_RASH",): 6,
    ("G_SICK",): 6,
    ("B_NOSE",): 3,
    ("N_BAL",): 4,
    ("N_NUMB",): 2,
    ("T_SOB_EXERT",): 2,
    ("N_MEM",): 1,
}
REACTION: Mapping[tuple[str, ...], int] = {
    ("S_RASH",): 40,
    ("N_HEAD",): 30,
    ("T_FEVER",): 15,
    ("G_SICK",): 12,
    ("I_AIRWAY",): 3,
}


@dataclass(frozen=True, slots=True)
class Patient:
    """Who is followed: age, what makes infections graver, and the day of the first infusion."""

    age: int
    risks: frozenset[Risk]
    begins: int


def show() -> None:
    """Print pages per 100 patients a week by severity, for few and for many reports."""
    print(f"\nExpected load: {PATIENTS} patients, one year. Per 100 patients a week; the budget of")
    print(
        f"pages (emergency and urgent) is {BUDGET:.0f}. Which signs are reported is our own guess."
    )
    print(LINE.format("", "emergency", "urgent", "same day", "next visit", "pages"))
    for rates in SCENARIOS:
        for what, found in _by_cause(rates).items():
            counts = [100 * found[one] / PATIENTS / WEEKS for one in reversed(Severity)]
            pages = sum(100 * found[one] / PATIENTS / WEEKS for one in PAGES)
            shown = (*(f"{one:.2f}" for one in counts), f"{pages:.2f}")
            print(LINE.format(f"{rates.name}: {what}", *shown))
        print(f"  {rates.name}: {rates.why}")


def _by_cause(rates: Rates) -> dict[str, Counter[Severity]]:
    dice = random.Random(SEED)  # noqa: S311 -- a simulation that says the same each time
    found = {name: Counter[Severity]() for name in ("infections", "check-ins", "infusions")}
    for patient in [_patient(dice) for _ in range(PATIENTS)]:
        for cause, codes, day in _reports(patient, rates, dice):
            severity = combine(
                [Finding(code, TABLE[code].category) for code in codes], _context(patient, day)
            )
            if severity is not None:
                found[cause][severity] += 1
    return {**found, "in all": sum(found.values(), Counter[Severity]())}


def _patient(dice: random.Random) -> Patient:
    risks = {Risk.STEROIDS: 0.3, Risk.SEVERAL_IMMUNOSUPPRESSANTS: 0.25, Risk.LUNG_DISEASE: 0.1}
    carried = frozenset(risk for risk, share in risks.items() if dice.random() < share)
    return Patient(round(min(90, max(8, dice.gauss(56, 15)))), carried, dice.randrange(REPEAT))


def _reports(
    patient: Patient, rates: Rates, dice: random.Random
) -> Iterator[tuple[str, tuple[str, ...], int]]:
    """Yield why something was reported, which signs, and on which day of the year."""
    chances = [("infections", INFECTION, day, rates.infections / YEAR) for day in range(YEAR)]
    for number, day in enumerate(_infusions(patient)):
        chances.append(("infusions", REACTION, day, REACTIONS[number > 0]))
    asked = _check_ins(patient)
    chances += [("check-ins", NEW_AT_CHECK_IN, day, rates.check_in) for day in asked]
    for cause, shares, day, chance in chances:
        if dice.random() < chance:
            yield cause, _drawn(shares, dice), day


def _drawn(shares: Mapping[tuple[str, ...], int], dice: random.Random) -> tuple[str, ...]:
    return dice.choices(list(shares), list(shares.values()))[0]


def _infusions(patient: Patient) -> Sequence[int]:
    starts = range(patient.begins, YEAR, REPEAT)
    return [day for start in starts for day in (start, start + COURSE) if day < YEAR]


def _check_ins(patient: Patient) -> Iterator[int]:
    for start in range(patient.begins, YEAR, REPEAT):
        last, following = BEGIN + timedelta(start + COURSE), BEGIN + timedelta(start + REPEAT)
        for day in check_in_days(last, following):
            if (day - BEGIN).days < YEAR:
                yield (day - BEGIN).days


def _context(patient: Patient, day: int) -> Context:
    given = [infusion for infusion in _infusions(patient) if infusion <= day]
    hours = 24.0 * (day - given[-1]) if given else None
    return Context(hours_since_infusion=hours, age=patient.age, risks=patient.risks)
