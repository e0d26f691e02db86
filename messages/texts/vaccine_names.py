"""What vaccines are called, and the words by which people look for them.

Holds no brand: those stand in `care/vaccines.py`, and are the same in every language.
"""

from care.vaccines import VACCINES, Disease, against
from messages.declare import Level, text
from messages.texts.topics import SEARCH_WORDS

NAME_UNITS = 40


def _name(disease: Disease, english: str, words: str) -> None:
    where = "What a vaccine is against. On a button, and in “Vaccine: …”."
    id = f"content.vaccine.{disease}"
    level = Level.CLINICAL
    text(f"{id}.name", english, level=level, where=where, limit=NAME_UNITS)
    text(f"{id}.words", words, level=Level.NORMAL, where=SEARCH_WORDS)


def _form(id: str, english: str) -> None:
    where = "A vaccine in a list, before its brand names. There are two against this disease."
    id = f"content.vaccine.form.{id}"
    text(id, english, level=Level.CLINICAL, where=where, limit=NAME_UNITS)


_D = Disease
_name(
    _D.MMR,
    "measles, mumps, rubella",
    "mmr, measles, mumps, rubella, german measles, measles shot, measles jab, mesles, mmr booster, "
    "measles booster",
)
_name(
    _D.CHICKENPOX,
    "chickenpox",
    "chickenpox, chicken pox, varicella, varicela, chickenpox shot, chickenpox jab, pox",
)
_name(
    _D.SHINGLES,
    "shingles",
    "shingles, zoster, herpes zoster, shingle, shingels, shingles shot, shingles jab, shingrex, "
    "new shingles shot, old shingles shot",
)
_name(
    _D.FLU,
    "flu",
    "flu, influenza, flu jab, flu shot, flu vaccine, nasal flu, nose spray, flu spray, flumist, "
    "influensa, winter jab, swine flu, fluenz",
)
_name(
    _D.COVID,
    "COVID",
    "covid, corona, coronavirus, covid shot, covid jab, covid booster, booster, pfizer, moderna, "
    "novavax, mrna",
)
_name(
    _D.PNEUMONIA,
    "pneumonia (pneumococcal)",
    "pneumonia, pneumococcal, pneumococcus, pneumonia shot, pneumonia jab, prevnar, prevenar, "
    "pneumovax, neumonia, lung infection vaccine",
)
_name(
    _D.RSV,
    "RSV",
    "rsv, respiratory syncytial virus, rsv shot, rsv jab, arexvy, abrysvo",
)
_name(
    _D.TETANUS,
    "tetanus, diphtheria, whooping cough",
    "tetanus, tetnus, lockjaw, diphtheria, diptheria, whooping cough, pertussis, tdap, "
    "tetanus shot, tetanus jab, dirty wound, rusty nail, boostrix",
)
_name(
    _D.HEPATITIS,
    "hepatitis A and B",
    "hepatitis, hep a, hep b, hepatitis shot, hepatitis jab, hepatitus, liver vaccine, twinrix, "
    "engerix, heplisav",
)
_name(
    _D.HPV,
    "HPV (cervical cancer)",
    "hpv, gardasil, cervical cancer, papilloma, wart virus, hpv jab, hpv shot",
)
_name(
    _D.MENINGITIS,
    "meningitis",
    "meningitis, meningitus, meningococcal, men b, men acwy, meningitis jab, meningitis shot, "
    "bexsero, menveo",
)
_name(
    _D.POLIO,
    "polio",
    "polio, poliomyelitis, polio drops, oral polio, polio shot, polio jab, polio on sugar",
)
_name(
    _D.ROTAVIRUS,
    "rotavirus",
    "rotavirus, rota, rota virus, baby drops, rotarix, rotateq, baby diarrhea vaccine",
)
_name(
    _D.TB,
    "tuberculosis",
    "tb, tuberculosis, bcg, tb jab, tb shot, tuberculosis vaccine, bladder bcg",
)
_name(
    _D.YELLOW_FEVER,
    "yellow fever",
    "yellow fever, yellow fever shot, yellow fever jab, yellow card, stamaril, waiver letter, "
    "africa vaccine, travel certificate",
)
_name(
    _D.TYPHOID,
    "typhoid",
    "typhoid, tyfoid, typhoid fever, typhoid capsules, typhoid pills, typhoid jab, typhoid shot, "
    "vivotif, typhim",
)
_name(
    _D.CHOLERA,
    "cholera",
    "cholera, colera, cholera drink, oral cholera, dukoral, vaxchora",
)
_name(
    _D.JAPANESE_ENCEPHALITIS,
    "Japanese encephalitis",
    "japanese encephalitis, encephalitis, je vaccine, ixiaro, imojev, asia vaccine",
)
_name(
    _D.RABIES,
    "rabies",
    "rabies, dog bite, bat bite, rabies shot, rabies jab, rabies vaccine, rabis, rabipur, rabavert",
)
_name(
    _D.TICK,
    "tick disease (TBE)",
    "tick, tick bite, ticks, tbe, tick borne, encephalitis, tick vaccine, ticovac, fsme",
)
_name(
    _D.DENGUE,
    "dengue",
    "dengue, dengue fever, dengue shot, dengue jab, dengvaxia, qdenga, denge",
)
_name(
    _D.CHIKUNGUNYA,
    "chikungunya",
    "chikungunya, chikungunia, chik, chik vaccine, ixchiq, vimkunya",
)
_name(
    _D.MPOX,
    "mpox and smallpox",
    "mpox, monkeypox, monkey pox, smallpox, small pox, jynneos, imvanex",
)
_name(
    _D.EBOLA,
    "Ebola",
    "ebola, ebola shot, ebola jab, ervebo",
)
_form("shingles_old", "old shingles vaccine")
_form("shingles_new", "newer shingles vaccine")
_form("flu_spray", "flu spray into the nose")
_form("flu_injection", "flu injection")
_form("polio_drops", "polio drops by mouth")
_form("polio_injection", "polio injection")
_form("typhoid_capsules", "typhoid capsules by mouth")
_form("typhoid_injection", "typhoid injection")
_form("cholera_live", "live cholera drink")
_form("cholera_killed", "killed cholera drink")
_form("je_live", "live vaccine")
_form("je_killed", "killed vaccine")
_form("chikungunya_live", "live vaccine")
_form("chikungunya_killed", "vaccine that is not live")
_form("smallpox", "older smallpox vaccine")
_form("mpox", "newer mpox vaccine")


def title_of(disease: Disease) -> str:
    """Return the message id of what a vaccine is against, for its button and its heading."""
    return f"content.vaccine.{disease}.name"


def words_of(disease: Disease) -> str:
    """Return the message id of the words by which people look for it; brands come beside them."""
    return f"content.vaccine.{disease}.words"


def name_of(vaccine: str) -> str:
    """Return the message id of a vaccine's name, by its own id. Raises KeyError."""
    disease = VACCINES[vaccine].disease
    return f"content.vaccine.form.{vaccine}" if len(against(disease)) > 1 else title_of(disease)
