"""From a draft to an approved language with the workbench alone; what is refused, and why."""

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.commands.app import app
from bot.commands.console import Exit
from bot.reviewed import require_reviews
from bot.settings import WrongSetting
from messages.approvals import unapproved
from messages.catalogs import Catalogs
from messages.declare import TEXTS, Level, Text
from messages.languages import LANGUAGES, Status
from messages.revisions import GRACE, Change, Revision
from messages.texts import redflag, redflag_cards
from messages.workbench import files
from messages.workbench.changes import complaint, seen, undeclared, unlike
from messages.workbench.reviews import (
    NotReviewable,
    State,
    approve,
    back_translate,
    carry,
    revise,
    state,
    withdraw,
    write,
)
from messages.workbench.sync import synced
from messages.workbench.templates import notes, template
from tests.messages.reviewed import (
    BLIND,
    CLINICIAN,
    DAY,
    REVISER,
    TRANSLATOR,
    desk,
    seal_it,
    translate,
)

GRAVE = Text("redflag.grave", "Call now.", Level.CRITICAL, "here", {})
NOW = redflag.EMERGENCY_NUMBER
SAFETY = [text for text in TEXTS.values() if text.domain == "redflag"]


def said(root: Path, *arguments: str, status: Exit = Exit.DONE) -> str:
    done = CliRunner().invoke(app(), ["locales", *arguments, "--locales", str(root)])
    assert done.exit_code == status, done.output
    return done.output


def drafted(text: Text) -> str | tuple[str, ...]:
    return (text.english,) * LANGUAGES["tr"].nplurals if text.counts else text.english


def with_other_english(root: Path) -> Path:
    """Write the template as it was while the team's number had other words above it."""
    catalog, path = template("redflag"), root / "redflag.pot"
    [entry] = [one for one in catalog if one.context == redflag.TEAM_NUMBER.id]
    entry.id = "The team:\n{phone}"
    files.write(path, catalog)
    return path


def test_turkish_comes_from_draft_to_approved_by_the_workbench_alone(tmp_path):
    at = desk(tmp_path)
    opened = {"tr": replace(LANGUAGES["tr"], status=Status.OPEN)}
    translate(at, *((text, drafted(text)) for text in SAFETY))
    sheet = tmp_path / "back.tsv"

    with pytest.raises(WrongSetting, match=f"{len(SAFETY)} of its safety messages"):
        require_reviews((), opened, at.catalogs)
    require_reviews(("tr",), opened, at.catalogs)  # the operator said so in so many words

    domain = ("review", "tr", "--domain", "redflag")
    said(tmp_path, *domain, "--revise", REVISER, "--translator", TRANSLATOR)
    sheet.write_text(said(tmp_path, *domain, "--blind"), "utf-8")
    said(tmp_path, *domain, "--back-translate", BLIND, "--from", str(sheet))
    said(tmp_path, *domain, "--approve", CLINICIAN)

    assert unapproved("tr", Catalogs(tmp_path)) == []
    require_reviews((), opened, Catalogs(tmp_path))
    rows = at.seals.path("tr").read_text("utf-8").splitlines()
    assert len(rows) == len(SAFETY) + 1
    assert rows[1:] == sorted(rows[1:])
    changed = [(text, drafted(text)) for text in SAFETY if text is not redflag.NO_RECEIPT]
    translate(at, *changed, (redflag.NO_RECEIPT, "Call."))
    with pytest.raises(WrongSetting, match="but 1 of its safety messages"):
        require_reviews((), opened, Catalogs(tmp_path))
    found = json.loads(said(tmp_path, "status", "--json"))["tr"]["redflag"]["reviews"]
    assert found == dict.fromkeys(State, 0) | {"approved": len(SAFETY) - 1, "stale": 1}


def test_english_and_what_is_not_open_need_no_review(tmp_path):
    require_reviews((), LANGUAGES, Catalogs(tmp_path))


def test_a_sheet_shows_english_target_and_what_it_says_in_english_again(tmp_path):
    at = desk(tmp_path)
    translate(at, (NOW, "Acil:\n{emergency}"))
    seal_it(at, NOW)

    shown = said(tmp_path, "review", "tr", "--id", NOW.id)

    assert shown.startswith(f"{NOW.id} · critical · approved\n")
    line = next(line for line in shown.split("\n") if "Acil:" in line)
    assert [cell.strip() for cell in line.split("│") if cell.strip()] == [
        "Emergency:",
        "Acil:",
        "In English again.",
    ]


@pytest.mark.parametrize(
    ("deeds", "why"),
    [
        (("revise TR",), "TR translated it; somebody else must revise it."),
        (("revise t. r.",), "t. r. translated it; somebody else must revise it."),
        (("revise RV", "back R.V"), "R.V has seen the English; another person must do this."),
        (("back RV",), "nobody has revised these words yet: --revise NAME."),
        (("revise RV", "back rv "), "rv has seen the English; another person must do this."),
        (("revise RV", "echo BT"), "these are the words of the translation, not English."),
        (("revise RV", "back TR"), "TR has seen the English; another person must do this."),
        (("revise RV", "approve X. Y."), "X. Y. may not approve tr."),
        (("revise RV", "approve C. L."), "Nobody has translated it back."),
        (("revise RV", "back C. L.", "approve C. L."), "Who translated it back has seen"),
        (("translate ", "revise RV"), "there is no translation of this English"),
        (("translate Acil", "revise RV"), "it does not keep what the English has"),
        (("withdraw",), "there is nothing to withdraw."),
    ],
)
def test_a_review_that_breaks_a_rule_is_refused_with_the_reason(tmp_path, deeds, why):
    at = desk(tmp_path)
    translate(at, (NOW, "Acil:\n{emergency}"))
    can = {
        "revise": lambda who: revise(at, NOW, who, "TR"),
        "back": lambda who: back_translate(at, NOW, who, "Emergency"),
        "echo": lambda who: back_translate(at, NOW, who, "Acil: {emergency}"),
        "approve": lambda who: approve(at, NOW, who),
        "withdraw": lambda who: withdraw(at, NOW),
        "translate": lambda words: translate(at, (NOW, words)),
    }
    *before, (what, who) = [deed.partition(" ")[::2] for deed in deeds]
    for done, by in before:
        line = can[done](by)
        if line is not None:
            write(at, {NOW.id: line})

    with pytest.raises(NotReviewable) as refused:
        can[what](who)

    assert why in str(refused.value)


def test_nothing_is_signed_when_one_of_many_is_refused(tmp_path):
    at = desk(tmp_path)
    translate(at, (NOW, "Acil:\n{emergency}"))
    both = ("--id", NOW.id, "--id", redflag.TEAM_NUMBER.id)

    refused = said(tmp_path, "review", "tr", *both, "--revise", "RV", status=Exit.REFUSED)

    assert "Name the translator" in refused
    assert at.seals.lines("tr") == {}


def test_signatures_that_cannot_be_read_are_not_overwritten(tmp_path):
    at = desk(tmp_path)
    translate(at, (NOW, "Acil:\n{emergency}"))
    seal_it(at, NOW)
    path = at.seals.path("tr")
    path.write_text(path.read_text("utf-8") + "redflag.x\tbroken\n", "utf-8")
    before = path.read_bytes()

    with pytest.raises(NotReviewable, match="Mend it first"):
        write(at, {NOW.id: revise(at, NOW, "RV", "TR")})

    assert path.read_bytes() == before


def test_what_is_withdrawn_is_not_said_again(tmp_path):
    at = desk(tmp_path)
    translate(at, (NOW, "Acil:\n{emergency}"))
    seal_it(at, NOW)

    said(tmp_path, "review", "tr", "--id", NOW.id, "--withdraw")

    assert not at.seals.approves("tr", NOW, at.forms(NOW))
    assert at.seals.last("tr", NOW) is None


def test_every_state_has_its_name(tmp_path):
    at = desk(tmp_path)
    found = [state(at, NOW)]
    translate(at, (NOW, "Acil:\n{emergency}"))
    found.append(state(at, NOW))
    for deed in (
        lambda: revise(at, NOW, REVISER, TRANSLATOR),
        lambda: back_translate(at, NOW, BLIND, "Emergency"),
        lambda: approve(at, NOW, CLINICIAN),
    ):
        write(at, {NOW.id: deed()})
        found.append(state(at, NOW))
    translate(at, (NOW, "Acil durum:\n{emergency}"))
    found.append(state(at, NOW))

    assert found == [*State]


def test_a_typo_of_the_english_keeps_translation_and_seal(tmp_path):
    at = desk(tmp_path)
    translate(at, (GRAVE, "Hemen arayın."))
    seal_it(at, GRAVE)
    old = at.seals.lines("tr")[GRAVE.id]
    typo = replace(GRAVE, english="Call now!", revision=Revision(2, Change.TYPO, DAY))
    translate(at, (typo, "Hemen arayın."))

    carried = carry(at, [typo, NOW]), carry(at, [typo, NOW])
    line = at.seals.lines("tr")[typo.id]

    assert carried == ([typo.id], [])
    assert at.seals.last("tr", typo).rev == 2
    assert state(at, typo) is State.APPROVED
    assert line.note == f"typo in rev 2: seal carried over from {old.seal}"
    for more in (Revision(3, Change.WORDING, DAY), Revision(4, Change.TYPO, DAY)):
        changed = replace(typo, english="Call!", revision=more)
        translate(at, (changed, "Hemen arayın."))
        assert carry(at, [changed]) == []


@pytest.mark.parametrize(
    ("change", "old_rev", "fuzzy"),
    [
        (Change.TYPO, 1, False),
        (Change.WORDING, 1, True),
        (Change.MEANING, 1, True),
        (Change.TYPO, 0, True),  # made from a revision before
    ],
)
def test_a_changed_english_marks_the_translation_unless_only_a_typo_went(change, old_rev, fuzzy):
    rev = 2 if old_rev else 3
    text = replace(GRAVE, english="Call now!", revision=Revision(rev, change, DAY))
    before, after = files.OwnCatalog("tr"), files.OwnCatalog()
    before.add(GRAVE.english, "Arayın.", context=GRAVE.id, auto_comments=[*notes(GRAVE)])
    after.add(text.english, "", context=text.id, auto_comments=[*notes(text)])

    [entry] = [one for one in synced(after, "tr", before) if one.id]

    assert (entry.string, entry.fuzzy) == ("Arayın.", fuzzy)


def test_a_critical_message_changes_only_with_a_word_on_how(tmp_path):
    path = with_other_english(tmp_path)
    before, old, team = files.read(path), path.read_bytes(), redflag.TEAM_NUMBER

    refused = said(tmp_path, "extract", status=Exit.REFUSED)

    assert refused.strip() == complaint(team)
    assert f'"{team.id}": Revision(2, Change.TYPO' in refused
    assert path.read_bytes() == old
    assert undeclared(before, [team]) == unlike(before, [team]) == [team]
    declared = replace(team, revision=Revision(2, Change.WORDING, DAY))
    assert undeclared(before, [declared]) == []
    assert undeclared(before, [replace(team, level=Level.NORMAL)]) != []  # nor by a lower level
    assert undeclared(template("redflag"), SAFETY) == []


def test_a_changed_sentence_says_what_patients_see_until_then(tmp_path):
    at = desk(tmp_path)
    translate(at, (GRAVE, "Hemen arayın."), (redflag_cards.CALL, "Arayın:\n{card_numbers}"))
    meaning = replace(GRAVE, english="Go now.", revision=Revision(2, Change.MEANING, DAY))
    wording = replace(GRAVE, english="Ring now.", revision=Revision(2, Change.WORDING, DAY))
    draft = seen(at, GRAVE)
    wordless = seen(at, meaning).sees
    seal_it(at, GRAVE, redflag_cards.CALL)
    later = replace(at, today=DAY + GRACE)
    end = (DAY + timedelta(days=14)).isoformat()

    assert (draft.state, draft.sees) == (
        State.DRAFT,
        f"where it is previewed, the draft that says so; else {wordless}",
    )
    assert wordless == "the card of pictograms and numbers, then English"
    assert (seen(at, GRAVE).state, seen(at, GRAVE).sees) == (
        State.APPROVED,
        "the approved translation",
    )
    assert seen(at, wording).sees == f"the last approved translation, until {end}, then English"
    for gone in (seen(later, wording), seen(at, meaning)):
        assert (gone.state, gone.sees) == (
            State.STALE,
            "the approved emergency card, then English",
        )


def test_words_for_the_english_before_are_not_called_empty(tmp_path):
    with_other_english(tmp_path)
    catalog = files.OwnCatalog("tr")
    catalog.add("The team:\n{phone}", "Ekip:\n{phone}", context=redflag.TEAM_NUMBER.id)
    files.write(tmp_path / "tr" / "LC_MESSAGES" / "redflag.po", catalog)

    [found] = json.loads(said(tmp_path, "changed", "--json"))["changed"]

    states = {one["language"]: one["state"] for one in found["languages"]}
    assert (states["tr"], states["de"]) == ("fuzzy", "empty")


def test_the_command_names_each_language_and_its_state(tmp_path):
    with_other_english(tmp_path)

    [found] = json.loads(said(tmp_path, "changed", "--json"))["changed"]
    lines = said(tmp_path, "changed").splitlines()

    translated = [code for code in LANGUAGES if code not in ("en", "en_XA", "ar_XB")]
    assert found["id"] == redflag.TEAM_NUMBER.id
    assert [(one["language"], one["state"]) for one in found["languages"]] == [
        (code, "empty") for code in translated
    ]
    assert lines[0] == f"{redflag.TEAM_NUMBER.id} (rev 1, not declared yet)"
    assert lines[3].split(maxsplit=2) == [
        "tr",
        "empty",
        "patients see: the card of pictograms and numbers, then English",
    ]
