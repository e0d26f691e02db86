"""Patients report in ten languages, whatever language their chat is set to; the team hears it."""

import pytest

from tests.clinic import GROUP, PATIENT, PRIMARY

LANGUAGES = ("en", "es", "fr", "de", "pt", "tr", "ar", "ru", "hi", "zh")

FEVER_AT_NIGHT = {
    "en": "it's the middle of the night and I have a high fever",
    "es": "es de madrugada y tengo mucha fiebre",
    "fr": "il est trois heures du matin et j'ai beaucoup de fièvre",
    "de": "es ist mitten in der Nacht und ich habe hohes Fieber",
    "pt": "é de madrugada e estou com febre alta",
    "tr": "gecenin bir yarısı ateşim çok yüksek",
    "ar": "الساعة ثلاث الفجر وعندي حرارة عالية",
    "ru": "сейчас ночь, у меня высокая температура",
    "hi": "रात के तीन बजे हैं और मुझे तेज़ बुखार है",
    "zh": "现在是半夜，我发高烧",
}
COUGH = {
    "en": "I have had a cough for five days",
    "es": "llevo cinco días con tos",
    "fr": "je tousse depuis cinq jours",
    "de": "ich habe seit fünf Tagen Husten",
    "pt": "estou com tosse há cinco dias",
    "tr": "beş gündür öksürüyorum",
    "ar": "عندي كحة من خمسة أيام",
    "ru": "у меня кашель уже пять дней",
    "hi": "मुझे पाँच दिन से खाँसी है",
    "zh": "我咳嗽五天了",
}
BREATHLESS = {
    "en": "now I can't breathe",
    "es": "ahora no puedo respirar",
    "fr": "maintenant je n'arrive plus à respirer",
    "de": "jetzt kriege ich keine Luft mehr",
    "pt": "agora não consigo respirar",
    "tr": "şimdi nefes alamıyorum",
    "ar": "الآن لا أستطيع التنفس",
    "ru": "сейчас не могу дышать",
    "hi": "अब मैं साँस नहीं ले पा रही हूँ",
    "zh": "现在我喘不上气",
}
SIDE_EFFECT = {
    "en": "is fever a side effect?",
    "es": "¿la fiebre es un efecto secundario?",
    "fr": "est-ce que la fièvre est un effet secondaire ?",
    "de": "ist Fieber eine Nebenwirkung?",
    "pt": "febre é um efeito colateral?",
    "tr": "ateş bir yan etki mi?",
    "ar": "هل الحمى من الآثار الجانبية؟",
    "ru": "температура это побочный эффект?",
    "hi": "क्या बुखार एक साइड इफेक्ट है?",
    "zh": "发烧是副作用吗？",
}
READING = {
    "en": "my temperature is 38.2",
    "es": "tengo 38,2 de fiebre",
    "fr": "j'ai 38,2 de température",
    "de": "meine Temperatur ist 38,2",
    "pt": "estou com 38,2 de temperatura",
    "tr": "ateşim 38,2",
    "ar": "حرارتي ٣٨٫٢",
    "ru": "температура 38,2",
    "hi": "मेरा तापमान 38.2 है",
    "zh": "我体温38.2度",
}
BUT = {
    "en": "no fever but I can't breathe",
    "es": "no tengo fiebre pero no puedo respirar",
    "fr": "je n'ai pas de fièvre mais je n'arrive pas à respirer",
    "de": "kein Fieber aber ich bekomme keine Luft",
    "pt": "não tenho febre mas não consigo respirar",
    "tr": "ateşim yok ama nefes alamıyorum",
    "ar": "ما عندي حرارة بس ما أقدر أتنفس",
    "ru": "температуры нет, но я не могу дышать",
    "hi": "बुखार नहीं है लेकिन साँस नहीं आ रही",
    "zh": "没有发烧，但是我不能呼吸",
}
URGENT = "🟠 No. 1 · URGENT · P-0001"
EMERGENCY = "🔴 No. 1 · EMERGENCY · P-0001"
in_every_language = pytest.mark.parametrize("language", LANGUAGES)


@in_every_language
async def test_fever_at_night_and_nobody_answers(clinic, language):
    await clinic.writes(PATIENT, FEVER_AT_NIGHT[language])
    assert clinic.said()[:2] == [(GROUP, URGENT), (PRIMARY, URGENT)]

    await clinic.passes(minutes=15)

    told = [text for chat, text in clinic.texts() if chat == PATIENT]
    assert any("Nobody from your team has answered report No. 1 yet." in text for text in told)


@in_every_language
async def test_a_cough_and_then_no_breath(clinic, language):
    await clinic.writes(PATIENT, COUGH[language])
    assert (GROUP, URGENT) in clinic.said()

    await clinic.writes(PATIENT, BREATHLESS[language])

    assert (GROUP, EMERGENCY) in clinic.said()


@in_every_language
async def test_a_question_about_a_side_effect_rings_nobody(clinic, language):
    await clinic.writes(PATIENT, SIDE_EFFECT[language])
    await clinic.passes(minutes=15)

    assert {chat for chat, _ in clinic.said()} == {PATIENT}


@in_every_language
async def test_a_reading_is_reported_with_its_comma(clinic, language):
    await clinic.writes(PATIENT, READING[language])

    assert clinic.said()[:2] == [(GROUP, URGENT), (PRIMARY, URGENT)]


@in_every_language
async def test_no_fever_but_no_breath_is_an_emergency(clinic, language):
    await clinic.writes(PATIENT, BUT[language])

    assert (GROUP, EMERGENCY) in clinic.said()
