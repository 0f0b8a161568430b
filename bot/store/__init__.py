"""All SQL of the program: one file (SQLite) or one server (PostgreSQL), behind one small interface."""
