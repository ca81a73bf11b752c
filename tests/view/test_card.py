"""Cards: one record in full, for any width, with the source of each fact."""

import re

import pytest
from rich.cells import cell_len

from builders import dataset, record, records_in, source
from cases import data
from mic25cli.model.kinds import KINDS
from mic25cli.view.document import Facts, Listing, TextTable, bare
from mic25cli.view.record.cards import document as build
from mic25cli.view.record.lists import field_table
from mic25cli.view.render.markdown import md
from mic25cli.view.render.plain import plain
from screen import drawn

DATASET = dataset(*records_in(*data(__file__, "DATASET")))
FUND = DATASET.kind("funds")["big-fund"]


def facts_of(card):
    return {
        label: "\n".join(bare(line) for line in cell)
        for part in card.parts
        if isinstance(part, Facts)
        for label, cell in part.rows
    }


def tables_of(card):
    return [part for part in card.parts if isinstance(part, TextTable)]


def texts_of(table):
    rows = table.with_notes().rows
    return [tuple("; ".join(bare(line) for line in cell) for cell in row) for row in rows]


def listing(card, title):
    # The last: a kind of the records that name this one may have the same title.
    *_, found = [each for each in card.parts if isinstance(each, Listing) and each.title == title]
    return [f"{mark} {bare(line)}".strip() for mark, line in found.items]


def test_a_card_has_names_facts_claims_links_and_sources():
    card = build(FUND, DATASET, "en")
    assert (card.title, card.subtitle) == ("Big Fund", "大基金")
    facts = facts_of(card)
    assert facts["Also called"] == "IC Fund"
    assert facts["Established"] == "September 2014"
    assert facts["Industries"] == "IT"
    assert "Purpose" not in facts, "what is unknown is left out"
    (amounts,) = tables_of(card)
    rows = texts_of(amounts)
    assert rows[0][:2] == ("raised", "139 bn CNY")
    assert rows[1][:2] == ("target", "up to 300 bn CNY")
    assert any("Only an aim." in part for part in rows[1])
    assert listing(card, "Funds") == ["Part (part)"]
    sources = listing(card, "Sources")
    assert len(sources) == 2
    assert "Evolving" in sources[0] and "§3.2" in sources[0]
    assert "read in full" in sources[0] and "authority B" in sources[0]
    assert "read in an excerpt" in sources[1] and "n.d." in sources[1]


def test_a_card_in_chinese_and_in_both():
    zh = build(FUND, DATASET, "zh")
    assert (zh.title, zh.subtitle) == ("大基金", "Big Fund")
    assert facts_of(zh)["产业"] == "信息技术"
    assert build(FUND, DATASET, "both").title == "Big Fund / 大基金"


def test_addresses_and_old_ids_keep_their_hyphens():
    address, old = "https://example.org/a-page/2021-09", "pilots/old-one"
    page = source("page", access="copy", original_url=address)
    card = build(page, dataset(page), "en")
    assert facts_of(card)["Address of the original"] == address
    renamed = record("pilots", "new-one", name={"en": "New"}, type="programme", formerly=[old])
    assert facts_of(build(renamed, dataset(renamed), "en"))["Formerly"] == old


def test_nothing_of_a_card_is_cut_or_taken_as_markup():
    card = build(FUND, DATASET, "en")
    texts = {width: drawn(card, width) for width in (60, 100, 160)}
    for width, text in texts.items():
        assert max(map(cell_len, text.splitlines())) <= width
    for text in (*texts.values(), plain(card), md(card)):
        for part in ("Big Fund", "大基金", "139 bn CNY", "up to 300 bn CNY", "Only an aim."):
            assert part in text
        assert ("[bold]报道[/bold]" in text) == (text != md(card))
    assert "[bold]" not in md(card).replace("\\[bold\\]", "")


def test_fields_and_values_for_a_pipe():
    sheet = field_table([FUND])
    values = {bare(row[1][0]): "".join(map(bare, row[2])) for row in sheet.rows}
    assert values["name.zh"] == "大基金"
    assert values["amounts.1.value"] == "300"
    assert values["amounts.1.cite.0.source"] == "press"
    assert values["purpose"] == ""
    assert {row[0] for row in sheet.rows} == {("big-fund",)}


def a_few(held, kind):
    """Every eleventh record of a kind, and the longest one."""
    records = list(held.kind(kind).values())
    return [*records[::11], max(records, key=lambda each: len(str(each)))]


@pytest.mark.others
@pytest.mark.parametrize("kind", KINDS)
def test_shipped_cards_fit_and_name_a_source_for_every_mark(shipped, kind):
    for one in a_few(shipped, kind):
        card = build(one, shipped, "en")
        for width in (60, 100):
            text = drawn(build(one, shipped, "en"), width)
            assert max(map(cell_len, text.splitlines())) <= width, one["id"]
        sources = listing(card, "Sources") if has_sources(card) else []
        numbers = [int(re.match(r"\[(\d+)\]", line).group(1)) for line in sources if line[0] == "["]
        assert numbers == list(range(1, len(numbers) + 1)), one["id"]
        rows = [row for table in tables_of(card) for row in texts_of(table)]
        cited = {mark for row in rows for mark in marks(row)}
        cited |= {mark for text in facts_of(card).values() for mark in marks((text,))}
        assert cited == set(numbers), one["id"]


def has_sources(card):
    return any(isinstance(part, Listing) and part.title == "Sources" for part in card.parts)


def marks(texts):
    found = set()
    for text in texts:
        if re.fullmatch(r"\[\d+(, \d+)*\]", text):
            found |= {int(number) for number in re.findall(r"\d+", text)}
    return found
