"""Catalogue to files that machines read: rows of certifications and signatures, JSON twins.

Refuses to know pages.
"""
