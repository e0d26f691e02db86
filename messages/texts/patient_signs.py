"""What the signs of the triage table are called in a patient's own record and on pages for doctors.

Ids are `patient.sign.<code>`: what was felt or seen, never an illness. Status: proposed.
"""

from collections.abc import Mapping
from types import MappingProxyType

from messages.declare import Level, Text
from messages.texts.patient import say

_NAMES: Mapping[str, str] = {
    "T_FEVER": "Fever",
    "T_FEVER_HIGH": "Very high fever",
    "T_FEVER_LOW": "Slightly raised temperature",
    "T_FEVER_STAYS": "Temperature still raised",
    "T_HYPO": "Low temperature",
    "T_RIGOR": "Shaking chills",
    "T_SEPSIS": "Blotchy skin, or feeling close to death",
    "T_DROWSY": "Very drowsy",
    "T_INF_OTHER": "Sign of an infection",
    "T_UNWELL": "Feeling unwell",
    "T_COUGH_NEW": "New cough",
    "T_COUGH_PERS": "Cough that stays or gets worse",
    "T_COUGH_STREAK": "A streak of blood coughed up",
    "T_COUGH_BLOOD": "Coughing up blood",
    "T_SOB_REST": "Breathless at rest",
    "T_SOB": "Breathless",
    "T_SOB_EXERT": "Breathless on effort",
    "T_CHESTPAIN": "Chest pain or pressure",
    "T_PALP": "Racing or uneven heartbeat",
    "N_SUDDEN": "Sudden trouble with speech, sight or strength",
    "N_FACE": "Drooping face",
    "N_SEIZURE": "Seizure (shaking all over)",
    "N_FAINT": "Fainted",
    "N_UNWAKE": "Could not be woken, or suddenly confused",
    "N_MENING": "Fever with stiff neck or confusion",
    "N_CONF": "Confusion or changed thinking",
    "N_MEM": "Memory or concentration",
    "N_BAL": "Dizziness or balance",
    "N_WALK": "Walking or coordination",
    "N_SPEECH": "Speech or understanding",
    "N_SIDE": "Weakness of a limb or one side",
    "N_NUMB": "Numbness or tingling",
    "N_VIS": "Sight",
    "N_BEH": "Behaviour or personality changed",
    "N_TOUCH": "Unsure: thinking, sight, balance or strength",
    "N_NECK": "Stiff neck, or light hurts",
    "N_HEAD_SEVERE": "Severe or new headache",
    "N_HEAD": "Headache",
    "M_SWALLOW": "Trouble swallowing",
    "M_CHOKE": "Choking",
    "I_NOW": "Unwell during the infusion",
    "I_AIRWAY": "Swelling or trouble breathing after an infusion",
    "I_MILD": "Unwell after an infusion",
    "I_LATE": "Unwell some days after an infusion",
    "S_SEV": "Severe skin trouble",
    "S_MOD": "Blisters, sores or peeling skin",
    "S_RASH": "Rash or itching",
    "S_SHING": "Painful blisters on one side",
    "L_JAUN": "Yellow skin or eyes, dark urine",
    "G_ABDO": "Severe belly pain",
    "G_ABDO_MILD": "Belly pain",
    "G_SICK": "Nausea or vomiting",
    "G_DIARRHOEA": "Diarrhoea",
    "B_BLEED": "Bleeding that does not stop",
    "B_BRUISE": "Bruises or small bleeds",
    "B_NOSE": "Nosebleed",
    "R_NO_URINE": "No urine",
    "R_NO_URINE_ILL": "No urine all day, and unwell",
    "R_URINE": "Blood or burning in urine",
    "C_FLOPPY": "Child limp and weak",
    "C_DRINK": "Child not drinking",
    "X_VZV": "Contact with chickenpox or shingles",
    "X_MEASLES": "Contact with measles",
    "X_COVID": "COVID test or contact",
    "X_TETANUS": "Dirty wound or bite",
    "P_PREG": "Possible pregnancy",
    "M_STEROID": "Steroid stopped or run out",
    "M_OVERDOSE": "Too much of a medicine",
    "M_DOSE": "Medicine taken wrongly",
    "M_MISSED": "Missed infusion or test",
    "F_FLARE": "The illness is worse",
    "Z_SELF": "Thoughts of dying or self-harm",
    "Q_UNSURE": "Not sure about an emergency sign",
    "Q_WORSE": "Getting worse",
    "Q_RECENT": "Emergency sign within a day, gone when reported",
    "Q_EARLIER": "Emergency sign within days, gone when reported",
    "Q_LONG_AGO": "Emergency sign longer ago",
    "X_UNCLEAR": "Report without a sign we know",
    "X_SILENT": "Questions were opened and not answered",
}

SIGNS: Mapping[str, Text] = MappingProxyType(
    {
        code: say(
            f"patient.sign.{code}",
            english,
            "Name of a sign in the record of symptoms and on pages for a doctor; one line.",
            level=Level.CLINICAL,
        )
        for code, english in _NAMES.items()
    }
)
