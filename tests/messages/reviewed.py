"""A folder of catalogs with invented reviewers, for tests. Nobody real has reviewed anything."""

from datetime import date
from pathlib import Path

from messages.catalogs import Catalogs
from messages.declare import Text
from messages.workbench import files
from messages.workbench.reviews import Desk, approve, back_translate, keep, revise, write

CLINICIAN, TRANSLATOR, REVISER, BLIND = "C. L.", "T. R.", "R. V.", "B. T."
DAY = date(2026, 11, 1)


def desk(root: Path, today: date = DAY, language: str = "tr") -> Desk:
    root.mkdir(parents=True, exist_ok=True)
    (root / "languages.toml").write_text(f'[{language}]\nclinicians = ["{CLINICIAN}"]\n')
    return Desk(Catalogs(root), language, today)


def translate(at: Desk, *words: tuple[Text, str | tuple[str, ...]]) -> None:
    """Write the catalog of the safety messages anew, with these words and no others."""
    catalog = files.OwnCatalog(at.language)
    for text, said in words:
        sources = text.sources if text.counts else text.english
        catalog.add(sources, said, context=text.id)
    folder = at.catalogs.root / at.language / "LC_MESSAGES"
    files.write(folder / "redflag.po", catalog)


def seal_it(at: Desk, *texts: Text) -> None:
    """Take messages through every hand, as they stand in the catalog."""
    for deed in (
        lambda text: revise(at, text, REVISER, TRANSLATOR),
        lambda text: back_translate(at, text, BLIND, "In English again."),
        lambda text: approve(at, text, CLINICIAN),
    ):
        write(at, {text.id: deed(text) for text in texts})
    lines = at.seals.lines(at.language)
    for text in texts:
        keep(at, text, lines[text.id])
