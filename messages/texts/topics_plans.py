"""Surgery, dentist, travel, another clinic, the alert card, and what this chat is: answers.

Where no source has a rule, the answer says so. Sets no date: the team decides.
"""

from messages.declare import Level
from messages.texts.content import Source, Status
from messages.texts.topics import Answer, Topic, answer
from messages.texts.vaccines import FIGURES

_CLINIC = {name: FIGURES[name] for name in ("clinic_from", "clinic_to")}

ANSWERS = (
    answer(
        Answer(
            "surgery",
            Topic.PLANS,
            (Source.RHEUMATOLOGY, Source.CHARITY),
            Status.CONFLICT,
            {"cycle_months": 6, "surgery_month": 7, "healed_days": 14},
            related=("dentist", "steroids", "alert_card"),
            mores=2,
        ),
        name="I need surgery",
        words=(
            "surgery, operation, surgeon, surgical, knee replacement, hip replacement, cataract, "
            "anaesthetic, anesthesia, procedure, biopsy, colonoscopy, implant"
        ),
        short=(
            "<b>I need surgery. What about rituximab?</b>\n"
            "Tell your team early, before the date is set. They decide with the surgeon.\n"
            "Tell the surgeon about rituximab. Do not stop steroids on your own."
        ),
        more=(
            (
                "A US guide plans surgery for the end of the time between two courses.\n"
                "With a course every {cycle_months} months, that is in month {surgery_month}.\n"
                "An older UK leaflet names a shorter time."
            ),
            (
                "Rituximab starts again when the wound has healed.\n"
                "That often takes about {healed_days} days. Your team decides."
            ),
        ),
    ),
    answer(
        Answer(
            "dentist",
            Topic.PLANS,
            (Source.CHARITY, Source.PROJECT),
            Status.PROPOSED,
            related=("surgery", "prevent", "alert_card"),
            ask=False,
            unwell=True,
            mores=1,
        ),
        name="Dentist",
        words=(
            "dentist, dental, tooth, teeth, toothache, tooth pulled, extraction, implant, root "
            "canal, filling, crown, gum, gums, abscess, cleaning, hygienist"
        ),
        short=(
            "<b>Can I go to the dentist?</b>\n"
            "Show the dentist your alert card. Brush your teeth well.\n"
            "Tell your team before a tooth is pulled or an implant is put in."
        ),
        more=(
            (
                "We found no rule for rituximab and dental work in our sources.\n"
                "So your team and the dentist decide.\n"
                "A painful, swollen gum, pus or fever? Press “{unwell}”, or call."
            ),
        ),
    ),
    answer(
        Answer(
            "travel",
            Topic.PLANS,
            (Source.HOSPITAL, Source.PUBLIC_HEALTH, Source.PROJECT),
            Status.SOURCED,
            _CLINIC,
            related=("travel_vaccines", "yellow_fever_letter", "alert_card"),
            mores=2,
        ),
        name="Travel",
        words=(
            "travel, traveling, travelling, holiday, vacation, trip, fly, flying, flight, plane, "
            "abroad, cruise, visit family, another country, time zone"
        ),
        short=(
            "<b>I want to travel. What do I do?</b>\n"
            "Tell your team before you book.\n"
            "See a travel clinic {clinic_from} to {clinic_to} weeks before a trip abroad.\n"
            "Save the numbers before you go: this chat may not work there."
        ),
        more=(
            (
                "Write down your team's number and the emergency number of the place.\n"
                "Show somebody who travels with you what to watch for."
            ),
            (
                "Take your alert card, a thermometer and your medicines with you.\n"
                "Do not get a live vaccine for the trip, such as yellow fever."
            ),
        ),
        level=Level.CRITICAL,
    ),
    answer(
        Answer(
            "yellow_fever_letter",
            Topic.PLANS,
            (Source.HOSPITAL, Source.PUBLIC_HEALTH),
            Status.SOURCED,
            related=("travel_vaccines", "live_vaccine", "travel"),
            mores=1,
        ),
        name="Yellow fever letter",
        words=(
            "yellow fever, yellow fever letter, waiver, waiver letter, exemption, certificate, "
            "yellow card, entry rules, border, visa, medical letter"
        ),
        short=(
            "<b>What if a country asks for the yellow fever vaccine?</b>\n"
            "Do not get it: it is live.\n"
            "Ask a travel clinic for a letter that says why not."
        ),
        more=(
            (
                "Some countries may not accept the letter. Ask before you book.\n"
                "Your team can tell you more."
            ),
        ),
        level=Level.CRITICAL,
    ),
    answer(
        Answer(
            "moving",
            Topic.PLANS,
            (Source.PROJECT,),
            Status.PROPOSED,
            related=("brand_batch", "alert_card", "who_reads"),
            mores=1,
        ),
        name="I change my clinic",
        words=(
            "new clinic, change clinic, move, moving, move house, other hospital, another doctor, "
            "new doctor, transfer, switch clinic, new team"
        ),
        short=(
            "<b>I change to another clinic. What now?</b>\n"
            "Tell your team early. They can pass you on to a new team in this chat.\n"
            "This chat then asks you first, and shows you the new number."
        ),
        more=(
            (
                "Until you agree, your team of today answers you.\n"
                "Ask for the name, batch and date of each infusion, on paper."
            ),
        ),
    ),
    answer(
        Answer(
            "alert_card",
            Topic.PLANS,
            (Source.LEAFLET_EU, Source.HOSPITAL),
            Status.CONFLICT,
            {"carry_months": 24},
            related=("travel", "dentist", "surgery"),
            mores=1,
        ),
        name="Alert card",
        words=(
            "alert card, patient card, card, medical card, emergency card, wallet card, bracelet, "
            "medical id, show doctor, lost card"
        ),
        short=(
            "<b>What is the alert card for?</b>\n"
            "It tells others that you have rituximab. Carry it always.\n"
            "Show it to each doctor, each dentist and in the {emergency_room}."
        ),
        more=(
            (
                "Carry it until {carry_months} months after your last infusion.\n"
                "Do you have none, or is it lost? Type /card, or ask your team.\n"
                "Tell somebody close to you what to watch for."
            ),
        ),
    ),
    answer(
        Answer(
            "no_doctor",
            Topic.CHAT,
            (Source.PROJECT,),
            Status.PROPOSED,
            related=("who_reads", "night"),
            ask=False,
            unwell=True,
            mores=1,
        ),
        name="Is this bot a doctor?",
        words=(
            "bot, robot, doctor, nurse, who are you, human, real person, computer, program, "
            "artificial intelligence, chatgpt, diagnosis, can you help me"
        ),
        short=(
            "<b>Is this bot a doctor?</b>\n"
            "No. It is a program. It passes on your reports and sends reminders.\n"
            "It does not say what you have, and it names no dose."
        ),
        more=(
            (
                "Very ill? Call the emergency number at once. Do not wait for this chat.\n"
                "Unwell? Press “{unwell}”, or call."
            ),
        ),
        level=Level.CRITICAL,
    ),
    answer(
        Answer(
            "who_reads",
            Topic.CHAT,
            (Source.PROJECT,),
            Status.PROPOSED,
            related=("night", "no_doctor"),
            ask=False,
            unwell=True,
            mores=2,
        ),
        name="Who reads this chat?",
        words=(
            "who reads, read, privacy, private, secret, confidential, who sees, "
            "does my doctor see, encrypted, safe to write, personal, staff, anybody there"
        ),
        short=(
            "<b>Who reads what I write here?</b>\n"
            "Nobody watches this chat all the time. A program reads first.\n"
            "A report of symptoms goes to your team, with a number for you.\n"
            "Unwell? Press “{unwell}”, or call."
        ),
        more=(
            (
                "No number within a minute? Then nobody knows. Call.\n"
                "The team's group sees your report, but not your name or your words.\n"
                "Single members can read these."
            ),
            (
                "Telegram carries the messages. It is not a chat with end-to-end encryption.\n"
                "Type /privacy to read what is kept."
            ),
        ),
        level=Level.CRITICAL,
    ),
    answer(
        Answer(
            "night",
            Topic.CHAT,
            (Source.PROJECT,),
            Status.PROPOSED,
            related=("who_reads", "fever", "sepsis"),
            ask=False,
            unwell=True,
            mores=1,
        ),
        name="At night and on weekends",
        words=(
            "night, at night, weekend, weekends, saturday, sunday, evening, closed, late, "
            "after hours, opening hours, out of hours, emergency line, public holiday"
        ),
        short=(
            "<b>What happens at night and on weekends?</b>\n"
            "Often nobody of your team is there. This chat still answers a report.\n"
            "It then says that nobody is there, and which number to call.\n"
            "Unwell? Press “{unwell}”, or call."
        ),
        more=(
            (
                "Very ill? Call the emergency number at once, at any hour.\n"
                "Do not wait for an answer in this chat."
            ),
        ),
        level=Level.CRITICAL,
    ),
)
