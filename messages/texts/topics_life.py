"""Alcohol, smoking, sport, food, work and school, tiredness and mood: answers for patients.

Says nothing that no source says, such as about sun or pets. Explains nobody's tiredness or mood.
"""

from messages.declare import Level
from messages.texts.content import Source, Status
from messages.texts.topics import Answer, Topic, answer

ANSWERS = (
    answer(
        Answer(
            "alcohol",
            Topic.LIFE,
            (Source.CHARITY,),
            Status.SOURCED,
            related=("methotrexate", "eat_and_bring", "driving"),
            mores=1,
        ),
        name="Alcohol",
        words=(
            "alcohol, alcahol, drink, drinking, wine, beer, spirits, whisky, vodka, champagne, "
            "cocktail, booze, party, glass of wine"
        ),
        short=(
            "<b>Can I drink alcohol?</b>\n"
            "Do not drink on the day of the infusion.\n"
            "On other days small amounts are often allowed. Your team decides."
        ),
        more=(
            (
                "Do you take methotrexate? Keep to the limit that your team gives you.\n"
                "Both can harm the liver.\n"
                "The medicines before the infusion make you sleepy."
            ),
        ),
    ),
    answer(
        Answer(
            "smoking",
            Topic.LIFE,
            (Source.ARTICLE,),
            Status.SOURCED,
            related=("exercise", "prevent", "lungs"),
            mores=1,
            correction=(
                "The article calls it proven that smoking makes these medicines work less well; "
                "no further source was found, so the answer says that it may."
            ),
        ),
        name="Smoking",
        words=(
            "smoking, smoke, cigarettes, cigarette, tobacco, quit, stop smoking, vape, vaping, "
            "e-cigarette, nicotine, shisha, cannabis"
        ),
        short=(
            "<b>Does smoking matter?</b>\n"
            "Yes. Smoking may make this kind of medicine work less well.\n"
            "Ask your team for help to stop."
        ),
        more=(("When you stop, you protect your lungs as well.\nEach attempt counts. Ask again."),),
    ),
    answer(
        Answer(
            "exercise",
            Topic.LIFE,
            (Source.ARTICLE, Source.PROJECT),
            Status.SOURCED,
            related=("tired", "heart", "food"),
            ask=False,
            unwell=True,
            mores=1,
        ),
        name="Sport and movement",
        words=(
            "exercise, excercise, sport, sports, gym, swim, swimming, cycle, cycling, bike, run, "
            "running, walking, yoga, training, fitness, physiotherapy"
        ),
        short=(
            "<b>Can I do sport?</b>\n"
            "Keep moving gently. Swim or cycle, for example.\n"
            "It helps your joints to keep moving. Ask your team before hard training."
        ),
        more=(
            (
                "Newly short of breath when you move? Press “{unwell}”, or call.\n"
                "Chest pain, fainting, or no breath at rest? Call the emergency number at once."
            ),
        ),
    ),
    answer(
        Answer(
            "food",
            Topic.LIFE,
            (Source.ARTICLE, Source.PROJECT),
            Status.PROPOSED,
            related=("eat_and_bring", "alcohol", "new_medicine"),
            mores=1,
        ),
        name="Food and diet",
        words=(
            "food, eat, eating, diet, nutrition, anti inflammatory, meal, sushi, raw food, "
            "raw egg, cheese, sugar, gluten, vegan, weight, fasting, ramadan"
        ),
        short=(
            "<b>What should I eat?</b>\n"
            "Eat well. It can help you to feel better.\n"
            "We found no food rule for rituximab in our sources. Ask your team."
        ),
        more=(
            (
                "One article speaks of food that calms inflammation. It proves no diet.\n"
                "Do you want to fast, or to change your diet? Ask your team first."
            ),
        ),
    ),
    answer(
        Answer(
            "work_school",
            Topic.LIFE,
            (Source.LABEL, Source.CHARITY, Source.PROJECT),
            Status.PROPOSED,
            related=("driving", "infusion_time", "family_vaccines"),
            ask=False,
            unwell=True,
            mores=1,
        ),
        name="Work and school",
        words=(
            "work, job, school, university, college, office, kindergarten, nursery, teacher, sick "
            "note, sick leave, day off, colleagues, classroom"
        ),
        short=(
            "<b>Can I go to work or school?</b>\n"
            "Ask your team what fits you. Our sources give no rule.\n"
            "Plan the infusion day off: the medicines before it make you sleepy."
        ),
        more=(
            (
                "Keep away from people who are ill. Wash your hands.\n"
                "Is there chickenpox, shingles or measles? Press “{unwell}”, or call."
            ),
        ),
    ),
    answer(
        Answer(
            "tired",
            Topic.LIFE,
            (Source.ARTICLE, Source.LABEL),
            Status.SOURCED,
            related=("common", "liver", "low_mood"),
            ask=False,
            unwell=True,
            mores=1,
        ),
        name="I am so tired",
        words=(
            "tired, tiredness, fatigue, exhausted, exhaustion, no energy, sleepy, weak, worn out, "
            "weary, sleep, need to rest, drained"
        ),
        short=(
            "<b>Why am I so tired?</b>\n"
            "Many people with rituximab are tired. We cannot say why you are.\n"
            "Tell your team. Is it new, or worse? Press “{unwell}”, or call.\n"
            "Hard to wake, or confused? Call the emergency number at once."
        ),
        more=(
            (
                "Tired with yellow skin or eyes, or with dark urine?\n"
                "Tired with a fever or a cough? Press “{unwell}”, or call."
            ),
        ),
        level=Level.CRITICAL,
    ),
    answer(
        Answer(
            "low_mood",
            Topic.LIFE,
            (Source.LEAFLET_EU, Source.PROJECT),
            Status.PROPOSED,
            related=("hair_mood", "tired"),
            ask=False,
            unwell=True,
            mores=1,
        ),
        name="I feel low or anxious",
        words=(
            "sad, sadness, feel low, feeling low, low mood, depressed, depression, "
            "anxious, anxiety, worried, worry, afraid, fear, lonely, crying, stress, "
            "hopeless, mental health"
        ),
        short=(
            "<b>I feel low or anxious. Who can help?</b>\n"
            "Do you think of ending your life? Call the emergency number at once.\n"
            "You can write it here too. Your team is then asked to call you.\n"
            "Low or anxious? Tell your team or your doctor. Do not wait for a visit."
        ),
        more=(
            (
                "Talk today to somebody you trust. Do not stay alone.\n"
                "Do people close to you see a change in how you act or think?\n"
                "Press “{unwell}”, or call."
            ),
        ),
        level=Level.CRITICAL,
    ),
)
