"""How well triage hears, for people: lines for a terminal, and a page for `docs/`."""

from collections.abc import Iterator

from care.evaluation import Evaluation, Group, Judged, Rate, View
from care.triage_table import RULES_VERSION

# What we aim at, on text that the rules were not written from.
AIMS = {
    View.PRESENT: "alert or ask at least 98 % in English, 95 % elsewhere; alert at least 90 %",
    View.EVERYDAY: "alert at most 2 %, a question at most 5 % more",
    View.NEGATED: "alert at most 5 %",
    View.HYPOTHETICAL: "alert at most 5 %",
}
HEAD = "| | lines | alert | alert or ask |\n|---|---:|---:|---:|"
SHOWN = 400  # lines of each list on the page


def evaluation_lines(found: Evaluation) -> Iterator[str]:
    """Yield what was measured, and every line that was missed or rang for nothing."""
    for one in found.groups:
        name = one.view if one.by == "all" else f"  {one.by} {one.name}"
        shares = f"alert {_rate(one.alerted)}  alert or ask {_rate(one.heard)}"
        yield f"{name:<36} {one.heard.total:>6}  {shares}"
    yield f"left out, because their meaning is open: {found.left_out}"
    for title, judged in _lists(found):
        yield f"{title}: {len(judged)}"
        yield from (f"  {_line(one)}" for one in judged)


def report(found: Evaluation, name: str) -> str:
    """Return a page in Markdown about an evaluation of the file with this name."""
    return "\n".join(_page(found, name)) + "\n"


def _page(found: Evaluation, name: str) -> Iterator[str]:
    yield "# How well triage hears"
    yield ""
    yield f"Measured on `{name}` with rules `{RULES_VERSION}`; in brackets the 95 % interval."
    yield "No clinician has signed these rules, and no native clinician has reviewed the lexicons."
    yield f"Lines whose meaning their labels leave open: {found.left_out}, not counted."
    for view in View:
        groups = [one for one in found.groups if one.view is view]
        if groups:
            yield from _table(view, groups)
    for title, judged in _lists(found):
        yield f"\n## {title}: {len(judged)}\n"
        yield from (f"- {_line(one)}" for one in judged[:SHOWN])


def _table(view: View, groups: list[Group]) -> Iterator[str]:
    yield f"\n## {view.capitalize()}\n"
    if view in AIMS:
        yield f"Aim: {AIMS[view]}.\n"
    yield HEAD
    for one in groups:
        name = "all" if one.by == "all" else f"{one.by} {one.name}"
        yield f"| {name} | {one.heard.total} | {_rate(one.alerted)} | {_rate(one.heard)} |"


def _lists(found: Evaluation) -> tuple[tuple[str, tuple[Judged, ...]], ...]:
    return ("Missed", found.missed), ("Alerts for nothing", found.false_alerts)


def _line(one: Judged) -> str:
    said = " ".join(one.line.text.split()).replace("|", "/")
    what = ", ".join(sorted(one.line.labels)) or "nothing"
    heard = ", ".join(f"{code.code} {code.polarity}" for code in one.reading.findings)
    return f"{one.line.number} ({one.line.language or '?'}, {what}): {said} → {heard or 'nothing'}"


def _rate(one: Rate) -> str:
    low, high = one.interval
    return f"{100 * one.share:.1f} % ({100 * low:.1f} to {100 * high:.1f})"
