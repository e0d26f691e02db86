"""The table says of every vaccine what the reference says, and knows it by every name."""

import pytest

from care.regions import Region
from care.vaccines import (
    CLINIC_FROM,
    CLINIC_TO,
    NAPPY_WEEKS,
    VACCINES,
    Disease,
    Kind,
    Named,
    Note,
    against,
    named,
)

LIVE = {  # each row with the names that the reference gives
    "mmr": ["Priorix", "MMR II", "ProQuad"],
    "chickenpox": ["Varivax", "Varilrix"],
    "shingles_old": ["Zostavax"],
    "flu_spray": ["FluMist", "Fluenz"],
    "yellow_fever": ["YF-VAX", "Stamaril"],
    "typhoid_capsules": ["Vivotif", "Ty21a"],
    "tb": ["BCG"],
    "polio_drops": ["OPV"],
    "rotavirus": ["Rotarix", "RotaTeq"],
    "cholera_live": ["Vaxchora"],
    "dengue": ["Dengvaxia", "Qdenga"],
    "chikungunya_live": ["Ixchiq"],
    "smallpox": ["ACAM2000"],
    "je_live": ["Imojev"],
    "ebola": ["Ervebo"],
}
NOT_LIVE = {
    "shingles_new": ["Shingrix"],
    "flu_injection": ["Fluzone", "Flucelvax"],
    "covid": ["Pfizer", "Moderna", "Novavax"],
    "pneumonia": ["Prevnar 20", "Capvaxive", "Pneumovax"],
    "hepatitis": ["Twinrix", "Engerix", "Heplisav"],
    "tetanus": ["Tdap", "Boostrix", "Td", "Revaxis"],
    "hpv": ["Gardasil 9"],
    "meningitis": ["MenACWY", "Bexsero", "Menveo"],
    "polio_injection": ["IPV"],
    "rabies": ["Rabavert"],
    "typhoid_injection": ["Typhim Vi"],
    "je_killed": ["Ixiaro"],
    "tick": ["TicoVac"],
    "cholera_killed": ["Dukoral"],
    "chikungunya_killed": ["Vimkunya"],
}
ASK = {"rsv": ["Arexvy", "Abrysvo", "mResvia"], "mpox": ["Jynneos", "MVA-BN"]}
TABLE = {Kind.LIVE: LIVE, Kind.NOT_LIVE: NOT_LIVE, Kind.ASK: ASK}
ROWS = [(kind, id, names) for kind, rows in TABLE.items() for id, names in rows.items()]


def ids(words: str) -> list[str]:
    return [one.vaccine.id for one in named(words)]


def test_every_row_of_the_reference_is_there_and_of_its_kind():
    assert {id: row.kind for id, row in VACCINES.items()} == {id: kind for kind, id, _ in ROWS}


def test_every_row_says_where_it_comes_from_and_who_answers_for_it():
    assert [
        row.id for row in VACCINES.values() if not (row.source and row.owner and row.date)
    ] == []


def test_every_name_of_the_reference_finds_its_vaccine_and_no_other():
    asked = {
        name: ids(f"can I have {name.upper()}, please?") for _, _, names in ROWS for name in names
    }

    assert asked == {name: [id] for _, id, names in ROWS for name in names}


def test_every_name_of_the_table_finds_its_vaccine_and_no_other():
    asked = {name: ids(f"is ({name}) allowed") for row in VACCINES.values() for name in row.names}

    assert asked == {name: [row.id] for row in VACCINES.values() for name in row.names}


def test_of_two_names_the_longer_is_what_was_asked():
    assert named("the prevnar-20 one") == (Named(VACCINES["pneumonia"], "Prevnar 20"),)
    assert ids("Zostavax or Shingrix?") == ["shingles_old", "shingles_new"]
    assert ids("I read ProQuadrant magazine on the tram") == []


@pytest.mark.parametrize("region", Region)
def test_a_reader_is_shown_a_name_wherever_there_is_one(region: Region):
    assert [row.id for row in VACCINES.values() if row.names and not row.brands(region)] == []


def test_each_region_reads_its_own_names():
    spray = VACCINES["flu_spray"]

    assert (spray.brands(Region.US), spray.brands(Region.EU)) == (("FluMist",), ("Fluenz",))
    assert VACCINES["cholera_killed"].brands(Region.US) == ("Dukoral",)  # sold elsewhere only


def test_a_disease_with_two_kinds_gives_both_the_live_one_first():
    both = {disease: [row.id for row in against(disease)] for disease in Disease}

    assert {str(disease): rows for disease, rows in both.items() if len(rows) > 1} == {
        "shingles": ["shingles_old", "shingles_new"],
        "flu": ["flu_spray", "flu_injection"],
        "polio": ["polio_drops", "polio_injection"],
        "typhoid": ["typhoid_capsules", "typhoid_injection"],
        "cholera": ["cholera_live", "cholera_killed"],
        "japanese_encephalitis": ["je_live", "je_killed"],
        "chikungunya": ["chikungunya_live", "chikungunya_killed"],
        "mpox": ["smallpox", "mpox"],
    }
    assert [disease for disease, rows in both.items() if not rows] == []


def test_what_passes_to_others_at_home_is_live_and_says_for_how_long():
    assert [row.id for row in VACCINES.values() if row.household] == [
        "flu_spray",
        "polio_drops",
        "rotavirus",
    ]
    assert [row.id for row in VACCINES.values() if Note.NAPPY in row.notes] == [
        "polio_drops",
        "rotavirus",
    ]
    assert (NAPPY_WEEKS.value, CLINIC_FROM.value, CLINIC_TO.value) == (6, 6, 8)
