"""Findings to lines: what the check of a draft tells, to a reader, to programs (JSON lines) and to other tools (SARIF).

Refuses to know how findings are found.
"""
