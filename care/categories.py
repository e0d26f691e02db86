"""The kinds of signs. It holds their names only: no row of the table, no finding."""

from enum import StrEnum


class Category(StrEnum):
    """The kind of sign a finding is. Stored and reported under these names."""

    FEVER = "fever"
    COUGH = "cough"
    BREATHLESS = "breathless"
    NEURO = "neuro"
    CHEST_PAIN = "chest_pain"
    SKIN = "skin"
    JAUNDICE = "jaundice"
    INFUSION_REACTION = "infusion_reaction"
    INFECTION = "infection"
    HEADACHE = "headache"
    ABDOMINAL = "abdominal"
    BLEEDING = "bleeding"
    URINE = "urine"
    EXPOSURE = "exposure"
    PREGNANCY = "pregnancy"
    MEDICINE = "medicine"
    SELF_HARM = "self_harm"
    FLARE = "flare"
    OTHER = "other"
