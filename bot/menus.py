"""The menu of commands that Telegram shows, in each language it has room for."""

from collections.abc import Iterable

from telegram import Bot

from messages import languages
from messages.languages import Language
from messages.texts.commands import DESCRIPTIONS
from messages.voice import Voice

SCOPE = {"type": "all_private_chats"}


async def set_menus(bot: Bot, offered: Iterable[Language]) -> None:
    """Set the commands of private chats: in English for everybody, then language by language.

    Raises TelegramError when the server refuses; what was set before that stays set.
    """
    await _set(bot, languages.ENGLISH, "")
    for language in offered:
        if language.bot_menu_code:
            await _set(bot, language.code, language.bot_menu_code)


async def _set(bot: Bot, language: str, menu_code: str) -> None:
    voice = Voice(language)
    commands = [
        {"command": name, "description": voice.label(text)} for name, text in DESCRIPTIONS.items()
    ]
    asked = {"commands": commands, "scope": SCOPE}
    if menu_code:
        asked["language_code"] = menu_code
    await bot.do_api_request("setMyCommands_", asked)
