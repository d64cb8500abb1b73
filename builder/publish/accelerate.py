"""Make MkDocs faster, and do nothing else: the site comes out the same without it.

A plugin object that publish/site.py hands to MkDocs. Pages outside the nav are read, rendered and written one by one in
MkDocs' last step instead of all being held in memory; a page of a known form (front.py, body.py) is filled into the
frame of its shape (shell.py). The first page of each shape is rendered by MkDocs as well, and the shape is left to
MkDocs where the two differ. A page that is not known in full is rendered by MkDocs, which warns as ever.
"""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any, cast

from jinja2 import Environment, Template
from markupsafe import escape
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import normalize_url

from builder.publish.body import Body, render_body
from builder.publish.front import Front, read_front
from builder.publish.shell import ANCHOR, CANONICAL, CONTENT, Shape, Shell, render_shell

NAME = "undersigned/accelerate"
KNOWN_EXTENSIONS = frozenset({"toc", "tables", "fenced_code"})
"""The extensions of Markdown beside which body.py gives what Python-Markdown gives."""
_PAGE_EVENTS = ("pre_page", "page_read_source", "page_markdown", "page_content", "page_context", "post_page")


class _NoOptions(Config):  # type: ignore[no-untyped-call]
    """The accelerator has no options."""


class Accelerator(BasePlugin[_NoOptions]):  # type: ignore[no-untyped-call]
    """The plugin object; one for each run of MkDocs."""

    def on_nav(self, nav: Navigation, /, *, config: MkDocsConfig, files: Files) -> None:
        """Put a late page in the place of each page outside the nav."""
        if any(config.plugins.events[event] for event in _PAGE_EVENTS):
            return
        if not KNOWN_EXTENSIONS.issuperset(config.markdown_extensions) or any(config.mdx_configs.values()):
            return
        in_nav = tuple(page.url for page in nav.pages)
        for file in files.documentation_pages():
            if file.inclusion is InclusionLevel.NOT_IN_NAV and not any(url.startswith(file.url) for url in in_nav):
                LatePage(file, config, files)

    def on_env(self, env: Environment, /, *, config: MkDocsConfig, files: Files) -> Environment:  # noqa: ARG002
        """Return ENV with templates that fill the frames of late pages."""
        return cast("Environment", _Templates(env))


@dataclass(frozen=True, slots=True)
class _Known:
    """A page whose form is known."""

    front: Front
    body: Body


class LatePage(Page):
    """A page that is read when it is written, and forgotten then."""

    def __init__(self, file: File, config: MkDocsConfig, files: Files) -> None:
        """Take the place of the page of FILE."""
        self._config = config
        self._files = files
        self._meta: MutableMapping[str, Any] | None = None
        self._anchors: set[str] | None = None
        self.known: _Known | None = None
        super().__init__(None, file, config)
        self.forget()

    def read_source(self, config: MkDocsConfig) -> None:  # noqa: ARG002 - the base class's
        """Wait: the page is read when its front matter is asked for."""
        self.markdown = ""

    def render(self, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002 - the base class's
        """Wait."""
        self.content = ""

    def look(self) -> None:
        """Read the page, and render it: quickly where its form is known, else by MkDocs."""
        source = self.file.content_string
        front = read_front(source)
        body = render_body(source[front.end :]) if front else None
        if front and body:
            self.known = _Known(front, body)
            self._meta = front.values()
        else:
            self.render_by_mkdocs()

    def render_by_mkdocs(self) -> None:
        """Read and render the page as MkDocs does."""
        super().read_source(self._config)
        super().render(self._config, self._files)

    def forget(self) -> None:
        """Let go of the page's words; what other pages may ask of it is read again."""
        self._meta = self.known = self.markdown = self.content = None

    @property
    def meta(self) -> MutableMapping[str, Any]:
        """Return the front matter."""
        if self._meta is None:
            self.look()
        return self._meta or {}

    @meta.setter
    def meta(self, values: MutableMapping[str, Any]) -> None:
        self._meta = values

    @property
    def present_anchor_ids(self) -> set[str]:
        """Return the anchors on the page."""
        if self._anchors is None:
            self.render_by_mkdocs()
            self.forget()
        return self._anchors or set()

    @present_anchor_ids.setter
    def present_anchor_ids(self, anchors: set[str]) -> None:
        self._anchors = anchors


class _Templates:
    """An environment of templates, of which each may be filled for a late page."""

    def __init__(self, environment: Environment) -> None:
        self._environment = environment
        self._known: dict[str, _Fillable] = {}

    def get_template(self, name: str) -> _Fillable:
        if name not in self._known:
            self._known[name] = _Fillable(name, self._environment.get_template(name))
        return self._known[name]

    def __getattr__(self, name: str) -> object:
        return getattr(self._environment, name)


@dataclass(slots=True)
class _Fillable:
    """A template, and the frames that it gave."""

    name: str
    template: Template
    shells: dict[Shape, Shell | None] = field(default_factory=dict)
    """None for a shape that is left to MkDocs."""

    def render(self, context: Mapping[str, Any]) -> str:
        page = context["page"]
        if not isinstance(page, LatePage):
            return self.template.render(context)
        try:
            return self._render_late(page, context)
        finally:
            page.forget()

    def _render_late(self, page: LatePage, context: Mapping[str, Any]) -> str:
        shape = self._shape(page)
        if shape is None:
            return self.template.render(context)
        if shape not in self.shells:
            return self._render_first(page, shape, context)
        shell = self.shells[shape]
        if shell is not None:
            return _fill(shell, page)
        page.render_by_mkdocs()
        return self.template.render(context)

    def _render_first(self, page: LatePage, shape: Shape, context: Mapping[str, Any]) -> str:
        """Return PAGE as MkDocs renders it; its SHAPE will be filled if that gives the same."""
        shell = render_shell(self.template, context, shape)
        filled = _fill(shell, page) if shell else None
        page.render_by_mkdocs()
        rendered = self.template.render(context)
        self.shells[shape] = shell if filled == rendered else None
        return rendered

    def _shape(self, page: LatePage) -> Shape | None:
        """Return the shape of PAGE; None where MkDocs has rendered it, since it is not known or tied to others."""
        if page.known is None:
            return None
        tied = page.parent or page.previous_page or page.next_page or page.edit_url or page.is_homepage
        if tied or not page.url.endswith("/"):
            page.render_by_mkdocs()
            return None
        return Shape(
            template=self.name,
            front=page.known.front.shape,
            folder=page.url[: page.url.rindex("/", 0, -1) + 1] if "/" in page.url[:-1] else "",
            anchored=page.known.body.anchor is not None,
            placed=bool(page.canonical_url),
        )


def _fill(shell: Shell, page: LatePage) -> str:
    """Return PAGE in the frame SHELL."""
    known = cast("_Known", page.known)
    words = {str(number): text for number, text in enumerate(known.front.texts)}
    words[CONTENT] = known.body.html
    words[ANCHOR] = f"#{known.body.anchor}"
    words[CANONICAL] = page.canonical_url or ""
    return shell.fill(words, {"e": _escaped, "u": partial(normalize_url, page=page)})


def _escaped(words: str) -> str:
    return str(escape(words))
