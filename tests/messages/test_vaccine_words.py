"""A vaccine's name alone raises nothing, in any language; whatever else is said beside it does."""

import pytest

from care.detector_languages import read_message
from care.findings import Action
from messages.lexicons import languages, read_lexicons, read_terms

HEARD = {Action.ALERT, Action.ASK}
LEXICONS = read_lexicons()
# How an illness and a vaccine stand together.
NAME = {
    "ar": "لقاح {}",
    "de": "{} Impfung",
    "en": "{} jab",
    "es": "vacuna contra {}",
    "fr": "vaccin contre {}",
    "hi": "{} का टीका",
    "pt": "vacina contra {}",
    "ru": "прививка от {}",
    "tr": "{} aşısı",
    "zh": "{}疫苗",
}
ASKED = {
    "ar": ("هل يمكنني أخذ لقاح حمى التيفوئيد؟", "أريد اللقاح ضد الحصبة", "متى موعد تطعيم السحايا"),
    "de": (
        "kann ich die Meningitisimpfung bekommen?",
        "wann ist die FSME-Impfung fällig",
        "ich möchte die Impfung gegen Keuchhusten",
        "brauche ich die Grippespritze?",
    ),
    "en": (
        "can I have the flu jab",
        "can I have the flu vaccine?",
        "how long after rituximab can I have the whooping cough booster",
        "vaccination against the measles",
        "do I need typhoid shots",
    ),
    "es": (
        "¿puedo ponerme la vacuna contra el tétanos y cuándo?",
        "quiero la vacuna de la tos ferina",
        "necesito la vacuna meningitis",
        "vacunarme contra la encefalitis japonesa",
    ),
    "fr": (
        "puis-je avoir le vaccin contre la coqueluche ?",
        "je veux le vaccin grippe",
        "j'ai eu le vaccin contre la coqueluche la semaine dernière, c'est bon ?",
        "c'est quand le rappel tétanos",
        "ai-je besoin du vaccin anti-rougeole",
    ),
    "hi": ("क्या मैं डेंगू का टीका लगवा सकता हूँ?", "typhoid vaccine lagwana hai", "काली खांसी की वैक्सीन"),
    "pt": (
        "posso tomar a vacina tríplice viral?",
        "preciso do reforço da tosse convulsa",
        "quero a vacina da febre da dengue",
    ),
    "ru": (
        "можно мне прививку от ветряной оспы?",
        "нужна вакцина против менингита",
        "хочу привиться от клещевого энцефалита",
    ),
    "tr": (
        "sarılık aşısı olabilir miyim?",
        "kızamık aşım ne zaman",
        "geçen hafta zatürre için aşı oldum, sorun olur mu",
        "hepatit B için aşı gerekli mi",
    ),
    "zh": ("我可以打破伤风的疫苗吗？", "打百日咳预防针", "要打日本脑炎加强针吗"),
}
AFTER = {  # what was had beside what has come
    "ar": ("بعد {} عندي حمى", "{} والآن وجهي منتفخ", "أخذت {}، لا أستطيع التنفس", "{}. حرارتي 39"),
    "de": ("nach der {} habe ich Fieber", "hatte die {}, bekomme keine Luft", "Fieber seit der {}"),
    "en": (
        "after the {} I have a fever",
        "{} and now my face is swollen",
        "had the {}, can't breathe",
        "fever since the {}",
    ),
    "es": (
        "después de la {} tengo fiebre",
        "fiebre desde la {}",
        "{} y ahora tengo la cara hinchada",
    ),
    "fr": ("fièvre depuis le {}", "j'ai eu le {}, je n'arrive plus à respirer", "{} et fièvre 39"),
    "hi": ("{} के बाद मुझे बुखार है", "{} लगवाया अब चेहरा सूज गया है"),
    "pt": (
        "febre desde a {}",
        "tomei a {}, não consigo respirar",
        "{} e agora meu rosto está inchado",
    ),
    "ru": ("после {} у меня температура", "сделали {}, не могу дышать"),
    "tr": ("{} sonrası ateşim var", "{} oldum yüzüm şişti"),
    "zh": ("打了{}后我发烧了", "{}，现在脸肿了", "打了{}，喘不上气"),
}
GIVEN = {  # names of vaccines to be put into the sentences above
    "ar": ("لقاح حمى التيفوئيد", "لقاح جدري الماء"),
    "de": ("Typhusimpfung", "Impfung gegen Masern"),
    "en": ("typhoid jab", "vaccine against polio", "flu vaccine"),
    "es": ("vacuna contra la polio", "vacuna de la gripe"),
    "fr": ("vaccin contre la polio", "vaccin grippe"),
    "hi": ("डेंगू का टीका", "measles vaccine"),
    "pt": ("vacina contra pólio", "vacina da gripe"),
    "ru": ("прививки от гриппа", "вакцины от тифа"),
    "tr": ("kızamık aşısı", "verem aşısı"),
    "zh": ("水痘疫苗", "流感预防针"),
}
APART = {  # the illness and the vaccine, and no name made of the two
    "ar": ("بعد اللقاح حصبة", "عندي الحصبة وأريد اللقاح", "حرارة بعد التطعيم", "الحصبة، بدون لقاح"),
    "de": (
        "Masern, keine Impfung",
        "ich habe Gürtelrose und will die Impfung",
        "Fieber nach Impfung",
    ),
    "en": (
        "measles, no vaccine",
        "I have the flu and want the vaccine",
        "I have typhoid vaccine was in May",
        "I have typhoid, vaccine was in May",
        "my son has it and I only had one german measles booster",
        "since the vaccine typhoid",
        "near varicella booster",
        "in contact with german measles booster unknown",
        "the vaccine gave me dengue",
        "after the vaccine I have a fever",
    ),
    "es": (
        "después de la vacuna gripe",
        "fiebre después de la vacuna de ayer",
        "varicela, sin vacuna",
    ),
    "fr": ("après le vaccin dengue", "fièvre depuis le vaccin", "j'ai le zona malgré le vaccin"),
    "hi": ("मुझे खसरा है और टीका चाहिए", "टीके के बाद बुखार"),
    "pt": ("desde a vacina sarampo", "febre depois da vacina", "catapora, sem vacina"),
    "ru": ("температура после прививки", "у меня корь, без прививки"),
    "tr": ("aşıdan beri ateşim var", "kızamık oldum aşı istiyorum"),
    "zh": ("得了日本脑炎疫苗没用", "打完疫苗发烧", "我得了水痘想打疫苗", "打预防针后我喘不上气"),
}


def action(text, language):
    return read_message(text, LEXICONS, language=language).action


@pytest.mark.parametrize("language", languages())
def test_no_vaccine_of_a_lexicon_raises_anything_by_its_name(language):
    names = [NAME[language].format(one) for one in read_terms(language)["illness"]]

    assert [name for name in names if action(name, language) in HEARD] == []


@pytest.mark.parametrize("language", languages())
def test_asking_for_a_vaccine_raises_nothing(language):
    assert [text for text in ASKED[language] if action(text, language) in HEARD] == []


@pytest.mark.parametrize("language", languages())
def test_what_came_after_a_vaccine_alerts(language):
    said = [text.format(name) for text in AFTER[language] for name in GIVEN[language]]

    assert [text for text in said if action(text, language) is not Action.ALERT] == []


@pytest.mark.parametrize("language", languages())
def test_an_illness_and_a_vaccine_that_make_no_name_alert(language):
    assert [text for text in APART[language] if action(text, language) is not Action.ALERT] == []
