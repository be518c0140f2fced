"""The one line of migrations, hand-written SQL in order of their names."""
