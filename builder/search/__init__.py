"""Catalogue to index: people and companies by name, in Whoosh and in the browser's shards.

names.py cuts names into words, cards.py keeps what is found, keys.py files it, lay.py and score.py rank it,
seek.py asks; index.py and shelf.py hold it in Whoosh, shards.py in files for the browser. Refuses to know pages.
"""
