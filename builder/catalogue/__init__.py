"""Certifications to catalogue: registrants, officers, periods, addresses, what is expected and found.

Refuses to know Markdown and HTML.
"""
