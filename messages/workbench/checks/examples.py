"""One wrong and one right translation for each rule about words: shown by `explain`, kept by tests.

They stand for what people and tools really do. No patient reads them.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Example:
    """An English text and two translations of it: the one breaks the rule, the other does not."""

    language: str
    english: str
    wrong: str
    right: str
    notes: tuple[str, ...] = ("LEVEL: critical",)


_CALL = "Call now: {phone}"
_WAIT = "Do not wait. Call {phone}"
_FEVER = "Your temperature is {temp}.\nCall your team now: {phone}"
_BOLD = "<b>Call now.</b>\nDo not wait."
_STOP = "Do not stop your medicine. Call your team."

EXAMPLES: Mapping[str, Example] = {
    "B01": Example("tr", _CALL, "Hemen arayın: {phone", "Hemen arayın: {phone}"),
    "B02": Example("tr", _CALL, "Hemen arayın: {phone!r}", "Hemen arayın: {phone}"),
    "B03": Example("tr", _CALL, "Hemen arayın.", "Hemen arayın: {phone}"),
    "B04": Example("tr", _CALL, "Hemen arayın: {telefon}", "Hemen arayın: {phone}"),
    "B05": Example("es", _CALL, "Llame ahora: {phone} {phone}", "Llame ahora: {phone}"),
    "B06": Example(
        "de",
        _FEVER,
        "Ihre Temperatur: {phone}.\nRufen Sie jetzt Ihr Team an: {temp}",
        "Ihre Temperatur: {temp}.\nRufen Sie jetzt Ihr Team an: {phone}",
    ),
    "B07": Example("ru", _CALL, "Позвоните сейчас: {phоne}", "Позвоните сейчас: {phone}"),
    "G01": Example("tr", "Date: {date}", "{date}'de", "Tarih: {date}"),
    "G02": Example("de", "Call your team.", "Ruf dein Team an.", "Rufen Sie Ihr Team an."),
    "L01": Example(
        "de",
        "I feel unwell",
        "Ich fühle mich heute leider überhaupt nicht wohl",
        "Mir geht es schlecht",
        ("LEVEL: critical", "MAX: 28"),
    ),
    "L02": Example("de", "Text", "Text " * 900 + "!", "Ein Text"),
    "M01": Example(
        "fr",
        _BOLD,
        "<b>Appelez maintenant.\nN'attendez pas.",
        "<b>Appelez maintenant.</b>\nN'attendez pas.",
    ),
    "M02": Example(
        "es", _BOLD, "Llame ahora.\n<b>No espere.</b>", "<b>Llame ahora.</b>\nNo espere."
    ),
    "M03": Example(
        "es", _BOLD, "<b>Llame ahora.</b> No espere.", "<b>Llame ahora.</b>\nNo espere."
    ),
    "M04": Example(
        "es", _BOLD, "<b>Llame ahora.</b>\n\\nNo espere.", "<b>Llame ahora.</b>\nNo espere."
    ),
    "M05": Example("pt_BR", _CALL, " Ligue agora: {phone}", "Ligue agora: {phone}"),
    "R01": Example("ar", _CALL, "يجب الاتصال الآن: \u202e{phone}", "يجب الاتصال الآن: {phone}"),
    "R02": Example("ar", _CALL, "يجب الاتصال الآن: \u2068{phone}", "يجب الاتصال الآن: {phone}"),
    "R03": Example("de", _CALL, "Rufen Sie jetzt\u200b an: {phone}", "Rufen Sie jetzt an: {phone}"),
    "R04": Example("de", _CALL, "Rufen Sie jetzt\x07 an: {phone}", "Rufen Sie jetzt an: {phone}"),
    "R05": Example("tr", _CALL, "Hemen arayÄ±n: {phone}", "Hemen arayın: {phone}"),
    "R06": Example("fr", "Call the doctor.", "Appelez le me\u0301decin.", "Appelez le médecin."),
    "S01": Example("tr", "🔴 Call now.", "🟠 Hemen arayın.", "🔴 Hemen arayın."),
    "S02": Example("hi", "Call 112 now.", "अभी 102 पर कॉल करें।", "अभी ११२ पर कॉल करें।"),
    "S03": Example(
        "tr", "Call within 24 hours.", "24 gün içinde arayın.", "24 saat içinde arayın."
    ),
    "S04": Example("es", _WAIT, "Espere. Llame al {phone}", "No espere. Llame al {phone}"),
    "S05": Example(
        "ar",
        "Do not take ibuprofen.",
        "يجب عدم تناول الباراسيتامول.",
        "يجب عدم تناول الإيبوبروفين.",
    ),
    "S06": Example(
        "ru",
        "Call your team before the vaccine.",
        "Позвоните своей команде после прививки.",
        "Позвоните своей команде до прививки.",
    ),
    "S07": Example("pt_BR", "Are you alone?", "Você está só.", "Você está só?"),
    "S08": Example(
        "fr",
        "Measles or fever? Call.",
        "Fièvre\u00a0? Appelez.",
        "Rougeole ou fièvre\u00a0? Appelez.",
    ),
    "S09": Example("es", "Painful blisters", "Herpes zóster", "Ampollas dolorosas"),
    "T01": Example("tr", _CALL, "", "Hemen arayın: {phone}"),
    "T03": Example("tr", _CALL, "  ", "Hemen arayın: {phone}"),
    "T04": Example("fr", _STOP, _STOP, "N'arrêtez pas votre médicament. Appelez votre équipe."),
    "T05": Example(
        "ru",
        "Call your team now, please.",
        "Негайно телефонуйте своїй команді, будь ласка.",
        "Пожалуйста, позвоните своей команде сейчас.",
    ),
    "T06": Example(
        "de",
        "Do not stop your medicine by yourself. Ask your team before you change anything.",
        "Setzen Sie nichts ab.",
        "Setzen Sie Ihre Medizin nicht selbst ab. Fragen Sie Ihr Team, bevor Sie etwas ändern.",
    ),
    "T07": Example("es", _CALL, "TODO Llame ahora: {phone}", "Llame ahora: {phone}"),
    "X01": Example(
        "es",
        "Tell your team if you feel worse.",
        "Avise a su equipo si nota que se siente un poco peor que ayer o que la semana pasada o que"
        " otras veces en que tuvo lo mismo en su casa.",
        "Avise a su equipo si se siente peor.",
    ),
}
