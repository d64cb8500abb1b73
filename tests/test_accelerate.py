"""The accelerator only accelerates: with it and without it the site is the same, byte for byte."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import Environment, pass_context
from mkdocs.utils.meta import get_data

from benchmarks.archive import write_archive
from builder.errors import SiteError
from builder.pipeline import build
from builder.publish.body import render_body
from builder.publish.front import read_front
from builder.publish.shell import Shape, render_shell
from builder.publish.site import publish_site
from tests.conftest import ROOT, Built, folders_in
from tests.test_build import tree

CONFIGURATION = ROOT / "mkdocs.yml"
ROOMS = ("companies", "officers", "periods", "findings")
FACTS = {"notice": "Every company here is <i>invented</i>."}


def same_both_ways(content: Path, place: Path, configuration: Path = CONFIGURATION) -> None:
    """Hold that CONTENT gives one site, with the accelerator and without it."""
    publish_site(configuration, content, place / "quick", FACTS)
    publish_site(configuration, content, place / "plain", FACTS, plain=True)
    quick, plain = tree(place / "quick"), tree(place / "plain")
    assert [path for path in sorted({*quick, *plain}) if quick.get(path) != plain.get(path)] == []


def test_varied_filings(built: Built, tmp_path: Path) -> None:
    same_both_ways(built.folders.content, tmp_path)


def test_a_site_with_an_address(built: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITE_URL", "https://example.org/archive/")
    same_both_ways(built.folders.content, tmp_path)


def test_an_invented_archive(tmp_path: Path) -> None:
    write_archive(tmp_path / "raw", 90, 7)
    folders = folders_in(tmp_path, tmp_path / "raw")
    build(folders, lambda *_: None)
    same_both_ways(folders.content, tmp_path)


ODD_PAGES = {
    "a list": "- one\n- two\n",
    "a table": "| a | b |\n| - | - |\n| 1 | 2 |\n",
    "a setext heading": "Harrow\n======\n",
    "two headings": "# One\n\n## Two & three\n\ntext\n",
    "the same heading twice": "# One\n\n# One\n",
    "code": "```\n<div>\n```\n\n    indented\n",
    "an unclosed block": "<div>\n\n# In it\n",
    "a block closed early": "<div>\n</div> and more\n\nmore\n",
    "two blocks in one": "<div>\na\n</div>\n<div>\nb\n</div>\n",
    "a badly nested block": "<div><p><div></p></div>\n\n# Heading\n",
    "a comment": "<!-- <div> -->\n\ntext\n",
    "bare attributes": "<div class=a>\n<a href=#b data-n=1>x</a><p id=c.d-e:f>y\n</div>\n",
    "items left open": "<ul><li>a<li class=b>c</ul>\n\n<table><tr><td>a<td>b\n<tr><td>c</table>\n",
    "odd attributes": "<div class=a/b>\nx\n</div>\n\n<div class=a'b>\nx\n</div>\n",
    "bare ampersands": "AT&T and <b>R&D</b> &copy &amp; x\n",
    "emphasis": "*a* _b_ snake_case_word `c` [d] ![e]\n",
    "escapes": "\\*a\\* &#42;b&#42; 1\\. x\n",
    "tabs and spaces": "a\tb  \nc\n  \nd\n",
    "no title": "<p>text</p>\n",
    "links": "[about](../../about.md) and [here](#none-here)\n\n# None here\n",
    "a quotation": "> said\n",
    "a numbered start": "12. Harrow\n",
    "an empty page": "",
}


def odd_content(place: Path, front: str) -> Path:
    """Return content with stubs of the hand-written pages and one page of each odd form, twice over."""
    content = place / "content"
    for name in ("index", "about", "reading", "search", *(f"{room}/index" for room in ROOMS)):
        page = content / f"{name}.md"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text("# By hand\n", encoding="utf-8")
    for number, words in enumerate(ODD_PAGES.values()):
        for copy in "ab":
            page = content / "filings" / f"odd-{number}-{copy}" / "index.md"
            page.parent.mkdir(parents=True)
            page.write_text(front + words, encoding="utf-8")
    return content


@pytest.mark.parametrize(
    "front",
    [
        "",
        '---\ntitle: "One"\n---\n',
        '---\ntitle: "A & \\"B\\" <c>"\ndescription: ""\npath:\n  - ["Home", "companies/"]\n  - ["", ""]\n---\n',
        "---\ntitle: plain words\nhide: [toc]\nlist:\n- a\n---\n",
        "---\ntitle: |\n  several\n  lines\n---\n\n",
    ],
)
def test_pages_of_odd_forms(tmp_path: Path, front: str) -> None:
    configuration = tmp_path / "mkdocs.yml"
    words = CONFIGURATION.read_text(encoding="utf-8").replace("builder/publish", str(ROOT / "builder/publish"))
    configuration.write_text(words, encoding="utf-8")
    same_both_ways(odd_content(tmp_path, front), tmp_path, configuration)


@pytest.mark.parametrize("link", ["[gone](../../companies/nobody/index.md)", "[gone](../../about.md#nowhere)"])
def test_a_dead_link_still_stops_the_build(tmp_path: Path, link: str) -> None:
    content = odd_content(tmp_path, "")
    page = content / "filings" / "odd-0-a" / "index.md"
    page.write_text(f"# Harrow\n\n{link}\n", encoding="utf-8")
    with pytest.raises(SiteError, match=r"filings/odd-0-a/index\.md"):
        publish_site(CONFIGURATION, content, tmp_path / "site", FACTS)
    assert not (tmp_path / "site").exists()


def test_the_builder_s_own_pages_are_known(built: Built) -> None:
    pages = [*built.folders.content.glob("*/*/index.md"), *built.folders.content.glob("*/*.md")]
    unknown = []
    for page in pages:
        source = page.read_text(encoding="utf-8")
        front = read_front(source)
        if front is None or render_body(source[front.end :]) is None:
            unknown.append(page)
    assert len(pages) > 40
    assert unknown == []


def by_markdown(words: str) -> str:
    return markdown.Markdown(extensions=["toc", "tables", "fenced_code"]).convert(words)


PIECES = st.lists(
    st.sampled_from(
        [
            *(
                "<div>",
                "</div>",
                '<span class="a">',
                "</span>",
                "<p>",
                "</p>",
                "<td>",
                "</td>",
                "<br>",
                "<hr>",
                "<hr/>",
            ),
            *(
                '<a href="../x/?y&amp;z">',
                "<a href=../x/>",
                "<p id=a/b>",
                "</a>",
                "<title>",
                "</title>",
                '<b title="a > b">',
                "<svg/>",
                "<li>",
                "<pre>",
            ),
            *("\n", "\n", "\n\n", "\n\n", "\n\n\n", "\n \n", " ", "  ", "# ", "## ", "#", "- ", "1. ", "* ", "> "),
            *("Harrow", "Tools, Inc.", "&amp;", "&#42;", "& ", "&copy", "_", "*", "`", "[x](y)", "|", ":", "---", "\\"),
            *("é", "\u00a0", "\u2028", "<", ">", '"', "'", "="),
            *("www.a.com", "a@b.c", "<!--", "-->", "</pre>", "</li>"),
        ]
    ),
    max_size=24,
).map("".join)


@settings(max_examples=600, deadline=None)
@given(PIECES)
def test_what_is_rendered_quickly_is_what_markdown_gives(words: str) -> None:
    body = render_body(words)
    if body is not None:
        assert body.html == by_markdown(words)
        anchors = re.findall(r'^<h1 id="([^"]*)">', body.html, re.MULTILINE)
        assert anchors == ([body.anchor] if body.anchor else [])


LINES = st.lists(
    st.sampled_from(
        [
            *('title: "One"', 'title: ""', 'title: "a \\"b\\" \\\\ c"', 'title: "a \\n b"', "twin: true", "on: off"),
            *("template: redirect.html", "year: 2004", "day: 2004-02-13", "path:", '  - ["a", "b"]', '  - ["", "é"]'),
            *('  - {name: "a", role: ""}', "  - a", "", "# note", 'a: "b" # c', 'a: "b', "a: b: c", "- a", "x: 1_000"),
            *('null: "a"', "y: n", 'title: "\u2028"', 'title: "\x85"', "words: The first of many, so.", "  more: 1"),
        ]
    ),
    max_size=6,
)


@settings(max_examples=400, deadline=None)
@given(LINES)
def test_front_matter_is_what_yaml_reads(lines: list[str]) -> None:
    source = "---\n" + "".join(f"{line}\n" for line in lines) + "---\n\n# Heading\n"
    front = read_front(source)
    if front is not None:
        words, values = get_data(source)
        assert front.values() == values
        assert source[front.end :].lstrip("\n") == words


@pytest.mark.parametrize(
    ("template", "known"),
    [
        ("{{ page.meta.title | e }}|{{ page.meta.title }}|{{ page.content }}", True),
        ("{{ page.meta.path[0][1] | url | e }}{% for each in page.toc %}{{ each.url }}{% endfor %}", True),
        ("{% if page.meta.title %}{{ page.meta.title }}{% endif %}{% if page.meta.gone %}!{% endif %}", True),
        ("{{ page.meta.title | upper }}", False),
        ("{{ page.meta.title.split() }}", False),
        ("{% if page.meta.title == 'x' %}!{% endif %}", False),
        ("{% if 'h1' in page.content %}!{% endif %}", False),
        ("{{ page.meta.title | length }}", False),
        ("{{ page.file.src_uri }}", False),
        ("{{ page.url }}", False),
        ("{{ (page.meta.title ~ 'x') | url }}", False),
    ],
)
def test_a_template_may_print_and_not_look(template: str, known: bool) -> None:
    environment = Environment()  # noqa: S701 - as MkDocs' own, which does not escape

    @pass_context
    def url(context: object, value: str) -> str:
        return f"../{value}"

    environment.filters["url"] = url
    shape = Shape("main.html", 'title: "~"\npath:\n  - ["~", "~"]\n', "filings/", anchored=True, placed=False)
    shell = render_shell(environment.from_string(template), {}, shape)
    assert (shell is not None) is known


def test_a_changed_template_changes_the_site_alike(built: Built, tmp_path: Path) -> None:
    theme = tmp_path / "theme"
    for path in sorted((ROOT / "builder/publish/theme").rglob("*")):
        if path.is_file():
            (theme / path.relative_to(ROOT / "builder/publish/theme")).parent.mkdir(parents=True, exist_ok=True)
            (theme / path.relative_to(ROOT / "builder/publish/theme")).write_bytes(path.read_bytes())
    main = theme / "main.html"
    looking = (
        "{% if page %}<p>{{ page.meta.title | upper }}{{ page.content | length }}{{ page.file.src_uri }}</p>{% endif %}"
    )
    main.write_text(main.read_text(encoding="utf-8").replace("{% block footer %}", "{% block footer %}" + looking))
    configuration = tmp_path / "mkdocs.yml"
    words = CONFIGURATION.read_text(encoding="utf-8").replace("builder/publish/theme", str(theme))
    configuration.write_text(words, encoding="utf-8")
    same_both_ways(built.folders.content, tmp_path, configuration)
    assert replace(built.folders, configuration=configuration) != built.folders
