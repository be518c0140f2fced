"""Statements, one file a chapter; every one names its authority first."""
