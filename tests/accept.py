"""Writes the golden reading of an exhibit anew: `python -m tests.accept NAME...`; without a name, lists the exhibits.

The difference of a golden file is reviewed like code.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from benchmarks.rows import reading_rows

FOLDER = Path(__file__).parent / "exhibits" / "certifications"
FIRST = "first-exhibit"
"""The user's own exhibit; it stays in raw/."""


def names() -> list[str]:
    """Return the names of the golden exhibits."""
    return [FIRST, *sorted(path.name for path in FOLDER.iterdir() if path.suffix in (".txt", ".htm"))]


def exhibit_path(name: str) -> Path:
    """Return where the exhibit called NAME stands."""
    root = Path(__file__).parents[1]
    return root / "raw" / "000_533b4a0d66f662f7.txt" if name == FIRST else FOLDER / name


def golden_path(name: str) -> Path:
    """Return where the golden reading of the exhibit called NAME stands."""
    return FOLDER / f"{name}.json"


def reading_of(name: str) -> list[dict[str, Any]]:
    """Return the rows of the exhibit called NAME."""
    return list(reading_rows(exhibit_path(name).name, exhibit_path(name).read_bytes()))


def main() -> None:
    """Write the golden readings named on the command line."""
    if not sys.argv[1:]:
        sys.stdout.write("\n".join(names()) + "\n")
    for name in sys.argv[1:]:
        written = json.dumps(reading_of(name), indent=1, ensure_ascii=False)
        golden_path(name).write_text(written + "\n", encoding="utf-8")
        sys.stdout.write(f"wrote {golden_path(name)}: review it like code\n")


if __name__ == "__main__":
    main()
