"""content/ to site/: MkDocs in a staging folder, then one rename; the theme; the local server.

Refuses to know how exhibits are parsed.
"""
