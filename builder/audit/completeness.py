"""Which certifications the form asks for and are not found in the filing.

"Not found in this filing" is all that can be said: a document may be missing from `raw/`. So nothing is
said of loose exhibits, of a section of which nothing at all was found, or where a role could not be read;
and who holds both offices under one section holds them under the other.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from builder.audit.case import Answer, Case, Certified, Seen, sure
from builder.records import Role, Section, Signature
from builder.wording.forms import bare_form, expected_sections
from builder.wording.likeness import Kind, compare_names
from builder.wording.persons import PersonName, read_name

ASSET_BACKED = "6189"


def no_302_peo(case: Case) -> Iterator[Answer]:
    """Yield that no principal executive officer was found under section 302."""
    yield from _missing(case, Section.S302, Role.PEO)


def no_302_pfo(case: Case) -> Iterator[Answer]:
    """Yield that no principal financial officer was found under section 302."""
    yield from _missing(case, Section.S302, Role.PFO)


def no_906_peo(case: Case) -> Iterator[Answer]:
    """Yield that no principal executive officer was found under section 906."""
    yield from _missing(case, Section.S906, Role.PEO)


def no_906_pfo(case: Case) -> Iterator[Answer]:
    """Yield that no principal financial officer was found under section 906."""
    yield from _missing(case, Section.S906, Role.PFO)


def no_302(case: Case) -> Iterator[Answer]:
    """Yield that no 302 certification was found in a whole submission whose form asks for it."""
    yield from _none(case, Section.S302)


def no_906(case: Case) -> Iterator[Answer]:
    """Yield that no 906 certification was found in a whole submission whose form asks for it."""
    yield from _none(case, Section.S906)


def twins(case: Case) -> Iterator[Answer]:
    """Yield that all 302 certifications of a filing are one and the same, while 906 knows two officers."""
    certified = list(case.statements(Section.S302))
    if len(certified) != 2 or any(len(each.certification.signatures) != 1 for each in certified):
        return
    first, second = (each.certification.signatures[0] for each in certified)
    held = [{role.value for role in each.roles} for each in (first, second)]
    same = _person(first) is not None and _person(first) == _person(second) and held[0] == held[1]
    alike = _statement(certified[0]) == _statement(certified[1]) != ()
    if same and alike and not {Role.PEO, Role.PFO} <= held[0]:
        yield Seen("two officers' certifications", "the same certification twice", (), certified[1].place, None, 0.8)


def joint_302(case: Case) -> Iterator[Answer]:
    """Yield the 302 certifications that two or more officers sign."""
    for each in case.statements(Section.S302):
        signed = [one for one in each.certification.signatures if one.signed and _person(one)]
        persons = {_person(one) for one in signed}
        if len(persons) > 1:
            yield Seen(
                "a certification for each officer", f"signed by {len(persons)} officers", (), each.place, None, 0.7
            )


def persons_differ(case: Case) -> Iterator[Answer]:
    """Yield that other persons sign under section 906 than under section 302."""
    under = {
        section: [name for _, _, _, each in case.signatures(section) if (name := _name(each))] for section in Section
    }
    complete = all(case.filing.container != "exhibit" and len(names) > 1 for names in under.values())
    if not complete or any(each.doubt for _, _, _, one in case.signatures() for each in one.roles):
        return
    for one, other in ((Section.S302, Section.S906), (Section.S906, Section.S302)):
        for name in under[one]:
            if all(compare_names(name, known).kind is Kind.OTHER for known in under[other]):
                yield Seen(
                    "the same officers under both sections", f"{name.normal} under section {one} alone", confidence=0.7
                )


def more_persons(case: Case) -> Iterator[Answer]:
    """Yield that more than two persons certify."""
    persons = {name for _, _, _, each in case.signatures() if (name := _person(each))}
    if len(persons) > 2:
        yield Seen("two persons", f"{len(persons)} persons")


def securitization_signer(case: Case) -> Iterator[Answer]:
    """Yield the asset-backed issuers' certifications signed in neither of the offices that the rule names."""
    if case.asked.asset_backed:
        for place, number, _, signature in case.signatures(Section.S302):
            titles = " ".join(each.value for each in signature.titles).casefold()
            if titles and not any(word in titles for word in ("securitiz", "servic", "senior officer")):
                expected = "senior officer in charge of securitization or of servicing"
                yield Seen(expected, titles, (), place, number, 0.5)


def one_person_both(case: Case) -> Iterator[Answer]:
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


def amendment_without_302(case: Case) -> Iterator[Answer]:
    """Yield that an amendment holds no certification under section 302."""
    if case.amended and case.filing.container == "submission" and not any(case.certifications(Section.S302)):
        yield Seen("new certifications under section 302", "not found in this amendment", confidence=0.6)


def _none(case: Case, section: Section) -> Iterator[Answer]:
    header = case.filing.header
    if case.filing.container != "submission" or header is None or header.form_type is None or header.filed_on is None:
        return
    special = any(each.sic == ASSET_BACKED for each in header.registrants) or (
        case.family and "fund" in case.family.name
    )
    main = {bare_form(each.type) for each in case.filing.documents if each.type}
    if case.amended or special or bare_form(header.form_type) not in main:
        return
    expected = section in expected_sections(header.form_type, header.filed_on)
    if expected and not any(case.certifications(section)):
        yield Seen(f"certifications under section {section}", "not found in this filing", confidence=0.7)


def _statement(each: Certified) -> tuple[str, ...]:
    """Return the words of a 302 certification from its first paragraph on, its number of exhibit left out."""
    if each.reading is None or not each.reading.alignment.places:
        return ()
    first = min(low for low, _ in each.reading.alignment.places.values())
    return each.reading.alignment.folded[first : max(high for _, high in each.reading.alignment.places.values())]


def _name(signature: Signature) -> PersonName | None:
    stated = sure(signature.name_as_printed) or sure(signature.conformed_name)
    return read_name(stated) if stated else None


def _person(signature: Signature) -> str | None:
    """Return the name for comparing at SIGNATURE; None where it names nobody."""
    stated = signature.name_as_printed or signature.conformed_name
    return _normal(stated.value) if stated else None


@lru_cache(maxsize=4096)
def _normal(as_printed: str) -> str | None:
    name = read_name(as_printed)
    return name.normal if name else None


def _missing(case: Case, section: Section, role: Role) -> Iterator[Answer]:
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
