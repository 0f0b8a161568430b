"""Tests of the demo: SimCord's hooks, the launcher, and visitors in a real browser."""
