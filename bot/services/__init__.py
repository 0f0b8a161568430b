"""Use cases: they join the rules of the domain with stored facts and know nothing of Discord."""
