"""The demonstration city: four invented authorities, the same every time, made by pure functions."""
