"""Results stored with a snapshot equal those computed anew, and are used when they apply."""

import json
import shutil
from itertools import product

import pytest

from cases import cases, data
from conftest import DATASETS, ROOT
from mic25cli.calc import implementation, stored_results
from mic25cli.calc.progress import evaluate, judge, stored_verdicts
from mic25cli.calc.progress.explain import explain
from mic25cli.calc.progress.max_changes import max_changes_of
from mic25cli.calc.progress_question import Question
from mic25cli.cli.main import main
from mic25cli.model.screen_words import DatasetLang
from mic25cli.store import installed_datasets, load, record_folders, snapshot
from mic25cli.view.verdict import card_verdict
from mic25cli.view.verdict.sentence.answers import Answers

pytestmark = pytest.mark.slow

SMALL = ROOT / "examples" / "digital-decade"
DETAIL = ("every_method", "series", "candidates", "depends")


def with_store(folder):
    """A dataset of a folder that stores its results in memory."""
    dataset, more = installed_datasets.connect(load.load_dataset([folder])), dict[str, bytes]()
    dataset.stored, dataset.keep = more.get, more.update
    return dataset


@pytest.fixture(scope="module")
def keeping():
    """The shipped dataset, with all results stored in its wheel."""
    dataset = with_store(record_folders.shipped())
    card_verdict.keep(dataset)
    return dataset


@pytest.fixture(scope="module")
def plain():
    """The same dataset without stored results."""
    return installed_datasets.connect(load.load_dataset([record_folders.shipped()]))


@pytest.fixture(scope="module")
def question(keeping):
    assert keeping.judged_on is not None
    return Question(keeping.judged_on)


@pytest.fixture
def judging(monkeypatch):
    """The targets that are judged, in order."""
    seen: list[str] = []
    judge_target = judge._of_target

    def seen_judging(dataset, target, *rest, **detail):
        seen.append(target["id"])
        return judge_target(dataset, target, *rest, **detail)

    monkeypatch.setattr(judge, "_of_target", seen_judging)
    return seen


@pytest.mark.others
@pytest.mark.parametrize("detail", [*product((True, False), repeat=len(DETAIL))])
def test_kept_verdicts_are_those_that_are_judged(keeping, plain, question, detail):
    asked = dict(zip(DETAIL, detail, strict=True))
    some = [*plain.kind("targets")][:: 1 if not any(detail[1:]) else 9]
    wanted = tuple(judge.each_result(plain, question, some, **asked))
    assert evaluate.evaluate(keeping, question, some, **asked) == wanted
    assert wanted


@pytest.mark.others
def test_words_numbers_and_cards_are_those_that_are_worked_out(keeping, plain, question):
    assert implementation.in_brief(keeping, question) == implementation.in_brief(plain, question)
    for target in [*plain.kind("targets")][::20]:
        for lang in (DatasetLang.of(lang, plain.profile.own_words) for lang in ("en", "zh")):
            asked = target, question, f"mic25 explain {target}", lang
            assert card_verdict.facts(keeping, *asked) == card_verdict.facts(plain, *asked)


def test_kept_answers_are_those_that_are_put_in_words(keeping, plain, question):
    results = evaluate.evaluate(plain, question, series=False)
    wanted = [*map(Answers(plain, question, results).answer, results)]
    assert [*map(Answers(keeping, question, results).answer, results)] == wanted
    kept_now = Answers(keeping, question)
    assert keeping.stored("answers") is not None
    some = [each for each in results if each.target == "nev-sales"]
    assert [*map(kept_now.answer, some)] == [*map(Answers(plain, question, some).answer, some)]
    other = Answers(keeping, Question("2020"))
    for each in evaluate.evaluate(plain, Question("2020"), ["nev-sales"]):
        assert other.answer(each) == Answers(plain, Question("2020")).answer(each)


def test_kept_moves_are_those_of_the_records(keeping, plain):
    again = with_store(record_folders.shipped())
    again.stored = {"moves": keeping.stored("moves")}.get
    assert max_changes_of(again).moves.by_scale == max_changes_of(plain).moves.by_scale != {}


def test_an_explanation_strikes_no_source_anew(keeping, plain, question, monkeypatch):
    wanted = explain(plain, "nev-sales", question)
    monkeypatch.delattr(judge, "depends_on")
    assert explain(keeping, "nev-sales", question).results == wanted.results


def test_nothing_kept_is_judged_again(keeping, question, judging):
    evaluate.evaluate(keeping, question, candidates=False, depends=True)
    implementation.in_brief(keeping, question)
    card_verdict.facts(keeping, "nev-sales", question, "", "en")
    [*implementation.annotated(keeping, "targets", question).kind("targets").values()]
    assert judging == []


def test_what_stood_at_the_end_of_a_year_is_kept_once_all_of_it_was_asked_for(plain, judging):
    dataset = with_store(record_folders.shipped())
    less = {"every_method": False, "series": False}
    wanted = evaluate.evaluate(plain, Question("2019"), **less)
    assert evaluate.evaluate(dataset, Question("2019"), **less) == wanted
    judging.clear()
    assert evaluate.evaluate(dataset, Question("2019"), **less) == wanted
    some = evaluate.evaluate(dataset, Question("2019"), ["nev-sales"], **less)
    assert some == tuple(each for each in wanted if each.target == "nev-sales") != ()
    assert judging == []
    for other in ("2019-12-31", "1000", "²019", "2099"):
        assert not stored_results.is_of_year(dataset, Question(other))
    assert not stored_results.is_of_year(dataset, Question("2019", "2018"))


@pytest.mark.parametrize("other", [{"known_at": "2020"}, {"min_grade": "B"}, {"as_of": "2020"}])
def test_of_another_question_only_what_is_asked_for_is_judged(keeping, judging, question, other):
    asked = Question(**{"as_of": question.as_of, **other})
    assert implementation.annotated(keeping, "targets", asked).kind("targets")["nev-sales"][
        "status"
    ]
    card_verdict.facts(keeping, "nev-sales", asked, "", "en")
    assert set(judging) == {"nev-sales"}


def test_of_a_large_dataset_only_what_is_asked_for_is_judged(judging, monkeypatch):
    monkeypatch.setattr(stored_results, "MOST", 1)
    dataset = with_store(SMALL)
    assert dataset.judged_on is not None
    asked, first = Question(dataset.judged_on), next(iter(dataset.kind("targets")))
    words = implementation.annotated(dataset, "targets", asked).kind("targets")
    assert words[first]["status"]
    assert set(judging) == {first}
    every = [*words.values()]
    judging.clear()
    assert [*implementation.annotated(dataset, "targets", asked).kind("targets").values()] == every
    assert judging == [], "the words of all are kept once they are known"


def test_what_another_dataset_had_a_part_in_goes_with_it(keeping):
    assert keeping.others()
    assert stored_results.stored(keeping, "cards-en") is not None
    other = keeping.elsewhere(keeping.others()[0])
    before, other.digest = other.digest, "changed"
    try:
        assert stored_results.stored(keeping, "cards-en") is None
        assert stored_results.stored(keeping, "verdicts") is not None
    finally:
        other.digest = before


@pytest.mark.others
def test_what_was_said_without_another_dataset_is_not_said_with_it(tmp_path, monkeypatch):
    """Targets of a dataset start where the targets of another dataset ended."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(snapshot, "TIME_STEP", -(10**15))

    def said():
        dataset = installed_datasets.connect(snapshot.open_dataset([DATASETS["beyond-2025"]]))
        asked = Question(dataset.judged_on)
        judged = [*judge.each_result(dataset, asked)]
        answers = Answers(dataset, asked, judged)
        return [answers.answer(each) for each in judged]

    together = said()
    for path in tmp_path.rglob("*.dataset"):
        path.unlink()
    with monkeypatch.context() as alone:
        alone.setattr(installed_datasets, "other_dataset", lambda _: None)
        assert said() != together
    assert said() == together


@cases
def test_nothing_but_results_is_made_of_what_is_kept(name):
    line = json.dumps(["nev-sales", [{"0": ["rm"]}]])
    with pytest.raises((ImportError, AttributeError)):
        [*stored_verdicts._read(f"{json.dumps([name])}\n{line}".encode(), None)]


@pytest.fixture
def dataset(tmp_path, monkeypatch):
    """A folder with its own cache, whose files count as old at once."""
    folder = shutil.copytree(SMALL, tmp_path / "dataset")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(snapshot, "TIME_STEP", -(10**15))
    monkeypatch.setenv("MIC25_RECORDS", str(folder))
    return folder


[COMMANDS] = data(__file__, "COMMANDS")


@pytest.mark.others
def test_every_command_says_the_same_of_what_is_kept(dataset, capsys, judging, monkeypatch):
    ids = [*load.load_dataset([dataset]).kind("targets")][:2]
    for id_, command in product(ids, COMMANDS):
        line = command.format(id=id_).split()
        told = []
        for keeping in (False, True, True):
            with monkeypatch.context() as patched:
                if not keeping:
                    patched.setattr(stored_results, "is_own", lambda *_: False)
                main(line)
            told.append(capsys.readouterr())
        assert told[0] == told[1] == told[2], line
    judging.clear()
    assert main(["targets"]) == main(["show", ids[0]]) == main([]) == 0
    assert judging == []


@pytest.mark.parametrize("name", ["verdicts", "in-brief", "cards-en"])
def test_what_is_damaged_is_worked_out_again(dataset, capsys, name):
    first = next(iter(load.load_dataset([dataset]).kind("targets")))
    for line in (["targets"], ["show", first], ["progress"]):
        main(line)
    sound = capsys.readouterr()
    file = snapshot.cache_file([dataset])
    at, length, *_ = snapshot.snapshot_sections.opened(file).sections[f"kept:{name}"]
    raw = bytearray(file.read_bytes())
    raw[at + length // 2] ^= 255
    file.write_bytes(raw)
    for line in (["targets"], ["show", first], ["progress"]):
        assert main(line) == 0
    assert capsys.readouterr() == sound
