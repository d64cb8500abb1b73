"""The ledger: which certifications a filing should carry, and which stand in it.

Expected is what the form asks for on the day of filing (rules 13a-14 and 30a-2, 18 U.S.C. 1350; see
`wording/form_families.toml`): (302, PEO), (302, PFO), (906, PEO), (906, PFO) for a 10-Q filed in 2004.
Nothing is asserted where an input is missing: a loose exhibit is only a part of its filing, an
asset-backed issuer has one certifying officer of another kind, an amendment may be of one item only.
"""

from __future__ import annotations

from datetime import date

from builder.records import Certification, Header, Role, Section
from builder.wording.forms import family_of, is_amendment

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
    return expected_of(header.form_type, header.filed_on)


def expected_of(form_type: str, filed_on: date) -> tuple[Expectation, ...]:
    """Return what FORM_TYPE filed on FILED_ON asks for; section 906 of an amendment is not asserted.

    An amendment needs new 302 certifications (rule 12b-15); whether section 1350 applies depends on
    whether it holds financial statements, which the form type does not tell.
    """
    family = family_of(form_type)
    if family is None:
        return ()
    sections = []
    if family.s302 and filed_on >= family.s302:
        sections.append(Section.S302)
    if family.s906 and filed_on >= family.s906 and not is_amendment(form_type):
        sections.append(Section.S906)
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
