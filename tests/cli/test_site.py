"""`mic25 site`: a page for every record, no dead links, and a folder of its own."""

import json
import re
import shutil
import sys
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import pytest

import every_field
from chinese import printed, sentences
from conftest import ROOT
from mic25cli.calc.progress.result import Question
from mic25cli.calc.table_definition import judged_on
from mic25cli.cli.main import main
from mic25cli.export import chart_files
from mic25cli.export import site as export
from mic25cli.model.kinds import KINDS
from mic25cli.store import installed_datasets, snapshot
from mic25cli.view.page import html, searchindex
from mic25cli.view.page.site_pages import Site
from pages import Seen
from shared import shared

pytestmark = pytest.mark.slow

MOST = 80_000
"""The maximum bytes of a page."""
POWER = str(ROOT / "tests" / "datasets" / "power")


def published(tmp_path_factory, name):
    """The site of a shipped dataset."""

    def make(folder):
        dataset = snapshot.open_dataset((installed_datasets.folder(name),))
        export.write(Site(dataset, Question(judged_on(dataset)), "0"), folder)

    return shared(tmp_path_factory, f"published-{name}", make)


@pytest.fixture(scope="module")
def shipped_site(tmp_path_factory):
    """The site of the shipped dataset."""
    return published(tmp_path_factory, "mic25")


@pytest.fixture
def power(tmp_path_factory, tmp_path, capsys):
    """A copy of the site of a small dataset, which is built once."""

    def make(folder):
        assert main(["site", "--records", POWER, "-o", str(folder / "site")]) == 0
        seen = capsys.readouterr()
        assert seen.out == "" and "by name only" not in seen.err

    made = shared(tmp_path_factory, "power-site", make)
    return shutil.copytree(made / "site", tmp_path / "site")


@pytest.mark.others
def test_a_site_is_made_once_and_opened(mic25, tmp_path, monkeypatch):
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", lambda address: not opened.append(address))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    for name in ("WAYLAND_DISPLAY", "BROWSER"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DISPLAY", ":0")
    other = tmp_path / "mic25" / "sites" / "another"
    other.mkdir(parents=True)
    power = shutil.copytree(POWER, tmp_path / "power")
    line = ("site", "--records", str(power), "--open")
    made = mic25(*line)
    assert (made.code, made.out) == (0, "") and "wrote" in made.err and not other.exists()
    (front,) = tmp_path.rglob("sites/*/index.html")
    assert opened == [front.as_uri()]
    written = front.stat().st_mtime_ns
    assert "wrote" not in mic25(*line).err and opened == [front.as_uri()] * 2
    monkeypatch.delenv("DISPLAY")
    if sys.platform == "linux":
        found = mic25(*line)
        assert (found.code, found.out) == (0, f"{front}\n") and len(opened) == 2
    # A correction is not a record, but still causes a new build.
    told = "late: {date: 2026-01-02, cause: mistake, said: a, right: b}\n"
    (power / "corrections.yaml").write_text(told, encoding="utf-8")
    assert front.stat().st_mtime_ns == written
    assert mic25(*line).code == 0 and not front.exists()
    (front,) = tmp_path.rglob("sites/*/index.html")
    assert mic25(*line, "--as-of", "2020").code == 0 and not front.exists()


BASE = "https://example.org/dataset/"


def dead_links(site):
    """The dead links and pictures of a site, each with its page; links to the site's own address
    `BASE` lead to its files. Also duplicate ids."""
    ids: dict[Path, list[str]] = {}
    lost = []

    def ids_of(page):
        return ids.setdefault(page, re.findall(r' id="([^"]+)"', page.read_text(encoding="utf-8")))

    for page in sorted(site.rglob("*.html")):
        name, own = page.relative_to(site).as_posix(), ids_of(page)
        lost += [(name, f"twice {each}") for each in set(own) if own.count(each) > 1]
        for link in re.findall(
            r'(?:href|src|action|content)="([^"]+)"', re.sub(CONTENT, "", page.read_text("utf-8"))
        ):
            path, _, anchor = unquote(link).partition("#")
            led = (page.parent / path).resolve() if path else page
            led = site / path.removeprefix(BASE) if path.startswith(BASE) else led
            outside = re.match(r"https?:", link) is not None and not path.startswith(BASE)
            # A filter of a list is not a place in it.
            anchor = "" if "=" in anchor else anchor
            if not outside and (not led.is_file() or (anchor and anchor not in ids_of(led))):
                lost.append((name, link))
    return lost


CONTENT = r'<meta (?!property="og:(?:image|url)")[^>]*>'
"""A page's description of itself, without names of files."""


@pytest.mark.others
@pytest.mark.parametrize("drawn", [(), ("en",), ("en", "zh")], ids="-".join)
@pytest.mark.parametrize(
    "dataset",
    [
        "power",
        "devices",
        pytest.param("fields", marks=pytest.mark.slow),
        pytest.param("digital-decade", marks=pytest.mark.slow),
        pytest.param("mic25", marks=pytest.mark.others),
    ],
)
def test_links_and_pictures_exist_under_an_address_of_its_own(
    mic25, tmp_path, monkeypatch, drawn, dataset
):
    """In every language of the site, whether pictures can be drawn here or not."""
    records = {"power": POWER}.get(dataset, str(tmp_path / "records"))
    made = {"devices": devices, "fields": every_field.write}.get(dataset)
    if made is not None:
        (tmp_path / "records").mkdir()
        made(tmp_path / "records")
    given = (
        ("--dataset", dataset) if dataset in ("digital-decade", "mic25") else ("--records", records)
    )
    monkeypatch.setattr(chart_files, "languages", lambda _: [*drawn])
    monkeypatch.setattr(chart_files, "render", lambda text: text.encode())
    site = tmp_path / "site"
    ran = mic25("site", *given, "-o", str(site), "--base-url", BASE)
    assert ran.code == 0, ran.err
    assert dead_links(site) == []
    listed = re.findall("<loc>(.*?)</loc>", (site / "sitemap.xml").read_text(encoding="utf-8"))
    assert all((site / each.removeprefix(BASE)).is_file() for each in listed)
    # Drawings for download exist in these languages, and their pages show them.
    zh = [("zh", site / "zh")] if (site / "zh").is_dir() else []
    assert zh or dataset != "mic25"
    for lang, root in (("en", site), *zh):
        alone = sorted(root.glob("targets/*.svg"))
        assert alone or dataset in ("fields", "devices")
        for each in alone:
            assert each.with_suffix(".png").exists() == (lang in drawn)
            shown = each.with_suffix(".html").read_text("utf-8")
            assert ("og:image" in shown) == (lang in drawn)
        for page in ("index.html", "sources/index.html") if alone else ():
            shown = (root / page).read_text("utf-8")
            own = BASE if lang == "en" else f"{BASE}zh/"
            assert (f'og:image" content="{own}index.png"' in shown) == (lang in drawn)
    names = [part.partition(".")[0] for path in site.rglob("*")
             for part in path.relative_to(site).parts]  # fmt: skip
    assert not DEVICES & {*names}


DEVICES = {"con", "prn", "aux", "nul"}
DEVICES |= {f"{port}{number}" for port in ("com", "lpt") for number in "0123456789¹²³"}
"""Names that are not files on Windows, with any ending."""


def devices(folder):
    """A dataset whose ids are names of devices, or of pages that a site has itself."""
    ids = [*sorted(name for name in DEVICES if name.isascii()), "index", "index-2"]
    sources = "".join(
        f"{name}: {{title: {name}, published: 2015, lang: en, authority: A, coverage: full}}\n"
        for name in [*ids, *(f"s{number}" for number in range(130))]
    )
    (folder / "sources.yaml").write_text(sources)
    cite = "cite: [{source: con, checked: text}]"
    terms = "".join(f"{name}:\n  name: {{en: The {name}}}\n  {cite}\n" for name in ids)
    (folder / "terms.yaml").write_text(terms)
    (folder / "indicators.yaml").write_text(
        f"aux:\n  name: {{en: Aux}}\n  definition: A share.\n  timing: flow\n"
        f"  unit: percent\n  direction: increase\n  {cite}\n"
        "  observations:\n" + "".join(
            f"    - {{period: {year}, value: {year - 2000}, report: con, {cite}}}\n"
            for year in (2015, 2020, 2025))
    )  # fmt: skip
    (folder / "targets.yaml").write_text("".join(
        f"{name}:\n  name: {{en: Target {name}}}\n  indicator: aux\n  origin: plan\n"
        f"  milestones:\n    - {{year: 2025, value: 30, report: nul, {cite}}}\n"
        for name in ids
    ))  # fmt: skip


def test_every_link_of_a_small_site_leads_somewhere(power):
    assert dead_links(power) == []
    (power / "targets" / "index.html").unlink()
    assert dead_links(power)


@pytest.mark.others
def test_the_shipped_site_is_whole(shipped_site, shipped):
    assert dead_links(shipped_site) == []
    for kind in KINDS:
        for key in shipped.kind(kind):
            assert (shipped_site / kind / f"{key}.html").is_file()
            assert (shipped_site / "zh" / kind / f"{key}.html").is_file()
    large = [page.name for page in shipped_site.rglob("*.html") if page.stat().st_size > MOST]
    assert large == []


@pytest.mark.others
def test_pages_load_what_lies_beside_them_alone(shipped_site):
    for page in [*shipped_site.glob("*.html"), *shipped_site.glob("*/a*.html")]:
        seen = Seen(page.read_text(encoding="utf-8"))
        [policy] = [each["content"] for each in seen.all("meta") if "http-equiv" in each]
        assert "default-src 'none'" in str(policy) and "unsafe" not in str(policy)
        for tag, attrs in seen.tags:
            assert tag not in ("iframe", "object", "embed", "base", "style"), page
            assert not [key for key in attrs if key.startswith("on") or key == "style"], page
            loaded = attrs.get("src") or (tag == "link" and attrs.get("href")) or ""
            assert not str(loaded).startswith(("http", "//")), page


@pytest.mark.others
@pytest.mark.parametrize("name", ["mic25", "beyond-2025"])
def test_a_chinese_page_of_a_target_holds_no_english_sentence(name, tmp_path_factory):
    site = published(tmp_path_factory, name)
    dataset = snapshot.open_dataset((installed_datasets.folder(name),))
    # An entry of BibTeX and the authors of the dataset are shown as printed.
    names = f"{printed(dataset)}\n{', '.join(dataset.profile.authors)}"

    def left(page):
        texts = Seen(page.read_text(encoding="utf-8")).texts
        told = (text for text in texts if not text.startswith("@"))
        return {run for text in told for run in sentences(text, names)}

    for target in dataset.kind("targets"):
        assert left(site / "zh" / "targets" / f"{target}.html") == set(), target
        assert left(site / "targets" / f"{target}.html"), target


def test_the_same_dataset_gives_the_same_bytes(mic25, power, tmp_path):
    mic25("site", "--records", POWER, "-o", str(tmp_path / "again"))
    files = {path.relative_to(power): path.read_bytes() for path in power.rglob("*.*")}
    again = tmp_path / "again"
    assert files == {path.relative_to(again): path.read_bytes() for path in again.rglob("*.*")}


def test_a_site_tells_whose_texts_its_search_has_no_room_for(mic25, power, tmp_path, monkeypatch):
    monkeypatch.setattr(searchindex, "MOST", (power / "search.js").stat().st_size - 1)
    ran = mic25("site", "--records", POWER, "-o", str(tmp_path / "less"))
    assert ran.code == 0 and "finds these by name only: sources\n" in ran.err
    assert (tmp_path / "less" / "search.js").stat().st_size <= searchindex.MOST


def test_a_folder_of_others_is_refused_and_its_own_replaced_whole(mic25, power, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("dear", encoding="utf-8")
    ran = mic25("site", "--records", POWER, "-o", str(tmp_path / "mine"))
    assert ran.code == 2 and [path.name for path in (tmp_path / "mine").iterdir()] == ["letter.txt"]
    evidence = str(ROOT / "tests" / "datasets" / "evidence")
    assert mic25("site", "--records", evidence, "-o", str(power)).code == 0
    assert dead_links(power) == [] and not (power / "funds").exists()
    (power / "index.html").write_text("changed", encoding="utf-8")
    assert mic25("site", "--records", evidence, "-o", str(power)).code == 2


def test_a_folder_of_records_is_refused_whatever_is_asked(mic25, tmp_path):
    """The folder of the dataset, one within it, and one of another dataset."""
    for name in ("own", "other"):
        shutil.copytree(POWER, tmp_path / name)
    before = sorted(tmp_path.rglob("*"))
    for out in ("own", "own/targets", "own/new", "other"):
        command = ("site", "--records", str(tmp_path / "own"), "-o", str(tmp_path / out))
        ran = mic25(*command, "--force")
        assert ran.code == 2 and "no pages can be written there" in ran.err, out
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.others
def test_bibtex_stands_line_by_line_and_a_chinese_page_cites_in_chinese(power, shipped_site):
    [entry] = re.findall(r"<pre[^>]*>(.*?)</pre>", (power / "data.html").read_text("utf-8"), re.S)
    lines = entry.strip().split("\n")
    assert lines[0].startswith("@misc{") and lines[-1] == "}" and "" not in lines
    assert not any("\\n" in line for line in lines)
    chinese = (shipped_site / "zh" / "data.html").read_text("utf-8")
    assert "《" in chinese.partition("<pre")[0].rpartition("<section")[2]
    assert ", JSON" not in chinese and "，JSON" in chinese


@pytest.mark.others
def test_an_industry_shows_what_is_missing_and_each_target_small(shipped_site):
    """In files beside the page, each also for a narrow screen, under their text."""
    industries = shipped_site / "industries"
    page = (industries / "automation-and-robotics.html").read_text("utf-8")
    drawn = re.findall('srcset="([^"]+)"><img src="([^"]+)" alt="([^"]+)"', page)
    assert [wide for _, wide, _ in drawn] == [
        f"automation-and-robotics-{name}.svg" for name in ("shortfall", "targets")
    ]
    for narrow, wide, said in drawn:
        full = wide.replace(".svg", "-full.svg")
        assert f'srcset="{full}"' in page
        for path, width in ((narrow, 343), (wide, 720), (full, 1080)):
            text = (industries / path).read_text("utf-8")
            assert f'width="{width}"' in text and said in text and "<style>" in text


@pytest.mark.others
def test_a_base_address_gives_canonical_addresses_a_site_map_and_citations(mic25, tmp_path):
    site = tmp_path / "site"
    base = "https://example.org/dataset"
    mic25("site", "--records", POWER, "-o", str(site), "--base-url", base)
    listed = re.findall("<loc>(.*?)</loc>", (site / "sitemap.xml").read_text(encoding="utf-8"))
    pages = {path.relative_to(site).as_posix() for path in site.rglob("*.html")}
    assert set(listed) == {f"{base}/{page}" for page in pages}
    for page in pages:
        text = (site / page).read_text(encoding="utf-8")
        assert f'<link rel="canonical" href="{base}/{page}">' in text
        if "targets/" in page and not page.endswith("index.html"):
            cited = text.partition('<section class="cite"')[2].partition("</section>")[0]
            assert cited.count(f"{base}/{page}") == 2, page
    for address in ("ftp://x", "https://example.org/\u202egpj"):
        assert mic25("site", "-o", str(site), "--base-url", address).code == 2


def test_every_number_of_a_target_page_stands_in_its_explanation(mic25, power):
    for path in (power / "targets").glob("*.json"):
        told = json.loads(path.read_text(encoding="utf-8"))
        page = (power / "targets" / f"{path.stem}.html").read_text(encoding="utf-8")
        assert told and {each["target"] for each in told} == {path.stem}
        text = " ".join(Seen(page).texts)
        answers = [each["answer"]["en"] for each in told if each["answer"]]
        assert not answers or any(answer.split(": ")[-1][:40] in text for answer in answers)


def test_a_list_of_targets_tells_the_status_of_each(power):
    page = (power / "targets" / "index.html").read_text("utf-8")
    rows = page.partition("<tbody>")[2].split("</tr>")[:-1]
    assert rows and all('class="st ' in row for row in rows)
    # The dataset has no Chinese names, and calls its industries sectors.
    assert not (power / "zh").exists() and "中文" not in page and "placeholder" not in page
    assert "Sector" in page and "Industry" not in page


def test_a_script_adds_the_rows_for_which_a_page_has_no_room(mic25, power, tmp_path, monkeypatch):
    monkeypatch.setattr(html, "MOST_ROWS", 1)
    assert mic25("site", "--records", POWER, "-o", str(tmp_path / "short")).code == 0
    whole, page = ((site / "targets" / "index.html").read_text("utf-8")
                   for site in (power, tmp_path / "short"))  # fmt: skip
    script = (tmp_path / "short" / "targets" / "rows.js").read_text("utf-8")
    rows = json.loads(script.partition(" = ")[2].rstrip(";\n"))
    assert page.count("</tr>\n") == 1 and rows.count("</tr>\n") > 1
    page = page.replace('<script src="rows.js" defer></script>', "")
    assert page.replace("</tbody>", f"{rows}</tbody>") == whole


@pytest.mark.others
def test_the_square_of_a_target_ahead_shows_its_pace_and_filters_by_it(power):
    front = (power / "index.html").read_text("utf-8")
    listed = (power / "targets" / "index.html").read_text("utf-8")
    paces = re.findall(r"not due yet: ([a-z ]+)</a>", front)
    assert paces and all(f'&amp;status={pace}"' in front for pace in paces)
    assert all(re.search(rf">[^<>]* {pace}<", listed) for pace in paces)


@pytest.mark.others
def test_a_target_page_is_in_the_order_of_its_reader(shipped_site):
    """The answer is the heading; promise, chart and shortfall come before the rest."""
    page = (shipped_site / "targets" / "nev-sales.html").read_text("utf-8")
    title = re.findall("<h1>(.*?)</h1>", page)[0]
    assert title.startswith("Met: ") and "<small" not in title
    assert '<p class="verdict"><svg' in page.partition("<h1>")[0]
    keys = re.findall('<section class="([a-z]+)"', page)
    assert keys == [
        key
        for key in ("promise", "chart", "short", "settle", "sure", "numbers", "outside",
                    "promised", "history", "sources", "take", "cite", "facts", "named")
        if key in keys
    ]  # fmt: skip
    assert {"promise", "chart", "short", "numbers", "history", "sources"} <= {*keys}
    assert "settle" not in keys
    # Sources are numbered in the order of the page.
    numbers = re.findall('href="#s([0-9]+)"', page.partition('<section class="sources"')[0])
    seen = list(dict.fromkeys(map(int, numbers)))
    assert seen == sorted(seen)


@pytest.mark.others
def test_no_two_pages_of_a_language_share_a_title(shipped_site):
    """And each has a sentence of its own on its subject."""
    for root in (shipped_site, shipped_site / "zh"):
        seen: dict[str, str] = {}
        for page in sorted(root.rglob("*.html")):
            if root == shipped_site and page.is_relative_to(shipped_site / "zh"):
                continue
            head = page.read_text("utf-8").partition("</head>")[0]
            said = re.findall('<meta name="description" content="([^"]+)"', head)
            for text in (*re.findall("<title>(.*?)</title>", head), *said):
                assert seen.setdefault(text, page.name) == page.name, (text, page)
            assert said, page


def test_a_shared_target_is_its_finding(power, mic25, tmp_path):
    page = (power / "targets" / "wind-2030.html").read_text("utf-8")
    title = re.findall("<h1>(.*?)</h1>", page)[0]
    assert f'<meta property="og:title" content="{title}">' in page
    [told] = re.findall('<meta name="description" content="(.*?)">', page)
    assert told.endswith(".") and len(told) <= html.DESCRIBED
    [data] = re.findall('<script type="application/ld[+]json">(.*?)</script>', page)
    data = json.loads(data)
    assert (data["@type"], data["identifier"]) == ("Dataset", "targets/wind-2030")
    assert unescape(told) == data["description"]
    for each in data["distribution"]:
        assert (power / each["contentUrl"]).is_file(), each
    # Dates are in words, except in the entry that programs read.
    assert not re.search("[0-9]{4}-[0-9]{2}", page.partition("How to cite")[2].partition("<pre")[0])
    assert (power / "favicon.svg").read_text("utf-8").startswith("<svg")


def test_the_front_page_tells_programs_what_the_dataset_is(mic25, tmp_path):
    records = tmp_path / "records"
    shutil.copytree(POWER, records)
    profile = records / "dataset.yaml"
    first = sorted(_ids_of(records / "targets.yaml"))[0]
    profile.write_text(
        profile.read_text("utf-8")
        + "summary: {en: A plan </script><b>}\n"
        + f"featured: [{first}]\n"
        + 'corrections: "https://example.org/new?title={id}&body={version}"\n',
        encoding="utf-8",
    )
    entry = f"cause: mistake, right: c, records: [targets/{first}, targets/gone]"
    (records / "corrections.yaml").write_text(
        "".join(f"on-{day}: {{date: 2026-01-0{day}, said: <b>{day}, {entry}}}\n" for day in (1, 2)),
        encoding="utf-8",
    )
    site = tmp_path / "site"
    assert mic25("site", "--records", str(records), "-o", str(site)).code == 0
    # The newest first, each with the records that it is about.
    corrected = (site / "corrections.html").read_text("utf-8")
    assert re.findall("&lt;b&gt;([0-9])", corrected) == ["2", "1"]
    assert corrected.count(f'href="targets/{first}.html"') == 2 and "gone" not in corrected
    front = (site / "index.html").read_text("utf-8")
    [told] = re.findall('<script type="application/ld.json">(.*?)</script>', front, re.S)
    data = json.loads(told)
    assert data["@type"] == "Dataset" and data["license"].endswith("CC0-1.0")
    assert data["description"] == "A plan </script><b>"
    assert f'href="targets/{first}.html"' in front.partition('class="score"')[0]
    assert 'href="corrections.html"' in front
    # Every page of a record has a link to suggest a correction, lists have none.
    page = (site / "targets" / f"{first}.html").read_text("utf-8")
    assert f"https://example.org/new?title=targets%2F{first}&amp;body=" in page
    assert "example.org/new" not in (site / "targets" / "index.html").read_text("utf-8")
    profile.write_text(
        profile.read_text("utf-8").replace("https://example.org/new", "javascript:x")
    )
    assert mic25("site", "--records", str(records), "-o", str(site)).code != 0


def _ids_of(path):
    return re.findall("^([a-z0-9-]+):$", path.read_text("utf-8"), re.M)
