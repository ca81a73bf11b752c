"""Datasets of other policies: `tests/datasets/power`, invented, with pounds, gigawatts and six
kinds, and the examples that come with mic25. Every command, format and export is tried on them."""

import json
import re
import shutil
from pathlib import Path

import pytest

import every_field
import mic25cli
from cases import cases, data
from conftest import ROOT
from mic25cli.model.dataset import issuer_of
from mic25cli.model.kinds import KINDS
from mic25cli.store import snapshot
from mic25cli.view.text import setter_name
from mic25cli.view.verdict.explain_tables import document_said
from tree import WRITES, leaves

DATASET = ROOT / "tests" / "datasets" / "power"
EXAMPLES = ROOT / "examples"
ANSWERS = ROOT / "tests" / "datasets" / "answers"
ADVICE, OUTLOOK = data(__file__, "ADVICE", "OUTLOOK")
OF_CHINA = re.compile(r"China\b|中国|MERICS|the paper|1\+X|\bnev-|own-brand|ningbo")
"""Words that no screen of another policy has, apart from Chinese as the name of a language."""


@pytest.fixture(autouse=True)
def _dataset(monkeypatch):
    monkeypatch.setenv("MIC25_RECORDS", str(DATASET))


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A copy of the invented dataset, to be changed, which commands then read."""
    monkeypatch.setenv("MIC25_RECORDS", str(tmp_path / "dataset"))
    return Path(shutil.copytree(DATASET, tmp_path / "dataset"))


def free_of_china(text):
    found = OF_CHINA.search(text)
    assert found is None, text[max(0, found.start() - 150) : found.end() + 80]


OWN = {
    "power": ("invented-power", DATASET, "wind-2030", "wind-fund", "wind"),
    "digital-decade": ("", EXAMPLES / "digital-decade", "ai-2030", "cef-digital", "fibre"),
    "chips-act": ("", EXAMPLES / "chips-act", "share-2030", "esmc-aid", "wafers"),
}
"""Datasets, each with the prefix of its ids, a target, a fund and a word that has hits."""
MADE = {
    "starter": ("example-recycling-target", "example-recycling-fund", "recycling"),
    "every field": ("targets-base", "funds-base", "words"),
}
"""Generated datasets: the one that `mic25 init` starts with, and every field of every model."""


@pytest.fixture
def own_dataset(mic25, tmp_path, request):
    """A dataset by its name: the prefix of its ids, its folder, a target, a fund and a word."""
    if request.param in OWN:
        return OWN[request.param]
    folder = tmp_path / "own" / "records"
    if request.param == "starter":
        assert mic25("init", str(folder), "-q").code == 0
    else:
        folder.mkdir(parents=True)
        every_field.write(folder)
    return ("", folder, *MADE[request.param])


def walked(leaf, folder, own):
    """A command of the tree as it is called on a dataset; None if there is nothing for it there."""
    name, records, target, fund, word = own
    given = {
        "explain": [target], "show": [fund], "search": [word], "brief": [target],
        "chart": [target], "cite": [f"targets/{target}"], "diff": ["2021", "2026"],
        "table": ["observations"], "help": ["targets"], "completion": ["bash"],
        "fields": ["targets"], "verify": [str(ROOT / "examples" / "pages")],
    }  # fmt: skip
    kind, last = leaf.words[0], leaf.words[-1]
    if last in WRITES:
        return None
    words = [*leaf.words, *given.get(last, ())]
    if last == "show" and kind in KINDS:
        held = snapshot.open_dataset((records,)).kind(kind)
        return [*leaf.words, f"{name}:{next(iter(held))}".removeprefix(":")] if held else None
    where = {"export": ["-o", str(folder)], "site": ["-o", str(folder)]}
    return [*words, *where.get(last, ())]


@pytest.mark.others
@pytest.mark.parametrize("leaf", leaves(), ids=lambda leaf: leaf.name)
@pytest.mark.parametrize("own_dataset", [*OWN, *MADE], indirect=True)
def test_every_command_has_every_format(mic25, tmp_path, monkeypatch, leaf, own_dataset):
    monkeypatch.setenv("MIC25_RECORDS", str(own_dataset[1]))
    # It has the words of every kind, even of those that only China's policy needs.
    has_every_kind = own_dataset[2:] == MADE["every field"]
    forms = leaf.options["format"].type.func.__self__.choices if "format" in leaf.options else ()
    if own_dataset[2:] in MADE.values() and leaf.words != ("export",):
        forms = ()  # in its own format; the others do not depend on the dataset
    several = [word for dataset in ("mic25", "beyond-2025", "digital-decade", str(DATASET))
               for word in ("--dataset", dataset)]  # fmt: skip
    for form in forms or ("",):
        beside = several if "datasets" in leaf.options else []
        for datasets in ([], beside) if own_dataset == OWN["power"] else ([],):
            words = walked(leaf, tmp_path / f"{form}-{len(datasets)}", own_dataset)
            if words is None:
                return
            if form == "xlsx" and "workbook" in leaf.options:
                words += ["-o", str(tmp_path / f"{len(datasets)}.xlsx")]
            alone = not datasets and [word.removeprefix("invented-power:") for word in words]
            ran = mic25(*(alone or words), *(("--format", form) if form else ()), *datasets)
            assert "bug of mic25" not in ran.err and "Traceback" not in ran.err
            if ran.code == 2:
                assert datasets and re.search("one dataset.*Choose one: ", ran.err), ran.err
                continue
            assert ran.code in (0, 1), ran.err
            if form == "json" and ran.out:
                json.loads(ran.out)
            if has_every_kind:
                continue
            if alone and leaf.words[0] not in ("datasets", "schema", "help", "fields"):
                free_of_china(ran.out + ran.err)
            for page in tmp_path.glob(f"{form}-0/**/*.html"):
                free_of_china(page.read_text("utf-8"))


def said(answer):
    """A sentence and its caveats, in the languages of the dataset."""
    yield from filter(None, (told[lang] for told in (answer, *answer["caveats"])
                             for lang in ("en", "zh")))  # fmt: skip


@pytest.mark.parametrize("own", ["digital-decade", "chips-act"])
def test_every_answer_is_as_somebody_read_it(mic25, own):
    """The answers as somebody read them, in both languages if there are two; read what changes."""
    asked = ("progress", "--milestones", "--as-of", "2026-06-30", "--json")
    ran = mic25(*asked, "--records", str(OWN[own][1]))
    rows = json.loads(ran.out)["results"]
    lines = ["\t".join((row["target"], *said(row["answer"]))) for row in rows]
    assert lines == (ANSWERS / f"{own}.tsv").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("own", OWN)
def test_no_publisher_is_named_as_who_set_a_target(own):
    held = snapshot.open_dataset((OWN[own][1],))
    targets = held.kind("targets").values()
    reports = {each["report"] for target in targets for each in target["milestones"]}
    for report in reports:
        source = held.source(report)
        assert source is not None
        body = issuer_of(held, source)
        who = body["name"]["en"] if body else source["originator"]
        full = document_said(held, report, "en", in_full=True)
        assert who in full if who else str(source["publisher"]) not in full
        if not (who or source["short_name"]):
            assert setter_name(held, report, "en") == "the source"


def test_an_assessment_is_in_the_terms_of_its_target(mic25, tmp_path):
    folder = tmp_path / "records"
    shutil.copytree(DATASET, folder)
    source = next(iter(snapshot.open_dataset((folder,)).kind("sources")))
    text = OUTLOOK.replace("SOURCE", source)
    (folder / "assessments.yaml").write_text(text, encoding="utf-8")
    card = mic25("assessments", "show", "outlook", "-f", "plain", "--records", str(folder)).out
    assert re.search(r"\b7 homes .*\b2029/30\b", card), card
    rows = json.loads(mic25("table", "forecasts", "--json", "--records", str(folder)).out)
    assert [(row["path"], row["indicator"]) for row in rows] == [("forecasts", "homes")]
    target = mic25("targets", "show", "homes-a-year", "-f", "plain", "--records", str(folder)).out
    page = mic25("brief", "heat", "-f", "plain", "--records", str(folder)).out
    assert page.count("A body") == 1 and "as a whole: short" in page, page
    page = mic25("brief", "homes-a-year", "-f", "plain", "--records", str(folder)).out
    assert re.search(r"Forecasts: +A body \(outlook\): 2029/30: 7 homes", page), page
    assert re.search(r"^ *2026/27 +330,000 homes", target, re.MULTILINE), target


@pytest.mark.slow
@pytest.mark.parametrize("day", ["2022-12-31", "2026-06-30"])
@pytest.mark.parametrize("own", OWN)
def test_no_card_says_that_a_pace_is_unknown_and_tells_one(mic25, own, day):
    unknown = re.compile("no pace is known|the pace is not|pace cannot be computed")
    told = re.compile("at an even pace|of the one required|on the pace alone|Formula:")
    for target in snapshot.open_dataset((OWN[own][1],)).kind("targets"):
        asked = ("explain", target, "--full", "--as-of", day, "-f", "plain")
        text = mic25(*asked, "--records", str(OWN[own][1])).out
        assert not (unknown.search(text) and told.search(text)), text


@pytest.mark.slow
@pytest.mark.parametrize("leaf", leaves(), ids=lambda leaf: leaf.name)
def test_no_help_speaks_of_another_policy(mic25, leaf):
    told = mic25(*leaf.words, "--help").out
    free_of_china(told)
    assert "2025" not in told and "gwr-" not in told


@pytest.mark.slow
def test_a_dataset_without_industries_does_not_speak_of_them(mic25, tmp_path):
    records = ("--records", str(EXAMPLES / "chips-act"))
    assert mic25("site", "-o", str(tmp_path / "site"), *records).code == 0
    assert mic25("report", "-o", str(tmp_path / "report.html"), *records).code == 0
    pages = ["site/index.html", "site/about.html", "site/targets/index.html", "report.html"]
    texts = [(tmp_path / page).read_text("utf-8") for page in pages]
    texts += [mic25(*asked, *records).out for asked in (["progress", "-f", "plain"],)]
    assert all("target" in text for text in texts)
    assert not re.search(r"particular industry|Across indus|>Industry<|roadmaps", "".join(texts))


def test_a_deed_has_no_pace(mic25, tmp_path):
    folder = Path(shutil.copytree(EXAMPLES / "chips-act", tmp_path / "records"))
    seen = ("observe", "design-platform", "2024", "0", "--source", "chips-ju-2025")
    assert mic25(*seen, "--records", str(folder)).code == 0
    asked = ("explain", "design-platform-2027", "-f", "plain")
    told = mic25(*asked, "--records", str(folder)).out
    assert "not in place in 2024" in told and "no figure for the end" in told, told
    assert "the pace" not in told


def test_an_export_has_the_record_types_of_the_dataset(mic25, tmp_path):
    held = mic25("export", "-o", str(tmp_path / "out"), "--format", "json")
    assert held.code == 0, held.err
    dataset = json.loads((tmp_path / "out" / "mic25.json").read_text("utf-8"))
    assert [*dataset["records"]] == [
        "industries", "funds", "targets", "recommendations", "indicators", "sources",
    ]  # fmt: skip
    assert "verdicts" not in dataset["tables"] and "amounts" in dataset["tables"]


def test_the_issuer_of_its_document_sets_a_target_before_the_author(mic25, tmp_path, monkeypatch):
    records = tmp_path / "chips"
    shutil.copytree(EXAMPLES / "chips-act", records)
    monkeypatch.setenv("MIC25_RECORDS", str(records))
    (records / "documents.yaml").write_text(
        (records / "documents.yaml").read_text("utf-8")
        + "\nlines-act:\n  name: {en: Lines Act}\n  type: law\n  issuers: [european-commission]\n"
        "  cite: [{source: evertiq-2023, checked: text}]\n"
    )
    sources = (records / "sources.yaml").read_text("utf-8")
    (records / "sources.yaml").write_text(
        sources.replace("evertiq-2023:\n", "evertiq-2023:\n  document: lines-act\n")
    )
    assert "(the Commission" in mic25("explain", "pilot-lines", "-f", "plain").out


def test_a_financial_year_is_judged_as_a_whole_year(mic25, tmp_path, folder):
    def status(day):
        asked = ("progress", "--milestones", "--as-of", day, "--json")
        rows = json.loads(mic25(*asked).out)["results"]
        mine = [row for row in rows if row["target"] == "homes-a-year"]
        return {row["milestone"]["year"]: row["status"] for row in mine}

    assert status("2024-03-30")[2024] not in ("met", "missed")
    assert status("2024-03-31")[2024] == "met"
    # Two of the five years from 2022/23 to 2026/27 were over, and 80 of 180 thousand done.
    asked = ("progress", "homes-a-year", "--as-of", "2026-12-31", "--json")
    rows = json.loads(mic25(*asked).out)["results"]
    [pace] = [row["measures"] for row in rows if row["milestone"]["year"] == 2027]
    assert (round(pace["expected"], 2), round(pace["progress"], 2)) == (0.5, 0.44)
    shown = mic25("explain", "homes-a-year", "-f", "plain", "--as-of", "2024-06-30").out
    assert "180,000 homes by 2023/24" in shown and "2026/27: 330,000" in shown
    said = json.loads(mic25("explain", "homes-a-year", "2024", "--json").out)["answer"]["en"]
    assert "in 2023/24; the source's target was 180,000." in said
    rows = mic25("table", "milestones", "-f", "ndjson").out.splitlines()
    ends = {row["year"]: row["period_end"] for row in map(json.loads, rows)}
    assert ends[2024] == "2024-03-31"
    mic25("chart", "homes-a-year", "-o", str(tmp_path / "homes.svg"))
    assert "2023/24: 180,000 homes" in (tmp_path / "homes.svg").read_text("utf-8")

    table = folder / "homes.csv"
    table.write_text("year,homes\n2024/25,230000\n", "utf-8")
    says = ("--map", "year=period", "--map", "homes=value", "--indicator", "homes")
    ran = mic25("import", str(table), *says, "--source", "count-2026")
    assert ran.code == 0, ran.err
    table.unlink()
    table.write_text("year,homes\n2010-11,230000\n", "utf-8")
    ran = mic25("import", str(table), *says, "--source", "count-2026")
    assert ran.code == 1 and "refused: '2010-11' can be a month or a year" in ran.out + ran.err
    table.unlink()
    ran = mic25("observe", "homes", "2011-12", "260000", "--source", "count-2026")
    assert ran.code == 2 and "can be a month or a year. Write 2011/12 for the year" in ran.err
    ran = mic25("observe", "homes", "FY2025-26", "260000", "--source", "count-2026")
    assert ran.code == 0, ran.err
    periods = [each["period"] for each in mic25cli.open(folder).indicators["homes"]["observations"]]
    assert periods[-2:] == ["2024-04/2025-03", "2025-04/2026-03"]
    targets = (folder / "targets.yaml").read_text("utf-8")
    cut = targets.replace("value: 330000", "value: 60, unit: percent, base_year: 2023")
    (folder / "targets.yaml").write_text(cut, "utf-8")
    rows = json.loads(mic25("progress", "--milestones", "--json").out)["results"]
    [target] = [row["milestone"]["value"] for row in rows if row["milestone"]["base_year"]]
    assert target == 240_000
    assert "60% more than in 2022/23" in mic25("targets", "-f", "tsv").out
    dataset = (folder / "dataset.yaml").read_text("utf-8")
    (folder / "dataset.yaml").write_text(dataset.replace("year_starts: 04\n", ""), "utf-8")
    assert status("2024-03-31")[2024] != "met"
    ran = mic25("observe", "homes", "2023/24", "200000", "--source", "count-2026")
    assert ran.code == 2 and ran.err.startswith("mic25: PERIOD: ")
    # Without such years it means the month.
    ran = mic25("observe", "homes", "2011-12", "200000", "--source", "count-2026")
    assert ran.code == 0, ran.err


def test_a_word_of_the_dataset_for_a_kind_is_a_command_and_is_asked_for(mic25, folder):
    file = folder / "dataset.yaml"
    calls = file.read_text("utf-8").replace("words:\n", "words:\n  funds: {en: levers}\n")
    file.write_text(calls, "utf-8")
    funds = mic25("funds")
    assert funds.code == 0 and funds.out
    for said in (["levers"], ["list", "levers"]):
        ran = mic25(*said)
        assert (ran.code, ran.out) == (0, funds.out), ran.err
    asked = [mic25(f"how many {name} are there?").out for name in ("levers", "funds")]
    assert asked[0] and asked[0] == asked[1]


def test_a_page_does_not_call_a_title_the_maker_of_figures(mic25, folder):
    file = folder / "sources.yaml"
    whole = mic25("brief", "wind-2030", "--format", "md").out
    assert "Figures by Invented office." in whole
    file.write_text(re.sub("publisher: Invented office, ", "", file.read_text("utf-8")), "utf-8")
    assert "Figures by" not in mic25("brief", "wind-2030", "--format", "md").out


def test_a_pathway_of_an_assessor_is_shown_and_judges_nothing(mic25, tmp_path, folder):
    file = folder / "dataset.yaml"
    used = file.read_text("utf-8").replace("kinds: [", "kinds: [assessments, ")
    file.write_text(used, encoding="utf-8")

    def told(*asked):
        return json.loads(mic25(*asked, "--json").out)

    def judged():
        rows = told("progress", "--milestones")["results"]
        return [(row["status"], row["measures"], row["reasons"]) for row in rows]

    before = judged()
    assert told("explain", "homes-a-year")["milestone"]["pathway"] == []
    (folder / "assessments.yaml").write_text(ADVICE, "utf-8")
    assert mic25("validate", "--strict").code == 0
    assert judged() == before
    steps = told("explain", "homes-a-year")["milestone"]["pathway"]
    assert [(each["year"], each["value"], each["unit"]) for each in steps] == [
        (2025, 240_000, "homes"),
        (2026, 285_000, "homes"),
    ]
    assert {each["assessor"] for each in steps} == {"Invented committee"}
    rows = [row for row in told("table", "forecasts") if row["path"] == "pathway"]
    assert [(row["period_start"], row["value"], row["unit"]) for row in rows] == [
        ("2024-04-01", 240_000, "homes"),
        ("2025-04-01", 285_000, "homes"),
    ]
    [panel] = told("chart", "homes-a-year")["panels"]
    assert panel["targets"][0]["pathway"] == steps
    picture = tmp_path / "homes.svg"
    assert mic25("chart", "homes-a-year", "-o", str(picture)).code == 0
    drawn = picture.read_text("utf-8")
    assert ">Invented committee</text>" in drawn
    assert "2024/25: 240,000 homes · 2025/26: 285,000 homes" in drawn
    line = "Invented committee (advice-2024): 2024/25: 240,000 homes · 2025/26: 285,000 homes"
    for asked in (("explain",), ("explain", "--full"), ("targets",)):
        assert line in mic25(asked[0], "homes-a-year", *asked[1:], "-f", "plain").out
    assert told("explain", "homes-a-year", "--as-of", "2024-06-30")["milestone"]["pathway"] == []
    wrong = ADVICE.replace("value: 240000", "value: 240000, unit: GW")
    (folder / "assessments.yaml").write_text(wrong, "utf-8")
    ran = mic25("validate")
    assert ran.code == 1 and "unit-conflict" in ran.out + ran.err


def test_a_dossier_is_judged_in_the_units_of_its_dataset():
    dataset = mic25cli.open(DATASET)
    whole = dataset.progress(as_of="2026-12-31").rows
    apart = [
        row
        for dossier in dataset.dossiers().rows
        for row in mic25cli.dataset_of(dossier["records"]).progress(as_of="2026-12-31").rows
    ]
    key = ("claim", "status", "milestone_value", "seen_value")
    assert sorted([each[name] for name in key] for each in whole if each["seen_value"]) == sorted(
        [each[name] for name in key] for each in apart if each["seen_value"]
    )


def test_python_offers_the_record_types_of_the_dataset():
    held = mic25cli.open(DATASET)
    with pytest.raises(AttributeError, match="It has ") as caught:
        held.no_such_type  # noqa: B018
    assert "provisions" not in str(caught.value) and "provisions" not in dir(held)
    assert "targets" in dir(held)


@cases
def test_what_only_one_plan_needs_may_be_left_out(mic25, tmp_path, line):
    kind, id_, *values = line.split()
    folder = tmp_path / "dataset"
    shutil.copytree(DATASET, folder)
    file = folder / "dataset.yaml"
    used = "kinds: [pilots, measures, events, partners, cooperation, documents, provisions, "
    file.write_text(file.read_text("utf-8").replace("kinds: [", used), encoding="utf-8")
    given = [part for value in values for part in ("--set", value)]
    cite = "cite=[{source: plan-2021, checked: text}]"
    added = mic25("add", kind, id_, *given, "--set", cite, "--records", str(folder))
    assert added.code == 0, added.err
    assert mic25("validate", "--strict", "--records", str(folder)).code == 0
    assert id_ in mic25(kind, "--records", str(folder)).out
    if kind == "documents":
        part = ("name.en=Masts", "type=task", "document=act")
        given = [word for value in (*part, cite) for word in ("--set", value)]
        added = mic25("add", "provisions", "masts", *given, "--records", str(folder))
        assert added.code == 0, added.err
        assert mic25("validate", "--strict", "--records", str(folder)).code == 0
        assert "masts" in mic25("provisions", "--records", str(folder)).out
