"""Commands in hints: with the options of the current command, and ready to be pasted."""

import re
import shlex

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases import cases
from mic25cli import errors
from mic25cli.cli.complete import accepted_options
from mic25cli.errors import quoted_command

TERMS = {
    "terms.yaml": "".join(
        f"{each}:\n  name: {{en: word}}\n" for each in ("agv", *(f"term-{at}" for at in range(14)))
    )
}


@pytest.mark.parametrize("name", ["bad", "my records", "it's", "$(touch ran)", "数据", "a;b"])
@pytest.mark.parametrize("form", ["{flag} {value}", "{flag}={value}", "before"])
def test_the_dataset_stays_named_and_the_line_can_be_pasted(
    mic25, tmp_path, monkeypatch, name, form
):
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / name
    folder.mkdir()
    (folder / "terms.yaml").write_text(TERMS["terms.yaml"] + "x: [\n")
    option = [f"--records={name}"] if "=" in form else ["--records", name]
    ran = mic25(*option, "terms") if form == "before" else mic25("terms", *option)
    assert ran.code == 2
    (line,) = commands(ran.err)
    assert shlex.split(line) == ["mic25", "validate", "--records", name]
    pasted = mic25(*shlex.split(line)[1:])
    assert pasted.code == 1 and "terms.yaml" in pasted.out


def commands(text):
    """The commands in a message, in the quotes around them."""
    return [hit[1] or hit[2] for hit in re.finditer(r"`(mic25[^`]*)`|'(mic25[^']*)'", text)]


@pytest.mark.parametrize("lang", ["en", pytest.param("zh", marks=pytest.mark.slow)])
@pytest.mark.parametrize("name", ["it's", "a'b\"c", "$(touch_ran)", "battery's*", "新能源", "a;b"])
@cases
def test_what_was_typed_is_one_word_of_the_line_that_is_named(
    mic25, small_dataset, line, name, lang
):
    told = mic25(*line.split(), name, "--lang", lang).err
    named = [shlex.split(each) for each in commands(told)]
    assert any(name in words for words in named) or all(name not in " ".join(w) for w in named), (
        told
    )


@cases(ids=str)
def test_hints_keep_dataset_dates_and_language(mic25, records, line, wanted):
    folder = records(TERMS)
    at = "2018" if line[0] != "diff" else "2017"
    dates = [] if line[0] in ("diff", "validate", "explain", "progress") else ["--as-of", at]
    lang = [] if line[0] == "validate" else ["--lang", "zh"]
    given_options = ["--records", str(folder), *dates, *lang]
    ran = mic25(*line, *given_options, "-q")
    assert ran.code == 2
    undated = [each for each in given_options if each not in dates]
    parts = {
        "all": " " + shlex.join(given_options),
        "undated": " " + shlex.join(undated),
        "dataset": f" --records {folder}",
    }
    assert commands(ran.err) == [each.format(**parts) for each in wanted]


def test_the_list_of_datasets_is_named_without_the_one_that_is_none():
    options = [("--dataset", "nosuch@1"), ("--lang", "zh")]
    assert (
        errors.with_options("mic25 datasets", options, accepted_options)
        == "mic25 datasets --lang zh"
    )


def test_several_folders_and_the_last_of_the_others(mic25, records):
    folder = records(TERMS)
    ran = mic25(
        "terms", "show", "nosuchthing", "--records", str(folder), "--lang", "zh",
        "--records", str(folder), "--lang", "both",
    )  # fmt: skip
    (line,) = commands(ran.err)
    assert line == f"mic25 terms --records {folder} --records {folder} --lang both"


@cases
def test_what_a_line_gives(words, wanted):
    assert [[*each] for each in errors.inherited_options(words)] == wanted


@cases
def test_a_hint_with_what_was_given(text, wanted):
    assert errors.with_same_options(text, [("--records", "r")], accepted_options) == wanted


@given(st.text(min_size=1).filter(lambda text: "\x00" not in text and "\n" not in text))
def test_any_folder_is_one_word(name):
    line = errors.with_options("mic25 funds", [("--records", name)])
    assert shlex.split(line) == ["mic25", "funds", "--records", name]
    assert quoted_command(line)[0] == quoted_command(line)[-1]
