"""Catalogue to index: people and companies by name, in Whoosh and in the browser's shards.

Refuses to know pages.
"""
