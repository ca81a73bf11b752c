"""The 21 facts of `explain`: the same in every format, for every target of every dataset; a
sentence to quote; and at a date, nothing that could not have been known by then."""

import json
import re
from dataclasses import replace

import pytest

from conftest import ROOT
from mic25cli.calc.progress.evaluate import evaluate
from mic25cli.calc.progress.explain import explain
from mic25cli.calc.progress.result import Question
from mic25cli.model.plain_values import keys, plain
from mic25cli.store import installed_datasets, snapshot
from mic25cli.view.render import json_text, markdown
from mic25cli.view.render import plain as text
from mic25cli.view.text import date, label, report_name
from mic25cli.view.verdict import status_words
from mic25cli.view.verdict.explain_json import KeyFacts, key_facts
from mic25cli.view.verdict.explain_text import explained
from mic25cli.view.verdict.sentence.answers import Answers

DATASETS = ("mic25", "beyond-2025", "digital-decade", str(ROOT / "tests" / "datasets" / "power"))
DAYS = ("2019-07-01", "2025-12-31")

MOST = 4096
"""The maximum bytes of the facts of a target as JSON."""


def _called(held, report):
    return report_name(held, report, "en") if report else ""


def told(facts, held):
    """The facts that a text must contain, in the words of an English screen."""
    yield facts.id
    yield facts.name.get("en") or facts.name["zh"]
    yield facts.answer.en
    yield from (each.en for each in facts.answer.caveats)
    yield status_words.word(facts.status, "en")
    if facts.certainty == "inferred":
        yield label("certainty-inferred", "en")
    if facts.lean is not None:
        yield label(f"beside-leaning-{facts.lean}", "en")
    yield date(facts.as_of, "en")
    for stated in (facts.milestone, facts.figure, facts.later, facts.baseline):
        if stated is not None:
            yield stated.printed.rstrip(".")
            yield date(stated.period or "", "en")
            called = getattr(stated, "set_by", None)
            yield called["en"] if called else _called(held, stated.report)
    yield str(facts.milestone.year or "")
    yield _called(held, facts.milestone.superseded_by)
    for other in (*facts.other_bases, *facts.other_milestones):
        yield status_words.word(other.status, "en")
    yield from (other.printed for other in facts.other_milestones)
    yield from (each.body or _called(held, each.source) for each in facts.depends_on)
    yield from (str(count) for count in facts.outside.values() if count)
    if facts.data_needed is not None:
        yield facts.data_needed["en"]
    for source in facts.sources:
        yield from (source.id, source.title, *source.quote)


def _bare(text):
    """Without spaces and capitals, because a caveat may begin in the middle of a line."""
    return re.sub(r"[\\\s]", "", text).casefold()


@pytest.mark.others
@pytest.mark.parametrize("dataset", DATASETS)
def test_every_target_is_told_in_four_kilobytes_and_the_same_in_every_format(dataset):
    [folder] = installed_datasets.opened((dataset,)).values()
    held = snapshot.open_dataset((folder,))
    for day in DAYS:
        question = Question(day)
        for target in dict.fromkeys(each.target for each in evaluate(held, question)):
            found = explain(held, target, question)
            answers = Answers(held, question, found.results)
            found = replace(found, results=tuple(map(answers.answered, found.results)))
            facts = key_facts(found, held)
            size = len("".join(json_text.json(plain(facts))).encode())
            assert size <= MOST, (target, size)
            document = explained(found, held, "en", ())
            for drawn in (text.plain(document), markdown.md(document)):
                bare = _bare(drawn)
                for part in told(facts, held):
                    assert _bare(part) in bare, (target, part)


def test_there_are_21_facts_and_json_tsv_and_yaml_have_the_same(mic25):
    assert len(keys(KeyFacts)) == 22 and keys(KeyFacts)[0] == "schema"
    for target in ("nev-sales", "ic-self-sufficiency", "domestic-aircraft-share"):
        found = json.loads(mic25("explain", target, "--json").out)
        assert tuple(found) == keys(KeyFacts) and found["schema"] == "mic25.explain/1"
        tsv = mic25("explain", target, "-f", "tsv").out
        fields = [line.split("\t")[:2] for line in tsv.splitlines()[1:]]
        assert {id_ for id_, _ in fields} == {target}
        assert {field.partition(".")[0] for _, field in fields} >= {
            key for key, value in found.items() if value != []
        }
        assert f"{target}\tmilestone.printed\t{found['milestone']['printed']}" in tsv


def test_it_says_all_that_a_quotation_needs_in_both_languages(mic25):
    ran = mic25("explain", "nev-sales", "--citable")
    facts = json.loads(mic25("explain", "nev-sales", "--json").out)
    english, chinese = ran.out.split("\n\n")
    for lang, said in (("en", english), ("zh", chinese)):
        assert said.startswith(facts["answer"][lang])
        assert all(caveat[lang] in said for caveat in facts["answer"]["caveats"])
        assert all(f"<{source['url']}>" in said for source in facts["sources"])
        assert "CC-BY-4.0" in said
    assert "Certainty: observed, close, as of 31 December 2025." in english
    assert "确定程度：" in chinese
    chinese_first = mic25("explain", "nev-sales", "--citable", "--lang", "zh").out
    assert chinese_first.split("\n\n") == [f"{chinese.removesuffix(chr(10))}", f"{english}\n"]


YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
TOLD = re.compile(r"^ *(?:Mind|Note|注意|说明)[:： ].*", re.M)


@pytest.mark.others
@pytest.mark.parametrize("when", ["--as-of", "--known-at"])
def test_notes_of_later_years_are_hidden(mic25, shipped, when):
    later = [
        (name, target["note"])
        for name, target in shipped.kind("targets").items()
        if any(int(year) > 2016 for year in YEAR.findall(target["note"] or ""))
    ]
    assert len(later) > 20
    for name, note in later[::5]:
        for line in (("targets", name), ("explain", name, "--full"), ("explain", name)):
            ran = mic25(*line, when, "2016", "-f", "json")
            assert note[:60] not in ran.out, line
    text = mic25("targets", "nev-own-brand-share", when, "2016", "-f", "plain").out
    assert "93.3" not in text


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_what_to_bear_in_mind_is_of_its_time(mic25, lang):
    assert "11.58" in mic25("explain", "nev-sales", "--lang", "en").out
    said = mic25("explain", "nev-sales", "--as-of", "2016", "--lang", lang).out
    assert "11.58" not in said and "1158" not in said
    for line in TOLD.findall(mic25("progress", "--answers", "--as-of", "2016", "--lang", lang).out):
        assert all(int(year) <= 2016 for year in YEAR.findall(line)), line
