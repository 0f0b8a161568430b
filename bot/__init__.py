"""Gueststar: who crossed over where, and who should next."""
