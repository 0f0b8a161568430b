"""Playing trivia: what a play is, and how each event moves it on (docs/plays.md, "Rounds")."""
