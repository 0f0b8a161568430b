"""Trivia made from facts: questions with one right answer that the facts prove (docs/trivia.md)."""
