"""Promises about every text: one test for the texts of a subject, which names the one it fails on.

A test for each text would cost minutes: there are thousands.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable

import pytest

from messages.declare import Text

Promise = Callable[[Text], None]


def each(texts: Iterable[Text]) -> Callable[[Promise], Callable[..., None]]:
    """Return a decorator that keeps a promise for all of these texts, subject by subject."""
    subjects: dict[str, list[Text]] = defaultdict(list)
    for text in texts:
        subjects[".".join(text.id.split(".")[:2])].append(text)

    def over_all(promise: Promise) -> Callable[..., None]:
        @pytest.mark.parametrize("subject", subjects.values(), ids=subjects)
        def told(subject: list[Text]) -> None:
            for text in subject:
                try:
                    promise(text)
                except AssertionError as broken:
                    broken.add_note(f"the text is {text.id}")
                    raise

        told.__name__, told.__module__ = promise.__name__, promise.__module__
        return told

    return over_all
