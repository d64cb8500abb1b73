"""Which certifications the form asks for and are not found in the filing.

"Not found in this filing" is all that can be said: a document may be missing from `raw/`. So nothing is
said of loose exhibits, of a section of which nothing at all was found, or where a role could not be read;
and who holds both offices under one section holds them under the other.
"""

from __future__ import annotations

from collections.abc import Iterator

from builder.audit.case import Case, Seen
from builder.records import Role, Section, Signature
from builder.wording.forms import expected_sections
from builder.wording.persons import read_name

ASSET_BACKED = "6189"


def no_302_peo(case: Case) -> Iterator[Seen]:
    """Yield that no principal executive officer was found under section 302."""
    yield from _missing(case, Section.S302, Role.PEO)


def no_302_pfo(case: Case) -> Iterator[Seen]:
    """Yield that no principal financial officer was found under section 302."""
    yield from _missing(case, Section.S302, Role.PFO)


def no_906_peo(case: Case) -> Iterator[Seen]:
    """Yield that no principal executive officer was found under section 906."""
    yield from _missing(case, Section.S906, Role.PEO)


def no_906_pfo(case: Case) -> Iterator[Seen]:
    """Yield that no principal financial officer was found under section 906."""
    yield from _missing(case, Section.S906, Role.PFO)


def one_person_both(case: Case) -> Iterator[Seen]:
    """Yield that one person certifies as principal executive and as principal financial officer."""
    held: dict[str, set[Role]] = {}
    for _, _, _, signature in case.signatures():
        name = _person(signature)
        if name:
            held.setdefault(name, set()).update(role.value for role in signature.roles if role.doubt is None)
    for normal, roles in sorted(held.items()):
        others = any(roles_of - {Role.PAO} for name, roles_of in held.items() if name != normal)
        if {Role.PEO, Role.PFO} <= roles and not others:
            yield Seen("two persons or one", "one person in both offices")


def _person(signature: Signature) -> str | None:
    """Return the name for comparing at SIGNATURE; None where it names nobody."""
    stated = signature.name_as_printed or signature.conformed_name
    name = read_name(stated.value) if stated else None
    return name.normal if name else None


def _missing(case: Case, section: Section, role: Role) -> Iterator[Seen]:
    filing, header = case.filing, case.filing.header
    if filing.container == "exhibit" or header is None or header.form_type is None or header.filed_on is None:
        return
    if section not in expected_sections(header.form_type, header.filed_on):
        return
    certified = [each for _, each in case.certifications(section)]
    signatures = [signature for each in certified for signature in each.signatures]
    if not certified or any(not each.signatures for each in certified):
        return
    if any(not signature.roles or any(each.doubt for each in signature.roles) for signature in signatures):
        return
    signers = {_person(signature) for signature in signatures} - {None}
    theirs = [each for _, _, _, each in case.signatures() if _person(each) in signers]
    held = {each.value for signature in (*signatures, *theirs) for each in signature.roles}
    special = {Role.SECURITIZATION, Role.SERVICING}
    if role in held or held & special or any(each.sic == ASSET_BACKED for each in header.registrants):
        return
    confidence = 0.8 if filing.container == "submission" else 0.5
    yield Seen(
        f"a section {section} certification of the {OFFICES[role]}", "not found in this filing", confidence=confidence
    )


OFFICES = {Role.PEO: "principal executive officer", Role.PFO: "principal financial officer"}
