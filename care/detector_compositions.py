"""Which word families make a sign when they stand close together, in whatever language.

A patient says "my sight is all misty" in a hundred ways: a word for seeing, a word for unclear.
The families are in the lexicons, the pairs here. It holds data and the search for it.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from itertools import groupby

from care.detector_lexicon import Match

_FEWEST = 2  # families of any composition
_LOOK = 4  # neighbours looked at on either side: enough for speech, and long texts stay fast


@dataclass(frozen=True, slots=True)
class Composition:
    """`code` is said when all `families` occur with at most `gap` words between neighbours.

    An `ordered` one wants them in that order: "my eyes won't", not "I won't close my eyes".
    """

    code: str
    families: tuple[str, ...]
    gap: int
    ordered: bool = False


def _of(code: str, gap: int, families: str) -> tuple[Composition, ...]:
    """Write several compositions of one sign: `a b` in any order, `a>b` in this one."""
    return tuple(
        Composition(code, tuple(one.replace(">", " ").split()), gap, ordered=">" in one)
        for one in families.split(" | ")
    )


# Later ones may build on the signs that earlier ones made.
COMPOSITIONS: tuple[Composition, ...] = (
    # Temperature
    *_of("T_FEVER", 3, "thermometer raised | forehead hot | burning_up feeling"),
    *_of("T_RIGOR", 4, "shaking unstoppable | shiver cannot"),
    *_of("T_RIGOR", 6, "shaking cold"),
    *_of("T_RIGOR", 2, "shaking very | shaking severe"),
    *_of("T_RIGOR", 4, "shaking during | shaking infusion"),
    *_of("T_SEPSIS", 3, "skin mottled | rash unfading"),
    *_of("T_DROWSY", 2, "drowsy very"),
    *_of("N_UNWAKE", 3, "cannot wake_up | difficult wake_up"),
    # Breath
    *_of("T_SOB_REST", 3, "cannot breathe | struggle breathe | blue lips | cannot sentence"),
    *_of("T_SOB_REST", 5, "blue lips"),
    *_of("T_SOB_REST", 2, "air not_enough | breathe>refuses"),
    *_of("T_SOB", 5, "breathe>trouble"),
    *_of("T_SOB", 3, "trouble breathe | breathe bad | breathe worse"),
    *_of("T_SOB", 6, "chest pressure"),
    *_of("T_SOB_REST", 5, "T_SOB at_rest"),
    *_of("T_SOB_EXERT", 5, "T_SOB effort"),
    # Heart
    *_of("T_CHESTPAIN", 9, "chest pain"),
    *_of("T_CHESTPAIN", 6, "chest pressure"),
    *_of("T_CHESTPAIN", 4, "chest_only amiss | left_arm_jaw pain_strict sweat"),
    *_of("T_CHESTPAIN", 2, "pain_strict radiating left_arm_jaw"),
    *_of("T_PALP", 3, "heart racing"),
    # Cough
    *_of("T_COUGH_STREAK", 5, "T_COUGH_NEW streak blood | phlegm rusty | phlegm streak blood"),
    *_of("T_COUGH_BLOOD", 4, "T_COUGH_NEW blood | phlegm blood | bring_up blood"),
    *_of("T_COUGH_PERS", 6, "T_COUGH_NEW lasting | T_COUGH_NEW unstoppable"),
    *_of("T_COUGH_PERS", 4, "T_COUGH_NEW worse"),
    *_of("T_COUGH_NEW", 3, "bring_up phlegm"),
    # Brain and nerves
    *_of("N_FACE", 7, "face droop | mouth droop"),
    *_of("N_FACE", 4, "face droop | mouth droop | face side gone_word"),
    *_of("I_AIRWAY", 5, "airway swelling | face swelling | mouth swelling | eyes swelling"),
    *_of("I_AIRWAY", 3, "throat closing"),
    *_of("I_MILD", 8, "itchy during | itchy infusion"),
    *_of("N_SIDE", 4, "limb weak | side weak | limb dead"),
    *_of("N_SIDE", 6, "cannot limb_move limb"),
    *_of("N_SIDE", 4, "trouble limb_move limb"),
    *_of("N_SIDE", 2, "cannot limb"),
    *_of("N_NUMB", 4, "limb numb | limbs numb | side numb | face numb | mouth numb"),
    *_of("N_NUMB", 3, "cannot feel_word limb | cannot feel_word limbs"),
    *_of("N_NUMB", 2, "feel_word>limb>not_word | feel_word>limbs>not_word"),
    *_of("N_SPEECH", 5, "speak>trouble"),
    *_of("N_SPEECH", 3, "cannot speak | trouble speak | speech slurred | speak slurred"),
    *_of("N_SPEECH", 3, "cannot find_word word | words jumbled | cannot understand_word speech"),
    *_of("N_SPEECH", 4, "trouble find_word word"),
    *_of("N_SPEECH", 3, "trouble understand_word speech"),
    *_of("N_SPEECH", 3, "speech gone_word | speech worse | speech strange"),
    *_of("N_VIS", 5, "eyesight unclear | see>trouble"),
    *_of("N_VIS", 3, "eyesight gone_word | eyesight half | cannot see"),
    *_of("N_VIS", 3, "trouble see | eyesight worse | see double | see unclear | eyesight trouble"),
    *_of("N_CONF", 4, "cannot think | trouble think | mind foggy | cannot follow talk_noun"),
    *_of("N_CONF", 5, "lost_way familiar"),
    *_of("N_CONF", 6, "N_CONF drowsy"),
    *_of("N_MEM", 3, "memory gone_word | memory worse | memory trouble | cannot concentrate"),
    *_of("N_MEM", 4, "trouble concentrate | cannot remember | trouble remember | cannot sums"),
    *_of("N_MEM", 4, "forgot_word known_thing"),
    *_of("N_BAL", 3, "balance gone_word | balance trouble | balance worse | cannot balance"),
    *_of("N_BAL", 3, "room spinning | head spinning | keep falling"),
    *_of("N_BAL", 3, "legs_word unsteady"),
    *_of("N_WALK", 5, "walk>trouble"),
    *_of("N_WALK", 3, "cannot walk | trouble walk | walk strange | walk worse"),
    *_of("N_WALK", 5, "limbs weak"),
    *_of("N_WALK", 5, "limbs disobey | limb disobey | handwriting strange | handwriting worse"),
    *_of("N_WALK", 4, "cannot fine_hand | trouble fine_hand | keep dropping | keep tripping"),
    *_of("N_BEH", 3, "personality changed | behaving strange"),
    *_of("N_BEH", 5, "see not_there | speak not_there | hear not_there"),
    *_of("N_BEH", 2, "become mood_word"),
    *_of("N_SEIZURE", 3, "jerking whole_body | shaking whole_body unaware"),
    *_of("N_HEAD", 3, "head pain_strict | head pressure | head pounding"),
    *_of("N_HEAD_SEVERE", 3, "N_HEAD severe | N_HEAD unstoppable | N_HEAD different"),
    *_of("N_HEAD_SEVERE", 6, "N_HEAD unprecedented | N_HEAD lasting"),
    *_of("N_SUDDEN", 4, "N_HEAD sudden | N_HEAD worst_ever"),
    *_of("N_NECK", 3, "neck stiff | cannot bend neck | light_word pain_strict"),
    *_of("M_SWALLOW", 3, "cannot swallow | trouble swallow"),
    *_of("M_CHOKE", 4, "M_SWALLOW saliva | choking food"),
    # Anything at all that is amiss with what a person needs
    *_of("T_SOB", 3, "breathe amiss | lungs amiss"),
    *_of("T_PALP", 3, "heart_only amiss"),
    *_of("N_SPEECH", 3, "speech amiss | speech>refuses"),
    *_of("N_VIS", 3, "eyesight amiss | eyesight>refuses"),
    *_of("N_CONF", 3, "mind amiss | mind>refuses"),
    *_of("N_MEM", 3, "memory amiss | concentrate amiss"),
    *_of("N_BAL", 3, "balance amiss"),
    *_of("N_WALK", 3, "walk amiss | handwriting amiss | limbs amiss | limbs>refuses"),
    *_of("N_SIDE", 3, "limb amiss | limb>refuses | side amiss"),
    *_of("N_NUMB", 3, "face amiss"),
    *_of("N_FACE", 5, "face amiss side | mouth amiss side"),
    *_of("N_SPEECH", 6, "words>wont_come"),
    *_of("N_CONF", 4, "odd_object>odd_place"),
    *_of("N_MEM", 6, "keep same_thing"),
    *_of("B_BRUISE", 4, "bruise skin_place"),
    *_of("S_RASH", 3, "skin_only amiss"),
    *_of("R_URINE", 2, "urine amiss"),
    *_of("G_SICK", 2, "belly amiss"),
    *_of("T_INF_OTHER", 2, "throat amiss"),
    # Skin and liver
    *_of("S_MOD", 4, "skin blister | mouth blister | eyes blister | genital blister"),
    *_of("S_MOD", 4, "skin peeling | mouth sore | genital sore | rash pain_strict"),
    *_of("S_MOD", 4, "blister_noun lots | eyelid sore | S_RASH blister"),
    *_of("S_SEV", 5, "S_MOD fast | S_RASH fast | S_RASH blister eyes | S_MOD eyes"),
    *_of("S_SHING", 5, "blister band | S_RASH band"),
    *_of("S_RASH", 4, "spots skin_place | skin red | skin itchy | spots spreading | spots red"),
    *_of("L_JAUN", 5, "skin yellow | eyes yellow | itchy yellow | face yellow"),
    *_of("L_JAUN", 4, "urine dark | stool pale | liver pain"),
    *_of("C_FLOPPY", 4, "child_word floppy"),
    # Belly, bleeding, urine
    *_of("G_ABDO_MILD", 5, "belly pain"),
    *_of("G_ABDO", 4, "G_ABDO_MILD severe | belly hard_word | belly severe_pain"),
    *_of("G_ABDO", 5, "vomit blood | vomit unstoppable | stool black | stool blood"),
    *_of("G_DIARRHOEA", 3, "stool watery"),
    *_of("B_BLEED", 5, "bleeding unstoppable | bleeding lasting | bleeding severe"),
    *_of("B_BRUISE", 5, "bruise unexplained | gums bleeding | gums blood | dots skin_place"),
    *_of("B_NOSE", 4, "nose bleeding | nose blood"),
    *_of("R_URINE", 4, "urine blood | urine burning | urinate burning | urinate blood | urine red"),
    *_of("R_NO_URINE", 7, "not_word urinate all_day"),
    *_of("R_NO_URINE", 4, "cannot urinate | no_word urine all_day"),
    *_of("T_UNWELL", 2, "feeling_word unwell_word"),
    # Contacts, pregnancy, medicines
    *_of("X_VZV", 7, "contact pox | household pox"),
    *_of("X_MEASLES", 7, "contact measles | household measles"),
    *_of("X_COVID", 6, "tested_positive covid | contact covid | covid positive"),
    *_of("P_PREG", 3, "missed period | think pregnant"),
    *_of("P_PREG", 4, "pregnant test_word positive | two_lines pregnant test_word"),
    *_of("X_COVID", 4, "two_lines covid test_word"),
    *_of("M_STEROID", 4, "stopped steroid | ran_out steroid"),
    *_of("M_OVERDOSE", 5, "methotrexate daily | methotrexate overdose"),
    *_of("M_DOSE", 5, "medicine overdose"),
    *_of("M_MISSED", 4, "missed appointment"),
    *_of("F_FLARE", 4, "joint stiff | joint swelling | flare_word disease"),
    *_of("F_FLARE", 4, "joint pain worse | joint pain severe | joint pain unstoppable"),
    *_of("T_INF_OTHER", 4, "throat pain | ear pain_strict | sinus pain"),
    *_of("T_INF_OTHER", 6, "wound infected"),
    # When it happened beside the infusion
    *_of("infusion", 2, "near_time drip"),
    *_of("homograph", 3, "confused_word about topic_thing | forgot_word topic_thing"),
    *_of("homograph", 4, "blister footwear"),
)


_BEGUN_BY: dict[str, list[int]] = {}  # a family, and the places of the rules it begins
for _place_of_rule, _rule in enumerate(COMPOSITIONS):
    _BEGUN_BY.setdefault(_rule.families[0], []).append(_place_of_rule)


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
    if len(families) < _FEWEST:
        return
    waiting = [at for family in families for at in _BEGUN_BY.get(family, ())]
    heapify(waiting)
    while waiting:
        at = heappop(waiting)
        signs = _made(COMPOSITIONS[at], families)
        if signs and COMPOSITIONS[at].code not in families:
            _wake(waiting, at, COMPOSITIONS[at].code)
        if signs:
            known = families.get(COMPOSITIONS[at].code, [])
            families[COMPOSITIONS[at].code] = sorted({*known, *signs}, key=_place)
            yield from signs


def _wake(waiting: list[int], after: int, code: str) -> None:
    """Have the later rules tried that build on a sign there was none of before."""
    for at in _BEGUN_BY.get(code, ()):
        if at > after:
            heappush(waiting, at)


def _made(rule: Composition, families: dict[str, list[Match]]) -> list[Match]:
    there = all(family in families for family in rule.families)
    return _together(rule, families) if there else []


def _together(rule: Composition, families: dict[str, list[Match]]) -> list[Match]:
    partial = families[rule.families[0]]
    for family in rule.families[1:]:
        pairs = ((one, _nearest(one, families[family], rule)) for one in partial)
        partial = [_joined(rule.code, one, other) for one, other in pairs if other]
    return partial


def _nearest(one: Match, others: list[Match], rule: Composition) -> Match | None:
    """Return the match of another family that stands nearest, if it is near enough."""
    at = bisect_left(others, _place(one), key=_place)
    near = [
        (between, other)
        for other in others[max(0, at - _LOOK) : at + _LOOK]
        if (between := max(one.first, other.first) - min(one.last, other.last)) <= rule.gap
        and one.members.isdisjoint(other.members)
        and (one.last <= other.first or not rule.ordered)
    ]
    return min(near, key=lambda pair: pair[0], default=(0, None))[1]


def _joined(code: str, one: Match, other: Match) -> Match:
    first, last = min(one.first, other.first), max(one.last, other.last)
    return Match(code, first, last, one.members | other.members)
