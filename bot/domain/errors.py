"""Errors that are meant to be read by a person."""


class UserError(Exception):
    """Something a person can mend: its text is one sentence that says what was wrong and what to do next."""


class ConfigurationError(UserError):
    """The program cannot start as it is set up; the command line ends with exit code 78 (EX_CONFIG)."""
