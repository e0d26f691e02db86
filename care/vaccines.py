"""Which vaccines are live, which are not, and under which names people know them.

Rows only: names of makers and brands as they stand on the pack, which nobody translates. Holds no
sentence, no date and no dose, and never says that somebody may have a vaccine: a team decides.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from care.regions import Region
from care.triage_table import OWNER, Status, Threshold

VACCINES_VERSION = "vaccines-1"
AS_OF = "2026-11-23"
NAPPY_WEEKS = Threshold(
    6, "weeks", "Kingston NHS leaflet: nappy care after polio drops", Status.LEAFLET
)

CLINIC_FROM = Threshold(6, "weeks", "Kingston NHS and CDC leaflets", Status.LEAFLET)
CLINIC_TO = Threshold(8, "weeks", "the same: a travel clinic 6 to 8 weeks ahead", Status.LEAFLET)

_WORD = re.compile(r"[^\W_]+")


class Kind(StrEnum):
    """What a vaccine holds, as far as it matters under rituximab."""

    LIVE = "live"
    NOT_LIVE = "not_live"
    ASK = "ask"  # not live either, but the source leaves it to the team


class Disease(StrEnum):
    """What a vaccine is against: the word by which people ask. Part of message ids."""

    MMR = "mmr"
    CHICKENPOX = "chickenpox"
    SHINGLES = "shingles"
    FLU = "flu"
    COVID = "covid"
    PNEUMONIA = "pneumonia"
    RSV = "rsv"
    TETANUS = "tetanus"
    HEPATITIS = "hepatitis"
    HPV = "hpv"
    MENINGITIS = "meningitis"
    POLIO = "polio"
    ROTAVIRUS = "rotavirus"
    TB = "tb"
    YELLOW_FEVER = "yellow_fever"
    TYPHOID = "typhoid"
    CHOLERA = "cholera"
    JAPANESE_ENCEPHALITIS = "japanese_encephalitis"
    RABIES = "rabies"
    TICK = "tick"
    DENGUE = "dengue"
    CHIKUNGUNYA = "chikungunya"
    MPOX = "mpox"
    EBOLA = "ebola"


class Note(StrEnum):
    """What else has to be said beside a vaccine. Part of message ids."""

    SPRAY = "spray"  # at school, and near people who just had it
    NAPPY = "nappy"
    BABIES = "babies"
    SEASON = "season"
    TIMING = "timing"
    LOCAL = "local"
    CONTACT = "contact"
    WOUND = "wound"
    BLADDER = "bladder"
    WAIVER = "waiver"
    CLINIC = "clinic"


@dataclass(frozen=True, slots=True)
class Vaccine:
    """One vaccine. `us` and `eu` are its brands there; `other` names are shown where there is none.

    Every name is recognised everywhere.
    """

    id: str
    disease: Disease
    kind: Kind
    us: tuple[str, ...] = ()
    eu: tuple[str, ...] = ()
    other: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    source: str = ""
    status: Status = Status.PROPOSED
    owner: str = OWNER
    date: str = AS_OF

    def brands(self, region: Region) -> tuple[str, ...]:
        """Return the brands of a region; where it has none of its own, the names of elsewhere."""
        here, there = (self.us, self.eu) if region is Region.US else (self.eu, self.us)
        return here or there or self.other

    @property
    def household(self) -> bool:
        """Say whether its germ can pass from who had it to somebody at home."""
        return not {Note.NAPPY, Note.SPRAY}.isdisjoint(self.notes)

    @property
    def names(self) -> tuple[str, ...]:
        """Return every name that needs no translation, each once."""
        return tuple(dict.fromkeys((*self.us, *self.eu, *self.other)))


@dataclass(frozen=True, slots=True)
class Named:
    """A vaccine that somebody wrote of, and the name they wrote."""

    vaccine: Vaccine
    name: str


_D, _N = Disease, Note
_LIVE, _NOT_LIVE, _ASK = Kind
_OURS = "our own knowledge, compared with summaries of the guidelines", Status.PROPOSED
_RULES = "ACR 2022 and the label: no live vaccine under treatment", Status.GUIDELINE
_CDC = "ACR 2022 and CDC: not live, given where the team agrees", Status.GUIDELINE
_NACI = "NACI: recombinant; CDC: about four weeks before the next dose", Status.GUIDELINE
_ZOSTER = "NACI and drugs.com: it was live; no longer sold in the United States", Status.GUIDELINE
_SEASON = "ACR 2022: in season, no delay; a charity leaflet times it (conflict)", Status.GUIDELINE
_HOME = "Kingston NHS leaflet on live germs at home", Status.LEAFLET
_WOUND = "our own knowledge; on wounds EULAR, by a summary", Status.PROPOSED


def _row(  # noqa: PLR0913 -- a row of a table
    id: str,
    disease: Disease,
    kind: Kind,
    *notes: Note,
    us: str = "",
    eu: str | None = None,
    other: str = "",
    said: tuple[str, Status] = _OURS,
) -> Vaccine:
    """Write a row: names with a bar between them, those of Europe as in the United States."""
    here, there, elsewhere = map(_names, (us, us if eu is None else eu, other))
    return Vaccine(id, disease, kind, here, there, elsewhere, notes, *said)


def _names(written: str) -> tuple[str, ...]:
    return tuple(written.split(" | ")) if written else ()


_ROWS = (
    _row(
        "mmr",
        _D.MMR,
        _LIVE,
        _N.CONTACT,
        us="M-M-R II | Priorix | ProQuad",
        eu="M-M-RvaxPro | Priorix | ProQuad | Priorix-Tetra",
        other="MMR | MMRV | MMR II",
        said=_RULES,
    ),
    _row(
        "chickenpox",
        _D.CHICKENPOX,
        _LIVE,
        _N.CONTACT,
        us="Varivax",
        eu="Varivax | Varilrix",
        said=_RULES,
    ),
    _row("shingles_old", _D.SHINGLES, _LIVE, _N.CONTACT, us="Zostavax", said=_ZOSTER),
    _row("shingles_new", _D.SHINGLES, _NOT_LIVE, _N.TIMING, _N.CONTACT, us="Shingrix", said=_NACI),
    _row(
        "flu_spray",
        _D.FLU,
        _LIVE,
        _N.SPRAY,
        us="FluMist",
        eu="Fluenz",
        other="Fluenz Tetra | LAIV",
        said=_RULES,
    ),
    _row(
        "flu_injection",
        _D.FLU,
        _NOT_LIVE,
        _N.SEASON,
        us="Fluzone | Flucelvax",
        eu="Flucelvax | Vaxigrip | Influvac",
        said=_SEASON,
    ),
    _row(
        "covid",
        _D.COVID,
        _NOT_LIVE,
        _N.LOCAL,
        us="Pfizer | Moderna | Novavax",
        other="Comirnaty | Spikevax | Nuvaxovid",
        said=_CDC,
    ),
    _row(
        "pneumonia",
        _D.PNEUMONIA,
        _NOT_LIVE,
        _N.TIMING,
        us="Prevnar 20 | Capvaxive | Pneumovax",
        eu="Prevenar 20 | Capvaxive | Pneumovax",
        other="Prevnar | Prevenar",
    ),
    _row("rsv", _D.RSV, _ASK, us="Arexvy | Abrysvo | mResvia"),
    _row(
        "tetanus",
        _D.TETANUS,
        _NOT_LIVE,
        _N.TIMING,
        _N.WOUND,
        us="Boostrix | Tdap | Td",
        eu="Boostrix | Revaxis",
        other="DTP | DTaP",
        said=_WOUND,
    ),
    _row(
        "hepatitis",
        _D.HEPATITIS,
        _NOT_LIVE,
        _N.TIMING,
        us="Twinrix | Engerix-B | Heplisav-B",
        other="Engerix | Heplisav",
    ),
    _row("hpv", _D.HPV, _NOT_LIVE, _N.TIMING, us="Gardasil 9", other="Gardasil"),
    _row("meningitis", _D.MENINGITIS, _NOT_LIVE, _N.TIMING, us="Menveo | Bexsero", other="MenACWY"),
    _row("polio_drops", _D.POLIO, _LIVE, _N.NAPPY, other="OPV", said=_HOME),
    _row("polio_injection", _D.POLIO, _NOT_LIVE, _N.TIMING, us="IPV"),
    _row("rotavirus", _D.ROTAVIRUS, _LIVE, _N.BABIES, _N.NAPPY, us="Rotarix | RotaTeq"),
    _row("tb", _D.TB, _LIVE, _N.BLADDER, us="BCG"),
    _row(
        "yellow_fever",
        _D.YELLOW_FEVER,
        _LIVE,
        _N.WAIVER,
        _N.CLINIC,
        us="YF-VAX",
        eu="Stamaril",
        said=_RULES,
    ),
    _row("typhoid_capsules", _D.TYPHOID, _LIVE, _N.CLINIC, us="Vivotif", other="Ty21a"),
    _row("typhoid_injection", _D.TYPHOID, _NOT_LIVE, _N.CLINIC, us="Typhim Vi", other="Typhim"),
    _row("cholera_live", _D.CHOLERA, _LIVE, _N.CLINIC, us="Vaxchora"),
    _row("cholera_killed", _D.CHOLERA, _NOT_LIVE, _N.CLINIC, eu="Dukoral"),
    _row("je_live", _D.JAPANESE_ENCEPHALITIS, _LIVE, _N.CLINIC, other="Imojev"),
    _row("je_killed", _D.JAPANESE_ENCEPHALITIS, _NOT_LIVE, _N.CLINIC, us="Ixiaro"),
    _row("rabies", _D.RABIES, _NOT_LIVE, _N.CLINIC, us="RabAvert", eu="Rabipur"),
    _row("tick", _D.TICK, _NOT_LIVE, _N.CLINIC, us="TicoVac", other="TBE"),
    _row("dengue", _D.DENGUE, _LIVE, _N.CLINIC, us="Dengvaxia", eu="Qdenga | Dengvaxia"),
    _row("chikungunya_live", _D.CHIKUNGUNYA, _LIVE, _N.CLINIC, us="Ixchiq"),
    _row("chikungunya_killed", _D.CHIKUNGUNYA, _NOT_LIVE, _N.CLINIC, us="Vimkunya"),
    _row("smallpox", _D.MPOX, _LIVE, us="ACAM2000"),
    _row("mpox", _D.MPOX, _ASK, us="Jynneos", eu="Imvanex", other="MVA-BN"),
    _row("ebola", _D.EBOLA, _LIVE, _N.CLINIC, us="Ervebo"),
)
VACCINES: Mapping[str, Vaccine] = MappingProxyType({row.id: row for row in _ROWS})


def against(disease: Disease) -> tuple[Vaccine, ...]:
    """Return every vaccine against a disease, the live ones first."""
    rows = [row for row in _ROWS if row.disease == disease]
    return tuple(sorted(rows, key=lambda row: row.kind is not Kind.LIVE))


def named(words: str) -> tuple[Named, ...]:
    """Return the vaccines whose brand or short name stands in somebody's words, as written there.

    Every name counts in every country; of two names of one vaccine the longer one is returned.
    """
    said = _folded(words)
    found: dict[str, Named] = {}
    for row in _ROWS:
        for name in sorted(row.names, key=len, reverse=True):
            if _folded(name) in said:
                found.setdefault(row.id, Named(row, name))
    return tuple(found.values())


def _folded(words: str) -> str:
    return " ".join(("", *_WORD.findall(words.casefold()), ""))
