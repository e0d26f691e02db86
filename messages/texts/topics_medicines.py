"""Steroids, methotrexate, pills for fever and pain, antibiotics, new medicines: answers.

Names no dose and tells nobody to start or to stop a medicine: the team decides.
"""

from messages.declare import Level
from messages.texts.content import Source, Status
from messages.texts.topics import Answer, Topic, answer

ANSWERS = (
    answer(
        Answer(
            "steroids",
            Topic.MEDICINES,
            (Source.MYOSITIS, Source.PROJECT),
            Status.PROPOSED,
            related=("methotrexate", "temperature", "surgery"),
            ask=False,
            unwell=True,
            mores=1,
        ),
        name="Can I stop my steroids?",
        words=(
            "steroids, steroid, cortisone, cortison, prednisone, prednisolone, prednison, medrol, "
            "methylprednisolone, stop, taper, reduce, ran out, run out, skip"
        ),
        short=(
            "<b>Can I stop my steroids?</b>\n"
            "Do not stop or skip them on your own. It can make you very ill.\n"
            "Your team decides if and how they are lowered.\n"
            "Have you stopped already, or do you vomit? Press “{unwell}”, or call."
        ),
        more=(
            (
                "Are you about to run out? Call your team before the last pill.\n"
                "Are you ill or in hospital? Tell each doctor that you take steroids."
            ),
        ),
        level=Level.CRITICAL,
    ),
    answer(
        Answer(
            "methotrexate",
            Topic.MEDICINES,
            (Source.ARTICLE, Source.PROJECT),
            Status.PROPOSED,
            related=("steroids", "alcohol", "signs"),
            ask=False,
            unwell=True,
            mores=1,
        ),
        name="Methotrexate and others",
        words=(
            "methotrexate, metotrexate, mtx, trexall, mycophenolate, cellcept, azathioprine, "
            "imuran, together, combine, keep taking, stop, double dose, too much methotrexate, "
            "methotrexate twice, methotrexate overdose"
        ),
        short=(
            "<b>Do I still take methotrexate and my other medicines?</b>\n"
            "Keep taking them as your team told you. Do not stop on your own.\n"
            "Did you take methotrexate twice, or on too many days?\n"
            "Call the emergency number at once, even if you feel well."
        ),
        more=(
            (
                "In rheumatoid arthritis, rituximab works better with methotrexate.\n"
                "Together they raise the risk of infections.\n"
                "A fever or a cough? Press “{unwell}”, or call."
            ),
        ),
        level=Level.CRITICAL,
    ),
    answer(
        Answer(
            "paracetamol",
            Topic.MEDICINES,
            (Source.HOSPITAL, Source.FEVER),
            Status.SOURCED,
            related=("temperature", "fever", "painkillers"),
            ask=False,
            unwell=True,
            mores=1,
        ),
        name="Pills against fever",
        words=(
            "paracetamol, acetaminophen, tylenol, panadol, calpol, parasetamol, fever pill, "
            "headache pill, pain relief, lower fever"
        ),
        short=(
            "<b>Can I take {paracetamol}?</b>\n"
            "Ask your team first. Take your temperature before any such pill.\n"
            "It can hide a fever.\n"
            "A fever? Do not wait for the pill to work. Press “{unwell}”, or call."
        ),
        more=(
            (
                "Do not take it before you come to the infusion, unless your team says so.\n"
                "Steroids and ibuprofen can hide a fever too."
            ),
        ),
    ),
    answer(
        Answer(
            "painkillers",
            Topic.MEDICINES,
            (Source.FEVER, Source.PROJECT),
            Status.PROPOSED,
            related=("paracetamol", "temperature", "new_medicine"),
            ask=False,
            unwell=True,
            mores=1,
        ),
        name="Painkillers",
        words=(
            "painkiller, pain killer, pain relief, ibuprofen, advil, nurofen, brufen, naproxen, "
            "aleve, diclofenac, voltaren, aspirin, nsaid, joint pain"
        ),
        short=(
            "<b>Can I take ibuprofen or another painkiller?</b>\n"
            "Ask your team first. It has to fit with your other medicines.\n"
            "Take your temperature before. A painkiller can hide a fever."
        ),
        more=(
            (
                "Is the pain new, or worse than before? Press “{unwell}”, or call.\n"
                "Chest pain or very strong belly pain? Call the emergency number at once."
            ),
        ),
    ),
    answer(
        Answer(
            "antibiotics",
            Topic.MEDICINES,
            (Source.LEAFLET_EU, Source.PROJECT),
            Status.PROPOSED,
            related=("pjp", "come_ill", "signs"),
            ask=False,
            unwell=True,
            mores=2,
        ),
        name="I take an antibiotic",
        words=(
            "antibiotic, antibiotics, antibiotika, amoxicillin, penicillin, doxycycline, infection "
            "treatment, uti medicine, infusion with antibiotics"
        ),
        short=(
            "<b>I was given an antibiotic. What now?</b>\n"
            "Tell your team today. Your next infusion may have to wait.\n"
            "Do not set out for it before they answer."
        ),
        more=(
            (
                "Take it as it was prescribed. Do not stop early on your own.\n"
                "A fever, a cough, or feeling worse? Press “{unwell}”, or call."
            ),
            (
                "Did your team give you one to protect your lungs?\n"
                "That is another matter: take all of it, as written."
            ),
        ),
    ),
    answer(
        Answer(
            "new_medicine",
            Topic.MEDICINES,
            (Source.CHARITY,),
            Status.SOURCED,
            related=("painkillers", "pressure_pills", "alert_card"),
            mores=1,
        ),
        name="New medicines and herbs",
        words=(
            "new medicine, new medication, herbal, herbs, vitamins, supplement, supplements, "
            "natural, homeopathy, turmeric, echinacea, over the counter, pharmacy"
        ),
        short=(
            "<b>Can I take a new medicine, herbs or vitamins?</b>\n"
            "Tell your team before you start.\n"
            "That includes herbs, vitamins, and what you buy without a prescription."
        ),
        more=(
            (
                "Tell each doctor and pharmacist about rituximab. Show your alert card.\n"
                "Bring a list of all your medicines to each visit."
            ),
        ),
    ),
)
