"""Methods by which a bot says what it is: name, descriptions, commands, menu button."""

import re
from typing import Any

from simulator.methods.ask import Ask, readable
from simulator.people import Json, Profile
from simulator.refusals import bad_request
from simulator.schema import description

COMMAND = re.compile(r"[a-z0-9_]{1,32}")
ABILITY = re.compile("can_|supports_|has_|allows_")
LANGUAGE = re.compile(r"[a-z]{2}")
COMMANDS = 100
COMMAND_TEXT = 256
LONGEST = {"names": 64, "descriptions": 512, "short_descriptions": 120}
WITH_CHAT = {"chat", "chat_administrators", "chat_member"}


def get_me(ask: Ask) -> Json:
    """Return the bot's own User object."""
    abilities = [name for name in description()["types"]["User"] if ABILITY.match(name)]
    return ask.bot.user.shown() | dict.fromkeys(abilities, False) | {"can_join_groups": True}


def log_out(_ask: Ask) -> bool:
    """Answer that it is done; there is no other server to log in to, and nothing changes."""
    return True


def _language(ask: Ask) -> str:
    language = str(ask.get("language_code", ""))
    if language and not LANGUAGE.fullmatch(language):
        raise bad_request("invalid language code specified")
    return language


def _keep(ask: Ask, kept: dict[str, str], kind: str, parameter: str) -> bool:
    text = str(ask.get(parameter, ""))
    if len(text) > LONGEST[kind]:
        raise bad_request(f"bot {parameter.replace('_', ' ')} is too long")
    kept[_language(ask)] = text
    return True


def set_my_name(ask: Ask) -> bool:
    """Keep the bot's name in a language."""
    return _keep(ask, ask.bot.profile.names, "names", "name")


def set_my_description(ask: Ask) -> bool:
    """Keep what an empty chat with the bot shows."""
    return _keep(ask, ask.bot.profile.descriptions, "descriptions", "description")


def set_my_short_description(ask: Ask) -> bool:
    """Keep what the bot's profile shows."""
    kept = ask.bot.profile.short_descriptions
    return _keep(ask, kept, "short_descriptions", "short_description")


def get_my_name(ask: Ask) -> Json:
    """Return the bot's name in a language."""
    fallback = ask.bot.user.first_name
    return {"name": _in_language(ask, ask.bot.profile.names) or fallback}


def get_my_description(ask: Ask) -> Json:
    """Return what an empty chat with the bot shows."""
    return {"description": _in_language(ask, ask.bot.profile.descriptions)}


def get_my_short_description(ask: Ask) -> Json:
    """Return what the bot's profile shows."""
    return {"short_description": _in_language(ask, ask.bot.profile.short_descriptions)}


def _in_language(ask: Ask, kept: dict[str, str]) -> str:
    return kept.get(_language(ask)) or kept.get("", "")


def set_my_commands(ask: Ask) -> bool:
    """Keep the list of commands for a scope and a language."""
    commands = ask.get("commands") or []
    if len(commands) > COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    kept = [_command(command) for command in commands]
    ask.bot.profile.commands[_place(ask)] = kept
    ask.world.events.tell({"type": "state"})
    return True


def _command(command: Json) -> Json:
    name, text = command["command"].removeprefix("/"), command["description"]
    if not COMMAND.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(text) <= COMMAND_TEXT:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": text}


def get_my_commands(ask: Ask) -> list[Json]:
    """Return the commands of exactly one scope and language."""
    return ask.bot.profile.commands.get(_place(ask), [])


def delete_my_commands(ask: Ask) -> bool:
    """Forget the commands of a scope and a language."""
    ask.bot.profile.commands.pop(_place(ask), None)
    ask.world.events.tell({"type": "state"})
    return True


def _place(ask: Ask) -> tuple[str, str]:
    scope: dict[str, Any] = ask.get("scope") or {"type": "default"}
    kind = str(scope["type"])
    if kind not in WITH_CHAT:
        return kind, _language(ask)
    inner = Ask(ask.world, ask.limits, ask.bot, {"chat_id": scope.get("chat_id")})
    chat = readable(inner)
    return f"{kind}:{chat.id}:{scope.get('user_id', '')}", _language(ask)


def commands_for(profile: Profile, user_id: int, language: str | None) -> list[Json]:
    """Return the commands that a person sees in the private chat, by Telegram's order."""
    for scope in (f"chat:{user_id}:", "all_private_chats", "default"):
        for spoken in (language or "", ""):
            if profile.commands.get((scope, spoken)):
                return profile.commands[scope, spoken]
    return []


def set_chat_menu_button(ask: Ask) -> bool:
    """Keep what the button beside the text field does, in one private chat or in all."""
    ask.bot.profile.menus[ask.get("chat_id")] = ask.get("menu_button") or {"type": "default"}
    return True


def get_chat_menu_button(ask: Ask) -> Json:
    """Return what the button beside the text field does."""
    menus = ask.bot.profile.menus
    usual = menus.get(None, {"type": "commands"})
    return menus.get(ask.get("chat_id"), usual)
