"""`mic25 sources verify`: a changed digit is found, another script passes, pages may have moved."""

import encodings
import json
import pkgutil
from time import process_time

import pytest

from builders import dataset_texts
from cases import cases, data
from mic25cli.calc.saved_pages import Page, looked_for
from mic25cli.store import saved_pages

[SAVED] = data(__file__, "SAVED")

SMALL = dataset_texts("verify")
WIRE, NEWS = data(__file__, "WIRE", "NEWS")


@pytest.fixture
def pages(tmp_path):
    """Pages as `wget -x -E` saves them, and one by the id of its source."""
    folder = tmp_path / "pages"
    (folder / "news.cn" / "2024").mkdir(parents=True)
    news = folder / "news.cn" / "2024" / "a.html?id=7.html"
    news.write_text(NEWS.format("国内市场占有率达到62.4%，创新高。"), encoding="utf-8")
    (folder / "wire.html").write_text(WIRE, encoding="utf-8")
    return folder


def checked(mic25, small, pages):
    ran = mic25("sources", "verify", str(pages), "--json")
    report = json.loads(ran.out)
    rows = report["results"]
    assert sum(report["summary"].values()) == len(rows) == 4
    return ran.code, {row["quote"][0]: (row["state"], row["now"]) for row in rows}


SHARE, FIRMS, LARGEST, AIM = data(__file__, "QUOTES")[0]


def test_what_still_stands_is_found(mic25, small, pages):
    code, states = checked(mic25, small, pages)
    assert code == 0
    assert {quote: state for quote, (state, _) in states.items()} == {
        SHARE: "found", FIRMS: "found", LARGEST: "found", AIM: "not-saved",
    }  # fmt: skip


@pytest.mark.parametrize("old", list("624"))
def test_one_digit_is_caught(mic25, small, pages, old):
    page = next(pages.rglob("a.html*"))
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace("62.4", "62.4".replace(old, "9")), encoding="utf-8")
    code, states = checked(mic25, small, pages)
    assert code == 1
    assert states[SHARE] == ("changed", "国内市场占有率达到62.4%".replace(old, "9"))
    assert [state for state, _ in states.values()].count("changed") == 1


def test_a_numeral_is_caught(mic25, small, pages):
    (pages / "wire.html").write_text(WIRE.replace("three", "four"), encoding="utf-8")
    code, states = checked(mic25, small, pages)
    assert code == 1 and states[LARGEST] == ("changed", "fourofthetenlargest")


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5"])
def test_traditional_script_and_wide_digits_pass(mic25, small, pages, encoding):
    page = (
        NEWS.format("國內市場佔有率達到 ６２.４％").replace("utf-8", encoding).replace("闻", "聞")
    )
    next(pages.rglob("a.html*")).write_bytes(page.encode(encoding))
    code, states = checked(mic25, small, pages)
    assert code == 0 and states[SHARE][0] == "found"


PAGE = "<html><head><meta charset='utf-8'></head><body>%s</body></html>"


@cases
def test_pages_are_read_as_they_are_seen(mic25, small, pages, body, state):
    (pages / "wire.html").write_text(PAGE % body, encoding="utf-8")
    assert checked(mic25, small, pages)[1][FIRMS][0] == state


@pytest.mark.parametrize("charset", ["iso-8859-1", "no-such", "utf-8"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_a_wrong_charset_is_seen_through(mic25, small, pages, charset, encoding):
    text = NEWS.format("国内市场占有率达到62.4%").replace("utf-8", charset)
    next(pages.rglob("a.html*")).write_bytes(text.encode(encoding))
    found = checked(mic25, small, pages)[1][SHARE][0]
    assert found == ("missing" if (charset, encoding) == ("iso-8859-1", "gb18030") else "found")


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize(
    "charset", [*(each.name for each in pkgutil.iter_modules(encodings.__path__)), "no-such", "-"]
)
def test_any_charset_that_a_page_names_is_read(tmp_path, charset):
    for body in (b"\xff", b"a-\xff-b", b"\\q \\N{x} \xff", bytes(range(256)) * 9):
        raw = b'<meta charset="%s">' % charset.encode() + body
        (tmp_path / "page.html").write_bytes(raw)
        assert isinstance(saved_pages.text_of(tmp_path / "page.html"), str)


@pytest.mark.parametrize("entity", ["&#%s;", "&#x%s;", "&%s;", "&#%s"])
def test_an_entity_of_any_length_is_read(tmp_path, entity):
    for digits in ("1" * 5_000, "0" * 5_000, "9" * 2**20):
        (tmp_path / "page.html").write_text(f"<p>{entity % digits}")
        assert saved_pages.text_of(tmp_path / "page.html") is not None


def test_no_link_is_followed_out_of_the_folder(mic25, small, pages, tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    page = (pages / "wire.html").rename(outside / "wire.html")
    assert checked(mic25, small, pages)[1][FIRMS][0] == "not-saved"
    # To the file itself, by way of another link, and to its folder.
    for place in (page, "wire.htm", "../outside/wire.html"):
        (pages / "wire.htm").unlink(missing_ok=True)
        (pages / "wire.htm").symlink_to(page)
        (pages / "wire.html").unlink(missing_ok=True)
        (pages / "wire.html").symlink_to(place)
        assert checked(mic25, small, pages)[1][FIRMS][0] == "not-saved", place
    (pages / "wire.org").symlink_to(outside, target_is_directory=True)
    assert checked(mic25, small, pages)[1][FIRMS][0] == "not-saved"
    # Within the folder a link is as good as its file, and the folder itself may be a link.
    (pages / "wire.html").unlink()
    (pages / "wire.html").symlink_to("kept.html")
    page.rename(pages / "kept.html")
    assert checked(mic25, small, pages)[1][FIRMS][0] == "found"
    (tmp_path / "link").symlink_to(pages, target_is_directory=True)
    assert checked(mic25, small, tmp_path / "link")[1][FIRMS][0] == "found"


def test_a_page_that_moved_is_missing(mic25, small, pages):
    next(pages.rglob("a.html*")).write_text(NEWS.format("页面不存在 404"), encoding="utf-8")
    code, states = checked(mic25, small, pages)
    assert code == 0 and states[SHARE] == ("missing", None)


def test_people_read_a_table_and_a_count(mic25, small, pages):
    (pages / "wire.html").write_text(WIRE.replace("1 234", "1 235"), encoding="utf-8")
    ran = mic25("sources", "verify", str(pages), "-f", "plain")
    assert ran.code == 1
    assert "changed 1; missing 0; found 2; not saved 1" in ran.out
    assert "→ inall,1235firms" in ran.out and "targets/target" not in ran.out
    ran = mic25("sources", "verify", str(pages), "-f", "plain", "--all")
    assert "targets/target" in ran.out


def test_names_are_those_that_programs_make(tmp_path):
    names = SAVED  # fmt: skip
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("text")
    urls = [(f"s{at}" if url else "own-id", url) for at, url in enumerate(names.values())]
    urls.append(("other", "https://e.net/f"))
    found = saved_pages.of_sources(tmp_path, urls)
    assert [path.relative_to(tmp_path).as_posix() for path in found.values()] == list(names)
    assert "other" not in found


def test_a_page_is_bounded_and_an_empty_folder_is_said(mic25, small, pages, tmp_path, monkeypatch):
    monkeypatch.setattr(saved_pages, "MAX_BYTES", 60)
    code, states = checked(mic25, small, pages)
    assert code == 0 and {state for state, _ in states.values()} == {"not-saved"}
    (tmp_path / "none").mkdir()
    ran = mic25("sources", "verify", str(tmp_path / "none"))
    assert ran.code == 2 and "has no saved page" in ran.err


@pytest.mark.slow
def test_a_pdf_is_read(tmp_path):
    from pypdf import PdfWriter
    from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

    writer = PdfWriter()
    page = writer.add_blank_page(200, 200)
    font = DictionaryObject({
        NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type1"),
        NameObject("/BaseFont"): NameObject("/Helvetica"),
    })  # fmt: skip
    stream = DecodedStreamObject()
    stream.set_data(b"BT /F 12 Tf 20 100 Td (reach 70 per cent) Tj ET")
    page[NameObject("/Contents")] = writer._add_object(stream)
    fonts = DictionaryObject({NameObject("/F"): writer._add_object(font)})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    writer.write(tmp_path / "gone.pdf")
    assert "reach 70 per cent" in str(saved_pages.text_of(tmp_path / "gone.pdf"))
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 broken")
    assert saved_pages.text_of(tmp_path / "broken.pdf") is None
    hostile = (tmp_path / "gone.pdf").read_bytes().replace(b"/Contents", b"/Filter /No /Contents")
    for cut in range(0, len(hostile), 7):
        (tmp_path / "cut.pdf").write_bytes(hostile[:cut] + hostile[cut + 9 :])
        assert isinstance(saved_pages.text_of(tmp_path / "cut.pdf"), str | None)


@cases
def test_what_a_page_shows(tmp_path, page, shown):
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    assert " ".join(str(saved_pages.text_of(tmp_path / "page.html")).split()) == shown


@pytest.mark.slow
@pytest.mark.parametrize("piece", ["<", "<!--", "<a ", "<a b='", "<script></", "<![CDATA[", "</"])
def test_what_never_ends_is_gone_through_once(tmp_path, piece):
    """A page of that size used to take hours; a second is far more than it needs."""
    (tmp_path / "page.html").write_text(piece * (2**22 // len(piece)), encoding="utf-8")
    before = process_time()
    assert saved_pages.text_of(tmp_path / "page.html") is not None
    assert process_time() - before < 20


@pytest.mark.slow
@cases
def test_a_series_without_an_end_is_gone_through_once(piece):
    """Each of its numbers used to start a search up to its end."""
    page = Page("page.html", piece * (60_000 // len(piece)))
    before = process_time()
    for words in (
        "30% in 2019",
        "百分之三十",
        "三成",
        "twenty-three firms",
        "from 2 million to 3.4",
    ):
        assert looked_for(page, words)[0] != "found"
    assert process_time() - before < 4
