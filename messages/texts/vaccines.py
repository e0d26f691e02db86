"""What a reader is told of a vaccine: live or not, its names here, and what else matters at home.

Says of no vaccine that somebody may have it, and names no date: the team decides. Brands come from
`care/vaccines.py` and are never translated. Status of all wording: proposed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from care.delivery import Value
from care.pre_infusion import VACCINE_WEEKS
from care.regions import region
from care.triage_table import Status
from care.vaccines import (
    CLINIC_FROM,
    CLINIC_TO,
    NAPPY_WEEKS,
    VACCINES,
    Disease,
    Kind,
    Note,
    against,
)
from messages.declare import Level, Reader, Text, Var, text
from messages.texts.content import ASK, SOURCE, Source
from messages.texts.vaccine_names import name_of, title_of
from messages.values import Label, Number, Term

BRAND = "/"  # between a vaccine's id and the brand that the reader asked for


@dataclass(frozen=True, slots=True)
class Vaccines(Var):
    """Ids of vaccines, one a line, each with its brands in the reader's region.

    The brand that the reader asked for comes first, wherever it is sold: `flu_spray/FluMist`.
    """

    def show(self, value: Value, reader: Reader) -> str:
        """Write the lines. Raises KeyError when there is no such vaccine."""
        ids = value if isinstance(value, list) else [str(value)]
        return "\n".join(_line(id, reader) for id in ids)


def _line(id: str, reader: Reader) -> str:
    vaccine, _, asked = id.partition(BRAND)
    here = VACCINES[vaccine].brands(region(reader.country))
    brands = [asked, *(one for one in here if one != asked)] if asked else [*here]
    name = reader.term(name_of(vaccine))
    return f"– {name} ({', '.join(brands)})" if brands else f"– {name}"


def _text(
    id: str,
    english: str,
    where: str,
    vars: Mapping[str, Var] | None = None,
    level: Level = Level.CLINICAL,
) -> Text:
    return text(f"content.vaccine.{id}", english, level=level, where=where, vars=vars)


FIGURES: Mapping[str, int] = MappingProxyType(
    {
        "nappy_weeks": int(NAPPY_WEEKS.value),
        "before_weeks": int(VACCINE_WEEKS.value),
        "clinic_from": int(CLINIC_FROM.value),
        "clinic_to": int(CLINIC_TO.value),
    }
)
TITLE = _text(
    "title",
    "<b>Vaccine: {vaccine}</b>",
    "First line of an answer about a vaccine. Then: is it live?",
    {"vaccine": Term("content.vaccine.shingles.name")},
)
VERDICTS: Mapping[Kind, Text] = MappingProxyType(
    {
        Kind.LIVE: _text(
            "live",
            "<b>Live:</b>\n{live}\n"
            "No live vaccine during treatment, or after it until your team says so.\n"
            "A live vaccine holds a weak germ. Your body may not be able to control it.",
            "Above: what the vaccine is against. The list holds live vaccines only.",
            {"live": Vaccines(["shingles_old"])},
            Level.CRITICAL,
        ),
        Kind.NOT_LIVE: _text(
            "not_live",
            (
                "<b>Not live:</b>\n{not_live}\nYour team decides if and when. Ask them first.\n"
                "Is its name another one? It can be live. Ask before it is given."
            ),
            "Above: what the vaccine is against. The list holds vaccines that are not live.",
            {"not_live": Vaccines(["shingles_new"])},
        ),
        Kind.ASK: _text(
            "ask",
            "<b>Ask your team first:</b>\n{ask}\n"
            "Your team decides if and when. Ask them before it is given.",
            "Above: what the vaccine is against. The list holds vaccines to be asked about.",
            {"ask": Vaccines(["rsv"])},
        ),
    }
)
WHICH = _text(
    "which",
    "There are two kinds. Ask for the name before it is given.\n"
    "Tell the nurse or doctor there about rituximab.",
    "Where one vaccine against a disease is live and another is not.",
)


_VARS: Mapping[str, Var] = MappingProxyType(
    {
        "unwell": Label("redflag.button.unwell"),
        **{name: Number(figure) for name, figure in FIGURES.items()},
    }
)


def _note(note: Note, english: str, level: Level = Level.CLINICAL) -> Text:
    vars = {name: var for name, var in _VARS.items() if f"{{{name}}}" in english}
    return _text(f"note.{note}", english, "Below: is this vaccine live or not?", vars, level)


NOTES: Mapping[Note, Text] = MappingProxyType(
    {
        Note.SPRAY: _note(
            Note.SPRAY,
            "A child on rituximab? Tell the school nurse: no nasal spray vaccine.\n"
            "Keep some distance from people who just had the spray.\n"
            "The live germ can be in the nose.",
            Level.CRITICAL,
        ),
        Note.NAPPY: _note(
            Note.NAPPY,
            "Did a baby at home have this live vaccine? The germ can be in the stool.\n"
            "Let others change nappies (diapers) for {nappy_weeks} weeks. Wash hands well.",
        ),
        Note.BABIES: _note(Note.BABIES, "This vaccine is only for babies."),
        Note.SEASON: _note(
            Note.SEASON,
            "Flu vaccines come each year. Ask your team as soon as the season starts.\n"
            "Family should be up to date too.",
        ),
        Note.TIMING: _note(
            Note.TIMING,
            "Vaccines work less well soon after rituximab.\n"
            "Best is often {before_weeks} weeks before the next course. Your team decides.",
        ),
        Note.LOCAL: _note(
            Note.LOCAL,
            "Each country has its own rules on who gets it and how often. Ask your team.",
        ),
        Note.CONTACT: _note(
            Note.CONTACT,
            "Were you near somebody with measles, chickenpox or shingles?\n"
            "Press “{unwell}”, or call the same day.",
        ),
        Note.WOUND: _note(
            Note.WOUND,
            "A deep or dirty wound may need more than this vaccine.\n"
            "Press “{unwell}”, or call the same day.",
        ),
        Note.BLADDER: _note(
            Note.BLADDER,
            "BCG put into the bladder is live too.\nTell that doctor about rituximab first.",
            Level.CRITICAL,
        ),
        Note.WAIVER: _note(
            Note.WAIVER,
            "Does a country ask for this vaccine? Talk to a travel clinic before you book.\n"
            "A doctor can write a letter that says why not.\n"
            "Some countries may not accept the letter.",
        ),
        Note.CLINIC: _note(
            Note.CLINIC,
            "See a travel clinic {clinic_from} to {clinic_to} weeks before you travel.\n"
            "Tell them about rituximab, and ask your team too.",
        ),
    }
)


_SOURCES: Mapping[Status, tuple[Source, ...]] = MappingProxyType(
    {
        Status.LABEL: (Source.LABEL,),
        Status.GUIDELINE: (Source.RHEUMATOLOGY, Source.PUBLIC_HEALTH),
        Status.LEAFLET: (Source.HOSPITAL,),
        Status.PROPOSED: (Source.PROJECT,),
    }
)


def vaccine_texts(disease: Disease, brand: str = "") -> tuple[tuple[str, ...], dict[str, Value]]:
    """Return the paragraphs about the vaccines against a disease, and what they need.

    All of them are named, live ones first, so that no name hides the other kind. `brand` is the
    name that the reader wrote, as `care.vaccines.named` gives it back.
    """
    rows = against(disease)
    kinds = [kind for kind in Kind if any(row.kind is kind for row in rows)]
    notes = dict.fromkeys(note for row in rows for note in row.notes)
    which = (WHICH.id,) if Kind.LIVE in kinds and len(kinds) > 1 else ()
    said = (*(VERDICTS[kind].id for kind in kinds), *which, *(NOTES[note].id for note in notes))
    listed = {
        str(kind): [_asked(row.id, row.names, brand) for row in rows if row.kind is kind]
        for kind in kinds
    }
    sources = dict.fromkeys(one for row in rows for one in _SOURCES[row.status])
    values: dict[str, Value] = {**FIGURES, **listed, "vaccine": title_of(disease)}
    values["sources"] = [f"content.source.{one}" for one in sources]
    # Where somebody may have to report, nobody is sent to ask: asking costs time.
    end = (
        (SOURCE.id,) if any("unwell" in NOTES[note].vars for note in notes) else (SOURCE.id, ASK.id)
    )
    return (TITLE.id, *said, *end), values


def _asked(id: str, names: tuple[str, ...], brand: str) -> str:
    return f"{id}{BRAND}{brand}" if brand in names else id
