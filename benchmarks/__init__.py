"""Measurements that take longer than tests, each with a command of its own that prints a table."""
