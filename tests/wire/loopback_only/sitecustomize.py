"""Bars a bot under test from the world: connections and look-ups of names go to this machine or fail."""

import sys
from typing import Any

_HERE = ("127.0.0.1", "localhost", "::1", None)


def _bar(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "socket.connect" and isinstance(arguments[1], tuple) and arguments[1][0] not in _HERE:
        raise OSError(f"a test wants to reach {arguments[1][0]}")
    if event == "socket.getaddrinfo" and arguments[0] not in _HERE:
        raise OSError(f"a test wants to find {arguments[0]}")


sys.addaudithook(_bar)
