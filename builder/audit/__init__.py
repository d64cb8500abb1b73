"""Certifications to findings: where one leaves the prescribed text or contradicts its filing.

Refuses to know how findings are shown.
"""
