"""Links into the bot: into its private chat, or into a group of the reader's choice."""


def start(name: str, token: str) -> str:
    """Return a link that opens the bot's chat with an invitation."""
    return f"https://t.me/{name}?start={token}"


def startgroup(name: str, token: str) -> str:
    """Return a link that adds the bot to a group of the reader's choice, as an administrator."""
    return f"https://t.me/{name}?startgroup={token}&admin=change_info"
