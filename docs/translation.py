"""Write a catalogue for translators: `python docs/translation.py de` writes `words/de.json`.

It has all words of the program, each under its key, in English until they are translated. Labels
are in `words/en.json` and errors in `errors.json`; help, rules, units and codes are written where
they are used. All but labels are looked up by their English or their code. For a catalogue that
exists, what is missing is added, and what nothing uses any more is left out.
"""

from __future__ import annotations

import argparse
import ast
import json
import re
import sys
from collections.abc import Iterator
from functools import cache
from itertools import chain

from mic25cli.calc.progress.methods import METHODS
from mic25cli.check import registry
from mic25cli.errors import texts as raised
from mic25cli.model.fields import FIELDS
from mic25cli.model.kinds import KINDS
from mic25cli.model.languages import FOLDER, HEADS
from mic25cli.vocabulary import FILE, labels

RAISED = ("UsageError", "RecordsError", "Mic25Error", "FormatError")
"""The errors whose texts people read."""
FEWEST = 3
"""The minimum number of letters in a text that consists of more than placeholders."""


def read(lang: str) -> dict[str, str]:
    """The words of a catalogue; empty if there is none yet."""
    path = FOLDER / f"{lang}.json"
    words: dict[str, str] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return words


@cache
def english() -> dict[str, str]:
    """All words of the program by key, in English."""
    own = read("en")
    coded = {key: of_key(key) for key in read("zh") if key not in own}
    terms = {key: text for key, text in labels("en").items() if key not in own}
    return own | terms | coded | {f"error: {text}": text for text in errors()}


def of_key(key: str) -> str:
    """The English text for what is translated by its text or its code."""
    for start in ("help: ", "error: ", "field: "):
        if key.startswith(start):
            return key.removeprefix(start)
    group, _, code = key.partition("-")
    if group == "rule":
        rule = registry.codes()[code]
        return f"{rule.title}. {rule.why}"
    if group == "rules":
        return registry.FAMILIES[code]
    if group == "kind":
        return KINDS[code].name
    if group == "method":
        return METHODS[code].title
    if group == "unit":
        scale = code.removeprefix("scale-")
        return code if scale == code else f"{scale} {{unit}}"
    field, _, value = code.partition("-")
    if group == "word" and value and field in FIELDS and FIELDS[field].role == "choice":
        return labels("en").get(code) or value.replace("-", " ")
    return code.replace("-", " ").replace("_", " ") if group in ("word", "class") else code


@cache
def errors() -> tuple[str, ...]:
    """Every error and remedy that the code raises, with `{}` for values."""
    declared = chain.from_iterable(raised().values())
    found = dict.fromkeys(re.sub(r"(?<!\{)\{\w[^{}]*\}", "{}", text) for text in declared)
    for path in sorted(FOLDER.parent.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(RAISED):
                arguments = [*node.args[:2], *(each.value for each in node.keywords)]
                found |= dict.fromkeys(text for each in arguments for text in texts(each))
    return tuple(text for text in found if sum(map(str.isalpha, text.replace("{}", ""))) >= FEWEST)


def texts(node: ast.expr) -> Iterator[str]:
    """The possible texts of an expression."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield "".join(
            str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values
        )
    elif isinstance(node, ast.IfExp):
        yield from (*texts(node.body), *texts(node.orelse))
    elif isinstance(node, ast.BoolOp):
        yield from (text for part in node.values for text in texts(part))


def written(words: dict[str, str]) -> str:
    """A catalogue in the form of its file, one entry per line."""
    return json.dumps(words, ensure_ascii=False, indent=2) + "\n"


def main(lang: str) -> int:
    """Write the catalogue of a language."""
    path = FOLDER / f"{lang}.json"
    if lang in ("en", "zh") or path in (FILE, HEADS):
        sys.stderr.write(f"{path.name} is written by hand\n")
        return 1
    own = read(lang)
    words = {key: own.get(key, text) for key, text in english().items()}
    path.write_text(written(words), encoding="utf-8", newline="\n")
    left = sum(words[key] == text for key, text in english().items())
    sys.stdout.write(f"{path}: {len(words)} entries, {left} as in English\n")
    return 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("lang", help="the code of the language, for example de")
    sys.exit(main(parser.parse_args().lang))
