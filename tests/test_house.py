"""The house: imports go one way, stages are strangers, nothing hides an import."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

BUILDER = Path(__file__).parents[1] / "builder"
GROUND = {
    "records": set(),
    "errors": set(),
    "findings": {"records"},
    "wording": {"records", "errors"},
    "entries": {"records", "findings"},
    "processes": set(),
    "traces": set(),
    "made": {"errors", "traces"},
}
TOP = ["kept", "reading", "alongside", "pipeline", "checking", "terminal", "report", "commands", "__main__"]
STAGES = {
    "edgar",
    "documents",
    "certifications",
    "catalogue",
    "audit",
    "pages",
    "search",
    "exports",
    "publish",
    "linting",
}
MODULES = sorted(BUILDER.rglob("*.py"))
FORBIDDEN = {"utils", "util", "helpers", "common", "manager", "misc", "base", "core", "info", "process", "handle"}


def room(path: Path) -> str:
    """Return the room of a module: its package below builder/, or its own name on the ground floor."""
    return path.relative_to(BUILDER).parts[0].removesuffix(".py")


def ours(tree: ast.AST) -> set[str]:
    """Return the full names of our modules that TREE imports."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names if alias.name.split(".")[0] == "builder"}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative import"
            if node.module and node.module.split(".")[0] == "builder":
                found |= {_module(node.module, alias.name) for alias in node.names}
    return found


def _module(package: str, name: str) -> str:
    """Return the module that `from PACKAGE import NAME` reaches: NAME itself where it is one."""
    below = BUILDER.joinpath(*package.split(".")[1:], f"{name}.py")
    return f"{package}.{name}" if below.is_file() else package


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(BUILDER)))
def test_imports_go_one_way(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    here = room(path)
    rooms = {name.split(".")[1] for name in ours(tree) if "." in name} - {here}
    if here in TOP:
        allowed = set(GROUND) | STAGES | set(TOP[: TOP.index(here)])
    elif here in STAGES:
        allowed = set(GROUND)
    elif here == "__init__":
        allowed = set()
    else:
        assert here in GROUND, f"builder/{here} is a room the house does not know"
        allowed = GROUND[here]
    assert rooms <= allowed, f"{here} imports {sorted(rooms - allowed)}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(BUILDER)))
def test_no_import_hides_in_a_function(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    hidden = [
        node.lineno
        for outer in ast.walk(tree)
        if isinstance(outer, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        for node in ast.walk(outer)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert not hidden, f"imports inside functions at lines {hidden}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(BUILDER)))
def test_packages_are_not_faces(path: Path) -> None:
    """A package's __init__ holds its docstring alone, and is never imported for anything else."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree), "a module says what comes in and what goes out"
    if path.name == "__init__.py":
        assert len(tree.body) == 1, "an __init__ holds only its docstring"
    packages = {f"builder.{folder.name}" for folder in BUILDER.iterdir() if (folder / "__init__.py").exists()}
    assert not ours(tree) & (packages | {"builder"}), "import the module, not the package"


def test_modules_are_named_by_the_field() -> None:
    assert not {path.stem for path in MODULES} & FORBIDDEN


def test_only_the_index_names_whoosh() -> None:
    naming = {
        str(path.relative_to(BUILDER))
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if (isinstance(node, ast.ImportFrom) and (node.module or "").startswith("whoosh"))
        or (isinstance(node, ast.Import) and any(alias.name.startswith("whoosh") for alias in node.names))
    }
    assert naming <= {"search/index.py", "search/shelf.py"}


def test_no_circles() -> None:
    imports = {}
    for path in MODULES:
        name = "builder." + ".".join(path.relative_to(BUILDER).with_suffix("").parts)
        imports[name.removesuffix(".__init__")] = ours(ast.parse(path.read_text(encoding="utf-8")))

    def reaches(start: str) -> set[str]:
        seen: set[str] = set()
        waiting = list(imports.get(start, ()))
        while waiting:
            each = waiting.pop()
            if each not in seen:
                seen.add(each)
                waiting += imports.get(each, ())
        return seen

    assert not [name for name in imports if name in reaches(name)]
