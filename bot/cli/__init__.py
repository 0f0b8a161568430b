"""The `gueststar` command, and how it ends: 0 found, 1 not found or findings, 2 wrong usage, 78 configuration."""

import gc
import signal
import sys

from bot.domain.errors import ConfigurationError, UserError

NOT_FOUND = 1
CONFIGURATION = 78  # EX_CONFIG of sysexits.h: a supervisor need not try again
INTERRUPTED = 130


def main() -> None:
    """Run the command line and exit; an error meant for a person becomes one sentence on standard error."""
    try:
        _obey(sys.argv[1:])
    except UserError as error:
        suggested = "; ".join(one.label for one in getattr(error, "suggestions", ()))
        sys.stderr.write(f"{error} {suggested}".rstrip() + "\n")
        sys.exit(CONFIGURATION if isinstance(error, ConfigurationError) else NOT_FOUND)
    except OSError as error:  # a file named on the command line that cannot be written, say
        sys.stderr.write(f"{error.filename or 'Something'} cannot be used: {error.strerror}.\n")
        sys.exit(NOT_FOUND)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)


def _obey(arguments: list[str]) -> None:
    if arguments == ["run"]:
        signal.signal(signal.SIGHUP, signal.SIG_IGN)  # no facts are read as yet; the bot obeys it before it reads them
        gc.disable()  # nothing that a start makes is garbage: an eighth of its CPU; the client enables it when it is up
        from bot.cli.starting import start_bot

        start_bot()
        return
    from bot.cli.app import app

    app()
