"""What a plan's parts are called before staff: regimens, tests, conditions, on whose word.

Each name is that of `care/`, so that a new row there has its words here.
"""

from collections.abc import Mapping
from types import MappingProxyType

from care.appointments import AppointmentKind
from care.monitoring_table import PRESETS, RULES, Condition
from care.regimens import REGIMENS, Induction, RegimenId
from care.triage_table import Status
from messages.declare import Level, Text, Var, text
from messages.texts.staff import say

WIDE = 64


def word(name: str, english: str, where: str) -> Text:
    """Declare a few words that stand in a plan."""
    return say(f"staff.plan.{name}", english, where)


def key(name: str, english: str, vars: Mapping[str, Var] | None = None) -> Text:
    """Declare a button of a plan; those with a date or a name have more room."""
    return text(
        f"staff.button.plan_{name}",
        english,
        level=Level.NORMAL,
        where="A button under a patient's plan.",
        vars=vars,
        limit=WIDE if vars else 28,
    )


REGIMEN_NAMES: Mapping[RegimenId, Text] = MappingProxyType(
    {row.id: word(f"regimen.{row.id}", row.name, "A regimen.") for row in REGIMENS.values()}
)
REGIMEN_LABELS: Mapping[RegimenId, Text] = MappingProxyType(
    {
        row.id: word(f"label.{row.id}", row.label, "What the label says of a regimen.")
        for row in REGIMENS.values()
    }
)
TEST_NAMES: Mapping[str, Text] = MappingProxyType(
    {
        test.code: word(f"test.{test.code}", test.name, "A blood test.")
        for test in RULES.tests.values()
    }
)
OTHER_TEST = word("other_test", "another test", "A blood test we have no name for.")
BY_CLINIC = word("by_clinic", "entered by the clinic", "On whose word a date rests.")
CONDITIONS: Mapping[Condition, Text] = MappingProxyType(
    {
        condition: word(f"condition.{condition}", english, "What changes the blood tests.")
        for condition, english in (
            (Condition.LUNG_DISEASE, "Lung disease"),
            (Condition.METHOTREXATE, "Takes methotrexate"),
            (Condition.HBV_CORE, "Hepatitis B core positive"),
            (Condition.COULD_BE_PREGNANT, "Could become pregnant"),
            (Condition.MUSCLE_DISEASE, "Muscle disease"),
        )
    }
)
STANDINGS: Mapping[Status, Text] = MappingProxyType(
    {
        status: word(f"standing.{status}", english, "On whose word a date rests.")
        for status, english in (
            (Status.LABEL, "as the label says"),
            (Status.GUIDELINE, "as a guideline says"),
            (Status.LEAFLET, "as a hospital's leaflet says"),
            (Status.PROPOSED, "only proposed"),
        )
        if status in list(Status)
    }
)
_PRESET_NAMES = {
    "default": "our usual days: see the preview",
    "2-4w": "every few weeks at first",
    "2-4m": "every few months",
    "4w+16w": "twice after the course",
}
PRESET_NAMES: Mapping[str, Text] = MappingProxyType(
    {
        name: word(
            f"preset.{name.replace('-', '_').replace('+', '_')}",
            _PRESET_NAMES.get(name, name),
            "How often blood is counted.",
        )
        for name in PRESETS
    }
)
INDUCTIONS: Mapping[Induction, Text] = MappingProxyType(
    {
        Induction.RITUXIMAB: key("induction_rituximab", "Rituximab"),
        Induction.OTHER: key("induction_other", "Something else"),
    }
)
KINDS: Mapping[AppointmentKind, Text] = MappingProxyType(
    {
        AppointmentKind.INFUSION: key("infusion", "Infusion"),
        AppointmentKind.BLOOD_TEST: key("blood_test", "Blood test"),
    }
)
