"""The templates' environment: every expression goes through `finalise`, none can slip past it."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from builder.pages.escape import finalise, scalar, verbatim


@cache
def make_environment() -> Environment:
    """Return the environment that all templates of pages are rendered in; its templates are compiled once."""
    environment = Environment(
        loader=PackageLoader("builder.pages"),
        autoescape=True,
        finalize=finalise,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    environment.globals["scalar"] = lambda words: Markup(scalar(words))  # noqa: S704  (a quoted YAML scalar)
    environment.globals["code"] = _code
    return environment


def _code(words: str) -> Markup:
    """Return lines of code for a `<pre>`: no line is empty, which would end a block of HTML in some Markdowns."""
    return Markup("\n").join(verbatim(line) for line in words.split("\n") if line.strip())
