"""Build the same pages with the successors of MkDocs: `python -m benchmarks.portability [--filings 60] [--tools F]`.

MkDocs is in maintenance. The pages are plain Markdown and the theme has no calls into Python, so that ProperDocs and
Zensical should give a site of the same addresses. Each tool is installed into an environment of its own below F, never
into the archive's; one that cannot be installed is told, and counts as nothing.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import venv
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from benchmarks.archive import write_archive
from builder.pipeline import Folders, build
from builder.publish.site import MARK

ROOT = Path(__file__).parents[1]
NOT_PAGES = frozenset({"404.html", MARK})
"""What comes from the theme's own templates, or from us, and not from content/."""


@dataclass(frozen=True)
class Tool:
    """Another program that renders the pages."""

    name: str
    packages: tuple[str, ...]


TOOLS = (
    Tool("properdocs", ("properdocs==1.6.7", f"mkdocs-material=={version('mkdocs-material')}")),
    Tool("zensical", ("zensical==0.0.73",)),
)


def install(tool: Tool, folder: Path) -> Path | None:
    """Return the command of TOOL, installed below FOLDER; None where it cannot be had."""
    place = folder / tool.name
    command = place / "bin" / tool.name
    if not command.exists():
        venv.create(place, with_pip=True)
        pip = [place / "bin" / "python", "-m", "pip", "--quiet", "--disable-pip-version-check", "install"]
        subprocess.run([*pip, *tool.packages], capture_output=True, check=False)
    return command if command.exists() else None


def lay_project(place: Path, filings: int) -> set[str]:
    """Lay a project with content, theme and mkdocs.yml in PLACE, and return the addresses of the archive's own site."""
    write_archive(place / "raw", filings, 1)
    shutil.copytree(ROOT / "builder" / "publish" / "theme", place / "theme")
    words = (ROOT / "mkdocs.yml").read_text(encoding="utf-8").replace("builder/publish/theme", "theme")
    (place / "mkdocs.yml").write_text(words, encoding="utf-8")
    build(
        Folders(place / "raw", place / "work", place / "content", place / "ours", ROOT / "mkdocs.yml"),
        lambda *_: None,
    )
    return addresses(place / "ours")


def addresses(site: Path) -> set[str]:
    """Return the path of every page and file of SITE that came from content/."""
    kinds = {".html", ".json", ".js", ".csv", ".txt"}
    found = (path.relative_to(site) for path in site.rglob("*") if path.suffix in kinds)
    return {path.as_posix() for path in found if path.parts[0] != "assets"} - NOT_PAGES


def main() -> None:
    """Compare the addresses of all tools that can be had."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--filings", type=int, default=60)
    options.add_argument("--tools", type=Path, default=Path(tempfile.gettempdir()) / "undersigned-tools")
    chosen = options.parse_args()
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        ours = lay_project(place, chosen.filings)
        print(f"ours        {len(ours):>6,} addresses")
        for tool in TOOLS:
            command = install(tool, chosen.tools)
            if command is None:
                print(f"{tool.name:<12}cannot be installed here")
                continue
            shutil.rmtree(place / "site", ignore_errors=True)
            done = subprocess.run([command, "build"], cwd=place, capture_output=True, text=True, check=False)
            theirs = addresses(place / "site")
            lost, added = sorted(ours - theirs), sorted(theirs - ours)
            wrong += bool(lost or done.returncode)
            print(
                f"{tool.name:<12}{len(theirs):>6,} addresses; "
                f"lost {len(lost)} {lost[:3]}, added {len(added)} {added[:3]}"
            )
            if done.returncode:
                print("\n".join(done.stderr.splitlines()[-5:]))
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
