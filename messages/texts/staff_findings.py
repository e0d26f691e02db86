"""How the team reads signs: a short neutral name for every row of the triage table.

Ids are `staff.finding.<code>`. No figure, no diagnosis and no word of a patient stands here.
"""

from collections.abc import Mapping
from types import MappingProxyType

from messages.declare import Level, Text, text

_NAMES: Mapping[str, str] = {
    "T_FEVER": "Fever, measured or reported",
    "T_FEVER_HIGH": "Very high fever",
    "T_FEVER_LOW": "Slightly raised temperature",
    "T_FEVER_STAYS": "Temperature still raised an hour later",
    "T_HYPO": "Low temperature",
    "T_RIGOR": "Shaking chills",
    "T_SEPSIS": "Possible sepsis sign (skin, feels like dying)",
    "T_DROWSY": "Very drowsy",
    "T_INF_OTHER": "Possible infection",
    "T_UNWELL": "Feels unwell",
    "T_COUGH_NEW": "New cough",
    "T_COUGH_PERS": "Persistent or worsening cough",
    "T_COUGH_STREAK": "Streak of blood in sputum",
    "T_COUGH_BLOOD": "Coughing blood",
    "T_SOB_REST": "Breathless at rest",
    "T_SOB": "Breathless, rest or effort not known",
    "T_SOB_EXERT": "Breathless on effort",
    "T_CHESTPAIN": "Chest pain or pressure",
    "T_PALP": "Palpitations",
    "N_SUDDEN": "Sudden neurological sign",
    "N_FACE": "Drooping face",
    "N_SEIZURE": "Seizure",
    "N_FAINT": "Fainted",
    "N_UNWAKE": "Cannot be woken, or suddenly confused",
    "N_MENING": "Speaks of meningitis",
    "N_CONF": "Confusion or changed thinking",
    "N_MEM": "Memory or concentration",
    "N_BAL": "Dizziness or balance",
    "N_WALK": "Walking or coordination",
    "N_SPEECH": "Speech or understanding",
    "N_SIDE": "Weakness of a limb or one side",
    "N_NUMB": "Numbness or tingling",
    "N_VIS": "Vision",
    "N_BEH": "Behaviour or personality changed",
    "N_TOUCH": "Unsure: thinking, sight, balance or strength",
    "N_NECK": "Stiff neck or light hurts",
    "N_HEAD_SEVERE": "Severe or new headache",
    "N_HEAD": "Headache",
    "M_SWALLOW": "Trouble swallowing",
    "M_CHOKE": "Choking",
    "I_NOW": "During the infusion",
    "I_AIRWAY": "Swelling or breathing reaction",
    "I_MILD": "Possible infusion reaction",
    "I_LATE": "Possible late reaction",
    "S_SEV": "Severe skin reaction",
    "S_MOD": "Blisters, sores or peeling skin",
    "S_RASH": "Rash or itching",
    "S_SHING": "Possible shingles",
    "L_JAUN": "Yellow skin or eyes, dark urine",
    "G_ABDO": "Severe belly sign",
    "G_ABDO_MILD": "Belly pain",
    "G_SICK": "Nausea or vomiting",
    "G_DIARRHOEA": "Diarrhoea",
    "B_BLEED": "Bleeding that does not stop",
    "B_BRUISE": "Bruises or small bleeds",
    "B_NOSE": "Nosebleed",
    "R_NO_URINE": "No urine",
    "R_NO_URINE_ILL": "No urine all day and unwell",
    "R_URINE": "Blood or burning in urine",
    "C_FLOPPY": "Floppy child",
    "C_DRINK": "Child not drinking",
    "X_VZV": "Contact: chickenpox or shingles",
    "X_MEASLES": "Contact: measles",
    "X_COVID": "COVID test or contact",
    "X_TETANUS": "Dirty wound or bite",
    "P_PREG": "Possible pregnancy",
    "M_STEROID": "Steroid stopped or run out",
    "M_OVERDOSE": "Possible overdose",
    "M_DOSE": "Dose taken wrongly",
    "M_MISSED": "Missed infusion or test",
    "F_FLARE": "Flare of the disease",
    "Z_SELF": "Speaks of dying or self-harm",
    "Q_UNSURE": "Not sure about an emergency sign",
    "Q_WORSE": "Getting worse",
    "Q_RECENT": "Emergency sign within a day, gone now",
    "Q_EARLIER": "Emergency sign within days, gone now",
    "Q_LONG_AGO": "Emergency sign longer ago",
    "X_UNCLEAR": "Unclear report",
    "X_SILENT": "Opened the questions and fell silent",
}


FINDINGS: Mapping[str, Text] = MappingProxyType(
    {
        code: text(
            f"staff.finding.{code}",
            english,
            level=Level.CLINICAL,
            where="Name of a sign on the team's cards; one line, fit for a lock screen.",
        )
        for code, english in _NAMES.items()
    }
)
PRIVATE = text(
    "staff.finding.PRIVATE",
    "Private matter, call now",
    level=Level.CLINICAL,
    where="In the group, instead of a sign that only a member's own chat may show.",
)
