"""The frame around a page's content: rendered once for each shape of page by the theme's own template, then filled.

The template is given stand-ins for all that differs between pages of one shape. A stand-in prints as a marked slot and
remembers whether it was escaped or made a relative address on its way; whatever else a template does with it (compares
it, cuts it, looks into it, asks for what is not in the shape) raises NotFillable, and pages of that shape are rendered
one by one, as MkDocs would. So nothing is known here of the words of any template.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NoReturn, TypeAlias

from jinja2 import Template, pass_context

from builder.publish.front import FULL, TEXT, lay_out

_START, _END = "\x02", "\x03"
_SLOT = re.compile(f"{_START}([^{_END}]*){_END}")
_STANDING_IN = "undersigned-stands-in/"
"""The last part of the address of a page that stands in for others."""

CONTENT, ANCHOR, CANONICAL = "content", "anchor", "canonical"
"""The slots beside the texts of the front matter, which are numbered."""

Context: TypeAlias = Mapping[str, object]
Step: TypeAlias = Callable[[str], str]


class NotFillable(Exception):  # noqa: N818 - no error: it says that a shape is left to MkDocs
    """A template does more with a page's words than print them."""


class _Slot(str):
    """A stand-in for words that differ from page to page."""

    __slots__ = ("name", "steps")
    name: str
    steps: str

    def __new__(cls, name: str, steps: str = "") -> _Slot:
        slot = super().__new__(cls, _marked(name, steps))
        slot.name = name
        slot.steps = steps
        return slot

    def __html__(self) -> str:
        return _marked(self.name, f"{self.steps}e")

    def __bool__(self) -> bool:
        return True

    def _refuse(self, *_: object) -> NoReturn:
        raise NotFillable(self.name)

    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = _refuse
    __contains__ = __getitem__ = __iter__ = __len__ = __add__ = __mod__ = __mul__ = _refuse
    __hash__ = str.__hash__

    def __getattribute__(self, name: str) -> object:
        if name.startswith("_") or name in ("name", "steps"):
            return super().__getattribute__(name)
        raise NotFillable(f"{name} of {self.name}")


def _marked(name: str, steps: str) -> str:
    return f"{_START}{name}:{steps}{_END}"


class _StandIn:
    """A thing of which a template may ask what is given here, and nothing else."""

    def __init__(self, **given: object) -> None:
        self.__dict__.update(given)

    def __getattr__(self, name: str) -> NoReturn:
        raise NotFillable(name)


@dataclass(frozen=True, slots=True)
class Shape:
    """All that a template may branch on in a page that it renders."""

    template: str
    front: str
    """The shape of the front matter."""
    folder: str
    """The address of the page without its last part: relative addresses on the page hang on it."""
    anchored: bool
    """Whether the page has a heading."""
    placed: bool
    """Whether the page has an address on the web."""


@dataclass(frozen=True, slots=True)
class Shell:
    """A rendered frame, in parts: what is the same on all pages of a shape, and slots."""

    literals: tuple[str, ...]
    slots: tuple[tuple[str, str], ...]
    """After each literal but the last: the name of what comes there, and the steps taken with it."""

    def fill(self, words: Mapping[str, str], steps: Mapping[str, Step]) -> str:
        """Return the page with these WORDS, each after the STEPS that the template takes with it."""
        parts = [self.literals[0]]
        for (name, taken), literal in zip(self.slots, self.literals[1:], strict=True):
            word = words[name]
            for step in taken:
                word = steps[step](word)
            parts += (word, literal)
        return "".join(parts)


def render_shell(template: Template, context: Context, shape: Shape) -> Shell | None:
    """Return the frame that TEMPLATE gives pages of SHAPE in the CONTEXT of one; None where it cannot be filled."""
    filters = template.environment.filters
    relative = filters["url"]
    filters["url"] = _remembering(relative)
    try:
        rendered = template.render({**context, "page": _stand_in(shape)})
    except NotFillable:
        return None
    finally:
        filters["url"] = relative
    pieces = _SLOT.split(rendered)
    if _STANDING_IN in rendered:
        return None
    slots = tuple((name, steps) for name, _, steps in (piece.partition(":") for piece in pieces[1::2]))
    return Shell(tuple(pieces[::2]), slots)


def _remembering(relative: Callable[..., str]) -> Callable[[Context, str], str]:
    """Return the filter RELATIVE, but one that leaves a slot to be made relative for each page."""

    @pass_context
    def url(context: Context, value: str) -> str:
        if isinstance(value, _Slot):
            return _Slot(value.name, f"{value.steps}u")
        if _START in str(value):
            raise NotFillable("an address made of more than one text")
        return relative(context, value)

    return url


def _stand_in(shape: Shape) -> _StandIn:
    """Return a page of SHAPE, as a template sees it."""
    texts = (_Slot(str(number)) if text == FULL else "" for number, text in enumerate(TEXT.findall(shape.front)))
    heading = _StandIn(url=_Slot(ANCHOR))
    return _StandIn(
        meta=lay_out(shape.front, tuple(texts)),
        content=_Slot(CONTENT),
        toc=[heading] if shape.anchored else [],
        canonical_url=_Slot(CANONICAL) if shape.placed else None,
        url=shape.folder + _STANDING_IN,
        is_homepage=False,
        is_page=True,
        is_section=False,
        is_link=False,
        active=True,
        parent=None,
        children=None,
        ancestors=[],
        previous_page=None,
        next_page=None,
        edit_url=None,
    )
