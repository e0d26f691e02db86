"""What a live vaccine is, when others are best, and what the family can do: answers for patients.

Says of no vaccine that somebody may have it: the team decides. Each one by name stands in
`messages/texts/vaccines.py`, with the same figures.
"""

from messages.declare import Level
from messages.texts.content import Source, Status
from messages.texts.topics import Answer, Topic, answer
from messages.texts.vaccines import FIGURES

_SHINGRIX = (
    "The article counts the shingles vaccine as live; only the old one, Zostavax, is, "
    "and the newer one, Shingrix, is not."
)
_NO_DATE = (
    "The article says several months after stopping; other sources differ between 6 and 12 "
    "months, so no date is given and the team decides."
)


def _figures(*names: str) -> dict[str, int]:
    return {name: FIGURES[name] for name in names}


ANSWERS = (
    answer(
        Answer(
            "live_vaccine",
            Topic.VACCINES,
            (Source.ARTICLE, Source.RHEUMATOLOGY, Source.LABEL),
            Status.SOURCED,
            related=("vaccine_time", "travel_vaccines", "shingles_vaccine"),
            mores=2,
            correction=_SHINGRIX,
        ),
        name="What is a live vaccine?",
        words=(
            "live vaccine, live, vaccine, vaccines, vaccination, vacine, jab, shot, immunisation, "
            "immunization, inoculation, attenuated, which vaccines, not allowed, forbidden"
        ),
        short=(
            "<b>What is a live vaccine?</b>\n"
            "It holds a weak, living germ. Do not get one during treatment.\n"
            "After treatment, wait until your team says so.\n"
            "Your body may not be able to control the germ."
        ),
        more=(
            (
                "Live ones are for example yellow fever, MMR and chickenpox.\n"
                "So are the nasal flu spray and BCG.\n"
                "The old shingles vaccine, Zostavax, is live. The newer one, Shingrix, is not live."
            ),
            (
                "Ask for the name before any vaccine is given.\n"
                "Tell the nurse or doctor there about rituximab.\n"
                "Write the vaccine's name here to read if it is live."
            ),
        ),
        level=Level.CRITICAL,
    ),
    answer(
        Answer(
            "vaccine_time",
            Topic.VACCINES,
            (Source.RHEUMATOLOGY, Source.PUBLIC_HEALTH, Source.HOSPITAL),
            Status.CONFLICT,
            _figures("before_weeks"),
            related=("live_vaccine", "flu_vaccine", "travel_vaccines"),
            mores=2,
            correction=_NO_DATE,
        ),
        name="When is the best time?",
        words=(
            "when, time, timing, best time, vaccine, before infusion, after infusion, how long, "
            "wait, months, weeks, between, next course, vaccination date"
        ),
        short=(
            "<b>When is the best time for a vaccine?</b>\n"
            "Your team decides. Vaccines work less well soon after rituximab.\n"
            "Best is often {before_weeks} weeks before the next course."
        ),
        more=(
            (
                "Have you not started yet? Ask your team now which vaccines you need first.\n"
                "Bring your vaccine card to the visit."
            ),
            (
                "After treatment ends, a live vaccine still has to wait.\n"
                "Sources differ on how long. So we give no date. Your team decides."
            ),
        ),
    ),
    answer(
        Answer(
            "flu_vaccine",
            Topic.VACCINES,
            (Source.RHEUMATOLOGY, Source.PUBLIC_HEALTH, Source.CHARITY),
            Status.CONFLICT,
            related=("live_vaccine", "family_vaccines", "covid_vaccine"),
            mores=2,
        ),
        name="Flu vaccine",
        words=(
            "flu, flu jab, flu shot, influenza, influensa, winter jab, nasal flu, nose spray, "
            "flumist, fluenz, flu season, flu vaccine"
        ),
        short=(
            "<b>Can I have the flu vaccine?</b>\n"
            "Not the nasal spray: it is live. Do not get it.\n"
            "The flu injection is not live. Ask your team for it each year."
        ),
        more=(
            (
                "Sources differ on the best time. Ask as soon as the season starts.\n"
                "Your team decides. The vaccine may work less well soon after rituximab."
            ),
            (
                "A child on rituximab? Tell the school nurse: no nasal spray vaccine.\n"
                "Keep some distance from people who just had the spray."
            ),
        ),
        level=Level.CRITICAL,
    ),
    answer(
        Answer(
            "shingles_vaccine",
            Topic.VACCINES,
            (Source.PUBLIC_HEALTH, Source.RHEUMATOLOGY),
            Status.SOURCED,
            _figures("before_weeks"),
            related=("live_vaccine", "vaccine_time", "contacts"),
            mores=1,
            correction=_SHINGRIX,
        ),
        name="Shingles vaccine",
        words=(
            "shingles, zoster, herpes zoster, shingels, shingles shot, shingles jab, shingrix, "
            "shingrex, zostavax, new shingles shot"
        ),
        short=(
            "<b>Can I have the shingles vaccine?</b>\n"
            "There are two. The old one, Zostavax, is live. Do not get it.\n"
            "The newer one, Shingrix, is not live. Your team decides if and when."
        ),
        more=(
            (
                "Ask for the name before it is given.\n"
                "Best is often {before_weeks} weeks before the next infusion. Your team decides."
            ),
        ),
        level=Level.CRITICAL,
    ),
    answer(
        Answer(
            "covid_vaccine",
            Topic.VACCINES,
            (Source.PUBLIC_HEALTH, Source.RHEUMATOLOGY),
            Status.SOURCED,
            {"medicine_days": 5},
            related=("contacts", "flu_vaccine", "vaccine_time"),
            ask=False,
            unwell=True,
            mores=1,
        ),
        name="COVID vaccine",
        words=(
            "covid, corona, coronavirus, covid shot, covid jab, booster, pfizer, moderna, novavax, "
            "comirnaty, mrna, positive test, paxlovid"
        ),
        short=(
            "<b>Can I have a COVID vaccine?</b>\n"
            "Those of Pfizer, Moderna and Novavax are not live.\n"
            "Your team decides if and when. Each country has its own rules."
        ),
        more=(
            (
                "Did you test positive? Call your team the same day.\n"
                "Some medicines against COVID must start within {medicine_days} days.\n"
                "Press “{unwell}”, or call."
            ),
        ),
    ),
    answer(
        Answer(
            "family_vaccines",
            Topic.VACCINES,
            (Source.HOSPITAL, Source.PUBLIC_HEALTH),
            Status.SOURCED,
            _figures("nappy_weeks"),
            related=("live_vaccine", "flu_vaccine", "prevent"),
            mores=2,
        ),
        name="Family, home and school",
        words=(
            "family, children, kids, grandchildren, husband, wife, household, school, "
            "school nurse, nappy, nappies, diaper, diapers, polio drops, rotavirus, vaccinated"
        ),
        short=(
            "<b>What about vaccines for my family?</b>\n"
            "Ask your family to be up to date. Fewer germs then come home.\n"
            "Some live vaccines need care at home."
        ),
        more=(
            (
                "Did a baby have polio drops or a rotavirus vaccine?\n"
                "Let others change nappies (diapers) for {nappy_weeks} weeks. Wash hands well.\n"
                "The live germ can be in the stool."
            ),
            (
                "Keep some distance from people who just had the nasal flu spray.\n"
                "A child on rituximab? Tell the school nurse: no nasal spray vaccine."
            ),
        ),
        level=Level.CRITICAL,
    ),
    answer(
        Answer(
            "travel_vaccines",
            Topic.VACCINES,
            (Source.HOSPITAL, Source.PUBLIC_HEALTH),
            Status.SOURCED,
            _figures("clinic_from", "clinic_to"),
            related=("travel", "yellow_fever_letter", "live_vaccine"),
            mores=2,
        ),
        name="Travel vaccines",
        words=(
            "travel, travel vaccines, travel jabs, holiday, vacation, trip, abroad, tropical, "
            "africa, asia, south america, yellow fever, typhoid, cholera, dengue, malaria"
        ),
        short=(
            "<b>Which travel vaccines can I have?</b>\n"
            "Your team and a travel clinic decide. Do not get live ones.\n"
            "Yellow fever, dengue and typhoid capsules are live."
        ),
        more=(
            (
                "See a travel clinic {clinic_from} to {clinic_to} weeks before you travel.\n"
                "Tell them about rituximab."
            ),
            (
                "Some travel vaccines exist in two kinds, live and not live.\n"
                "Write the vaccine's name here to read which is which."
            ),
        ),
        level=Level.CRITICAL,
    ),
)
