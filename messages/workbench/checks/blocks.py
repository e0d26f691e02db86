"""The blocks of `locales/checks/`: which rule speaks for each, and how sure it may be.

Names no word and judges no text.
"""

# Which rule speaks for a block of `locales/checks/`.
MEASURES = ("unit", "measure", "times", "number", "frequency", "part")
MEDICINES = (
    "drug", "vaccine", "sign", "organ", "person", "state", "parent", "sibling", "treatment",
    "sample", "dosage", "value", "illness", "symptom", "bodypart", "helper",
)  # fmt: skip
OPPOSITES = (
    "order", "bound", "side", "when", "contact", "course", "force", "grade", "answer", "level",
    "colour", "daypart", "risk", "kind", "lock", "duty", "health", "span", "posture", "intake",
    "trend", "place", "travel", "result", "switch", "weekday", "moisture", "finding", "turn",
    "early", "keeping", "reach", "fasting", "rank", "purity", "window", "upright",
    "strength", "settled", "meal", "beverage", "age", "effort", "speed", "month", "choice",
    "disposal", "ordinal", "cooking", "novelty", "route",
    "storage", "rarity", "consent", "company",
    "food", "document", "room", "wear", "tool", "vehicle", "season", "lying", "bathing", "amount",
    "offspring", "around", "daytype",
    "pair", "anyof", "share", "condition", "showing", "inorout",
    "memory", "heavy", "tightness", "size", "faculty", "identity", "stead", "norm", "truth", "sex",
    "washing", "activity", "media", "intactness", "privacy", "cost", "pressing", "occupancy",
    "planned", "rhythm", "contraception", "sun", "waiting", "shift", "helpful", "depth", "inhale",
    "signing", "elevated", "fullness", "likelihood", "sense",
    "opening", "deadline", "taking", "progress", "distance", "shade",
)  # fmt: skip
CODES = (
    dict.fromkeys(MEASURES, "S03")
    | dict.fromkeys(MEDICINES, "S05")
    | dict.fromkeys((*OPPOSITES, "until", "within", "dangerous", "first", "before"), "S06")
)

# Words of which a language may well say the opposite with a "not".
SOFT = frozenset(
    {"pair", "anyof", "share", "condition", "showing", "inorout", "memory", "heavy", "tightness"}
    | {"size", "faculty", "identity", "stead", "norm", "truth", "sex", "washing", "activity"}
    | {"media", "intactness", "privacy", "cost", "pressing", "occupancy", "planned", "rhythm"}
    | {"contraception", "sun", "waiting", "shift", "helpful", "depth", "inhale"}
    | {"signing", "elevated", "fullness", "likelihood", "opening", "deadline", "taking"}
    | {"progress", "distance", "shade", "symptom", "bodypart", "helper"}
)
# And these, of which the words themselves are well known.
DENIABLE = SOFT | {"trend", "settled", "rarity", "consent", "company"}
# A change of these is only suspected.
WEAK = SOFT | {"duty", "kind", "lock", "level", "person", "answer", "choice"}

# Blocks whose words stand for the same kind of thing: a sister is no mother.
ALIKE = (
    ("parent", "sibling", "offspring", "helper"),
    ("meal", "beverage", "food"),
)
