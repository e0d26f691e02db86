"""What is supposed, denied, over or another's rings nobody; a report beside it always does."""

import time
from functools import partial

import pytest

from care.detector_languages import read_message
from care.detector_lexicon import lexicon
from care.detector_said import listen
from care.detector_words import words
from care.findings import About, Action, Context
from messages.lexicons import read_lexicons

ALERT, ASK, ANSWER, MENU = Action
EVERY = read_lexicons()
CALM = {ASK, ANSWER, MENU}

hear = partial(read_message, lexicons=EVERY)


def action(language, text, **context):
    return hear(text, language=language, context=Context(**context)).action


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "what if my arm were to go weak all of a sudden"),
        ("de", "wenn ich dann Fieber bekäme was soll ich machen"),
        ("de", "falls das Thermometer über 38 geht wen rufe ich an"),
        ("fr", "et si mon bras devenait faible d'un coup"),
        ("tr", "kolum birden güçsüzleşirse ne olur"),
        ("ar", "شو بيصير لو إيدي ضعفت فجأة"),
        ("ru", "а если градусник покажет 38,5 приезжать"),
        ("hi", "thermometer 101 dikhaye to aana hoga kya"),
        ("zh", "皮肤要是起水泡呢"),
        ("zh", "如果体温计显示38.5要不要过去"),
    ],
)
def test_an_if_reaches_into_a_sign_and_to_a_number(language, text):
    assert action(language, text) in {ASK, ANSWER}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "no fever or chills today"),
        ("de", "weder Fieber noch Schüttelfrost"),
        ("es", "ni fiebre ni tos"),
        ("fr", "ne fièvre ni toux"),
        ("pt", "nem febre nem tosse"),
        ("tr", "ateşim de öksürüğüm de yok"),
        ("tr", "öksürük ya da nefes darlığı yaşamıyorum"),
        ("ru", "ни температуры ни кашля"),
        ("ar", "لا حرارة ولا سعال اليوم"),
        ("hi", "न बुखार न खाँसी"),
        ("hi", "na bukhar na khansi"),
        ("zh", "不烧不咳"),
    ],
)
def test_a_denial_reaches_every_sign_of_its_list(language, text):
    assert action(language, text) is MENU


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "sorry if I'm bothering you I can't catch my breath"),
        ("en", "if you could look at this rash please it is spreading up my neck"),
        ("en", "I don't know if this is normal, my words come out wrong"),
        ("de", "wenn es geht rufen Sie bitte zurück ich habe Fieber"),
        ("es", "si es posible que me llamen, tengo fiebre"),
        ("fr", "si possible rappelez-moi j'ai de la fièvre"),
        ("pt", "se for possível me liguem, estou com febre"),
        ("tr", "vaktiniz varsa dönün ateşim var"),
        ("ru", "извините если отвлекаю не могу вдохнуть"),
        ("ru", "если вам не сложно ответьте час колотит озноб"),
        ("ar", "لو سمحت عندي حرارة"),
        ("ar", "آسف إذا أزعجتكم ما أقدر أتنفس"),
        ("hi", "माफ़ करना अगर परेशान कर रहा हूँ साँस नहीं आ रही"),
        ("zh", "如果方便的话回我 我喘不过气来"),
    ],
)
def test_politeness_is_no_if(language, text):
    assert action(language, text) is ALERT


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "I was told to write if I get a fever and I have one"),
        ("es", "si voy al baño me ahogo"),
        ("es", "si camino me ahogo qué hago"),
        ("es", "qué hago si no se despierta, no se despierta"),
        ("de", "meine Frau fragt ob meine Augen immer so gelb sind"),
        ("ru", "если дойду до туалета задыхаюсь что делать"),
        ("ar", "إذا مشيت أختنق شو أعمل"),
        ("hi", "अगर चलता हूँ तो साँस नहीं आती क्या करूँ"),
        ("zh", "如果走路喘不上气怎么办"),
    ],
)
def test_an_if_that_may_be_a_report_is_never_only_answered(language, text):
    assert action(language, text) in {ALERT, ASK}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "нет не лучше все еще температура"),
        ("ru", "ни сил ни воздуха не хватает дышать"),
        ("hi", "flu nahi lagta par badan tap raha hai"),
    ],
)
def test_a_no_to_something_else_denies_no_sign(language, text):
    assert action(language, text) is ALERT


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "are headaches normal the day after"),
        ("en", "can I still get the infusion with a fever"),
        ("de", "sind Schüttelfrost am Tag danach normal"),
        ("de", "darf ich mit Fieber zur Infusion kommen"),
        ("es", "son normales los dolores de cabeza al día siguiente"),
        ("fr", "c'est normal d'avoir des frissons le lendemain"),
        ("pt", "dores de cabeça no dia seguinte são normais"),
        ("tr", "ertesi gün baş ağrısı normal mi"),
        ("ru", "нормален ли озноб на следующий день"),
        ("ar", "هل الصداع طبيعي ثاني يوم"),
        ("hi", "kya agle din sir dard normal hai"),
        ("zh", "第二天发冷正常吗"),
    ],
)
def test_whether_something_is_normal_is_a_question_without_a_mark(language, text):
    assert action(language, text) in {ASK, ANSWER}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "is it normal that I have chest pain"),
        ("en", "why does my chest hurt"),
        ("en", "shivering, is that normal"),
        ("de", "ist es normal dass mir die Brust weh tut"),
        ("es", "es normal que me duela el pecho"),
        ("fr", "est-ce normal d'avoir du mal à respirer ?"),
        ("pt", "é normal eu sentir dor no peito"),
        ("tr", "göğsümün ağrıması normal mi"),
        ("ru", "почему у меня так болит грудь"),
        ("ar", "هل طبيعي أن صدري يؤلمني"),
        ("hi", "सांस फूल रही है क्या ये नॉर्मल है"),
        ("zh", "胸痛这个正常吗"),
    ],
)
def test_a_danger_is_never_asked_about_as_normal(language, text):
    assert action(language, text) is ALERT


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "I used to have seizures as a teenager, nothing now"),
        ("es", "de niña tenía convulsiones, ahora nada"),
        ("pt", "quando criança tinha convulsões, agora nada"),
        ("ru", "в детстве были судороги сейчас ничего"),
        ("zh", "以前偏头痛会看不清现在不会了"),
        ("ar", "في 2011 جاتني جلطة قلبية"),
        ("hi", "2011 में हार्ट अटैक आया था"),
        ("tr", "2021deki ilk infüzyondan sonra ateşim çıkmıştı"),
        ("fr", "mon père a fait un avc il y a longtemps"),
        ("ar", "أبوي صارت له جلطة قبل سنوات"),
        ("hi", "पति को बचपन में मिर्गी के दौरे आते थे"),
        ("zh", "我爸好多年前中风过"),
    ],
)
def test_what_is_long_over_rings_nobody(language, text):
    assert action(language, text) in CALM


def test_what_was_long_ago_and_is_there_again_rings():
    assert action("en", "had a stroke in 2015 and now my arm is weak again") is ALERT
    assert action("en", "I used to have seizures, had one ten minutes ago") is ALERT
    assert action("fr", "papa raconte n'importe quoi, il se croit en 1980") is ALERT


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "ich schreibe für meinen Vater der die Infusionen bekommt, er hat 38,9"),
        ("es", "escribo por mi padre que es el paciente, tiene 38,9"),
        ("tr", "babam için yazıyorum infüzyonu o alıyor 38,9 ateşi var"),
        ("hi", "मेरी माँ को बुखार है उनका रिटक्सिमैब चल रहा है"),
        ("zh", "我妈发烧了她在打美罗华"),
        ("en", "my son had his first ever seizure an hour ago, he's your patient"),
        ("tr", "oğlum sizin hastanız bir saat önce ilk kez nöbet geçirdi"),
        ("zh", "我儿子是你们病人一小时前头一回抽搐"),
    ],
)
def test_who_writes_for_the_patient_is_heard_as_the_patient(language, text):
    assert action(language, text) is ALERT


@pytest.mark.parametrize(
    ("language", "text"),
    [("hi", "मेरी माँ को बुखार है"), ("zh", "我妈发烧了"), ("en", "my mum has a fever")],
)
def test_the_chat_says_whether_a_close_person_is_the_patient(language, text):
    assert action(language, text) is ASK
    assert action(language, text, about=About.CHILD) is ALERT


@pytest.mark.parametrize(
    ("language", "text", "celsius"),
    [
        ("en", "38 8 since yesterday", 38.8),
        ("es", "38,8 desde ayer", 38.8),
        ("fr", "38 8 depuis hier", 38.8),
        ("ru", "38 8 со вчерашнего дня", 38.8),
        ("ar", "38 8 من أمس", 38.8),
        ("en", "temp 39 4", 39.4),
        ("en", "gone down to 37.2 now, was 39.1 last night", 39.1),
    ],
)
def test_a_typed_temperature_is_read(language, text, celsius):
    reading = hear(text, language=language)

    assert reading.action is ALERT
    assert celsius in {one.celsius for one in reading.findings}


def test_a_digit_behind_a_number_is_no_tenth_without_a_time():
    assert hear("room 38 2 people", language="en").findings == ()
    assert action("en", "36 8 since this morning") is MENU


def test_a_message_that_begins_with_a_fever_is_asked_about():
    assert hear("39 since last night", language="en").answer == "redflag.temperature.again"
    assert action("en", "39 buses since last night") is MENU


def test_a_message_of_the_greatest_length_full_of_ifs_is_read_at_once():
    worst = "if chest pain confusion weak arm fever what is normal over 38 " * 70
    began = time.perf_counter()

    hear(worst[:4096], language="en")

    assert time.perf_counter() - began < 4  # it was sixteen where every if was weighed


def test_a_word_keeps_its_apostrophe_though_it_is_known_without():
    both = lexicon("xx", {"T_FEVER": ["don't cool"], "known": ["dont"]})

    assert [one.concept for one in listen(words("dont cool"), both).signs] == ["T_FEVER"]


def test_an_ending_that_supposes_counts_in_the_signs_own_word():
    ending = lexicon("xx", {"T_FEVER": ["yukselen*"], "if_ending": ["irse"]})

    assert action_of("yukselenirse", ending) is ANSWER
    assert action_of("yukselen birse", ending) is not ANSWER


def action_of(text, one):
    return read_message(text, type(EVERY)({"xx": one}, home="xx")).action


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "perdonen si me equivoco de número, me cuesta respirar"),
        ("hi", "सीने में जकड़न है आप व्यस्त हों तो रुक जाऊँगा"),
        ("ru", "голова и раньше болела но такого никогда"),
        ("ru", "второй день 38,5 зря волнуюсь"),
        ("ru", "десяти шагов не пройти без передышки задыхаюсь"),
        ("de", "keine zehn Schritte ohne nach Luft zu schnappen, ist das ok"),
        ("zh", "左眼什么都看不到"),
        ("zh", "会不会是药的缘故我的腿撑不住"),
    ],
)
def test_a_report_is_heard_beside_what_sounds_like_an_if(language, text):
    assert action(language, text) in {ALERT, ASK}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "you told me to call over 38 and it's over 38"),
        ("tr", "38i geçince ara demiştiniz geçti"),
        ("hi", "चार बजे 102 था अब 99.3"),
    ],
)
def test_a_fever_named_by_its_number_only_is_asked_for_again(language, text):
    assert hear(text, language=language).answer == "redflag.temperature.again"


def test_which_of_two_limits_is_asked_about_and_a_reading_of_two_rings():
    assert action("en", "at what reading do you want me to phone, 38 or 38.5") is ASK
    assert action("en", "my temp was 38 or 38.5 last night") is ALERT


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "when do I worry, she's not making sense and one arm hangs"),
        ("fr", "quand s'inquiéter, elle délire et un bras pend"),
        ("hi", "कब चिंता करूँ वो बहकी बातें कर रही है एक हाथ लटक गया"),
        ("tr", "ne zaman endişeleneyim saçmalıyor bir kolu sarkıyor"),
        ("zh", "什么时候该担心她说胡话一只胳膊垂着"),
        ("ru", "что бы это ни было кожа болит и пузырится"),
        ("zh", "不是夸张右腿动不了了"),
        ("ar", "أتصل فيكم ولا بالإسعاف صدري كأنه ينسحق"),
    ],
)
def test_a_question_that_ends_in_a_story_is_never_only_answered(language, text):
    assert action(language, text) in {ALERT, ASK}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "when did this chest pain start?"),
        ("en", "I want you to describe the chest pain"),
        ("en", "any sharp chest pain?"),
        ("en", "we take every chest pain seriously"),
        ("es", "¿todavía siente dolor en el pecho?"),
        ("pt", "está com falta de ar agora?"),
        ("fr", "depuis quand dure cette douleur dans la poitrine ?"),
        ("tr", "göğüs ağrısı ne zaman başladı?"),
        ("ru", "есть ли боль в груди"),
        ("zh", "现在还胸痛吗？"),
    ],
)
def test_a_question_put_to_somebody_unnamed_asks_and_rings_nobody(language, text):
    assert action(language, text) is ASK


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "todavía siente dolor en el pecho"),
        ("es", "mi madre siente dolor en el pecho, ¿qué hago?"),
        ("es", "¿cuándo me llaman? me duele el pecho"),
        ("es", "tiene dolor de pecho, ¿llamo a la ambulancia?"),
        ("pt", "tem dor no peito, chamo a ambulância?"),
        ("en", "tell me when to come my chest hurts"),
        ("en", "every time I breathe in my chest hurts"),
        ("en", "is there a nurse? I can't breathe"),
        ("ru", "когда приедет скорая? не могу дышать"),
        ("zh", "你们在吗？我胸口痛"),
        ("hi", "क्या करूं, १०३ बुखार है?"),
    ],
)
def test_a_report_beside_a_question_still_rings(language, text):
    assert action(language, text) is ALERT


def test_what_a_medicine_may_do_to_me_is_a_question_and_what_it_does_rings():
    assert action("en", "can this medicine make my skin go yellow") in CALM
    assert action("de", "kann das Medikament meine Haut gelb machen") in CALM
    assert action("en", "the medicine makes my skin go yellow") is ALERT
    assert action("en", "can the drug be stopped I am confused") is ALERT


def test_a_sentence_about_an_illness_rings_nobody_and_a_report_that_names_one_does():
    assert action("en", "Cerebral malaria leads to seizures, confusion and coma.") in CALM
    assert action("de", "Masern beginnen mit Fieber, Husten und Ausschlag im Gesicht.") in CALM
    assert (
        action("fr", "Covid confirmé, fièvre élevée, grosse toux, mal au moindre effort.") is ALERT
    )
    assert action("en", "Malaria, seizures and confusion, he will not wake up.") is ALERT
    assert action("en", "Pneumonia with a fever of 39 and a bad cough since Monday.") is ALERT
    assert action("en", "stroke face drooping arm weak speech slurred please come") is ALERT


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("hi", "साँस फूल रही है, क्या ये साइड इफेक्ट है?"),
        ("ru", "может ли это быть инсульт, рот перекосило"),
        ("tr", "ağzı kaydı felç belirtisi olabilir mi"),
        ("en", "her mouth has dropped on one side, is it a side effect?"),
    ],
)
def test_a_sign_told_apart_from_a_question_is_never_only_answered(language, text):
    assert action(language, text) in {ALERT, ASK}


def test_what_is_counted_by_the_hundred_is_nobodys_unless_it_is_oxygen():
    assert action("en", "fever was present in 88 percent of the hospitalised") is ANSWER
    assert action("es", "fiebre (95 %), tos (78 %)") is ANSWER
    assert action("en", "oxygen 88 percent and short of breath") is ALERT
    assert action("en", "my chest hurts, 90 percent sure it is the heart") is ALERT


def test_somebody_asked_for_a_lesser_sign_is_answered_and_for_a_red_flag_asked():
    assert action("en", "are you having a runny nose?") is ANSWER
    assert action("en", "are you having chest pain?") is ASK


def test_a_bare_illness_asks_and_beside_a_person_or_a_time_it_rings():
    assert action("es", "es una gripe") is ASK
    assert action("es", "tengo una gripe") is ALERT
    assert action("es", "gripe desde ayer") is ALERT
