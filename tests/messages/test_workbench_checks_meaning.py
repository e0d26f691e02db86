"""The checker hears what a translation says, and is silent where a language says it in its way."""

import pytest

from messages.languages import LANGUAGES
from messages.workbench.checks.inspection import inspect
from messages.workbench.checks.mend import mended
from messages.workbench.checks.names import sound
from messages.workbench.checks.reader import Entry
from messages.workbench.checks.subject import Frame, frame_of
from tests.messages.test_workbench_checks import entry, head, write

FOREIGN = (  # samples as other projects write them
    "LEVEL: critical",
    "VARS: hours = 6; low = 70; high = 300; date = 3 March; dentist = Dr Kaya; steps = 3",
)
FAST = "Do not eat or drink for {hours} hours before the anaesthetic."
TWICE = "Take one tablet of amoxicillin every 8 hours for 7 days."
LOW = "If it is below {low}, eat sugar. If it is above {high}, call the doctor."

# What the English says, a language, what says it too, and what another rule of ours must find.
HEARD = {
    "the two units of two figures": ("S03", TWICE, "pt_BR",
        "Tome um comprimido de amoxicilina a cada 8 horas por 7 dias.",
        "Tome um comprimido de amoxicilina a cada 8 dias por 7 horas."),
    "two for one": ("S03", TWICE, "zh_Hans",
        "每8小时服用一片阿莫西林，连服7天。", "每8小时服用两片阿莫西林，连服7天。"),
    "a medicine that sounds alike": ("S05", TWICE, "ru",
        "Принимайте по одной таблетке амоксициллина каждые 8 часов 7 дней.",
        "Принимайте по одной таблетке ампициллина каждые 8 часов 7 дней."),
    "a medicine of no list": ("S05", "Stop ciprofloxacin now.", "tr",
        "Siprofloksasini hemen bırakın.", "Levofloksasini hemen bırakın."),
    "a minus": ("S02", "Keep it at 2 to 8 °C.", "ru",
        "Храните при 2–8 °C.", "Храните при -2–8 °C."),
    "a lost not behind an and": ("S04", FAST, "de",
        "Essen und trinken Sie in den {hours} Stunden vor der Narkose nichts.",
        "Essen und trinken Sie in den {hours} Stunden vor der Narkose."),
    "a lost never beside without": ("S04", "Never inject without measuring first.", "tr",
        "Önce ölçmeden asla iğne yapmayın.", "Önce ölçmeden iğne yapın."),
    "a lost not beside unwell": ("S04", "Feel unwell? Do not wait, and call.", "zh_Hans",
        "感觉不舒服？不要等，请打电话。", "感觉不舒服？请等，再打电话。"),
    "a not that came": ("S04", "It contains milk and peanuts.", "fr",
        "Il contient du lait et des arachides.", "Il ne contient pas de lait ni d'arachides."),
    "below and above in two sentences": ("S06", LOW, "es",
        "Si está por debajo de {low}, tome azúcar. Si está por encima de {high}, llame al médico.",
        "Si está por encima de {low}, tome azúcar. Si está por debajo de {high}, llame al médico."),
    "evening for morning and evening": ("S06", "White in the morning, red in the evening.", "fr",
        "Le blanc le matin, le rouge le soir.", "Le blanc le soir, le rouge le soir."),
    "until and from": ("S06", "Chew on the left side until {date}.", "de",
        "Kauen Sie bis {date} links.", "Kauen Sie ab {date} links."),
    "better for worse": ("S06", "If you feel worse, call the doctor.", "pt_BR",
        "Se você piorar, ligue para o médico.", "Se você melhorar, ligue para o médico."),
    "another day of the week": ("S06", "Come on Tuesday.", "ar",
        "يُرجى الحضور يوم الثلاثاء.", "يُرجى الحضور يوم الخميس."),
    "capsules for drops": ("S05", "Use the drops at night.", "hi",
        "रात को बूँदें डालें।", "रात को कैप्सूल लें।"),
    "names that changed places": ("B06", "Your visit to {dentist} is on {date}.", "tr",
        "Diş hekiminiz: {dentist}. Gün: {date}.", "Diş hekiminiz: {date}. Gün: {dentist}."),
    "a name beside another unit": ("B06", "It leaves in {hours} hours from track {steps}.", "de",
        "Abfahrt in {hours} Stunden von Gleis {steps}.",
        "Abfahrt in {steps} Stunden von Gleis {hours}."),
    "a value glued to a word": ("G01", "You have {steps} steps left.", "pt_BR",
        "Faltam {steps} passos.", "Faltam {steps}passos."),
    "a letter of a neighbour": ("T05", "Please tell us if you are allergic.", "tr",
        "Alerjiniz varsa lütfen bize söyleyin.", "Alerjiniz varsa, xahiş edirəm, bize söyleyin."),
    "at least for at most": ("S06", "At most {low} in {hours} hours. Rest at least {high}.", "ru",
        "Не больше {low} за {hours} часов. Отдых не меньше {high}.",
        "Не меньше {low} за {hours} часов. Отдых не меньше {high}."),
    "at least for at most, without spaces": ("S06", "Take at most {low}.", "zh_Hans",
        "最多服用{low}。", "至少服用{low}。"),
    "tomorrow beside at once": ("S06", "Rest at once, then call.", "de",
        "Ruhen Sie sofort, dann rufen Sie an.", "Ruhen Sie sofort, morgen rufen Sie an."),
    "after for until": ("S06", "Return it until {date} without a fee.", "ru",
        "Верните бесплатно до {date}.", "Верните бесплатно после {date}."),
    "cannot for can, beside stop": ("S04", "It can stop your breathing.", "es",
        "Puede detener su respiración.", "No puede detener su respiración."),
    "after for within": ("S06", "Call within {hours} hours.", "zh_Hans",
        "请在{hours}小时内打电话。", "请在{hours}小时后打电话。"),
    "a safe danger": ("S06", "Too much of it is dangerous.", "fr",
        "En prendre trop est dangereux.", "En prendre trop est sans danger."),
    "the sign that guards a cell": ("T07", "Call the doctor.", "es",
        "Llame al médico.", "'Llame al médico."),
    "spaces that no line breaks at": ("M05", "Call your doctor at once.", "fr",
        "Appelez votre médecin tout de suite.",
        "Appelez\u00a0votre\u00a0médecin\u00a0tout\u00a0de\u00a0suite."),
    "home for the emergency room": ("S06", "Go to the emergency room.", "de",
        "Fahren Sie in die Notaufnahme.", "Fahren Sie nach Hause."),
    "wet for dry": ("S06", "Keep the bandage dry.", "es",
        "Mantenga seco el vendaje.", "Mantenga mojado el vendaje."),
    "a test that turned": ("S06", "Both tests are negative.", "tr",
        "Her iki test de negatif.", "Her iki test de pozitif."),
    "the last visit for the next": ("S06", "Your next visit is on {date}.", "fr",
        "Votre prochaine visite est le {date}.", "Votre dernière visite est le {date}."),
    "later for earlier": ("S06", "Please come {hours} hours early.", "ru",
        "Приходите на {hours} часов раньше.", "Приходите на {hours} часов позже."),
    "a reach for children": ("S06", "Keep out of reach of children.", "pt_BR",
        "Mantenha fora do alcance das crianças.", "Mantenha ao alcance das crianças."),
    "an evening beside a breakfast": ("S06", "Every morning after breakfast.", "pt_BR",
        "Toda manhã depois do café da manhã.", "Toda noite depois do café da manhã."),
    "cannot for can, beside keep": ("S04", "You can shower, but keep it dry.", "de",
        "Sie dürfen duschen, aber halten Sie es trocken.",
        "Sie dürfen nicht duschen, aber halten Sie es trocken."),
    "a not that came beside days before": ("S04", "We will remind you {steps} days before.", "tr",
        "Size {steps} gün önce hatırlatırız.", "Size {steps} gün önce hatırlatmayız."),
    "more than without its not": ("S04", "Do not take more than {steps} tablets.", "fr",
        "Ne prenez pas plus de {steps} comprimés.", "Prenez plus de {steps} comprimés."),
    "must for may": ("S06", "You can shower.", "es", "Puede ducharse.", "Debe ducharse."),
    "a lost now": ("S06", "Call the doctor now.", "de",
        "Rufen Sie jetzt den Arzt an.", "Rufen Sie den Arzt an."),
    "a lost morning": ("S06", "Take one tablet every morning.", "ar",
        "يجب تناول قرص واحد كل صباح.", "يجب تناول قرص واحد."),
    "one answer of two": ("S06", "Reply yes or no.", "de",
        "Antworten Sie Ja oder Nein.", "Antworten Sie Nein."),
    "a first question that asks no longer": ("S07", "Any pain? Call the doctor.", "de",
        "Schmerzen? Rufen Sie den Arzt an.", "Schmerzen. Rufen Sie den Arzt an."),
    "what is past still to come": ("S06", "Your dose was changed.", "fr",
        "Votre dose a été modifiée.", "Votre dose sera modifiée."),
    "a thank you that nobody said": ("T06", "Please bring your list.", "tr",
        "Lütfen listenizi getirin.", "Lütfen listenizi getirin. Teşekkürler."),
    "an order to a friend": ("G02", "Do not take aspirin.", "es",
        "No tome aspirina.", "No tomes aspirina."),
    "a lost not, in Hebrew": ("S04", "Do not take ibuprofen.", "he",
        "אין לקחת איבופרופן.", "יש לקחת איבופרופן."),
    "another medicine behind a small word, in Hebrew": ("S05", "Take it with ibuprofen.", "he",
        "יש לקחת עם האיבופרופן.", "יש לקחת עם הפרצטמול."),
    "a lost not, in Georgian": ("S04", "Do not take ibuprofen.", "ka",
        "არ მიიღოთ იბუპროფენი.", "მიიღეთ იბუპროფენი."),
    "a lost not, in Japanese": ("S04", "Do not take ibuprofen.", "ja",
        "イブプロフェンを飲まないでください。", "イブプロフェンを飲んでください。"),
    "after for before, in Japanese": ("S06", "Take it before meals.", "ja",
        "食前に飲んでください。", "食後に飲んでください。"),
    "days for hours, in Vietnamese": ("S03", "Take it every {hours} hours.", "vi",
        "Uống mỗi {hours} giờ một lần.", "Uống mỗi {hours} ngày một lần."),
    "above for below, in Azerbaijani": ("S06", "Wait if it is below {low}.", "az",
        "Əgər {low} həddindən aşağıdırsa, gözləyin.",
        "Əgər {low} həddindən yuxarıdırsa, gözləyin."),
    "a not that came behind an if": ("S04", "If it is above {high}, ring the doctor.", "es",
        "Si está por encima de {high}, llame al médico.",
        "Si está por encima de {high}, no llame al médico."),
    "two for a": ("S03", "Drink a glass of water.", "hi",
        "एक गिलास पानी पिएँ।", "दो गिलास पानी पिएँ।"),
    "confirmed for cancelled": ("S06", "Your visit was cancelled.", "zh_Hans",
        "您的就诊已取消。", "您的就诊已确认。"),
    "milk for water": ("S06", "Take it with water.", "ru",
        "Запивайте водой.", "Запивайте молоком."),
    "a percent sign that lost its letter": ("B03", "%(n)d tablets, call %s.", "ja",
        "%(n)d錠。%sに電話してください。", "%(n)錠。%sに電話してください。"),
    "another kind behind the percent sign": ("B02", "Call %s.", "de",
        "Rufen Sie %s an.", "Rufen Sie %d an."),
    "weaker for stronger": ("S06", "Is the pain stronger than before?", "de",
        "Ist der Schmerz stärker als vorher?", "Ist der Schmerz schwächer als vorher?"),
    "no further for further": ("S04", "Keep taking it until we call.", "de",
        "Nehmen Sie es weiter, bis wir anrufen.", "Nehmen Sie es nicht weiter, bis wir anrufen."),
    "a word that hangs on a number, in German": ("G01", "Call {dentist} now.", "de",
        "Rufen Sie jetzt {dentist} an.", "Rufen Sie jetzt {dentist}an."),
    "a lost not, in Persian": ("S04", "Do not take two doses.", "fa",
        "دو نوبت مصرف نکنید.", "دو نوبت مصرف کنید."),
    "the forbidden medicine for the other": ("S05", "Take paracetamol, not ibuprofen.", "tr",
        "Parasetamol alın, ibuprofen almayın.", "İbuprofen alın, parasetamol almayın."),
    "five times for four times": ("S03", "At most four times a day.", "de",
        "Höchstens viermal am Tag.", "Höchstens fünfmal am Tag."),
    "the familiar address, in Dutch": ("G02", "Call your doctor.", "nl",
        "Bel uw arts.", "Bel je arts."),
    "tomorrow for at once, where we speak little": ("S06", "Call at once.", "nl",
        "Bel meteen.", "Bel morgen."),
    "another month": ("S06", "Take it until June.", "fr",
        "Prenez-le jusqu'en juin.", "Prenez-le jusqu'en juillet."),
    "days in another order": ("S06", "It was moved from Monday to Thursday.", "pt_BR",
        "Mudou de segunda para quinta-feira.", "Mudou de quinta para segunda-feira."),
    "an only recommended must": ("S06", "You must not breastfeed.", "de",
        "Sie dürfen nicht stillen.", "Sie sollten nicht stillen."),
    "a must that is only perhaps": ("S06", "You must not breastfeed.", "es",
        "No debe amamantar.", "Quizá no deba amamantar."),
    "an and in place of an or": ("S06", "Call us if you have a fever or a cough.", "it",
        "Ci chiami se ha la febbre o la tosse.", "Ci chiami se ha la febbre e la tosse."),
    "never with the verb of an order": ("S04", "Never stop them on your own.", "tr",
        "Asla kendi başınıza bırakmayın.", "Asla kendi başınıza bırakın."),
    "never without a not": ("S04", "You must never take it twice.", "ru",
        "Никогда нельзя принимать его дважды.", "Никогда принимайте его дважды."),
    "without asking in place of never": ("S04", "Never stop them on your own.", "ar",
        "يجب عدم إيقافها أبدًا دون استشارة.", "يجب إيقافها دون استشارة."),
    "no food in place of food": ("S06", "Take the tablets with food.", "nl",
        "Neem de tabletten met eten in.", "Neem de tabletten zonder eten in."),
    "less than usual": ("S06", "More than usual.", "uk",
        "Більше, ніж зазвичай.", "Менше, ніж зазвичай."),
    "the last word of a long one": ("S05", "Take your steroid tablets.", "de",
        "Nehmen Sie Ihre Steroidtabletten.", "Nehmen Sie Ihre Steroidspritzen."),
    "the mother for the baby": ("S05", "Your baby needs it.", "tr",
        "Bebeğinizin buna ihtiyacı var.", "Annenizin buna ihtiyacı var."),
    "a blood test": ("S05", "After the last infusion, come to us.", "fr",
        "Après la dernière perfusion, venez chez nous.",
        "Après la dernière prise de sang, venez chez nous."),
    "the day after tomorrow": ("S06", "Do not wait until tomorrow.", "de",
        "Warten Sie nicht bis morgen.", "Warten Sie nicht bis übermorgen."),
    "daytime for night": ("S06", "Call at night, too.", "nl",
        "Bel ook 's nachts.", "Bel ook overdag."),
    "a last sentence that is gone": ("T06",
        "Take them for {steps} days. Never stop them on your own. Ask your pharmacist first.", "tr",
        "{steps} gün boyunca alın. Asla kendi başınıza bırakmayın. Önce eczacınıza sorun.",
        "Bunları tam {steps} gün boyunca alın. Kendi başınıza asla, ama asla bırakmayın."),
    "a question among values": ("S07", "New date: {date}, at {hours}. Questions? Write us.", "ru",
        "Новая дата: {date}, {hours}. Есть вопросы? Напишите нам.",
        "Новая дата: {date}, {hours}. Есть вопросы. Напишите нам."),
    "an order left in English": ("T05", "Take paracetamol. Do not take ibuprofen.", "uk",
        "Прийміть парацетамол. Не приймайте ібупрофен.",
        "Take paracetamol. Не приймайте ібупрофен."),
    "an ending on a value": ("G01", "{steps} doses left", "uk",
        "Залишилося доз: {steps}", "Залишилося {steps}доз"),
    "an ending on a German value": ("G01", "Ask {dentist}.", "de",
        "Fragen Sie {dentist}.", "Fragen Sie {dentist}en."),
    "a space inside a tag": ("M05", "<b>Call now.</b> Wait.", "de",
        "<b>Rufen Sie jetzt an.</b> Warten Sie.", "<b> Rufen Sie jetzt an.</b> Warten Sie."),
    "the other's finding": ("S06", "His was negative, yours is positive.", "tr",
        "Onunki negatif, sizinki pozitif.", "Onunki pozitif, sizinki negatif."),
    "the husband for the child": ("S05", "Give your child the syrup.", "de",
        "Geben Sie Ihrem Kind den Sirup.", "Geben Sie Ihrem Mann den Sirup."),
    "a thing that is kept for good": ("S06", "Throw it away after opening.", "nl",
        "Gooi het weg na opening.", "Bewaar het na opening."),
    "pounds": ("S03", "It is 2 kg more.", "it", "Sono 2 kg in più.", "Sono 2 lb in più."),
    "another dose of a row": ("S06", "Take the third dose.", "ja",
        "三回目を飲んでください。", "二回目を飲んでください。"),
    "boiled for raw": ("S06", "No raw eggs.", "pl", "Bez surowych jajek.", "Bez gotowanych jajek."),
    "nothing to avoid": ("S04", "Avoid crowds.", "nl", "Vermijd drukte.", "Zoek drukte."),
    "before and not after": ("S06", "Tell us before the operation, not after.", "vi",
        "Hãy báo trước khi mổ, không phải sau.", "Hãy báo sau khi mổ, không phải trước."),
    "with anybody": ("S04", "Do not share it with anyone.", "tr",
        "Kimseyle paylaşmayın.", "Kimseyle paylaşın."),
    "a question in a language that we hardly speak": ("S07", "Bad sleep? Tell us.", "uk",
        "Погано спали? Скажіть нам.", "Погано спали. Скажіть нам."),
    "a dose that is not skipped": ("S04", "Skip the third dose.", "tr",
        "Üçüncü dozu atlayın.", "Üçüncü dozu atlamayın."),
    "a not that is gone with its sentence": ("T06",
        "Tell nobody. It is valid for {steps} minutes. Never send a photo of the card.", "fr",
        "Ne le dites à personne. Il vaut {steps} minutes. N'envoyez jamais de photo de la carte.",
        "Il reste toujours valable {steps} minutes. N'envoyez jamais de photo de la carte."),
    "an order to wait that forbids it": ("S04", "Wait at least {hours} hours.", "it",
        "Aspetti almeno {hours} ore.", "Non aspetti almeno {hours} ore."),
    "without for with": ("S04", "Come with {dentist} on {date}.", "fr",
        "Venez avec {dentist} le {date}.", "Venez sans {dentist} le {date}."),
    "an ending that only allows": ("S06", "Both parents must sign.", "tr",
        "Anne ve baba imzalamalıdır.", "Anne ve baba imzalayabilir."),
    "a new card for an old one": ("S06", "An old card no longer counts.", "de",
        "Eine alte Karte gilt nicht mehr.", "Eine neue Karte gilt nicht mehr."),
    "an always that forbids": ("S04", "Always take it with you.", "pl",
        "Proszę zawsze brać to ze sobą.", "Proszę nigdy nie brać tego ze sobą."),
    "open for closed": ("S06", "We close at noon.", "uk",
        "Зачиняємося опівдні.", "Відчиняємося опівдні."),
    "a whole for a half": ("S03", "Half a tablet before lunch.", "vi",
        "Nửa viên trước bữa trưa.", "Một viên trước bữa trưa."),
    "a Persian verb of any kind": ("S04", "Do not chew it.", "fa", "آن را نجوید.", "آن را بجوید."),
    "frozen for cooled": ("S06", "Keep it in the fridge.", "pl",
        "Trzymać w lodówce.", "Trzymać w zamrażarce."),
    "what is rare": ("S06", "A rash is common.", "es",
        "La erupción es frecuente.", "La erupción es rara."),
    "into the vein": ("S06", "It is given under the skin.", "it",
        "Si dà sotto la pelle.", "Si dà in vena."),
    "a colon of full width": ("S06", "Your dose: one tablet before lunch. Rest.", "ja",
        "服用：昼食前に一錠。休んでください。", "服用：昼食後に一錠。休んでください。"),
    "less than yesterday": ("S06", "Does it bleed more than yesterday?", "pt_BR",
        "Sangra mais do que ontem?", "Sangra menos do que ontem?"),
    "a visitor who may not come": ("S04", "Your son may come, but only one visitor can stay.", "de",
        "Ihr Sohn darf mitkommen, aber nur eine Person kann bleiben.",
        "Ihr Sohn darf nicht mitkommen, aber nur eine Person kann bleiben."),
    "every week for every day": ("S03", "Change it every day.", "uk",
        "Міняйте щодня.", "Міняйте щотижня."),
    "a not in the midst of an if": ("S04",
        "If it rises or you shiver, call {dentist} at once, even at night.", "es",
        "Si sube o tirita, llame a {dentist} de inmediato, incluso de noche.",
        "Si sube o tirita, no llame a {dentist} de inmediato, incluso de noche."),
    "a day with an apostrophe": ("S06", "Come on Friday.", "uk",
        "Приходьте в п'ятницю.", "Приходьте в середу."),
    "a Hebrew order not to": ("S04", "Wait for the doctor.", "he",
        "יש לחכות לרופא.", "אל תחכו לרופא."),
    "below for over": ("S06", "Fever over {low}? Call {dentist} now.", "uk",
        "Температура вище {low}? Зараз телефонуйте: {dentist}.",
        "Температура нижче {low}? Зараз телефонуйте: {dentist}."),
}  # fmt: skip


@pytest.mark.parametrize("heard", HEARD)
def test_what_turned_is_heard_and_what_says_the_same_is_not(heard, tmp_path):
    rule, english, code, right, wrong = HEARD[heard]

    assert rules(tmp_path, code, english, right) == set()
    assert rule in rules(tmp_path, code, english, wrong)


def rules(folder, code: str, english: str, words: str) -> set[str]:
    """Return the rules that find something in another project's translation."""
    text = top(code) + entry(english, words, notes=FOREIGN)
    return {one.code for one in inspect(write(folder, code, text))}


def top(code: str) -> str:
    return head(code if code in LANGUAGES else "de").replace("Language: de", f"Language: {code}")


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


def test_words_to_be_found_by_need_not_be_the_same_words_unless_a_life_hangs_on_them(tmp_path):
    terms = ("fever, chills, cough, sick, call", "fiebre, tos, escribir, ayer, ibuprofeno, tú")
    found = [
        inspect(write(tmp_path, "es", head("es") + entry(*terms, notes=notes)))
        for notes in (("LEVEL: normal",), ("LEVEL: critical",))
    ]

    assert found[0] == []
    assert {one.code for one in found[1]} == {"G02", "S06"}


# How projects tell a translator the level, the limit and the samples of "Call {phone} in {n} days".
CRITICAL = Frame("critical")
SAMPLED = Frame(samples={"phone": "+1 (555) 0", "n": "4"})
NOTED = {
    "LEVEL: critical; MAX: 20": Frame("critical", limit=20),
    "L10N: level=critical": CRITICAL,
    "Severity: critical": CRITICAL,
    "MAXLEN: 20": Frame(limit=20),
    "A button. MAX: 20": Frame(limit=20),
    "Maximum length: 20 characters": Frame(limit=20),
    "VARS: phone = +1 (555) 0, n = 4": SAMPLED,
    "VARS {phone} = +1 (555) 0; {n}=4": SAMPLED,
    "Samples: phone (e.g. +1 (555) 0) | n (4)": SAMPLED,
    "{n}: the number of days, for example 4": Frame(samples={"n": "4"}),
    "phone: the number to call": Frame(),
    "WHERE: max 3 visits, when it is critical": Frame(),
}


@pytest.mark.parametrize("note", NOTED)
def test_a_comment_is_read_as_its_project_writes_it(note):
    assert frame_of(Entry(english="Call {phone} in {n} days", notes=[note]), "app") == NOTED[note]


def test_the_same_words_under_two_ids_are_judged_once_and_named_twice(tmp_path):
    told = [
        entry("Call {dentist} at once.", "Hemen arayın.", f"redflag.{id}", notes)
        for id, notes in (("a", FOREIGN), ("b", FOREIGN), ("c", (*FOREIGN, "MAX: 9")))
    ]
    found = inspect(write(tmp_path, "tr", head("tr") + "".join(told)))

    assert [(one.id, one.code) for one in found] == [
        ("redflag.a", "B03"),
        ("redflag.b", "B03"),
        ("redflag.c", "B03"),
        ("redflag.c", "L01"),
    ]
    assert len({one.line for one in found}) == len(told)


def test_spaces_that_no_line_breaks_at_are_mended(tmp_path):
    text = head("fr") + entry("Call at once.", "Appelez\u00a0tout\u00a0de\u00a0suite.", notes=())

    assert mended(text.encode(), "fr").decode() == text.replace("\u00a0", " ")


def test_a_medicine_sounds_alike_in_the_alphabets_that_are_sounded_out():
    for name, other in (("amoxicillin", "amoksisilin"), ("azithromycin", "азитромицин")):
        assert sound(name) == sound(other)
    assert sound("ciprofloxacin") != sound("levofloxacin")
