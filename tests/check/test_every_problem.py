"""A problem of a record hides no other one of it."""

import shutil

import pytest

import check_examples as examples
from mic25cli.check import registry

RULED = [code for code in registry.codes() if code in registry.rules()]


@pytest.mark.parametrize("code", RULED)
def test_what_a_rule_finds_is_found_beside_an_unknown_key(code, tmp_path):
    case = registry.example(code, "bad")
    if examples.is_described(case):
        pytest.skip("it is only described")
    folder = tmp_path / "case"
    shutil.copytree(case, folder)
    first = examples.checked(folder).diagnostics
    files = [file for file in folder.rglob("*.yaml") if file.stem in {each.kind for each in first}]
    for file in files:
        lines = file.read_text(encoding="utf-8").splitlines()
        # Below each id, which alone stands at the margin.
        more = [
            text
            for line in lines
            for text in (
                [line, "  no_such_key: 1"]
                if line.rstrip().endswith(":") and line[0] not in " #-"
                else [line]
            )
        ]
        file.write_text("\n".join(more) + "\n", encoding="utf-8")
    found = {(each.id, each.code) for each in examples.checked(folder).diagnostics}
    if (None, "unknown-key") in found or any(name == "unknown-key" for _, name in found):
        assert {(each.id, each.code) for each in first} <= found
