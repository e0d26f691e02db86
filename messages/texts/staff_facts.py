"""What a member says of a patient's risks: the screen, its buttons, on whose word each stands.

For the member's direct chat only: a risk is nothing that a group reads.
"""

from collections.abc import Mapping
from types import MappingProxyType

from care.findings import Risk
from care.risks import Known
from messages.declare import Level, Text, text
from messages.listing import Lines, line
from messages.texts.staff import PATIENT, WHO, button, say
from messages.texts.staff_reasons import GROUNDS
from messages.values import Moment, Name, Number, Plain, Term

WIDE = 64
ONE = "To one member, in the direct chat only."
SHOW = button(
    "facts", "What is known", f"Under a patient, and under the details of an alert. {ONE}"
)
ANSWERS: Mapping[Known, Text] = MappingProxyType(
    {
        known: say(f"staff.answer.{known}", english, "What is known of one risk of a patient.")
        for known, english in ((Known.YES, "yes"), (Known.NO, "no"), (Known.UNKNOWN, "not known"))
    }
)
ANSWER = Term("staff.answer.unknown")
LABELS: Mapping[Risk, Text] = MappingProxyType(
    {
        risk: text(
            f"staff.button.risk_{risk}",
            f"{english}: {{answer}}",
            level=Level.NORMAL,
            where="A button that says what is known of a risk; a press changes the answer.",
            vars={"answer": ANSWER},
            limit=WIDE,
        )
        for risk, english in (
            (Risk.STEROIDS, "Steroid tablets"),
            (Risk.SEVERAL_IMMUNOSUPPRESSANTS, "Several immunosuppressants"),
            (Risk.LUNG_DISEASE, "Lung disease"),
            (Risk.LOW_NEUTROPHILS, "Low neutrophils"),
            (Risk.LOW_IMMUNOGLOBULINS, "Low immunoglobulins"),
            (Risk.RECENT_INFECTION, "Recent infection"),
            (Risk.LIVES_ALONE, "Lives alone"),
        )
    }
)
SCREEN = say(
    "staff.facts.screen",
    "{patient} · {name}\n"
    "What makes an infection graver. Press a line to change its answer.\n"
    "It counts from the next report on; open alerts stay as they are.",
    f"Above the buttons. {ONE}",
    {"patient": PATIENT, "name": Name("Mina Demir")},
)
LEGEND = say(
    "staff.facts.legend",
    "Steroid tablets: {steroids} mg of prednisone a day or more, or as much of another.\n"
    "Several: {several} or more medicines that weaken the immune system.\n"
    "Low neutrophils: below {neutrophils} × 10⁹ per litre.\n"
    "Recent: in the last {recent} days. Proposed, no clinician has signed it.",
    f"What the buttons mean. {ONE}",
    {
        "steroids": Number(10),
        "several": Number(2),
        "neutrophils": Plain("1.0"),
        "recent": Number(30),
    },
)
_SAID = {"risk": Term("staff.risk.lives_alone"), "answer": ANSWER}
BY_SOMEBODY = say(
    "staff.facts.by_somebody",
    "– {risk}: {answer}. {who}, {at}",
    f"A line: who of the team has said it. {ONE}",
    _SAID | {"who": WHO, "at": Moment("2026-12-01T10:42:00+00:00")},
)
BY_PLAN = say(
    "staff.facts.by_plan",
    "– {risk}: {answer}. From the plan",
    f"A line: the plan says it. {ONE}",
    _SAID,
)
BY_REPORTS = say(
    "staff.facts.by_reports",
    "– {risk}: {answer}. From an alert that was closed, {at}",
    f"A line: the patient's reports say it. {ONE}",
    _SAID | {"at": Moment("2026-12-01T10:42:00+00:00")},
)
SAID = say(
    "staff.facts.said",
    "On whose word:\n{said}",
    f"Paragraph, when something is known. {ONE}",
    {"said": Lines([line(BY_PLAN, BY_PLAN.samples)])},
)
NAMES: Mapping[Risk, Text] = MappingProxyType({risk: GROUNDS[risk] for risk in Risk})
