"""Getting ready for the infusion, and the way home: answers for patients.

Cancels and doses nothing: the team does.
"""

from messages.texts.content import Source, Status
from messages.texts.topics import Answer, Topic, answer

ANSWERS = (
    answer(
        Answer(
            "prepare",
            Topic.DAY,
            (Source.LEAFLET_EU, Source.HOSPITAL, Source.LABEL),
            Status.SOURCED,
            related=("eat_and_bring", "pressure_pills", "come_ill"),
            mores=1,
        ),
        name="How do I prepare?",
        words=(
            "prepare, preparation, get ready, before the infusion, day before, checklist, "
            "first infusion, first time, what to do before, plan"
        ),
        short=(
            "<b>How do I prepare for the infusion?</b>\n"
            "Plan the whole day, and plan how you get home.\n"
            "Ask your team about your blood pressure pills.\n"
            "Fever, cough or any infection? Call before you leave home."
        ),
        more=(
            (
                "Tell your team before the day:\n"
                "A new medicine, or a vaccine in the last weeks.\n"
                "New heart or lung trouble.\n"
                "A planned surgery, or a tooth that must come out.\n"
                "A reaction at the last infusion."
            ),
        ),
    ),
    answer(
        Answer(
            "eat_and_bring",
            Topic.DAY,
            (Source.LABEL, Source.HOSPITAL),
            Status.SOURCED,
            related=("prepare", "infusion_time", "driving"),
        ),
        name="What to eat and bring?",
        words=(
            "eat, food, drink, breakfast, fasting, empty stomach, snack, bring, bag, pack, "
            "book, alert card, list of medicines, clothes, coffee"
        ),
        short=(
            "<b>What do I eat, and what do I bring?</b>\n"
            "Eat and drink as you do on other days.\n"
            "Bring snacks and something to do.\n"
            "Bring your alert card and a list of your medicines."
        ),
    ),
    answer(
        Answer(
            "driving",
            Topic.DAY,
            (Source.LABEL,),
            Status.SOURCED,
            related=("prepare", "before_medicines", "infusion_time"),
        ),
        name="May I drive home?",
        words=(
            "drive, driving, car, driver, drive home, ride, taxi, bus, train, transport, "
            "get home, sleepy, drowsy, bike, bicycle"
        ),
        short=(
            "<b>May I drive home after the infusion?</b>\n"
            "No. Do not drive yourself home.\n"
            "The medicines before the infusion can make you sleepy.\n"
            "Ask somebody to bring you home."
        ),
    ),
    answer(
        Answer(
            "pressure_pills",
            Topic.DAY,
            (Source.LEAFLET_EU, Source.HOSPITAL),
            Status.SOURCED,
            {"pill_hours": 12},
            related=("prepare", "before_medicines", "heart"),
            mores=1,
        ),
        name="Blood pressure pills",
        words=(
            "blood pressure, bp, tablets, pills, hypertension, ramipril, lisinopril, amlodipine, "
            "losartan, water pill, skip, leave out, low pressure, antihypertensive"
        ),
        short=(
            "<b>Do I take my blood pressure pills that day?</b>\n"
            "Your team decides. Ask them some days before.\n"
            "Some people must leave them out for {pill_hours} hours before the infusion.\n"
            "Do not leave them out unless your team says so."
        ),
        more=("Why? Blood pressure can fall during the infusion.",),
    ),
    answer(
        Answer(
            "infusion_time",
            Topic.DAY,
            (Source.LABEL, Source.CHARITY, Source.HOSPITAL),
            Status.SOURCED,
            {"first_hours": 6, "watch_minutes": 60},
            related=("during", "eat_and_bring", "driving"),
            mores=1,
        ),
        name="How long does it take?",
        words=(
            "how long, hours, duration, length, time, all day, first infusion, second infusion, "
            "faster, slow, waiting, half a day"
        ),
        short=(
            "<b>How long does the infusion take?</b>\n"
            "Plan about {first_hours} hours or more for the first visit.\n"
            "Later infusions can run faster."
        ),
        more=("Some clinics keep you for {watch_minutes} minutes after the end, to watch you.",),
    ),
    answer(
        Answer(
            "before_medicines",
            Topic.DAY,
            (Source.LABEL, Source.ARTICLE, Source.HOSPITAL),
            Status.SOURCED,
            related=("driving", "during", "temperature"),
            mores=1,
        ),
        name="Medicines before it",
        words=(
            "premed, premeds, premedication, antihistamine, benadryl, paracetamol, acetaminophen, "
            "tylenol, steroid, methylprednisolone, cortisone, before the drip, allergy medicine"
        ),
        short=(
            "<b>What do I get before the infusion?</b>\n"
            "Most often {paracetamol} and a medicine against allergy.\n"
            "Often you also get a steroid. They help to prevent a reaction."
        ),
        more=(
            (
                "They can make you sleepy. They can hide a fever.\n"
                "Do not take {paracetamol} yourself before you come, unless your team told you to."
            ),
        ),
    ),
    answer(
        Answer(
            "come_ill",
            Topic.DAY,
            (Source.LEAFLET_EU, Source.HOSPITAL),
            Status.SOURCED,
            related=("fever", "prepare", "missed"),
            ask=False,
            unwell=True,
        ),
        name="Come with a cold?",
        words=(
            "cold, cough, sick, ill, fever, infection, flu, antibiotics, runny nose, sore throat, "
            "cancel, postpone, come anyway, sneezing"
        ),
        short=(
            "<b>I have a cold. Do I come to the infusion?</b>\n"
            "Call first. Do not leave home before your team answers.\n"
            "The infusion may have to wait, even for a mild cold.\n"
            "Your team decides. Press “{unwell}”, or call."
        ),
    ),
    answer(
        Answer(
            "missed",
            Topic.DAY,
            (Source.PROJECT,),
            Status.PROPOSED,
            related=("how_often", "come_ill"),
        ),
        name="Missed an infusion",
        words=(
            "missed, miss, forgot, late, delay, delayed, postponed, skipped, rebook, reschedule, "
            "new date, new appointment, can not come, overdue"
        ),
        short=(
            "<b>I missed my infusion. What now?</b>\n"
            "Call your team soon and ask for a new date.\n"
            "Do not wait for the next planned date.\n"
            "Your team decides if other dates must move too."
        ),
    ),
)
