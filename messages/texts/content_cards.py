"""The words of the cards, each with its reason, and the order in which they are read.

Critical where a misreading could do harm by itself. Figures come from the card, never from the
sentence.
"""

from messages.declare import Level, Var, text
from messages.texts.content import Card, Source, Status
from messages.values import Label, Number


def _card(card: Card, do: str, why: str, *, level: Level = Level.CLINICAL) -> Card:
    """Declare the two paragraphs of a card. The first line is its title."""
    for part, english in (("text", do), ("why", f"<b>Why:</b> {why}")):
        vars: dict[str, Var] = {
            name: Number(of) for name, of in card.figures.items() if f"{{{name}}}" in english
        }
        if "{unwell}" in english:
            vars["unwell"] = Label("redflag.button.unwell")
        where = (
            "The do or don't itself." if part == "text" else "The reason, under the card's text."
        )
        text(f"content.walk.{card.id}.{part}", english, level=level, where=where, vars=vars)
    return card


_SEED = (
    _card(
        Card("DO1", (Source.ARTICLE, Source.LEAFLET_EU), Status.SOURCED, ask=False),
        "<b>DO tell us right away</b>\n"
        "Tell your team at once about a fever or a cough that stays.\n"
        "Tell them about changes in the brain or nerves, such as confusion or dizziness.\n"
        "Also trouble with walking, balance, speech, sight, memory or strength.\n"
        "Press “{unwell}”, or call.",
        "Rituximab lowers the cells that fight germs. A rare brain infection can start quietly.",
        level=Level.CRITICAL,
    ),
    _card(
        Card("DO2", (Source.ARTICLE, Source.RHEUMATOLOGY, Source.LABEL), Status.SOURCED),
        "<b>DO keep every blood test and visit</b>\n"
        "Go to each blood test and each visit. Cannot come? Tell your team, and get a new date.",
        "Antibodies or white blood cells can get too low before you feel it.",
    ),
    _card(
        Card("DONT1", (Source.ARTICLE, Source.RHEUMATOLOGY, Source.LABEL), Status.SOURCED),
        "<b>DON'T get a live vaccine</b>\n"
        "No live vaccine during treatment, or after it until your team says so.\n"
        "Live ones are for example yellow fever, MMR and chickenpox.\n"
        "So are the nasal flu spray and the old shingles vaccine, Zostavax.\n"
        "The newer shingles vaccine, Shingrix, is not live. Ask your team when to get it.\n"
        "A child on rituximab? Tell the school nurse: no nasal spray vaccine.",
        "A live vaccine holds a weak germ. Your body may not be able to control it.",
        level=Level.CRITICAL,
    ),
    _card(
        Card("DONT2", (Source.ARTICLE, Source.LABEL), Status.SOURCED, ask=False),
        "<b>DON'T ignore a reaction during your infusion</b>\n"
        "Short of breath, or itchy? Tell the nurse at once.\n"
        "Tell the nurse about anything that feels wrong.",
        "Reactions can get worse fast. Nurses can slow or stop the infusion and treat you.",
        level=Level.CRITICAL,
    ),
)
_AFTER = (
    _card(
        Card("DO3", (Source.LABEL,), Status.SOURCED, {"hours": 24}, ask=False),
        "<b>DO watch yourself after each infusion</b>\n"
        "Watch for {hours} hours after it ends.\n"
        "Hives, swelling, wheezing, chest pain, fainting, a racing heart?\n"
        "Call the emergency number at once.",
        "Serious reactions can still start up to {hours} hours after the infusion.",
        level=Level.CRITICAL,
    ),
    _card(
        Card("DO4", (Source.FEVER,), Status.SOURCED),
        "<b>DO take your temperature</b>\n"
        "Take it when you feel hot, cold, shaky or unwell.\n"
        "Take it before any medicine that lowers fever.\n"
        "A normal temperature does not mean that all is well.",
        "Paracetamol (acetaminophen), ibuprofen and steroids can hide a fever.",
    ),
    _card(
        Card("DONT5", (Source.PROJECT,), Status.PROPOSED, ask=False),
        "<b>DON'T wait for this chat when you are very ill</b>\n"
        "Call the emergency number.\n"
        "No receipt number within a minute? Then nobody knows. Call.",
        "A chat can be slow, or fail.",
        level=Level.CRITICAL,
    ),
    _card(
        Card("DO5", (Source.LEAFLET_EU, Source.HOSPITAL), Status.CONFLICT, {"carry_months": 24}),
        "<b>DO carry your alert card</b>\n"
        "Show it to every doctor, dentist and emergency department.\n"
        "Carry it until {carry_months} months after your last infusion.\n"
        "Tell somebody close to you what to watch for.",
        "Other people may notice confusion before you do.",
    ),
    _card(
        Card("DO6", (Source.CHARITY, Source.PUBLIC_HEALTH), Status.SOURCED),
        "<b>DO tell us whom you met</b>\n"
        "Were you near somebody with chickenpox, shingles or measles?\n"
        "Did you test positive for COVID? Call your team the same day.",
        "A medicine may protect you. It works best early.",
    ),
    _card(
        Card("DO7", (Source.LABEL,), Status.SOURCED, ask=False),
        "<b>DO call about painful skin or mouth sores</b>\n"
        "Painful sores on skin, lips or mouth, blisters, peeling skin, pus spots: call at once.",
        "A rare, severe skin reaction needs care fast.",
        level=Level.CRITICAL,
    ),
    _card(
        Card("DO8", (Source.LABEL, Source.HOSPITAL), Status.SOURCED, ask=False),
        "<b>DO call about yellow skin or eyes</b>\n"
        "Yellow skin or eyes, dark urine, or great tiredness.\n"
        "Pain in the right side of the belly.\n"
        "Call your team the same day.",
        "A hidden hepatitis B can wake up, even months after the last infusion.",
        level=Level.CRITICAL,
    ),
)
_CHILDBEARING = (
    _card(
        Card(
            "DO9",
            (Source.LEAFLET_EU, Source.HOSPITAL),
            Status.SOURCED,
            {"contraception_months": 12},
            childbearing=True,
        ),
        "<b>DO use birth control</b>\n"
        "Use it during treatment and for {contraception_months} months after.\n"
        "You could be pregnant? Call your team today.",
        "The medicine can reach the unborn baby and lower its defences.",
        level=Level.CRITICAL,
    ),
    _card(
        Card(
            "DO10",
            (Source.LEAFLET_EU, Source.LABEL),
            Status.CONFLICT,
            {"breastfeeding_months": 6},
            childbearing=True,
        ),
        "<b>DO ask before you breastfeed</b>\n"
        "Most often: not during treatment, nor for {breastfeeding_months} months after.\n"
        "Some leaflets ask for longer. Ask your team.",
        "A little of the medicine gets into the milk. What it does later is not known.",
    ),
    _card(
        Card("BABY", (Source.HANDBOOK_AU,), Status.PROPOSED, childbearing=True),
        "<b>DON'T let a new baby have a live vaccine yet</b>\n"
        "Did you have rituximab while you were pregnant? Tell the baby's doctor.\n"
        "No live vaccine for the baby until your team says so.\n"
        "That includes BCG and rotavirus.",
        "The baby's own defences may be low for some months.",
        level=Level.CRITICAL,
    ),
)
_DAY = (
    _card(
        Card("DONT3", (Source.LEAFLET_EU, Source.HOSPITAL), Status.SOURCED),
        "<b>DON'T come to the infusion ill</b>\n"
        "Fever, cough or any infection? Call first, before you set out.",
        "The infusion may have to wait until the infection has passed.",
    ),
    _card(
        Card("DO11", (Source.LEAFLET_EU, Source.HOSPITAL), Status.SOURCED, {"pill_hours": 12}),
        "<b>DO ask about blood-pressure pills</b>\n"
        "Ask if you should leave them out for {pill_hours} hours before the infusion.\n"
        "Do not leave them out unless your team says so.",
        "Blood pressure can fall during the infusion.",
    ),
    _card(
        Card("DONT6", (Source.LABEL,), Status.SOURCED),
        "<b>DON'T drive yourself home</b>\nPlan how you get home after the infusion.",
        "The medicines given before the infusion make you sleepy.",
    ),
    _card(
        Card("DONT4", (Source.PROJECT,), Status.PROPOSED),
        "<b>DON'T stop your other medicines on your own</b>\n"
        "Do not stop or skip steroids, methotrexate or other pills by yourself.\n"
        "Ill, or about to run out? Call your team first.",
        "Stopping suddenly can bring the illness back. With steroids it can make you very ill.",
        level=Level.CRITICAL,
    ),
    _card(
        Card("DO14", (Source.KIDNEY, Source.RHEUMATOLOGY), Status.SOURCED),
        "<b>DO take the antibiotic that protects your lungs</b>\n"
        "If your team gave you one, take all of it, as written.",
        "It prevents a rare, serious lung infection.",
    ),
    _card(
        Card(
            "DO12",
            (Source.RHEUMATOLOGY, Source.PUBLIC_HEALTH, Source.HOSPITAL),
            Status.SOURCED,
            {"before_weeks": 4},
        ),
        "<b>DO get flu and other vaccines that are not live</b>\n"
        "Ask your team when. Best is often {before_weeks} weeks before the next course.\n"
        "Your family should be up to date too.",
        "Vaccines work less well soon after rituximab.",
    ),
    _card(
        Card("DONT7", (Source.HOSPITAL,), Status.SOURCED, {"polio_weeks": 6}),
        "<b>DON'T touch live vaccine germs at home</b>\n"
        "Did a baby have polio drops or a rotavirus vaccine?\n"
        "Let others change nappies (diapers) for {polio_weeks} weeks. Wash hands well.\n"
        "Keep some distance from people who just had nasal flu spray.",
        "The live germ can be in the stool, or in the nose.",
    ),
    _card(
        Card("DO13", (Source.CHARITY,), Status.SOURCED),
        "<b>DO tell us about plans</b>\n"
        "Tell your team before surgery, a tooth pulled, travel or any new medicine.",
        "The date of your infusion may have to change.",
    ),
    _card(
        Card("TRAVEL", (Source.PROJECT,), Status.PROPOSED),
        "<b>DO save the numbers before you travel</b>\n"
        "Write down your team's number and the emergency number of the place.\n"
        "This chat may not work there.\n"
        "Take your alert card, a thermometer and your medicines with you.",
        "Abroad, numbers differ and the chat may be blocked.",
    ),
)
_EVERY_DAY = (
    _card(
        Card("DO15", (Source.HOSPITAL,), Status.SOURCED),
        "<b>DO keep germs away</b>\n"
        "Wash your hands. Brush your teeth. Keep away from people who are ill.",
        "Fewer germs, fewer infections.",
    ),
    _card(
        Card("DO16", (Source.ARTICLE,), Status.SOURCED),
        "<b>DO keep moving, eat well, stop smoking</b>\n"
        "Move gently, for example swim or cycle. Eat well. Ask us for help to stop smoking.",
        "Joints keep moving. Smoking may make this kind of medicine work less well.",
    ),
)

WALK: tuple[Card, ...] = (*_SEED, *_AFTER, *_DAY, *_CHILDBEARING, *_EVERY_DAY)


def walk(*, for_caregiver: bool) -> tuple[Card, ...]:
    """Return the cards in order; what concerns pregnancy is left out of a caregiver's chat."""
    return tuple(card for card in WALK if not (for_caregiver and card.childbearing))
