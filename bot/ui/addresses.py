"""Addresses of pages as they may be shown: only of the web, and with nothing in them that a client takes for markup."""

import re
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, urlsplit

_HOST = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?", re.ASCII)
_KEPT = "/?#:;=&%+,.!$'()-_~"  # characters of addresses that open no markup within <…>
_LONGEST = 700  # characters; a longer one is named by its host alone


@dataclass(frozen=True, slots=True)
class WebAddress:
    """The host of a page, and the address as a Discord client links it without a preview (None: too long for that)."""

    host: str
    link: str | None


def web_address(url: str | None) -> WebAddress | None:
    """Return what may be shown of an address; None for what is no http or https address of a plain host."""
    parts = _split(url or "")
    if parts is None or parts.scheme not in ("http", "https") or not parts.hostname or "@" in parts.netloc:
        return None
    host = _ascii(parts.hostname)
    if host is None:
        return None
    rest = parts._replace(scheme="", netloc="").geturl()
    link = f"<{parts.scheme}://{host}{_port(parts)}{quote(rest, safe=_KEPT, errors='replace')}>"
    return WebAddress(host.removeprefix("www."), link if len(link) <= _LONGEST else None)


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
        _ = parts.port  # raises for what is no number
    except ValueError:
        return None
    return parts


def _ascii(host: str) -> str | None:
    """Return a host in the letters that cannot be mistaken for others, None where that is impossible."""
    try:
        plain = host.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return None
    return plain if _HOST.fullmatch(plain) else None


def _port(parts: SplitResult) -> str:
    return "" if parts.port is None else f":{parts.port}"
