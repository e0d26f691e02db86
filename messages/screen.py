"""What a person sees: some text and some buttons. Telegram draws it, but is not mentioned."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Button:
    """A label, and what a press says (`data`) or opens (`url`)."""

    label: str
    data: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    """A number for the phone book, as it is offered to the reader."""

    name: str
    phone: str


@dataclass(frozen=True, slots=True)
class Document:
    """A file for the reader to keep. Its name is read on lock screens too, and says nothing."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Screen:
    """A finished message: HTML text, buttons under it, and perhaps a keyboard that stays.

    `keyboard` of None leaves the reader's keyboard as it is.
    """

    text: str
    rows: tuple[tuple[Button, ...], ...] = ()
    keyboard: tuple[tuple[str, ...], ...] | None = None
    placeholder: str = ""
    contact: Contact | None = None
    photo: bytes | None = None
    document: Document | None = None
    commands: tuple[tuple[str, str], ...] = ()
