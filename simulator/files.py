"""Files that people and bots send. Small real ones stand for a camera; kept in memory only."""

import hashlib
import struct
import zlib

from simulator.people import Json, StoredFile
from simulator.world import World

UPLOAD = 50 * 2**20
PHOTO = 10 * 2**20
DOWNLOAD = 20 * 2**20
SIDES = 10_000
RATIO = 20


def stored(world: World, content: bytes, folder: str, *, name: str | None = None) -> StoredFile:
    """Keep a file and return it."""
    number = world.number()
    digest = hashlib.sha256(content + str(number).encode()).hexdigest()
    mime, ending = _kind(content)
    file = StoredFile(
        id=f"Ag{digest[:40]}",
        unique=f"AQ{digest[:14]}",
        path=f"{folder}/file_{number}.{_ending(name) or ending}",
        content=content,
        mime=mime,
        name=name,
    )
    world.files[file.id] = file
    return file


def _ending(name: str | None) -> str | None:
    return name.rpartition(".")[2] if name and "." in name else None


def _kind(content: bytes) -> tuple[str, str]:
    for start, mime, ending in MAGIC:
        if content.startswith(start):
            return mime, ending
    return "application/octet-stream", "bin"


MAGIC = (
    (b"\x89PNG", "image/png", "png"),
    (b"\xff\xd8\xff", "image/jpeg", "jpg"),
    (b"OggS", "audio/ogg", "oga"),
    (b"RIFF", "image/webp", "webp"),
    (b"%PDF", "application/pdf", "pdf"),
    (b"BEGIN:VCALENDAR", "text/calendar", "ics"),
)


def picture(width: int = 90, height: int = 90) -> bytes:
    """Return a plain PNG picture."""
    rows = b"".join(b"\0" + b"\x8a\xb4\xd8" * width for _ in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, content) for kind, content in chunks)


def _chunk(kind: bytes, content: bytes) -> bytes:
    return (
        struct.pack(">I", len(content))
        + kind
        + content
        + struct.pack(">I", zlib.crc32(kind + content))
    )


def sound() -> bytes:
    """Return the beginning of a voice note: an empty Ogg page."""
    return b"OggS\0\x02" + bytes(20) + b"\x01\x13OpusHead"


def size(content: bytes) -> tuple[int, int] | None:
    """Return width and height of a PNG or JPEG picture, or None for anything else."""
    try:
        if content.startswith(b"\x89PNG\r\n\x1a\n"):
            width, height = struct.unpack_from(">II", content, 16)
            return int(width), int(height)
        return _jpeg_size(content) if content.startswith(b"\xff\xd8") else None
    except (struct.error, IndexError):
        return None


def _jpeg_size(content: bytes) -> tuple[int, int] | None:
    """Walk the segments of a JPEG to the one that begins a frame."""
    at = 2
    while content[at] == SEGMENT:
        kind, length = content[at + 1], struct.unpack_from(">H", content, at + 2)[0]
        if kind in FRAMES:
            height, width = struct.unpack_from(">HH", content, at + 5)
            return int(width), int(height)
        at += 2 + length
    return None


SEGMENT = 0xFF
FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}


def described(file: StoredFile) -> Json:
    """Return what every object about a file begins with."""
    return {"file_id": file.id, "file_unique_id": file.unique, "file_size": len(file.content)}


def photo(world: World, content: bytes) -> Json:
    """Return the content of a photo message, in the one size that we keep."""
    return {"photo": [shown_size(stored(world, content, "photos"))]}


def shown_size(file: StoredFile) -> Json:
    """Return the PhotoSize of a stored picture."""
    width, height = size(file.content) or (0, 0)
    return described(file) | {"width": width, "height": height}


def document(world: World, content: bytes, name: str | None) -> Json:
    """Return the content of a document message."""
    file = stored(world, content, "documents", name=name)
    shown = described(file) | {"mime_type": file.mime}
    return {"document": shown | ({"file_name": name} if name else {})}


def voice(world: World) -> Json:
    """Return the content of a voice note."""
    file = stored(world, sound(), "voice")
    return {"voice": described(file) | {"duration": 3, "mime_type": "audio/ogg"}}


def sticker(world: World) -> Json:
    """Return the content of a sticker."""
    file = stored(world, b"RIFF\x1a\0\0\0WEBPVP8L", "stickers")
    shape = {"type": "regular", "width": 512, "height": 512}
    kind = {"is_animated": False, "is_video": False, "emoji": "👍"}
    return {"sticker": described(file) | shape | kind}
