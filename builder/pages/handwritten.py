"""The hand-written pages of content/, laid beside the generated ones where a build has a content folder of its own.

`about.md`, `reading.md` and whatever else the project keeps in content/ and the builder does not own are copied when
they differ. In a build into content/ itself there is nothing to do.
"""

from __future__ import annotations

import shutil
from filecmp import cmp
from pathlib import Path

from builder.pages.compose import OWNED


def lay_handwritten(source: Path, content: Path, others: frozenset[str]) -> None:
    """Copy the hand-written pages of the folder SOURCE to CONTENT; OTHERS are names that other stages own there."""
    content.mkdir(parents=True, exist_ok=True)
    if source.resolve() == content.resolve():
        return
    for page in sorted(source.iterdir()):
        if page.name in OWNED | others or page.name.startswith("."):
            continue
        target = content / page.name
        if page.is_dir():
            shutil.copytree(page, target, dirs_exist_ok=True)
        elif not target.is_file() or not cmp(page, target, shallow=False):
            shutil.copyfile(page, target)
