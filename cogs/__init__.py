"""Discord commands, one file a group."""
