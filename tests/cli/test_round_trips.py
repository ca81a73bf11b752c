"""The content of each format is read back unchanged by independent readers, hostile texts too."""

import csv
import html
import json
import os
import random
import re
import subprocess
from html.parser import HTMLParser
from io import StringIO
from pathlib import Path
from xml.etree import ElementTree

import pytest

import bibtex
import others
from bibtex import flat, typeset

pytestmark = pytest.mark.slow

SEED = int(os.environ.get("FUZZ_SEED", "0"))
DRAWN = 40 * int(os.environ.get("FUZZ", "1"))
HOSTILE = Path(__file__).with_name("hostile_texts.txt").read_text("utf-8").split("\n")[:-1]


def _drawn():
    chance = random.Random(SEED)
    alphabet = [chr(code) for code in range(33, 127)] + list("äßøĀž中国制造循环，。：；！？€½∑→")
    words = ("".join(chance.choices(alphabet, k=chance.randint(1, 12))) for _ in range(DRAWN * 3))
    return [" ".join(each) for each in zip(words, words, words, strict=False)]


TEXTS = [*HOSTILE, *_drawn()]
IDS = [f"t{number:04}" for number in range(len(TEXTS))]
SOME = 400
"""As many texts at a time as the tables of `bibtex` have room for, and as errors are listed."""


@pytest.fixture
def texts(records, monkeypatch):
    """A dataset with each text as the name of a term and the title of a source, by id."""
    terms = {key: {"name": {"en": text, "zh": "名"}} for key, text in zip(IDS, TEXTS, strict=True)}
    form = {"published": 2018, "lang": "en", "authority": "A", "coverage": "full"}
    sources = {
        key: {**form, "title": text, "publisher": text, "url": f"https://example.org/{key}"}
        for key, text in zip(IDS, TEXTS, strict=True)
    }
    folder = records(
        {
            "terms.yaml": json.dumps(terms, ensure_ascii=False),
            "sources.yaml": json.dumps(sources, ensure_ascii=False),
        }
    )
    monkeypatch.setenv("MIC25_RECORDS", str(folder))
    return dict(zip(IDS, TEXTS, strict=True))


def written(mic25, *line):
    ran = mic25(*line)
    assert ran.code == 0, ran.err
    return ran.out


def of_rows(rows):
    return {row["id"]: row["name.en"] for row in rows}


def unguarded(found):
    """Texts without the apostrophe that stops a spreadsheet from running them."""
    return {key: re.sub(r"^'(?='*[=+\-@])", "", each) for key, each in found.items()}


def _csv(text):
    return unguarded(of_rows(list(csv.DictReader(StringIO(text, newline="")))))


def _tsv(text):
    head, *rows = (line.split("\t") for line in text.split("\n")[:-1])
    return unguarded(of_rows([dict(zip(head, row, strict=True)) for row in rows]))


def _yaml_1_1(text):
    import yaml

    return of_rows(yaml.safe_load(text))


def _yaml_1_2(text):
    from ruamel.yaml import YAML

    return of_rows(YAML(typ="safe", pure=True).load(text))


class _Cells(HTMLParser):
    """The texts of a table's cells, row by row, as a browser reads them."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.rows: list[list[str]] = []
        self.tags: set[str] = set()
        self.inside = False

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        if tag == "tr":
            self.rows.append([])
        self.inside = self.inside or tag in ("td", "th")
        if tag in ("td", "th"):
            self.rows[-1].append("")

    def handle_endtag(self, tag):
        self.inside = self.inside and tag not in ("td", "th")

    def handle_data(self, data):
        if self.inside:
            self.rows[-1][-1] += data


def cells(page):
    parser = _Cells()
    parser.feed(page)
    return parser


def _markdown(text):
    from markdown_it import MarkdownIt

    parser = cells(MarkdownIt("commonmark").enable("table").render(text))
    assert parser.tags <= {"table", "thead", "tbody", "tr", "th", "td", "p", "h1", "h2", "code"}
    head, *rows = parser.rows
    return of_rows([dict(zip(head, row, strict=True)) for row in rows])


@pytest.mark.parametrize(
    ("form", "read"),
    [
        ("csv", _csv),
        ("tsv", _tsv),
        ("json", lambda text: of_rows(json.loads(text))),
        ("ndjson", lambda text: of_rows([json.loads(line) for line in text.splitlines()])),
        ("yaml", _yaml_1_1),
        ("yaml", _yaml_1_2),
        ("md", _markdown),
    ],
)
def test_a_list_comes_back(form, read, mic25, texts):
    assert read(written(mic25, "terms", "-f", form, "--fields", "id,name.en")) == texts


def test_bibtex_comes_back_from_python_readers(mic25, texts):
    from pybtex.database import parse_string

    for style in ("bibtex", "biblatex"):
        text = written(mic25, "cite", *IDS, "--style", style)
        found, others_found = bibtex.entries(text), parse_string(text, "bibtex").entries
        assert list(found) == list(others_found) == IDS
        # As BibTeX counts them, with or without a backslash before them.
        assert text.count("{") == text.count("}")
        for key, title in texts.items():
            for read in (found[key]["title"], others_found[key].fields["title"]):
                assert typeset(read) == flat(title)


@pytest.mark.others
@pytest.mark.parametrize("start", range(0, len(TEXTS), SOME))
def test_bibtex_itself_reads_the_entries(mic25, texts, tmp_path, start):
    """The real program, with a style that prints only the key and the title."""
    others.find("bibtex")
    (tmp_path / "keys.bst").write_text(
        "ENTRY { title } {} { label }\n"
        'FUNCTION {entry} { "@@" cite$ * write$ newline$ title write$ newline$ }\n'
        + "".join(f"FUNCTION {{{name}}} {{ entry }}\n" for name in ("misc", "online", "report"))
        + "READ\nITERATE {call.type$}\n"
    )
    ids = IDS[start : start + SOME]
    text = written(mic25, "cite", *ids, "--style", "bibtex")
    (tmp_path / "all.bib").write_text(text, encoding="utf-8")
    (tmp_path / "all.aux").write_text("\\citation{*}\n\\bibstyle{keys}\n\\bibdata{all}\n")
    env = {**os.environ, "BSTINPUTS": str(tmp_path), "BIBINPUTS": str(tmp_path)}
    done = subprocess.run(
        ["bibtex", "all"], cwd=tmp_path, env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
    # It breaks lines, and knows only bytes.
    printed = (tmp_path / "all.bbl").read_text("utf-8")
    parts = re.split(r"^@@(?=t\d+$)", printed, flags=re.MULTILINE)[1:]
    found = dict(part.split("\n", 1) for part in parts)
    assert list(found) == ids
    spaced = {key: "".join(texts[key].split()) for key in ids}
    assert {key: "".join(typeset(flat(each)).split()) for key, each in found.items()} == spaced


def test_ris_and_csl_come_back(mic25, texts):
    import rispy

    wanted = {key: flat(title) for key, title in texts.items()}
    found = rispy.loads(written(mic25, "cite", *IDS, "--style", "ris"))
    assert {each["id"]: each["title"] for each in found} == wanted
    items = json.loads(written(mic25, "cite", *IDS, "--style", "csl-json"))
    assert {each["id"]: each["title"] for each in items} == texts


def test_the_pages_hold_the_texts(mic25, texts, tmp_path):
    assert mic25("site", "-o", str(tmp_path / "site")).code == 0
    for key, title in texts.items():
        page = (tmp_path / "site" / "sources" / f"{key}.html").read_text("utf-8")
        assert flat(title) in flat(html.unescape(re.sub(r"<[^>]*>", "", page))), title


@pytest.mark.parametrize("start", range(0, len(TEXTS), SOME))
def test_faults_come_back_from_junit_sarif_and_github(mic25, records, start):
    import junitparser

    form = {"title": "T", "published": 2018, "lang": "en", "coverage": "full"}
    some = dict([*zip(IDS, TEXTS, strict=True)][start : start + SOME])
    sources = {key: {**form, "authority": text} for key, text in some.items()}
    folder = records({"sources.yaml": json.dumps(sources, ensure_ascii=False)})

    def said(form):
        ran = mic25("validate", "-f", form, "--records", str(folder))
        assert ran.code == 1
        return ran.out

    found = [each for each in json.loads(said("json"))["results"] if each["code"] == "bad-choice"]
    wanted = {each["id"]: each["message"] for each in found}
    assert list(wanted) == list(some)
    suites = junitparser.JUnitXml.fromstring(said("junit").encode())
    cases = {case.name: case.result[0].message for suite in suites for case in suite}
    assert cases == wanted
    results = json.loads(said("sarif"))["runs"][0]["results"]
    results = [each for each in results if each["ruleId"] == "bad-choice"]
    assert [each["message"]["text"].rpartition(". Choose")[0] for each in results] == list(
        wanted.values()
    )
    wrong = r"::error [^:]*title=mic25 bad-choice[^:]*::(.*)"
    lines = [re.fullmatch(wrong, line) for line in said("github").splitlines()]
    assert [by_runner(hit[1]).rpartition(". Choose")[0] for hit in lines if hit] == list(
        wanted.values()
    )


def by_runner(text):
    """A message as GitHub's runner reads it."""
    for escape, char in (("%0D", "\r"), ("%0A", "\n"), ("%25", "%")):
        text = text.replace(escape, char)
    return text


def test_a_picture_names_what_it_draws(mic25, records, tmp_path):
    """The name of a fund as an XML reader has it: the lines of a label are joined."""
    cited = {"source": "s", "checked": "text"}
    funds = {
        key: {
            "name": {"en": text},
            "type": "fund",
            "level": "national",
            "amounts": [{"amount_type": "raised", "value": 1, "unit": "bn CNY", "cite": [cited]}],
            "cite": [cited],
        }
        for key, text in zip(IDS[:40], TEXTS[:40], strict=True)
    }
    source = {"title": "T", "published": 2018, "lang": "en", "authority": "A", "coverage": "full"}
    files = {
        "funds.yaml": json.dumps(funds, ensure_ascii=False),
        "sources.yaml": json.dumps({"s": source}),
    }
    folder = records(files)
    out = tmp_path / "x.svg"
    assert mic25("chart", "funds", "-o", str(out), "--records", str(folder)).code == 0
    drawn = ElementTree.fromstring(out.read_text("utf-8"))
    read = "".join("".join(each.itertext()) for each in drawn.iter() if each.tag.endswith("text"))
    bare = "".join(read.split())
    assert [text for text in TEXTS[:40] if "".join(text.split()) not in bare] == []
    tags = {each.tag.rpartition("}")[2] for each in drawn.iter()}
    assert tags <= {"svg", "title", "desc", "style", "rect", "path", "text", "tspan", "g"}
