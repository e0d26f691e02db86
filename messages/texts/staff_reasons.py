"""What stands behind an alert, for one member's direct chat: why so grave, what is known, before.

Holds no source and no status of its own: those are data of the rules.
"""

from collections.abc import Mapping
from types import MappingProxyType

from care.check_steps import Choice, Step
from care.findings import Risk
from care.monitoring_table import Condition
from care.reasons import Ground, Rule
from care.risks import Known
from care.triage_table import Status
from messages.declare import Text
from messages.listing import Lines, line
from messages.texts.staff import say
from messages.values import Country, Moment, Number, Plain, Term, Terms

ONE = "To one member, in the direct chat only."


def word(name: str, english: str) -> Text:
    """Declare a few words that stand in the details."""
    return say(f"staff.{name}", english, f"A word in the details of an alert. {ONE}")


# --- Why so grave ---------------------------------------------------------------------------------

SEVERITY = Term("staff.severity.urgent")
DECIDED = {"why_severity": SEVERITY, "why_signs": Terms(["staff.finding.T_FEVER_LOW"])}
GROUNDS: Mapping[str, Text] = MappingProxyType(
    {
        Ground.REACTION: word("ground.reaction", "the infusion was so recent: a reaction counts"),
        Ground.SOON_AFTER: word("ground.soon_after", "the time since the infusion"),
        Ground.AGE: word("ground.age", "the patient's age"),
        Ground.DOSE: word("ground.dose", "a medicine in the plan that can harm an unborn child"),
        Risk.STEROIDS: word("risk.steroids", "steroid tablets"),
        Risk.SEVERAL_IMMUNOSUPPRESSANTS: word(
            "risk.several_immunosuppressants", "several immunosuppressants"
        ),
        Risk.LUNG_DISEASE: word("risk.lung_disease", "lung disease"),
        Risk.LOW_NEUTROPHILS: word("risk.low_neutrophils", "low neutrophils"),
        Risk.LOW_IMMUNOGLOBULINS: word("risk.low_immunoglobulins", "low immunoglobulins"),
        Risk.RECENT_INFECTION: word("risk.recent_infection", "a recent infection"),
        Risk.LIVES_ALONE: word("risk.lives_alone", "lives alone"),
    }
)
STATUSES: Mapping[Status, Text] = MappingProxyType(
    {
        Status.LABEL: word("rule_status.label", "the medicine's label"),
        Status.GUIDELINE: word("rule_status.guideline", "a guideline"),
        Status.LEAFLET: word("rule_status.leaflet", "a hospital's leaflet"),
        Status.PROPOSED: word("rule_status.proposed", "proposed, no clinician has signed it"),
    }
)


def _why(rule: str, english: str, *more: str) -> Text:
    grounds = {"why_grounds": Terms(["staff.ground.age"], lines=True)} if more else {}
    return say(f"staff.why.{rule}", english, f"Why an alert is so grave. {ONE}", DECIDED | grounds)


WHY: Mapping[Rule, Text] = MappingProxyType(
    {
        Rule.ROW: _why("row", "Why {why_severity}: {why_signs}, by itself."),
        Rule.TOGETHER: _why("together", "Why {why_severity}: together, {why_signs}."),
        Rule.SYSTEMS: _why("systems", "Why {why_severity}: several kinds of signs, {why_signs}."),
        Rule.RAISED: _why(
            "raised", "Why {why_severity}: {why_signs}. Raised because of:\n{why_grounds}", "more"
        ),
        Rule.TEAM: _why("team", "Why {why_severity}: {why_signs}, as your team has set it."),
        Rule.USUAL: _why("usual", "Why {why_severity}: {why_signs}, confirmed as usual."),
        Rule.DECLARED: _why(
            "declared", "Why {why_severity}: {why_signs}, called usual, not confirmed."
        ),
    }
)
WHY_SILENCE = say(
    "staff.why.silence",
    "Why {why_severity}: questions were opened, and nobody has answered them.",
    f"Why an alert is so grave. {ONE}",
    {"why_severity": SEVERITY},
)
WHY_UNRECORDED = say(
    "staff.why.unrecorded",
    "Why {why_severity}: what decided is not on record.",
    f"Why an alert is so grave. {ONE}",
    {"why_severity": SEVERITY},
)
WHY_SOURCE = say(
    "staff.why.source",
    "Source: {why_source}\nStatus: {why_status}. Rules: {why_rules}",
    f"On whose word the rule stands that decided. The source is as the rules have it. {ONE}",
    {
        "why_source": Plain("CDC"),
        "why_status": Term("staff.rule_status.proposed"),
        "why_rules": Plain("triage-1"),
    },
)

# --- What is known of the patient -----------------------------------------------------------------

INFUSION_HOURS = say(
    "staff.known.infusion_hours",
    "Hours since the last infusion: {known_hours}.",
    f"Paragraph of the details, in the first days. {ONE}",
    {"known_hours": Number(20)},
)
INFUSION_DAYS = say(
    "staff.known.infusion_days",
    "Days since the last infusion: {known_days}.",
    f"Paragraph of the details. {ONE}",
    {"known_days": Number(23)},
)
INFUSION_UNKNOWN = say(
    "staff.known.infusion_unknown",
    "Last infusion: not known.",
    f"Paragraph of the details. {ONE}",
)
ABROAD = say(
    "staff.known.abroad",
    "Now in {known_country}.",
    f"Paragraph of the details, when the patient is in another country. {ONE}",
    {"known_country": Country("GB")},
)
PLAN = say(
    "staff.known.plan",
    "Plan: {regimen}",
    f"A line of what is known. {ONE}",
    {"regimen": Term("staff.plan.regimen.RA_COURSE")},
)
NO_PLAN = say("staff.known.no_plan", "Plan: not known", f"A line of what is known. {ONE}")
AGE = say(
    "staff.known.age",
    "Age in years: {years}",
    f"A line of what is known. {ONE}",
    {"years": Number(67)},
)
NO_AGE = say("staff.known.no_age", "Age: not known", f"A line of what is known. {ONE}")
FACTS: Mapping[Known, Text] = MappingProxyType(
    {
        known: say(
            f"staff.known.facts_{known}",
            f"{english}: {{facts}}",
            f"A line of what is known. {ONE}",
            {"facts": Terms(["staff.risk.lives_alone"])},
        )
        for known, english in (
            (Known.YES, "Yes"),
            (Known.NO, "No"),
            (Known.UNKNOWN, "Not known"),
        )
    }
)
KNOWN = say(
    "staff.known.list",
    "What is known:\n{known}",
    f"Paragraph of the details. {ONE}",
    {"known": Lines([line(NO_AGE, {})])},
)
# What a plan may say beside the risks: some is worth asking about, some is shown only if it is so.
PLAN_FACTS: Mapping[Condition, Text] = MappingProxyType(
    {
        Condition.METHOTREXATE: word("fact.methotrexate", "methotrexate"),
        Condition.MUSCLE_DISEASE: word("fact.muscle_disease", "muscle disease"),
        Condition.HBV_CORE: word("fact.hbv_core", "hepatitis B core positive"),
        Condition.COULD_BE_PREGNANT: word("fact.could_be_pregnant", "could become pregnant"),
    }
)
ONLY_IF_SO = frozenset({Condition.HBV_CORE, Condition.COULD_BE_PREGNANT})

# --- What was answered beside the signs -----------------------------------------------------------


def _answered(step: Step, choice: Choice, english: str) -> Text:
    return say(f"staff.answered.{step}_{choice}", english, f"What somebody answered. {ONE}")


_C, _S = Choice, Step
# Whether somebody can be called comes first; then what hides a sign; then how the signs go on.
ANSWERED: Mapping[tuple[Step, Choice], Text] = MappingProxyType(
    {
        (step, choice): _answered(step, choice, english)
        for step, choice, english in (
            (_S.CALL, _C.YES, "can be phoned now"),
            (_S.CALL, _C.NO, "cannot be phoned now"),
            (_S.ALONE, _C.YES, "is alone"),
            (_S.ALONE, _C.NO, "is not alone"),
            (
                _S.MEDICINES,
                _C.YES,
                "took something against fever or pain, a steroid or an antibiotic today",
            ),
            (
                _S.MEDICINES,
                _C.NO,
                "took nothing against fever or pain, no steroid and no antibiotic today",
            ),
            (
                _S.MEDICINES,
                _C.NOT_SURE,
                "is not sure about medicines against fever or pain, steroids, antibiotics today",
            ),
            (_S.DIRECTION, _C.WORSE, "getting worse"),
            (_S.DIRECTION, _C.SAME, "neither worse nor better"),
            (_S.DIRECTION, _C.BETTER, "getting better, as they say"),
            (_S.DIRECTION, _C.NOT_SURE, "not sure if it is getting worse"),
            (_S.ONSET, _C.SUDDEN, "began within minutes"),
            (_S.ONSET, _C.HOURS, "began over some hours"),
            (_S.ONSET, _C.DAYS, "began over days or weeks"),
            (_S.ONSET, _C.NOT_SURE, "not sure how it began"),
        )
    }
)
ANSWERS = say(
    "staff.answered.list",
    "Answered:\n{answered}",
    f"Paragraph of the details: what was pressed in the check. {ONE}",
    {"answered": Terms(["staff.answered.call_yes"], lines=True)},
)

# --- What was reported before ---------------------------------------------------------------------

EPISODES: Mapping[str, Text] = MappingProxyType(
    {
        name: word(f"episode.{name}", english)
        for name, english in (
            ("first", "this episode began"),
            ("same", "same episode"),
            ("worse", "same episode, new or worse"),
            ("earlier", "earlier episode"),
        )
    }
)
EARLIER_LINE = say(
    "staff.before.line",
    "{at} · {severity} · {signs} · {episode}",
    f"A line of what was reported before. {ONE}",
    {
        "at": Moment("2026-12-01T10:42:00+00:00"),
        "severity": SEVERITY,
        "signs": Terms(["staff.finding.T_FEVER"]),
        "episode": Term("staff.episode.same"),
    },
)
EARLIER = say(
    "staff.before.list",
    "Reported before, in {before_days} days:\n{before}",
    f"Paragraph of the details: the latest first. {ONE}",
    {"before_days": Number(30), "before": Lines([line(EARLIER_LINE, EARLIER_LINE.samples)])},
)
NOTHING_BEFORE = say(
    "staff.before.none",
    "Nothing else was reported here in {before_days} days.",
    f"Paragraph of the details. {ONE}",
    {"before_days": Number(30)},
)
