"""What an exhibit or a header says becomes words on a page and nothing else, however it is written."""

from __future__ import annotations

from html.parser import HTMLParser

import markdown
import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from jinja2 import UndefinedError
from markupsafe import Markup
from mkdocs.utils.yaml import yaml_load

from builder.pages.environment import make_environment
from builder.pages.escape import address, escape, finalise, scalar, shown, verbatim
from tests.conftest import ROOT

HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;",
    "[a](javascript:alert(1))",
    "[a](java\tscript:alert(1))",
    "<java\x00script:alert(1)>",
    "![a](x){onload=alert(1)}",
    "[a]: javascript:alert(1)\n\n[a]",
    "**bold** __bold__ *em* _em_ ~~gone~~ ==mark==",
    "`code` ``` fence",
    "```\nfence\n```",
    "~~~ fence",
    "# heading {: #id .cls onclick=alert(1) }",
    "heading\n=======\n",
    "heading\n---\n",
    "---\ntitle: taken\n---\n",
    "* item",
    "+ item",
    "- item",
    "1. item",
    "12) item",
    "    indented code",
    "\tindented code",
    "> quote",
    "| a | b |\n| - | - |\n| c | d |",
    "term\n: definition",
    "{{ config.site_name }} {% include 'x' %} {# x #}",
    '--8<-- "/etc/passwd"',
    "</textarea></noscript></title><script>x</script>",
    "<meta http-equiv=refresh content=0;url=x>",
    "<base href=//x>",
    "<iframe srcdoc='<script>x</script>'>",
    "<style>@import url(//x)</style>",
    "<form action=//x><input name=q></form>",
    "\u202eright to left\u202c \u2066isolate\u2069",
    "zero\u200bwidth\u200d\ufeff",
    "NUL\x00 BEL\x07 ESC\x1b[31m DEL\x7f C1\x9b",
    "line\u2028separator\u2029",
    "\x02wzxhzdk:0\x03 \x02klzzwxh:0001\x03",
    "\ud800 lone surrogate",
    "<div>" * 3000,
    "www.example.com http://x.example a@b.example <http://x.example>",
    "<!-- comment --> <![CDATA[x]]> <?php x ?>",
    '" onmouseover="alert(1)',
    "' onmouseover='alert(1)",
    "\\*escaped\\* \\<b\\>",
    "[^1] footnote *[HTML]: x",
    "H~2~O x^2^ ++ins++ :smile: ==",
)

ALLOWED = {"p", "table", "thead", "tbody", "tr", "th", "td", "ul", "li", "pre", "code", "h1", "div", "strong"}


class Reader(HTMLParser):
    """What a browser would make of a page: its elements, attributes and words."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.words: list[str] = []
        self.comments: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes.extend(attrs)

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)

    def unknown_decl(self, data: str) -> None:
        self.comments.append(data)

    handle_pi = handle_decl = handle_comment


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    reader.close()
    return reader


def render(source: str) -> Reader:
    """Return a page as MkDocs would render it: its built-in extensions and the project's own."""
    return read(markdown.markdown(source, extensions=["toc", "tables", "fenced_code", *_extensions()]))


def _extensions() -> list[str]:
    return list(yaml_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))["markdown_extensions"])


def words_of(reader: Reader) -> str:
    return " ".join("".join(reader.words).split())


def test_no_extension_runs_the_words_of_an_exhibit() -> None:
    running = {"attr_list", "md_in_html", "pymdownx.snippets", "admonition", "footnotes", "abbr", "def_list", "extra"}
    assert not running & {name.removeprefix("markdown.extensions.") for name in _extensions()}


@pytest.mark.parametrize("words", HOSTILE)
def test_a_value_stands_in_a_line_of_its_own(words: str) -> None:
    page = render(f"Before\n\n{escape(words)}\n\nAfter")
    assert set(page.tags) == {"p"}
    assert page.tags.count("p") == (3 if shown(words).strip() else 2)
    assert not page.attributes and not page.comments
    assert words_of(page) == " ".join(f"Before {shown(words)} After".split())


@pytest.mark.parametrize("words", HOSTILE)
def test_a_value_stands_in_a_cell_a_heading_and_a_list(words: str) -> None:
    value = escape(words)
    page = render(f"# {value}\n\n| a | b |\n| --- | --- |\n| x {value} | y |\n\n* z {value}\n")
    assert set(page.tags) <= ALLOWED
    assert {name for name, _ in page.attributes} <= {"id"}
    assert page.tags.count("td") == 2 and page.tags.count("li") == 1
    assert words_of(page).count(" ".join(shown(words).split())) >= 3


@pytest.mark.parametrize("words", HOSTILE)
def test_a_value_stands_in_a_quoted_attribute(words: str) -> None:
    page = render(f'<div title="{escape(words)}">x</div>')
    assert page.tags == ["div"]
    assert [name for name, _ in page.attributes] == ["title"]
    assert page.attributes[0][1] == shown(words)


@given(st.text(max_size=40) | st.text("ab.-/#_ \"'>", max_size=12))
@example("../../companies/0000320193/")
@example("#1-name")
def test_an_address_is_all_that_an_attribute_holds(words: str) -> None:
    page = render(f"<div><a href={address(words)}>x</a></div>")
    assert page.tags == ["div", "a"]
    assert page.attributes == [("href", shown(words))]


@pytest.mark.parametrize("words", HOSTILE)
def test_the_words_of_an_exhibit_stand_in_a_block(words: str) -> None:
    lines = "\n".join(f"<span>{verbatim(line)}" for line in words.split("\n")) + "</span>" * len(words.split("\n"))
    page = render(f"Before\n\n<pre><code>{lines}</code></pre>\n\nAfter")
    assert set(page.tags) <= {"p", "pre", "code", "span"}
    assert not page.attributes and not page.comments
    assert words_of(page) == " ".join(f"Before {' '.join(shown(words).split())} After".split())


@pytest.mark.parametrize("words", HOSTILE)
def test_a_value_stands_in_front_matter(words: str) -> None:
    if "\ud800" in words:
        assert "U+D800" in scalar(words)
    assert yaml.safe_load(f"title: {scalar(words)}\nother: x") == {"title": shown(words), "other": "x"}
    assert "\n" not in scalar(words)


@given(st.text(max_size=80))
@example("0.")
@example("a\n\n\n# b")
def test_any_words_are_read_as_they_are(words: str) -> None:
    page = render(f"x {escape(words)} y")
    assert set(page.tags) == {"p"}
    assert words_of(page) == " ".join(f"x {shown(words)} y".split())


@given(st.text(max_size=80))
def test_any_words_at_the_start_of_a_line_stay_words(words: str) -> None:
    page = render(f"{escape(words)}\n")
    assert set(page.tags) <= {"p"}


@given(st.text(max_size=200))
def test_nothing_that_cannot_be_seen_passes(words: str) -> None:
    for out in (shown(words), str(escape(words)), scalar(words)):
        assert not any(ord(c) < 0x20 or 0x7F <= ord(c) < 0xA0 or c in "\u200e\u200f\u202a\u202e\ufeff" for c in out)
        out.encode("utf-8")


def test_a_mark_says_which_character_it_stands_for() -> None:
    assert shown("a\u202eb\x00c\u200d") == "a[U+202E]b␀c[U+200D]"
    assert escape("*Harrow* & Pell") == "&#42;Harrow&#42; &#38; Pell"
    assert escape("Aastrom Biosciences, Inc.") == "Aastrom Biosciences, Inc."


def test_ready_markup_is_not_escaped_twice() -> None:
    assert escape(Markup("<b>x</b>")) == "<b>x</b>"
    assert finalise(Markup("&#38;")) == "&#38;"


def test_every_expression_of_a_template_is_escaped() -> None:
    environment = make_environment()
    hostile = "<b>*x*</b>"
    for source in (
        "{{ x }}",
        "{{ [x, x] | join(', ') }}",
        "{% macro m(a) %}{{ a }}{% endmacro %}{{ m(x) }}",
        "{% set y = x %}{{ y }}",
        "{{ x if true else '' }}",
        "{% for c in [x] %}{{ c }}{% endfor %}",
    ):
        out = environment.from_string(source).render(x=hostile)
        assert "<b>" not in out and "*" not in out, source


def test_a_template_may_not_print_what_is_no_text() -> None:
    with pytest.raises(TypeError):
        make_environment().from_string("{{ x }}").render(x=None)
    with pytest.raises((TypeError, UndefinedError)):
        make_environment().from_string("{{ missing }}").render()


def test_no_template_goes_around_the_escaping() -> None:
    for path in (ROOT / "builder" / "pages" / "templates").iterdir():
        source = path.read_text(encoding="utf-8")
        assert "safe" not in source.replace("unsafe", ""), path.name
        assert "~" not in source, path.name
        assert "autoescape" not in source, path.name
