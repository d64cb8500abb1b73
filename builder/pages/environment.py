"""The templates' environment: every expression goes through `finalise`, none can slip past it.

A template is written as any HTML is; what HTML does without is left out once, when it is compiled, since a page has
some hundred of them: closing tags of items, cells and rows, and the quotes around a template's own words and around
plain addresses. Whatever else comes from outside is quoted.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from jinja2.ext import Extension
from markupsafe import Markup

from builder.pages.escape import address, escape, finalise, scalar, verbatim, without_needless_quotes
from builder.pages.views import Link

OPTIONAL_END = re.compile(
    r"""
      ^</(?:li|tbody)>\n
    | </(?:li|dt|dd|thead|tbody|tr|th|td)>
    | </p>(?=(?:\{%\ end\w+\ %\})*(?:<(?:div|p|ul)\b|</(?:div|li)>)) # what ends a paragraph by itself comes next
    """,
    re.MULTILINE | re.VERBOSE,
)
"""Closing tags that may be left out wherever these templates have them (HTML, 13.1.2.4), with their line."""

ADDRESS = re.compile(r'href="\{\{ ([\w.]+) \}\}"')
"""An address that comes from a view."""


class Terse(Extension):
    """Leaves out of a template what HTML does without."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:  # noqa: ARG002 - Jinja's
        """Return SOURCE as it is to be compiled."""
        return ADDRESS.sub(r"href={{ \1 | address }}", without_needless_quotes(OPTIONAL_END.sub("", source)))


class _Environment(Environment):
    """Templates see attributes of views alone, so that none is looked for among items.

    What a template prints went through `finalise`, and what a macro gives was printed by one, so both are markup.
    """

    concat = staticmethod(lambda printed: Markup("".join(printed)))  # noqa: S704
    getattr = staticmethod(getattr)  # type: ignore[assignment]


@cache
def make_environment() -> Environment:
    """Return the environment that all templates of pages are rendered in; its templates are compiled once."""
    environment = _Environment(
        loader=PackageLoader("builder.pages"),
        extensions=[Terse],
        autoescape=False,  # finalise escapes; Jinja would do it once more to find it done
        finalize=finalise,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    environment.filters["scalar"] = _scalar
    environment.filters["address"] = address
    environment.filters["link"] = _link
    environment.globals["code"] = _code
    return environment


@lru_cache(maxsize=4096)
def _scalar(words: str) -> Markup:
    """Return WORDS as a quoted YAML scalar; a page's front matter says many names and roles several times."""
    return Markup(scalar(words))  # noqa: S704


def _link(item: Link) -> Markup:
    """Return the words of ITEM, which lead to its page where it has one; a macro would take five times as long."""
    words = escape(item.words)
    return Markup(f"<a href={address(item.href)}>{words}</a>") if item.href else words  # noqa: S704  (both escaped)


def _code(words: str) -> Markup:
    """Return lines of code for a `<pre>`: no line is empty, which would end a block of HTML in some Markdowns."""
    return Markup("\n").join(verbatim(line) for line in words.split("\n") if line.strip())
