"""One file a revision, numbered; none is changed once it has been released."""
