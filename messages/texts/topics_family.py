"""Birth control, pregnancy, breastfeeding and a new baby: answers for patients.

None of them is for a caregiver's chat or a shared telephone. What no source says, such as about
fathers, stands nowhere.
"""

from messages.declare import Level
from messages.texts.content import Source, Status
from messages.texts.topics import Answer, Topic, answer

ANSWERS = (
    answer(
        Answer(
            "birth_control",
            Topic.FAMILY,
            (Source.LEAFLET_EU, Source.HOSPITAL),
            Status.SOURCED,
            {"contraception_months": 12},
            related=("pregnant", "breastfeeding"),
            childbearing=True,
            mores=1,
            correction="Neither source document speaks of birth control; the EU leaflet does.",
        ),
        name="Birth control",
        words=(
            "birth control, contraception, contraceptive, the pill, condom, coil, iud, prevent "
            "pregnancy, family planning, want a baby, try for a baby, how long after"
        ),
        short=(
            "<b>How long do I need birth control?</b>\n"
            "Use it during treatment and for {contraception_months} months after.\n"
            "The medicine can reach the unborn baby and lower its defences."
        ),
        more=(
            (
                "Do you want a baby? Talk to your team before you stop birth control.\n"
                "Other medicines, such as methotrexate, have their own rules.\n"
                "Ask about each of them. Your team decides with you."
            ),
        ),
        level=Level.CRITICAL,
    ),
    answer(
        Answer(
            "pregnant",
            Topic.FAMILY,
            (Source.LEAFLET_EU, Source.PROJECT),
            Status.PROPOSED,
            related=("birth_control", "baby_vaccines", "steroids"),
            childbearing=True,
            ask=False,
            unwell=True,
            mores=1,
        ),
        name="I may be pregnant",
        words=(
            "pregnant, pregnancy, pregnent, missed period, late period, pregnancy test, expecting, "
            "unborn baby, having a baby, two lines"
        ),
        short=(
            "<b>I may be pregnant. What now?</b>\n"
            "Call your team today, before your next infusion.\n"
            "Methotrexate or mycophenolate too? Call before the next dose.\n"
            "Press “{unwell}”, or call."
        ),
        more=(
            (
                "The medicine can reach the unborn baby and lower its defences.\n"
                "Your team talks with you about what comes next.\n"
                "Do not stop steroids on your own."
            ),
        ),
        level=Level.CRITICAL,
    ),
    answer(
        Answer(
            "breastfeeding",
            Topic.FAMILY,
            (Source.LEAFLET_EU, Source.LABEL),
            Status.CONFLICT,
            {"breastfeeding_months": 6, "longer_months": 12},
            related=("pregnant", "baby_vaccines"),
            childbearing=True,
            mores=1,
            correction="Neither source document speaks of it; the leaflets differ, 6 or 12 months.",
        ),
        name="Breastfeeding",
        words=(
            "breastfeeding, breast feeding, breastfeed, nursing, breast milk, milk, nurse my baby, "
            "pump, formula, lactation"
        ),
        short=(
            "<b>Can I breastfeed?</b>\n"
            "Ask your team first. Most often: not during treatment, nor for a time after.\n"
            "Some leaflets ask for {longer_months} months after the last infusion."
        ),
        more=(
            (
                "Most leaflets ask for {breastfeeding_months} months.\n"
                "Keep to the longer time until your team decides.\n"
                "A little of the medicine gets into the milk. What it does later is not known."
            ),
        ),
        level=Level.CRITICAL,
    ),
    answer(
        Answer(
            "baby_vaccines",
            Topic.FAMILY,
            (Source.HANDBOOK_AU,),
            Status.PROPOSED,
            related=("pregnant", "family_vaccines", "live_vaccine"),
            childbearing=True,
            mores=1,
        ),
        name="Vaccines for my new baby",
        words=(
            "baby, newborn, new baby, baby vaccines, baby jabs, baby shots, my newborn, "
            "after birth, infant, my baby's vaccines"
        ),
        short=(
            "<b>Which vaccines can my new baby have?</b>\n"
            "Did you have rituximab while you were pregnant? Tell the baby's doctor.\n"
            "No live vaccine for the baby until your team says so.\n"
            "That includes BCG and rotavirus."
        ),
        more=(
            (
                "The baby's own defences may be low for some months.\n"
                "Other vaccines: the baby's doctor and your team decide."
            ),
        ),
        level=Level.CRITICAL,
    ),
)
