"""The link duel: two in turn name a character who shares an episode with the last one (docs/plays.md, "Link duel")."""
