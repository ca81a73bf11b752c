"""The layers of docs/design.md as one-way imports, and the limits on single libraries."""

import ast
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from cases import cases
from package_source import PACKAGE, modules, name_of, nodes, parsed

LAWS = yaml.safe_load(Path(__file__).with_name("layers.yaml").read_text("utf-8"))
MAY_IMPORT = {layer: {*below, "values", "vocabulary"} for layer, below in LAWS["layers"].items()}
FENCES = {library: tuple(places) for library, places in LAWS["fences"].items()}
CLOCK = {(owner, name) for owner, names in LAWS["clock"].items() for name in names}


@dataclass(frozen=True)
class Import:
    line: int
    module: str


def layer_of(path):
    first = path.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


def imports(tree):
    """Every import of a module, including those inside functions and for type checkers."""
    for node in nodes(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(node.lineno, alias.name)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"a relative import at line {node.lineno}"
            assert node.module is not None
            yield Import(node.lineno, node.module)
            if node.module == "mic25cli":
                for alias in node.names:
                    yield Import(node.lineno, f"mic25cli.{alias.name}")


def wrong_layers(path, tree):
    layer = layer_of(path)
    found = []
    for each in imports(tree):
        parts = each.module.split(".")
        if parts[0] != "mic25cli" or len(parts) == 1 or parts[1] == "__version__":
            continue
        if parts[1] != layer and parts[1] not in MAY_IMPORT[layer]:
            found.append(f"{name_of(path)}:{each.line}: {layer} imports {each.module}")
    return found


def broken_fences(path, tree):
    name = name_of(path)
    found = []
    for each in imports(tree):
        places = FENCES.get(each.module.split(".")[0])
        if places is not None and not name.startswith(places or ("nowhere",)):
            found.append(f"{name}:{each.line}: {each.module}")
    return found


def clock_readings(path, tree):
    found = []
    for node in nodes(tree):
        if isinstance(node, ast.Attribute):
            owner = node.value
            last = owner.id if isinstance(owner, ast.Name) else getattr(owner, "attr", "")
            if (last, node.attr) in CLOCK:
                found.append(f"{name_of(path)}:{node.lineno}: {last}.{node.attr}")
        elif isinstance(node, ast.ImportFrom) and node.module == "time":
            found.append(f"{name_of(path)}:{node.lineno}: from time import")
    return found


def writings(path, tree):
    """Calls of print, and any use of the standard streams."""
    found = []
    for node in nodes(tree):
        if isinstance(node, ast.Name) and node.id in ("print", "input"):
            found.append(f"{name_of(path)}:{node.lineno}: {node.id}")
        if (
            isinstance(node, ast.Attribute)
            and node.attr in ("stdout", "stderr", "stdin")
            and isinstance(node.value, ast.Name)
            and node.value.id == "sys"
        ):
            found.append(f"{name_of(path)}:{node.lineno}: sys.{node.attr}")
    return found


def graph(trees):
    """Which module imports which, including imports inside functions and for type checkers."""
    found: dict[str, set[str]] = {}
    for name, tree in trees.items():
        met = set()
        for node in nodes(tree):
            if isinstance(node, ast.Import):
                met |= {each.name for each in node.names if each.name in trees}
            elif isinstance(node, ast.ImportFrom):
                for each in node.names:
                    if each.name == "__version__":  # open to all layers
                        continue
                    below = f"{node.module}.{each.name}"
                    met.add(below if below in trees else str(node.module))
        found[name] = met & set(trees) - {name}
    return found


def circles(edges):
    """A sentence for each circle of imports that a depth-first search meets."""
    found: list[str] = []
    done: set[str] = set()

    def visit(name, way):
        if name in way:
            found.append(" -> ".join((*way[way.index(name) :], name)))
        elif name not in done:
            for met in sorted(edges[name]):
                visit(met, (*way, name))
            done.add(name)

    for name in sorted(edges):
        visit(name, ())
    return found


def test_every_layer_is_known():
    assert {layer_of(path) for path in modules()} == set(MAY_IMPORT)


def found(check, paths):
    """The results of a check by module, for those that have any."""
    every = {name_of(path): check(path, parsed(path)) for path in paths}
    return {name: faults for name, faults in every.items() if faults}


def test_imports_go_one_way():
    assert found(wrong_layers, modules()) == {}


def test_libraries_stay_behind_their_fences():
    assert found(broken_fences, modules()) == {}


@pytest.mark.parametrize("check", [clock_readings, writings])
def test_only_the_command_line_reads_the_clock_and_writes(check):
    assert found(check, [path for path in modules() if layer_of(path) != "cli"]) == {}


def dotted(path):
    """A module's full name; a package is named after its folder."""
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@pytest.mark.slow
def test_no_modules_import_each_other_in_a_circle():
    assert circles(graph({dotted(path): parsed(path) for path in modules()})) == []


@cases
def test_the_search_for_circles_finds_them(sources, expected):
    assert circles(graph({name: ast.parse(code) for name, code in sources.items()})) == expected


@cases
def test_the_scan_itself_finds_faults(name, code, check, expected):
    assert len(globals()[check](PACKAGE / name, ast.parse(code))) == expected


def test_a_class_has_a_name_of_its_own():
    """Apart from the types of records, which are generated and named like the models."""
    found: dict[str, list[str]] = {}
    for path in modules():
        if path != PACKAGE / "model" / "records.py":
            for node in nodes(parsed(path)):
                if isinstance(node, ast.ClassDef):
                    found.setdefault(node.name, []).append(path.relative_to(PACKAGE).as_posix())
    shared = {name: paths for name, paths in found.items() if len(paths) > 1}
    assert shared == {}


def test_no_module_name_is_in_four_folders():
    found: dict[str, set[Path]] = {}
    for path in modules():
        found.setdefault(path.stem, set()).add(path.parent)
    found.pop("__init__")
    assert {name: folders for name, folders in found.items() if len(folders) > 3} == {}


MAX_FILE, MAX_FUNCTION = 450, 60
"""The number of lines that a newcomer can read in one go."""


def test_no_file_and_no_function_is_too_long():
    """Apart from generated files."""
    too_long: dict[str, int] = {}
    for path in modules():
        text = path.read_text(encoding="utf-8")
        if text.startswith("# Generated"):
            continue
        if (lines := text.count("\n")) > MAX_FILE:
            too_long[name_of(path)] = lines
        for node in nodes(parsed(path)):
            if isinstance(node, ast.FunctionDef) and node.end_lineno is not None:
                lines = node.end_lineno - node.lineno + 1
                if lines > MAX_FUNCTION:
                    too_long[f"{name_of(path)}:{node.name}"] = lines
    assert too_long == {}
