"""The checker is silent where a language says the same in its own way."""

import pytest

from messages.workbench.checks.inspection import inspect
from tests.messages.test_workbench_checks import entry, write
from tests.messages.test_workbench_checks_meaning import FOREIGN, top

# What translators may well do: none of it is a finding.
FREE = [
    ("fr", "Did {dentist} come on {date}?", "Le {date}, {dentist} est-il venu ?"),
    ("ru", "Before {date} it is {low} to {high}.", "До {date}: от {low} до {high}."),
    ("de", "An unclear sign, not urgent.", "Ein unklares Zeichen, nicht dringend."),
    ("tr", "Press the button “Messages”.", "“Mesajlar” düğmesine basın."),
    ("ar", "My body cannot fight infections well.", "مقاومة جسمي للعدوى ضعيفة."),
    ("es", "No, better", "Mejor"),
    ("de", "Call {dentist} within {hours} hours.",
     "Rufen Sie innerhalb von {hours} Stunden {dentist} an."),
    ("fr", "Any pain?", "Des douleurs\u00a0?"),
    ("de", "{steps}-step guide", "{steps}-Schritte-Anleitung"),
    ("ar", "Call {dentist} now.", "يجب الاتصال الآن بـ{dentist}."),
    ("tr", "Program: companion locales fix", "Komut: companion locales fix"),
    ("es", "Do not take ibuprofen until you have talked to us.",
     "No tome ibuprofeno hasta que haya hablado con nosotros."),
    ("ru", "It is now half as much as before.", "Теперь вдвое меньше прежнего."),
    ("fr", "Thank the team that treats you.", "Merci d'en remercier l'équipe qui vous soigne."),
    ("tr", "Take one tablet in the evening.", "Akşam yemeğiyle bir tablet alın."),
    ("fr", "Now and then, ask your doctor.", "De temps en temps, demandez à votre médecin."),
    ("tr", "Whom to call was changed.", "Aranacak kişi değişti."),
    ("de", "You may call the doctor.", "Sie dürfen den Arzt anrufen."),
    ("hi", "You may call the doctor.", "आप डॉक्टर को फ़ोन कर सकते हैं।"),
    ("de", "If it gets worse, call the doctor.",
     "Wenn es nicht besser wird, rufen Sie den Arzt an."),
    ("ja", "Your visit on {date} was cancelled. Please do not come to the hospital.",
     "{date}のご予約はキャンセルされました。病院には来ないでください。"),
    ("he", "Do not come to the hospital.", "אין להגיע לבית החולים."),
    ("ru", "Keep taking it until we call.", "Продолжайте принимать, пока мы не позвоним."),
    ("de", "Take paracetamol, not ibuprofen.",
     "Nehmen Sie nicht Ibuprofen, sondern Paracetamol."),
    ("ar", "MabThera", "MabThera"),
    ("es", "Otherwise we will call you.", "Si no, le llamaremos."),
    ("nl", "Take it after meals.", "Neem het in na de maaltijd."),
    ("zh_Hans", "Take it until June.", "请服用到6月。"),
    ("uk", "No alcohol the night before or the morning after.",
     "Жодного алкоголю ввечері напередодні чи вранці після."),
    ("fr", "Please do not be late.", "Merci d'être à l'heure."),
    ("zh_Hans", "Do not forget your card.", "别忘了带卡。"),
    ("fa", "Take it in the evening.", "شب مصرف کنید."),
    ("de", "Ask less often.", "Fragen Sie seltener."),
    ("he", "If it hurts, write to {dentist}.", "אם כואב, יש לכתוב אל {dentist}."),
    ("ru", "Does it bleed more?", "Крови больше?"),
    ("ru", "Wait at least {hours} hours.", "Подождите не менее {hours} часов."),
    ("fr", "Come with an empty stomach.", "Venez à jeun."),
    ("ar", "Tell the nurse with the call button.", "يجب إبلاغ طاقم التمريض بزر النداء."),
    ("pl", "From Monday to Friday, never on Sunday.",
     "Od poniedziałku do piątku, nigdy w niedzielę."),
    ("ru", "The baby's doctor knows.", "Врач ребёнка знает."),
    ("de", "His was negative, not positive.", "Seiner war nicht positiv, sondern negativ."),
    ("ar", "Stop it at once if you cannot breathe.", "يجب إيقافه فورًا عند العجز عن التنفس."),
    ("ru", "To invite one: /invite NAME", "Чтобы пригласить: /invite NAME"),
    ("tr", "Questions? Write to us.", "Sorunuz varsa bize yazın."),
    ("hi", "Do not stop it before the doctor says so.",
     "जब तक डॉक्टर न कहे, इसे बंद न करें।"),
    ("de", "We open at 9:00.", "Wir öffnen um 9 Uhr."),
    ("vi", "Do not eat after 8 pm.", "Không ăn sau 20 giờ."),
    ("ja", "Come at 3:30 pm.", "午後3時30分に来てください。"),
    ("ru", "Come at 12 pm.", "Приходите в 12:00."),
    ("zh_Hans", "Those of Moderna and Novavax.", "Moderna 和 Novavax 的。"),
    ("de", "NOT entered.", "NICHT EINGETRAGEN."),
    ("es", "This is not medical advice.", "Esto no es una indicación médica."),
    ("hi", "Hepatitis B", "हेपेटाइटिस B"),
    ("es", "The vaccine works less well soon after it.",
     "La vacuna funciona peor poco después."),
    ("it", "The doctor reads it.", "Legge il medico."),
    ("tr", "Close", "Kapat"),
    ("it", "It can be asthma or an allergy.", "Può essere asma o un'allergia."),
    ("fr", "You may take it.", "Vous pouvez le prendre."),
    ("es", "Do not drive until your doctor allows it.",
     "No conduzca hasta que su médico lo permita."),
]  # fmt: skip


@pytest.mark.parametrize(("code", "english", "words"), FREE)
def test_what_a_translator_may_do_is_no_finding(code, english, words, tmp_path):
    text = top(code) + entry(english, words, notes=FOREIGN)

    assert [(one.code, one.what) for one in inspect(write(tmp_path, code, text))] == []
