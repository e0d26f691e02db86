"""What is said of a sign in general, or asked of nobody: it hides no report beside it."""

import pytest

from care.findings import Action
from tests.care.test_detector_polarity import action

ALERT, ASK, ANSWER = Action.ALERT, Action.ASK, Action.ANSWER
CALM = {ASK, ANSWER, Action.MENU}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Shortness of breath on exertion is one of the earliest complaints."),
        ("en", "Common side effects include headache, nausea and chills on the day itself."),
        ("en", "The air sacs may fill with fluid, causing cough with phlegm, fever and chills."),
        ("de", "Fieber und Schüttelfrost treten vor allem bei der ersten Infusion auf."),
        ("de", "Bei plötzlicher Lähmung einer Gesichtshälfte ist sofort der Notruf zu wählen."),
        ("es", "La neumonía produce tos, fiebre y dificultad para respirar."),
        ("fr", "La pneumonie se traduit par une toux, de la fièvre et une gêne respiratoire."),
        ("pt", "A pneumonia causa tosse, febre e falta de ar."),
        ("tr", "Zatürre öksürük, ateş ve nefes darlığı yapar."),
        ("ru", "Пневмония проявляется кашлем, лихорадкой и одышкой."),
        ("ar", "يسبب الالتهاب الرئوي السعال والحمى وضيق التنفس."),
        ("hi", "निमोनिया में खांसी, बुखार और सांस लेने में तकलीफ होती है।"),
        ("zh", "肺炎会引起咳嗽、发热和呼吸困难。"),
    ],
)
def test_what_is_said_of_a_sign_in_general_rings_nobody(language, text):
    assert action(language, text) in CALM


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Severe headache and stiff neck, vomiting, light hurts the eyes."),
        ("en", "Crushing chest pain radiating into the left arm and sweating a lot."),
        ("en", "My fever is usually higher at night, and the cough is worse."),
        ("en", "Dad is confused and hot, he can be woken."),
        ("de", "Hohes Fieber mit Schüttelfrost und Husten, kaum noch ansprechbar."),
        ("es", "Fiebre alta con escalofríos y tos con flemas verdes."),
        ("fr", "Forte fièvre avec frissons et toux grasse, ne mange plus rien."),
        ("pt", "Febre alta com calafrios e tosse com catarro verde."),
        ("tr", "Yüksek ateş ve titreme, öksürük de başladı, hiç yemek yemiyor."),
        ("ru", "Высокая температура с ознобом и кашель с зеленой мокротой."),
        ("ar", "حرارة عالية مع قشعريرة وسعال شديد وضيق في التنفس."),
        ("hi", "तेज बुखार के साथ कंपकंपी और खांसी, सांस लेने में तकलीफ।"),
        ("zh", "高烧伴有寒战、咳嗽，呼吸困难，吃不下东西。"),
    ],
)
def test_a_report_that_names_nobody_rings_like_any_other(language, text):
    assert action(language, text) is ALERT


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "On a scale of one to ten, how bad is the headache?"),
        ("en", "Which symptoms of a stroke should everyone know?"),
        ("en", "Chest pain or shortness of breath?"),
        ("en", "Nausea or vomiting?"),
        ("de", "Strahlt der Brustschmerz in den Arm aus?"),
        ("es", "¿Tiene tos, vómito o diarrea?"),
        ("fr", "La douleur thoracique irradie-t-elle dans le bras ?"),
        ("pt", "A dor no peito vai para o braço?"),
        ("ru", "Боль в груди отдаёт в руку?"),
        ("ar", "هل ينتشر ألم الصدر إلى الذراع؟"),
        ("tr", "Ateş, bulantı, kusma var mı?"),
    ],
)
def test_a_question_about_a_sign_of_nobody_rings_nobody(language, text):
    assert action(language, text) in CALM


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "chest pain what to do?"),
        ("en", "chest pain?"),
        ("en", "Fever? Yes. Cough? No."),
        ("en", "should we come in, fever, chills"),
        ("en", "can you help, chest pain and sweating"),
        ("es", "dolor de pecho qué hago?"),
        ("pt", "Dor no peito o que faço?"),
        ("tr", "göğüs ağrısı ne yapmalı?"),
        ("ru", "боль в груди что делать?"),
        ("ar", "ألم في الصدر ماذا أفعل؟"),
        ("hi", "क्या आप मदद करेंगे, सीने में दर्द है"),
        ("tr", "öksürükle kan geldi doktor var mı"),
        ("zh", "咳血了医生在吗"),
        ("zh", "胸痛怎么办？"),
        ("zh", "你们收到消息了吗，又发烧了"),
    ],
)
def test_a_report_with_a_question_about_something_else_rings(language, text):
    assert action(language, text) is ALERT


def test_advice_for_whoever_has_a_sign_is_answered_and_a_report_behind_it_rings():
    assert action("en", "Call your doctor if you have a fever over 38.") is ANSWER
    assert action("en", "Do you have a high fever (>103°F)?") in CALM
    assert action("en", "fever > 39") is ALERT
    assert action("es", "Si la fiebre sigue en dos días, llame o regrese.") in CALM
    assert action("es", "si todavía están ahí, tengo fiebre") is ALERT
    assert action(
        "en", "the nurse said call if the fever is still there and it is still there"
    ) is (ALERT)


def test_a_command_to_the_body_of_the_reader_is_no_sign():
    assert action("en", "Open your mouth please. Take a deep breath.") is Action.MENU
    assert action("en", "my mouth and throat feel odd") is not Action.MENU
    assert action("zh", "嘴唇上面那一块很奇怪") is ASK  # ten characters are few words


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "see you tomorrow xx"),
        ("en", "ultimately Barbara and Terry went gambling"),
        ("es", "no olvides lo que gastó tu dama en Disney"),
        ("fr", "il a battu le record, Hervé"),
        ("tr", "en yakın kuruluşa gidiniz"),
        ("ar", "سرقت محفظتي"),
        ("hi", "मेरे दस्तावेज़ जुलाई में मिले"),
    ],
)
def test_an_everyday_word_one_letter_from_a_sign_is_none(language, text):
    assert action(language, text) is Action.MENU


def test_an_article_is_no_vaccine_and_who_denies_in_arabic_is_heard():
    assert action("es", "en mi opinión, es un poco de gripe") is ASK
    assert action("es", "gripe después de la vacuna") is ALERT
    assert action("ar", "لا أشعر بضيق في التنفس") is Action.MENU


def test_who_denies_a_list_denies_all_of_it_and_a_no_only_what_follows():
    assert action("en", "denies fever, cough, chest pain") is Action.MENU
    assert action("es", "niega fiebre, tos, dolor de pecho") is Action.MENU
    assert action("zh", "否认发热、咳嗽、胸痛") is Action.MENU
    assert action("en", "no fever, cough, chest pain") is ALERT
    assert action("en", "denies fever but has chest pain") is ALERT
