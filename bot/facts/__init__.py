"""Reads packs of facts from folders of TOML and checks them by named rules; packs are untrusted input."""
