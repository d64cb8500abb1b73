"""Catalogue to content/: Markdown pages by Jinja templates, every outside value escaped by one function.

Refuses to know how exhibits are parsed.
"""
