"""Remembers: the PostgreSQL of an installation, its tables, queries and migrations."""
