"""Documents to certifications: each statement, its signatures, and every value with its evidence.

Refuses to know other filings: it reads one document's text at a time.
"""
