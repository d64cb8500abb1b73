"""Ground: how filers write things, as tables. Each entry has a name, a pattern, examples and a near miss."""
