"""Which word families make a sign when they stand close together, in whatever language.

A patient says "my sight is all misty" in a hundred ways: a word for seeing, a word for unclear.
The families are in the lexicons, the pairs here. It holds data and the search for it.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from care.detector_lexicon import Match

_LOOK = 4  # neighbours looked at on either side: enough for speech, and long texts stay fast


@dataclass(frozen=True, slots=True)
class Composition:
    """`code` is said when all `families` occur with at most `gap` words between neighbours."""

    code: str
    families: tuple[str, ...]
    gap: int


def _all(code: str, *pairs: str, gap: int = 3) -> tuple[Composition, ...]:
    return tuple(Composition(code, tuple(pair.split()), gap) for pair in pairs)


# Later ones may build on the signs that earlier ones made.
COMPOSITIONS: tuple[Composition, ...] = (
    # Temperature
    *_all("T_FEVER", "thermometer raised", "forehead hot", "burning_up feeling"),
    *_all("T_RIGOR", "shaking unstoppable", "shiver cannot", "shaking cold", gap=4),
    *_all("T_RIGOR", "shaking during", "shaking infusion", gap=4),
    *_all("T_SEPSIS", "skin mottled", "rash unfading"),
    *_all("T_DROWSY", "drowsy very", gap=2),
    *_all("N_UNWAKE", "cannot wake_up", "difficult wake_up", gap=3),
    # Breath
    *_all("T_SOB_REST", "cannot breathe", "struggle breathe", "blue lips", "cannot sentence"),
    *_all("T_SOB_REST", "air not_enough", gap=2),
    *_all("T_SOB", "trouble breathe", "breathe bad", "breathe worse", "chest pressure"),
    *_all("T_SOB_REST", "T_SOB at_rest", gap=5),
    *_all("T_SOB_EXERT", "T_SOB effort", gap=5),
    # Heart
    *_all("T_CHESTPAIN", "chest pain", gap=6),
    *_all("T_CHESTPAIN", "chest pressure", "left_arm_jaw pain_strict sweat", gap=4),
    *_all("T_CHESTPAIN", "pain_strict radiating left_arm_jaw", gap=2),
    *_all("T_PALP", "heart racing"),
    # Cough
    *_all(
        "T_COUGH_STREAK", "T_COUGH_NEW streak blood", "phlegm rusty", "phlegm streak blood", gap=5
    ),
    *_all("T_COUGH_BLOOD", "T_COUGH_NEW blood", "phlegm blood", "bring_up blood", gap=4),
    *_all("T_COUGH_PERS", "T_COUGH_NEW lasting", "T_COUGH_NEW unstoppable", gap=6),
    *_all("T_COUGH_PERS", "T_COUGH_NEW worse", gap=4),
    *_all("T_COUGH_NEW", "bring_up phlegm"),
    # Brain and nerves
    *_all("N_FACE", "face droop", "mouth droop", "face side gone_word", gap=4),
    *_all("I_AIRWAY", "airway swelling", "face swelling", "mouth swelling", "throat closing"),
    *_all("N_SIDE", "limb weak", "side weak", "limb dead", "cannot limb_move limb", gap=4),
    *_all("N_SIDE", "cannot limb", gap=2),
    *_all("N_NUMB", "limb numb", "limbs numb", "side numb", "face numb", "mouth numb", gap=4),
    *_all("N_NUMB", "cannot feel_word limb", "cannot feel_word limbs", gap=3),
    *_all("N_SPEECH", "cannot speak", "trouble speak", "speech slurred", "speak slurred", gap=3),
    *_all("N_SPEECH", "cannot find_word word", "words jumbled", "cannot understand_word speech"),
    *_all("N_SPEECH", "trouble understand_word speech"),
    *_all("N_SPEECH", "speech gone_word", "speech worse", "speech strange"),
    *_all("N_VIS", "eyesight unclear", gap=5),
    *_all("N_VIS", "eyesight gone_word", "eyesight half", "cannot see"),
    *_all(
        "N_VIS", "trouble see", "eyesight worse", "see double", "see unclear", "eyesight trouble"
    ),
    *_all(
        "N_CONF", "cannot think", "trouble think", "mind foggy", "cannot follow talk_noun", gap=4
    ),
    *_all("N_CONF", "lost_way familiar", gap=5),
    *_all("N_CONF", "N_CONF drowsy", gap=6),
    *_all("N_MEM", "memory gone_word", "memory worse", "memory trouble", "cannot concentrate"),
    *_all(
        "N_MEM", "trouble concentrate", "cannot remember", "trouble remember", "cannot sums", gap=4
    ),
    *_all("N_BAL", "balance gone_word", "balance trouble", "balance worse", "cannot balance"),
    *_all("N_BAL", "room spinning", "head spinning", "keep falling", gap=3),
    *_all("N_BAL", "legs_word unsteady", gap=3),
    *_all(
        "N_WALK", "cannot walk", "trouble walk", "walk strange", "walk worse", "limbs weak", gap=3
    ),
    *_all(
        "N_WALK", "limbs disobey", "limb disobey", "handwriting strange", "handwriting worse", gap=5
    ),
    *_all(
        "N_WALK", "cannot fine_hand", "trouble fine_hand", "keep dropping", "keep tripping", gap=4
    ),
    *_all("N_BEH", "personality changed", "behaving strange", "see not_there", gap=5),
    *_all("N_SEIZURE", "jerking whole_body", "shaking whole_body unaware", gap=3),
    *_all("N_HEAD", "head pain_strict", "head pressure", "head pounding", gap=3),
    *_all("N_HEAD_SEVERE", "N_HEAD severe", "N_HEAD unstoppable", "N_HEAD different", gap=3),
    *_all("N_HEAD_SEVERE", "N_HEAD unprecedented", "N_HEAD lasting", gap=6),
    *_all("N_SUDDEN", "N_HEAD sudden", "N_HEAD worst_ever", gap=4),
    *_all("N_NECK", "neck stiff", "cannot bend neck", "light_word pain_strict", gap=3),
    *_all("M_SWALLOW", "cannot swallow", "trouble swallow", gap=3),
    *_all("M_CHOKE", "M_SWALLOW saliva", "choking food", gap=4),
    # Skin and liver
    *_all("S_MOD", "skin blister", "mouth blister", "eyes blister", "genital blister", gap=4),
    *_all("S_MOD", "skin peeling", "mouth sore", "genital sore", "rash pain_strict", gap=4),
    *_all("S_MOD", "blister_noun lots", "eyelid sore", "S_RASH blister", gap=4),
    *_all("S_SEV", "S_MOD fast", "S_RASH fast", "S_RASH blister eyes", "S_MOD eyes", gap=5),
    *_all("S_SHING", "blister band", "S_RASH band", gap=5),
    *_all(
        "S_RASH",
        "spots skin_place",
        "skin red",
        "skin itchy",
        "spots spreading",
        "spots red",
        gap=4,
    ),
    *_all("L_JAUN", "skin yellow", "eyes yellow", "itchy yellow", "face yellow", gap=5),
    *_all("L_JAUN", "urine dark", "stool pale", "liver pain", gap=4),
    # Belly, bleeding, urine
    *_all("G_ABDO_MILD", "belly pain", gap=5),
    *_all("G_ABDO", "G_ABDO_MILD severe", "belly hard_word", "belly severe_pain", gap=4),
    *_all("G_ABDO", "vomit blood", "vomit unstoppable", "stool black", "stool blood", gap=5),
    *_all("G_DIARRHOEA", "stool watery", gap=3),
    *_all("B_BLEED", "bleeding unstoppable", "bleeding lasting", "bleeding severe", gap=5),
    *_all(
        "B_BRUISE", "bruise unexplained", "gums bleeding", "gums blood", "dots skin_place", gap=5
    ),
    *_all("B_NOSE", "nose bleeding", "nose blood", gap=4),
    *_all("R_URINE", "urine blood", "urine burning", "urinate burning", "urinate blood", gap=4),
    *_all(
        "R_NO_URINE", "not_word urinate all_day", "cannot urinate", "no_word urine all_day", gap=4
    ),
    *_all("T_UNWELL", "feeling_word unwell_word", gap=2),
    # Contacts, pregnancy, medicines
    *_all("X_VZV", "contact pox", "household pox", gap=7),
    *_all("X_MEASLES", "contact measles", "household measles", gap=7),
    *_all("X_COVID", "tested_positive covid", "contact covid", "covid positive", gap=6),
    *_all("P_PREG", "missed period", "think pregnant", gap=3),
    *_all("P_PREG", "pregnant test_word positive", gap=3),
    *_all("M_STEROID", "stopped steroid", "ran_out steroid", gap=4),
    *_all("M_OVERDOSE", "methotrexate daily", "methotrexate overdose", gap=5),
    *_all("M_DOSE", "medicine overdose", gap=5),
    *_all("M_MISSED", "missed appointment", gap=4),
    *_all("F_FLARE", "joint pain", "joint stiff", "joint swelling", "flare_word disease", gap=4),
    *_all("T_INF_OTHER", "throat pain", "ear pain_strict", "sinus pain", "wound infected", gap=4),
    # When it happened beside the infusion
    *_all("infusion", "near_time drip", gap=2),
    *_all("homograph", "confused_word about topic_thing", "forgot_word topic_thing", gap=3),
    *_all("homograph", "blister footwear", gap=4),
)


def composed(found: Iterable[Match], clause_of: tuple[int, ...]) -> tuple[Match, ...]:
    """Return the signs that families make together, each inside one clause."""
    by_clause = groupby(sorted(found, key=_place), key=lambda match: clause_of[match.first])
    return tuple(sign for _, atoms in by_clause for sign in _in_clause(atoms))


def _place(match: Match) -> tuple[int, int]:
    return match.first, match.last


def _in_clause(atoms: Iterable[Match]) -> Iterator[Match]:
    families: dict[str, list[Match]] = {}
    for atom in atoms:
        families.setdefault(atom.concept, []).append(atom)
    for rule in COMPOSITIONS:
        if all(family in families for family in rule.families):
            signs = _together(rule, families)
            if signs:
                known = families.get(rule.code, [])
                families[rule.code] = sorted({*known, *signs}, key=_place)
                yield from signs


def _together(rule: Composition, families: dict[str, list[Match]]) -> list[Match]:
    partial = families[rule.families[0]]
    for family in rule.families[1:]:
        pairs = ((one, _nearest(one, families[family], rule.gap)) for one in partial)
        partial = [_joined(rule.code, one, other) for one, other in pairs if other]
    return partial


def _nearest(one: Match, others: list[Match], gap: int) -> Match | None:
    """Return the match of another family that stands nearest, if it is near enough."""
    at = bisect_left(others, _place(one), key=_place)
    near = [
        (between, other)
        for other in others[max(0, at - _LOOK) : at + _LOOK]
        if (between := max(one.first, other.first) - min(one.last, other.last)) <= gap
        and one.members.isdisjoint(other.members)
    ]
    return min(near, key=lambda pair: pair[0], default=(0, None))[1]


def _joined(code: str, one: Match, other: Match) -> Match:
    first, last = min(one.first, other.first), max(one.last, other.last)
    return Match(code, first, last, one.members | other.members)
