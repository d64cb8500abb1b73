"""The ledger: which certifications a filing should carry, and which stand in it.

Expected is what the form asks for on the day of filing (rules 13a-14 and 30a-2, 18 U.S.C. 1350; see
`wording/form_families.toml`): (302, PEO), (302, PFO), (906, PEO), (906, PFO) for a 10-Q filed in 2004.
Nothing is asserted where an input is missing: a loose exhibit is only a part of its filing, an
asset-backed issuer has one certifying officer of another kind, an amendment may be of one item only.
"""

from __future__ import annotations

from builder.records import Certification, Header, Role, Section
from builder.wording.forms import expected_sections

Expectation = tuple[Section, Role]

ASSET_BACKED = "6189"
"""SIC of asset-backed securities: one certification, no section 906 (rule 13a-14(d))."""

PRINCIPAL = (Role.PEO, Role.PFO)


def expected(
    container: str, header: Header | None, certifications: tuple[Certification, ...]
) -> tuple[Expectation, ...]:
    """Return what the filing's form asks for; nothing where it is not known."""
    if container == "exhibit" or header is None or header.form_type is None or header.filed_on is None:
        return ()
    if _asset_backed(header, certifications):
        return ()
    sections = expected_sections(header.form_type, header.filed_on)
    return tuple((section, role) for section in sections for role in PRINCIPAL)


def found(certifications: tuple[Certification, ...]) -> tuple[Expectation, ...]:
    """Return the (section, role) that CERTIFICATIONS cover, in order."""
    covered = {
        (certification.section.value, role.value)
        for certification in certifications
        for signature in certification.signatures
        for role in signature.roles
    }
    order = list(Role)
    return tuple(sorted(covered, key=lambda pair: (pair[0].value, order.index(pair[1]))))


def _asset_backed(header: Header, certifications: tuple[Certification, ...]) -> bool:
    others = {Role.SECURITIZATION, Role.SERVICING}
    signed_as = {role.value for each in certifications for signature in each.signatures for role in signature.roles}
    return any(registrant.sic == ASSET_BACKED for registrant in header.registrants) or bool(others & signed_as)
