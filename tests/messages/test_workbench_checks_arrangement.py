"""The checker hears that the same words belong to others now, or that one of them is gone."""

import pytest

from messages.workbench.checks.inspection import inspect
from tests.messages.test_workbench_checks import entry, head, write
from tests.messages.test_workbench_checks_meaning import rules

FIRST = "First take the antihistamine, then the steroid, {hours} hours apart."
ANY = "Call if you have any of these: chills, a rash, or trouble breathing."
FOOD = "Take it <b>with food</b>, not on an empty stomach."

# What the English says, a language, what says it too, and what another rule of ours must find.
HEARD = {
    "what comes second, first": ("S06", FIRST, "tr",
        "Önce antihistaminiği, sonra steroidi alın; arada {hours} saat bırakın.",
        "Önce steroidi, sonra antihistaminiği alın; arada {hours} saat bırakın."),
    "what comes second, before a then": ("S06", FIRST, "es",
        "Primero tome el antihistamínico y luego el esteroide, con {hours} horas de diferencia.",
        "Primero tome el esteroide y luego el antihistamínico, con {hours} horas de diferencia."),
    "left for right, twice": ("S06",
        "Tell the nurse if your left arm swells or your right hand feels numb.", "es",
        "Avise a la enfermera si se hincha el brazo izquierdo o se le duerme la mano derecha.",
        "Avise a la enfermera si se hincha el brazo derecho o se le duerme la mano izquierda."),
    "a not in the other clause": ("S04", "You may eat breakfast, but do not drink alcohol.", "fr",
        "Vous pouvez prendre un petit-déjeuner, mais ne buvez pas d'alcool.",
        "Vous ne pouvez pas prendre de petit-déjeuner, mais buvez de l'alcool."),
    "a tag around the other words": ("M02", FOOD, "ru",
        "Принимайте <b>во время еды</b>, а не натощак.",
        "Принимайте во время еды, а <b>не натощак</b>."),
    "with food and without, exchanged": ("S06", FOOD, "ru",
        "Принимайте <b>во время еды</b>, а не натощак.",
        "Принимайте <b>натощак</b>, а не во время еды."),
    "a tag around half of a line": ("M02", "Dear {dentist},\n<b>call this number now</b>", "fr",
        "{dentist},\n<b>appelez ce numéro maintenant</b>",
        "{dentist},\n<b>appelez ce numéro</b> maintenant, s'il vous plaît"),
    "who calls whom": ("B06", "{dentist} will call {steps} at noon.", "fr",
        "{dentist} appellera {steps} à midi.", "{steps} appellera {dentist} à midi."),
    "or for and, of two that are needed": ("S06",
        "You need both a blood test and a chest X-ray.", "pt_BR",
        "Você precisa de um exame de sangue e de uma radiografia do tórax.",
        "Você precisa de um exame de sangue ou de uma radiografia do tórax."),
    "and for or, of several signs": ("S06", ANY, "hi",
        "इनमें से कुछ भी हो तो फ़ोन करें: कंपकंपी, दाने या साँस लेने में तकलीफ़।",
        "इनमें से कुछ भी हो तो फ़ोन करें: कंपकंपी, दाने और साँस लेने में तकलीफ़।"),
    "all for any": ("S06", ANY, "de",
        "Rufen Sie an, wenn Sie eines davon haben: Schüttelfrost, Ausschlag oder Atemnot.",
        "Rufen Sie an, wenn Sie alles davon haben: Schüttelfrost, Ausschlag oder Atemnot."),
    "a sign that is gone": ("S08", ANY, "de",
        "Rufen Sie an, wenn Sie eines davon haben: Schüttelfrost, Ausschlag oder Atemnot.",
        "Rufen Sie an, wenn Sie eines davon haben: Schüttelfrost oder Atemnot."),
    "anybody for only one": ("S06", "Only a doctor can change the dose.", "tr",
        "Dozu yalnızca doktor değiştirebilir.", "Dozu doktor değiştirebilir."),
    "only one where nobody counts": ("S03", "Take it as it was prescribed.", "fr",
        "Prenez-le comme prescrit.", "Prenez-en un seul comme prescrit."),
    "one for both": ("S06", "Both parents must sign the consent form.", "hi",
        "सहमति फ़ॉर्म पर माता-पिता दोनों को हस्ताक्षर करने होंगे।",
        "सहमति फ़ॉर्म पर माता-पिता में से एक को हस्ताक्षर करने होंगे।"),
    "some for all": ("S06", "Bring all your medicines in their boxes.", "ru",
        "Принесите все свои лекарства в коробках.",
        "Принесите некоторые свои лекарства в коробках."),
    "lower for hide": ("S06", "Press it to hide the messages.", "de",
        "Drücken Sie darauf, um die Nachrichten zu verbergen.",
        "Drücken Sie darauf, um die Nachrichten zu senken."),
    "the family for the nurse": ("S05", "Call the nurse if you feel itching.", "zh_Hans",
        "如果感到瘙痒，请呼叫护士。", "如果感到瘙痒，请呼叫家人。"),
    "a mother for a sister": ("S05", "Your sister {dentist} answered for you.", "ar",
        "أجابت أختك {dentist} نيابةً عنك.", "أجابت أمك {dentist} نيابةً عنك."),
    "although for unless": ("S06", "Do not take it unless your doctor tells you to.", "es",
        "No lo tome, a menos que su médico se lo indique.",
        "No lo tome, aunque su médico se lo indique."),
    "take for stop": ("S06", "Blisters on the lips: stop the tablets and call us.", "fr",
        "Cloques sur les lèvres : arrêtez les comprimés et appelez-nous.",
        "Cloques sur les lèvres : prenez les comprimés et appelez-nous."),
    "before for after, beside the last": ("S06", "It counts from the day after the last infusion.",
        "zh_Hans", "从最后一次输液后的第二天起算。", "从最后一次输液前的第二天起算。"),
    "the day after for the day before": ("S06", "Drink enough water the day before.", "ru",
        "Пейте накануне достаточно воды.", "На следующий день пейте достаточно воды."),
    "need not for must not": ("S06", "Do not leave home before your team answers.", "hi",
        "टीम का जवाब आने से पहले घर से न निकलें।",
        "टीम का जवाब आने से पहले घर से निकलना ज़रूरी नहीं।"),
    "may for an order": ("S06", "Call {dentist} now.", "ar",
        "يجب الاتصال الآن بـ{dentist}.", "يمكن الاتصال الآن بـ{dentist}."),
    "a now that only another line has": ("S06", "Read this now.\nCall your team now.", "de",
        "Lesen Sie das jetzt.\nRufen Sie jetzt Ihr Team an.",
        "Lesen Sie das jetzt.\nRufen Sie bei Gelegenheit Ihr Team an."),
    "it means for it does not mean": ("S06",
        "Nothing was reported. That does not mean that there was none.", "tr",
        "Bir şey bildirilmedi. Bu, olmadığı anlamına gelmez.",
        "Bir şey bildirilmedi. Bu, olmadığı anlamına gelir."),
    "a comfort beside what does not mean well": ("T06",
        "A normal value does not mean that all is well.", "tr",
        "Normal değer, her şeyin iyi olduğu anlamına gelmez.",
        "Endişelenmeyin. Normal değer, her şeyin iyi olduğu anlamına gelmez."),
    "a sentence of no neighbour": ("T05", "Do not wait for it. Your team decides.", "de",
        "Warten Sie nicht darauf. Ihr Team entscheidet.",
        "Warten Sie nicht darauf. Su equipo decide."),
    "one not of two": ("S04", "You reported nothing new, so your team was not alerted.", "pt_BR",
        "Você não relatou nada de novo. Por isso, a equipe não foi avisada.",
        "Você não relatou nada de novo. Por isso, a equipe foi avisada."),
    "an only that came": ("S09", "Any fever counts.", "de",
        "Jedes Fieber zählt.", "Nur hohes Fieber zählt."),
    "an until that is gone": ("S08", "No live vaccine until your team says so.", "ru",
        "Никаких живых прививок, пока ваша команда не разрешит.", "Никаких живых прививок."),
    "over for still running": ("S06", "The infusion is still running.", "tr",
        "İnfüzyon hâlâ sürüyor.", "İnfüzyon bitti."),
    "dark for pale, exchanged": ("S06", "Dark urine, pale stool?", "hi",
        "गहरा पेशाब, फीका मल?", "फीका पेशाब, गहरा मल?"),
    "straight quotes": ("G02", "Press “{dentist}”.", "de",
        "Drücken Sie „{dentist}“.", 'Drücken Sie "{dentist}".'),
    "alone, of a man": ("G02", "Do not stay alone.", "es",
        "No se quede sin compañía.", "No se quede solo."),
    "a friend's order with its object": ("G02", "Please measure it now.", "fr",
        "Mesurez-la maintenant.", "Mesure-la maintenant."),
}  # fmt: skip


@pytest.mark.parametrize("heard", HEARD)
def test_what_belongs_to_other_words_is_heard_and_what_says_the_same_is_not(heard, tmp_path):
    code, english, language, right, wrong = HEARD[heard]

    assert code in rules(tmp_path, language, english, wrong)
    assert rules(tmp_path, language, english, right) == set()


# The same told in another order, or with a "not" that the English does not have.
FREE = [
    ("de", FIRST, "Nehmen Sie erst das Antihistaminikum und {hours} Stunden später das Steroid."),
    ("tr", "Take the tablet before breakfast.", "Tableti kahvaltıdan önce alın."),
    ("tr", "Only a doctor can change the dose.", "Doz değişikliğini sadece bir doktor yapabilir."),
    ("fr", "Take at most 2 tablets of paracetamol in 24 hours.",
     "Ne prenez pas plus de 2 comprimés de paracétamol par 24 heures."),
    ("hi", "Take at most 2 tablets of paracetamol in 24 hours.",
     "24 घंटों में पैरासिटामोल की 2 से ज़्यादा गोलियाँ न लें।"),
    ("tr", "Only use it when you are short of breath.", "Nefes darlığınız olmadıkça kullanmayın."),
    ("pt_BR", "Do not come without calling first.", "Ligue antes de vir."),
    ("de", ANY,
     "Rufen Sie an bei Schüttelfrost, Ausschlag oder Atemnot, auch wenn nur eines davon da ist."),
    ("es", "Tell the nurse if your left arm swells or your right hand feels numb.",
     "Avise a la enfermera si siente entumecida la mano derecha o hinchado el brazo izquierdo."),
    ("hi", "{dentist} will call {steps} now.", "{steps} को {dentist} अभी फ़ोन करेंगे।"),
    ("de", "{dentist} will call {steps} now.", "{steps} wird jetzt von {dentist} angerufen."),
    ("ru", FOOD, "Принимайте <b>с едой</b>, не на голодный желудок."),
    ("zh_Hans", "The last dose is two months after the first.", "最后一剂在第一剂之后两个月。"),
    ("zh_Hans", "Hives after the infusion?", "输液后有荨麻疹吗？"),
    ("ar", "Take a thermometer and your medicines with you.",
     "يُرجى أخذ ميزان حرارة وأدويتك معك."),
    ("de", "Do not stop or skip steroids, methotrexate or other pills.",
     "Setzen Sie Kortison, Methotrexat oder andere Tabletten nicht ab, und lassen Sie keine aus."),
]  # fmt: skip


@pytest.mark.parametrize(("code", "english", "words"), FREE)
def test_another_order_that_says_the_same_is_no_finding(code, english, words, tmp_path):
    assert rules(tmp_path, code, english, words) == set()


FORMS = {
    "es": (("{n} día", "{n} días"), ("{n} día", "{n} día")),
    "fr": (("{n} mois", "{n} mois"), ("{n} jour", "{n} jour")),
    "ar": (
        ("{n} يوم", "يوم واحد", "يومين", "{n} أيام", "{n} يومًا", "{n} يوم"),
        ("{n} يوم", "يوم واحد", "يومين", "{n} يومين", "{n} يومًا", "{n} يوم"),
    ),
}


@pytest.mark.parametrize("code", FORMS)
def test_a_word_that_its_number_must_change_is_not_the_same_in_two_forms(code, tmp_path):
    found = []
    for forms in FORMS[code]:
        months = "month" if "mois" in forms[0] else "day"
        told = f'#. VARS: n = 4\nmsgid "{{n}} {months}"\nmsgid_plural "{{n}} {months}s"\n'
        told += "".join(f'msgstr[{index}] "{form}"\n' for index, form in enumerate(forms))
        found.append([one.code for one in inspect(write(tmp_path, code, head(code) + told))])

    assert found == [[], ["P04"]]


def test_a_file_of_another_project_is_named(tmp_path):
    pot = tmp_path / "redflag.pot"
    pot.write_text('msgid ""\nmsgstr "Project-Id-Version: clinic 1\\n"\n\n' + entry("Yes", ""))
    text = head("tr").replace('"Language', '"Project-Id-Version: {} 2\\n"\n"Language')
    found = [
        [
            one.code
            for one in inspect(write(tmp_path, "tr", text.format(name) + entry("Yes", "Evet")), pot)
        ]
        for name in ("clinic", "shop")
    ]

    assert found == [[], ["K03"]]
