"""No language is open to patients before its safety messages are approved, every one of them.

Asked once, before anything starts. Holds no review: `messages.seals` does.
"""

from collections.abc import Iterable, Mapping

import structlog

from bot.settings import WrongSetting
from messages.approvals import unapproved
from messages.catalogs import Catalogs
from messages.languages import ENGLISH, LANGUAGES, Language, Status
from messages.voice import CATALOGS

logger = structlog.get_logger(__name__)


def require_reviews(
    allowed: Iterable[str] = (),
    among: Mapping[str, Language] = LANGUAGES,
    catalogs: Catalogs = CATALOGS,
) -> None:
    """Raise WrongSetting for the first open language with safety messages nobody has approved.

    English is the source and always open. In the `allowed` languages patients read English, under
    pictograms with the numbers, wherever a safety message is not approved.
    """
    wanted = set(allowed)
    for code, language in among.items():
        if language.status is not Status.OPEN or code == ENGLISH:
            continue
        lacking = unapproved(code, catalogs)
        if lacking and code not in wanted:
            raise WrongSetting(_refusal(language, len(lacking)))
        if lacking:
            logger.warning("language.open_unreviewed", language=code, count=len(lacking))


def _refusal(language: Language, lacking: int) -> str:
    return (
        f"{language.name} is open in locales/languages.toml, but {lacking} of its safety messages"
        f" are not approved by a clinician: see `companion locales review {language.code}`. Set its"
        " status to preview, or to open it all the same, with English in their place:"
        f" COMPANION_OPEN_UNREVIEWED_LANGUAGES={language.code}"
    )
