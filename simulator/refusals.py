"""How Telegram says no: a code, a description, sometimes parameters. Never a crash."""

from typing import Any


class Refused(Exception):
    """Telegram refuses a call."""

    def __init__(
        self, code: int, description: str, parameters: dict[str, Any] | None = None
    ) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def body(self) -> dict[str, Any]:
        """Return the refusal as the Bot API writes it."""
        body = {"ok": False, "error_code": self.code, "description": self.description}
        return body | ({"parameters": self.parameters} if self.parameters else {})


def bad_request(text: str) -> Refused:
    """Return a 400 in Telegram's form."""
    return Refused(400, f"Bad Request: {text}")


def forbidden(text: str) -> Refused:
    """Return a 403 in Telegram's form."""
    return Refused(403, f"Forbidden: {text}")


def too_many_requests(retry_after: int) -> Refused:
    """Return a 429 that names the seconds to wait."""
    text = f"Too Many Requests: retry after {retry_after}"
    return Refused(429, text, {"retry_after": retry_after})
