"""The illnesses that rituximab is used for: answers for patients.

Says of none that the medicine is approved where it is not. Foretells nobody's course.
"""

from messages.texts.content import Source, Status
from messages.texts.topics import Answer, Topic, answer

ANSWERS = (
    answer(
        Answer(
            "ra",
            Topic.ILLNESS,
            (Source.LABEL, Source.ARTICLE, Source.CHARITY),
            Status.SOURCED,
            {"joints_from": 2, "joints_to": 16},
            related=("how_often", "ra_trial", "comes_back"),
            mores=2,
        ),
        name="Rheumatoid arthritis",
        words=(
            "rheumatoid arthritis, ra, arthritis, joints, joint pain, rheumatism, swollen joints, "
            "stiffness, methotrexate, tnf, rheumatoid factor"
        ),
        short=(
            "<b>What does it do in rheumatoid arthritis?</b>\n"
            "It can ease pain and swelling, and slow the harm to the joints.\n"
            "It is approved for adults, when certain other medicines did not help enough."
        ),
        more=(
            "It takes {joints_from} to {joints_to} weeks until the joints feel better.",
            (
                "It is most often given with methotrexate. The two work better together.\n"
                "Do not stop methotrexate on your own."
            ),
        ),
    ),
    answer(
        Answer(
            "gpa",
            Topic.ILLNESS,
            (Source.LABEL, Source.LEAFLET_EU, Source.ARTICLE),
            Status.SOURCED,
            {"years_from": 2, "years_to": 5, "child_age": 2},
            related=("pjp", "how_often", "comes_back"),
            ask=False,
            unwell=True,
            mores=4,
            correction=(
                "The article on Truxima gives maintenance in GPA and MPA without saying when it "
                "starts; that depends on the treatment before, so the team's dates are named."
            ),
        ),
        name="GPA and MPA",
        words=(
            "gpa, mpa, vasculitis, wegener, granulomatosis, polyangiitis, anca, blood vessels, "
            "kidney, nosebleed, churg, maintenance, children, child"
        ),
        short=(
            "<b>What does it do in GPA or MPA?</b>\n"
            "It can calm the inflamed blood vessels, and help to keep them calm.\n"
            "It is approved for adults, with steroids.\n"
            "Coughing blood, or hard to breathe? Call the emergency number at once."
        ),
        more=(
            (
                "Blood in the urine? Press “{unwell}”, or call.\n"
                "Our sources do not say how long it takes to work. Ask your team."
            ),
            "First come several infusions. Later ones keep it calm. Your team sets all dates.",
            "The EU leaflet speaks of {years_from} to {years_to} years for the later ones.",
            (
                "Children: the EU leaflet of Truxima begins at age {child_age}.\n"
                "The US label of Truxima names adults only. That of Rituxan names children too."
            ),
        ),
    ),
    answer(
        Answer(
            "muscle",
            Topic.ILLNESS,
            (Source.MYOSITIS, Source.STUDIES, Source.ARTICLE),
            Status.PROPOSED,
            {"muscle_to": 26},
            related=("muscle_trial", "off_label", "ck_study"),
            ask=False,
            mores=2,
        ),
        name="Muscle disease",
        words=(
            "dermatomyositis, polymyositis, myositis, muscle, muscles, weakness, muscle pain, dm, "
            "rash, swallowing, ck, weak legs, weak arms"
        ),
        short=(
            "<b>What does it do in dermatomyositis or myositis?</b>\n"
            "It may help when other medicines did not help enough.\n"
            "This use is off-label: the label does not name it.\n"
            "Trouble swallowing or breathing, or choking?\n"
            "Call the emergency number at once."
        ),
        more=(
            "It works slowly here. It can take up to {muscle_to} weeks.",
            "Most people take steroids or other medicines with it. Do not stop them on your own.",
        ),
    ),
    answer(
        Answer(
            "juvenile",
            Topic.ILLNESS,
            (Source.MYOSITIS, Source.HOSPITAL),
            Status.PROPOSED,
            related=("muscle", "off_label", "muscle_trial"),
            ask=False,
            mores=2,
            correction=(
                "The dermatomyositis article gives doses for children without the number of "
                "infusions or the days between; hospitals differ, so none is said."
            ),
        ),
        name="Children with JDM",
        words=(
            "jdm, juvenile, child, children, kid, dermatomyositis, teenager, son, daughter, baby, "
            "school, paediatric, pediatric"
        ),
        short=(
            "<b>Is it used for children with dermatomyositis?</b>\n"
            "Yes, but off-label: the label does not name it.\n"
            "Trouble swallowing or breathing, or choking?\n"
            "Call the emergency number at once."
        ),
        more=(
            "Hospitals plan it in different ways. The child's team sets the dates.",
            (
                "The team needs the child's height and weight before each course.\n"
                "Tell the school nurse: no nasal spray vaccine."
            ),
        ),
    ),
    answer(
        Answer(
            "lupus",
            Topic.ILLNESS,
            (Source.ARTICLE,),
            Status.PROPOSED,
            related=("off_label", "how_long", "comes_back"),
        ),
        name="Lupus",
        words=(
            "lupus, sle, nephritis, lupus nephritis, kidney, butterfly rash, systemic lupus, "
            "erythematosus, ana, discoid"
        ),
        short=(
            "<b>What does it do in lupus?</b>\n"
            "It is used when lupus is severe, or other medicines did not help enough.\n"
            "This use is off-label: the label does not name it.\n"
            "Our sources do not say how long it takes. Ask your team."
        ),
    ),
    answer(
        Answer(
            "pemphigus",
            Topic.ILLNESS,
            (Source.LABEL, Source.LEAFLET_EU),
            Status.SOURCED,
            related=("skin", "how_often", "comes_back"),
            ask=False,
            unwell=True,
            mores=1,
        ),
        name="Pemphigus",
        words=(
            "pemphigus, vulgaris, pemphigus vulgaris, blisters, skin, mouth, sores, autoimmune, "
            "blistering, pemfigus"
        ),
        short=(
            "<b>Is it used in pemphigus?</b>\n"
            "Yes. The EU leaflet of Truxima names pemphigus vulgaris.\n"
            "In the US, the labels of Rituxan and Ruxience name it.\n"
            "New or worse sores or blisters? Press “{unwell}”, or call."
        ),
        more=("Our sources do not say how long it takes to work. Ask your team.",),
    ),
    answer(
        Answer(
            "off_label",
            Topic.ILLNESS,
            (Source.PROJECT,),
            Status.PROPOSED,
            related=("muscle", "lupus", "juvenile"),
        ),
        name="What is off-label?",
        words=(
            "off-label, off label, approved, approval, not approved, allowed, fda, ema, licence, "
            "license, unlicensed, label, experimental, consent"
        ),
        short=(
            "<b>What does off-label mean?</b>\n"
            "The label of the medicine does not name the illness.\n"
            "A doctor may still use it, and must tell you why.\n"
            "Ask what is known, and what is not. Then you and your team decide."
        ),
    ),
    answer(
        Answer(
            "comes_back",
            Topic.ILLNESS,
            (Source.CHARITY, Source.HOSPITAL, Source.MYOSITIS),
            Status.SOURCED,
            {"back_from": 6, "back_to": 9},
            related=("how_often", "ck_study", "fever"),
            ask=False,
            unwell=True,
            mores=1,
            correction=(
                "The article on Truxima lets CRP and ESR tell when the B cells return, which no "
                "source supports; by the other article B cells do not foretell a relapse either."
            ),
        ),
        name="Can it come back?",
        words=(
            "relapse, flare, flare up, comes back, return, again, worse, wears off, symptoms back, "
            "b cells back, recurrence, bad again"
        ),
        short=(
            "<b>Can my illness come back?</b>\n"
            "Yes, it can. Nobody can say when.\n"
            "Does something come back that you had before? Tell your team.\n"
            "New, or worse than before? Press “{unwell}”, or call."
        ),
        more=(
            (
                "The B cells come back after {back_from} to {back_to} months, or later.\n"
                "Blood tests do not show for sure when the illness returns."
            ),
        ),
    ),
)
