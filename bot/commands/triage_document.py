"""Triage as programs read it: lines of JSON in, lines of JSON out."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from care.detector_languages import Lexicons, read_message
from care.evaluation import Evaluation, Group, Judged, Labelled, Rate
from care.findings import About, Context, Finding, Reading, Risk
from care.monitoring_table import CannotOverride
from care.thresholds import Limits, limits_with, named, value_of
from care.triage_table import RULES_VERSION

NOBODY = "none"  # the label of a line that says nothing of interest


class Unclear(Exception):
    """A line or a context that cannot be used, and why."""


def reading_document(line: int, reading: Reading) -> dict[str, Any]:
    """Return what to do about a message as its JSON document."""
    return {
        "line": line,
        "action": reading.action,
        "severity": reading.severity,
        "findings": [_finding(one) for one in reading.findings],
        "answer": reading.answer,
        "rules": reading.rules,
    }


def _finding(one: Finding) -> dict[str, Any]:
    value = None if one.celsius is None else {"celsius": one.celsius}
    return {
        "code": one.code,
        "category": one.category,
        "polarity": one.polarity,
        "span": list(one.span),
        "value": value,
    }


def read_line(number: int, line: str, lexicons: Lexicons) -> dict[str, Any]:
    """Return the result of one line of a batch; of one that cannot be read, what is wrong."""
    try:
        said = _object(line)
        text, language = _text(said), said.get("lang")
        about = context_of(said.get("context"))
    except Unclear as wrong:
        return {"line": number, "error": str(wrong)}
    hint = language if isinstance(language, str) else None
    return reading_document(number, read_message(text, lexicons, about, hint))


def context_of(given: object) -> Context:
    """Return what is known beside the words. Raises Unclear, naming the field."""
    if given is None:
        return Context()
    if not isinstance(given, dict):
        raise Unclear('context: give an object, such as {"hours_since_infusion": 5}')
    about, baseline = given.get("about") or About.SELF, given.get("baseline") or []
    if about not in set(About):
        raise Unclear(f"context.about: {about!r}; use self, child or other")
    if not isinstance(baseline, list) or not all(isinstance(code, str) for code in baseline):
        raise Unclear("context.baseline: give a list of codes")
    return Context(
        hours_since_infusion=_number(given, "hours_since_infusion"),
        about=About(about),
        baseline=frozenset(baseline),
        age=_number(given, "age"),
        asked="temperature" if given.get("asked") == "temperature" else None,
        risks=_risks(given.get("risks") or []),
        limits=_limits(given.get("limits") or {}),
    )


def _risks(given: object) -> frozenset[Risk]:
    if not isinstance(given, list) or not all(one in list(Risk) for one in given):
        raise Unclear(f"context.risks: give a list of: {', '.join(Risk)}")
    return frozenset(map(Risk, given))


def _limits(given: object) -> Limits:
    """Return our limits with those that are given, as a team would set them."""
    if not isinstance(given, dict):
        raise Unclear('context.limits: give an object, such as {"fever": 37.8}')
    try:
        own = [(one := named(name), value_of(one, str(value))) for name, value in given.items()]
    except CannotOverride as wrong:
        raise Unclear(f"context.limits: {wrong}") from wrong
    return limits_with({one.name: value for one, value in own})


def _number(given: Mapping[str, Any], name: str) -> float | None:
    value = given.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise Unclear(f"context.{name}: {value!r}; give a number or leave it out")
    return float(value)


def _object(line: str) -> dict[str, Any]:
    try:
        said = json.loads(line)
    except ValueError as wrong:
        raise Unclear(f"no JSON: {wrong}") from wrong
    if not isinstance(said, dict):
        raise Unclear('give an object with "text"')
    return said


def _text(said: Mapping[str, Any]) -> str:
    text = said.get("text")
    if not isinstance(text, str):
        raise Unclear('"text" is missing, or is no text')
    return text


def labelled(lines: Iterable[str]) -> Iterator[Labelled]:
    """Yield the labelled messages of a file, without those whose meaning is left open.

    Raises Unclear, naming the line.
    """
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            said = _object(line)
            found = _labelled(number, said)
        except Unclear as wrong:
            raise Unclear(f"line {number}: {wrong}") from wrong
        if not said.get("ambig"):
            yield found


def _labelled(number: int, said: Mapping[str, Any]) -> Labelled:
    labels = said.get("labels", [])
    if not isinstance(labels, list):
        raise Unclear('"labels": give a list of categories, or ["none"]')
    return Labelled(
        number,
        _text(said),
        frozenset(map(str, labels)) - {NOBODY},
        str(said.get("polarity") or "present"),
        str(said.get("lang") or ""),
        str(said.get("source") or ""),
    )


def evaluation_document(found: Evaluation) -> dict[str, Any]:
    """Return an evaluation as its JSON document."""
    return {
        "rules": RULES_VERSION,
        "groups": [_group(one) for one in found.groups],
        "missed": [_judged(one) for one in found.missed],
        "false_alerts": [_judged(one) for one in found.false_alerts],
        "left_out": found.left_out,
    }


def _group(one: Group) -> dict[str, Any]:
    return {
        "view": one.view,
        "by": one.by,
        "name": one.name,
        "alert": _rate(one.alerted),
        "alert_or_ask": _rate(one.heard),
    }


def _rate(one: Rate) -> dict[str, Any]:
    low, high = one.interval
    share = {"hits": one.hits, "of": one.total, "share": round(one.share, 4)}
    return share | {"low": round(low, 4), "high": round(high, 4)}


def _judged(one: Judged) -> dict[str, Any]:
    line = one.line
    return {
        "line": line.number,
        "text": line.text,
        "labels": sorted(line.labels),
        "lang": line.language,
        "action": one.reading.action,
        "found": [f"{found.code} {found.polarity}" for found in one.reading.findings],
    }
