"""Undersigned: from raw exhibits to a published, searchable archive of officer certifications.

raw/ bytes -> Documents -> Certifications -> Catalogue -> content/ Markdown -> site/ (MkDocs)
                                                 |------> Whoosh index -> browser name index
                                                 `------> findings (audit)

Each arrow is one call in pipeline.py; each stage is a package that knows no other.
"""
