"""Catalogue to files that machines read: tables, feeds, sitemap, guide, JSON-LD; and the rows of `read`.

Refuses to know pages.
"""
