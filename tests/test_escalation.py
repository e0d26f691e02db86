"""The promise: an unacknowledged alert reaches someone, and the patient hears the truth."""

from tests.clinic import BACKUP, GROUP, LEAD, PATIENT, PRIMARY, STRANGER, VIEWER, Clinic

URGENT = "🟠 No. 1 · URGENT · P-0001"
READ = (PATIENT, "Please read this now.")
ABOUT = (PATIENT, "About report No. 1.")


async def test_silence_climbs_the_policy_and_never_stops(clinic):
    await clinic.writes(PATIENT)
    assert clinic.said() == [(GROUP, URGENT), (PRIMARY, URGENT), READ]
    await clinic.passes(minutes=9, seconds=59)
    assert clinic.said() == []
    await clinic.passes(seconds=1)
    assert clinic.said() == [(GROUP, URGENT), (PRIMARY, URGENT)]
    await clinic.passes(minutes=5)
    assert clinic.said() == [READ]
    await clinic.passes(minutes=5)
    assert clinic.said() == [(BACKUP, URGENT)]
    await clinic.passes(minutes=10)
    assert clinic.said() == [(LEAD, URGENT)]
    await clinic.passes(minutes=15)
    assert clinic.said() == [(LEAD, URGENT)]


async def test_acknowledgement_stops_it_and_the_patient_hears(alerted):
    await alerted.presses(PRIMARY, "ack:1:0", message=2)

    heard = alerted.texts()
    assert [chat for chat, _ in heard] == [PATIENT, GROUP, PRIMARY, "answer"]
    assert heard[0][1].startswith("About report No. 1.\nSomebody in your team saw this at")
    assert heard[3][1].startswith("No. 1 · P-0001: Ana will call the patient. Since")
    await alerted.passes(minutes=29)
    assert alerted.said() == []


async def test_acknowledgement_without_outcome_comes_back(alerted):
    await alerted.presses(PRIMARY, "ack:1:0")
    alerted.heard()

    await alerted.passes(minutes=30)

    assert ["Open again. It was with Ana" in text for _, text in alerted.texts()] == [
        True,
        True,
        False,
        False,
    ]
    await alerted.presses(PRIMARY, "ack:1:0")
    assert alerted.said() == [("answer", "This button is no longer in use. Nothing has changed.")]


async def test_second_acknowledger_learns_who_was_first(alerted):
    await alerted.presses(PRIMARY, "ack:1:0")
    alerted.heard()

    await alerted.presses(BACKUP, "ack:1:0")

    assert [text.split(" Since")[0] for _, text in alerted.texts()] == [
        "No. 1 · P-0001: Ana will call the patient."
    ] * 2


async def test_who_may_not_acknowledge_is_refused_and_stops_nothing(alerted):
    refusal = "Only the patient's care team can do this. Nothing has changed."
    for who in (STRANGER, PATIENT):
        await alerted.presses(who, "ack:1:0")
        assert alerted.said() == [("answer", refusal)]
    await alerted.presses(VIEWER, "ack:1:0")
    assert [who for who, _ in alerted.said()] == ["answer"]

    await alerted.passes(minutes=10)

    assert alerted.said() == [(GROUP, URGENT), (PRIMARY, URGENT)]


async def test_forged_buttons_change_nothing(alerted):
    for data in ("ack:99:0", "ack:1:7", "ack:٣:0", "ack:", "why:1:0", "resolve.spoken:1:0", "💣"):
        await alerted.presses(PRIMARY, data)
        assert [where for where, _ in alerted.said()] == ["answer"]

    await alerted.passes(minutes=10)

    assert alerted.said() == [(GROUP, URGENT), (PRIMARY, URGENT)]


async def test_resolved_alert_stays_quiet_and_the_next_gets_a_new_number(alerted):
    await alerted.presses(PRIMARY, "ack:1:0")
    await alerted.presses(PRIMARY, "resolve.spoken:1:0")
    assert "Your team closed it. Somebody from the team has spoken with you." in [
        line for _, text in alerted.texts() for line in text.splitlines()
    ]
    await alerted.passes(hours=9)
    assert alerted.said() == []

    await alerted.writes(PATIENT)

    second = "🟠 No. 2 · URGENT · P-0001"
    heard = alerted.texts()
    assert [(chat, text.splitlines()[0]) for chat, text in heard] == [
        (GROUP, second),
        (PRIMARY, second),
        READ,
    ]
    assert "Follows No. 1, which was closed." in heard[0][1]


async def test_the_same_again_is_an_addition_and_the_acknowledgement_stands(alerted):
    await alerted.presses(PRIMARY, "ack:1:0")
    alerted.heard()

    await alerted.writes(PATIENT, "I have a fever")
    await alerted.writes(PATIENT, "I have a fever!")

    assert alerted.said() == [
        (GROUP, "No. 1 · P-0001 has written again. Details show the words."),
        ABOUT,
        ABOUT,
    ]


async def test_worse_reopens_the_same_number_for_everybody(alerted):
    await alerted.presses(PRIMARY, "ack:1:0")
    alerted.heard()

    await alerted.writes(PATIENT, "I can't breathe and my lips are blue")

    emergency = "🔴 No. 1 · EMERGENCY · P-0001"
    heard = alerted.said()
    assert heard[:3] == [(GROUP, emergency), (PRIMARY, emergency), ABOUT]
    await alerted.passes(minutes=3)
    assert (BACKUP, emergency) in alerted.said()


async def test_every_reply_to_a_red_flag_carries_both_numbers_on_lines_of_their_own(clinic):
    await clinic.writes(PATIENT)
    await clinic.passes(minutes=15)
    await clinic.presses(BACKUP, "ack:1:0")

    replies = [text.splitlines() for chat, text in clinic.texts() if chat == PATIENT]

    assert len(replies) == 3
    for lines in replies:
        assert "+44 20 7946 0018" in lines
        assert "999" in lines
        assert any("No. 1" in line for line in lines)


async def test_outside_cover_the_patient_hears_at_once_that_nobody_reads(store):
    night = Clinic(store)
    await night.starts()
    await night.opens("Mon-Fri 08:00-17:00")
    night.at = night.at.replace(hour=3)

    await night.writes(PATIENT)

    reply = next(text for chat, text in night.texts() if chat == PATIENT)
    assert "Nobody there is reading this now." in reply
    assert "+44 20 7946 0019" in reply.splitlines()
    assert "+44 20 7946 0018" not in reply
