"""Find the Chromium that the browser tests drive; `python -m tests.chromium` installs one where there is none.

In this order: $CHROMIUM, the machine's own, the test library's. To install: Debian's package where we are root
on a machine with apt, else the test library's own download. Where none can be had the browser tests are skipped
with a loud line, or fail if UNDERSIGNED_REQUIRE_BROWSER is set.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Error, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
HOW_TO_GET_ONE = (
    "no Chromium was found: install Debian's package `chromium`, or run `.venv/bin/playwright install chromium`, "
    "or set CHROMIUM to one"
)
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def find_chromium() -> str | None:
    """Return the path of a Chromium, or None."""
    named = os.environ.get("CHROMIUM")
    if named:
        return named
    for name in NAMES:
        found = shutil.which(name)
        if found:
            return found
    try:
        with sync_playwright() as playwright:
            path = playwright.chromium.executable_path
    except Error:
        return None
    return path if Path(path).exists() else None


def install_chromium() -> None:
    """Install a Chromium by the first way that works."""
    if os.geteuid() == 0 and shutil.which("apt-get"):
        subprocess.run(["apt-get", "update", "-qq"], check=False, timeout=300)
        done = subprocess.run(
            ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"],
            check=False,
            timeout=900,
            stdout=subprocess.DEVNULL,
        )
        if done.returncode == 0 and find_chromium():
            return
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False, timeout=900)


if __name__ == "__main__":
    if not find_chromium():
        install_chromium()
    print(find_chromium() or f"BROWSER TESTS WILL BE SKIPPED: {HOW_TO_GET_ONE}")  # noqa: T201
