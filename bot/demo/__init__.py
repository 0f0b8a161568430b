"""The demo: a server that looks and behaves like Discord, in a browser, without a token."""
