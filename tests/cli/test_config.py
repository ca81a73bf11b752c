"""`mic25.toml` and `MIC25_*`: their effect, their order, refusals, and how they are shown."""

import json
import os
import re
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import others
from builders import NO_FILES
from cases import cases, data
from mic25cli.cli import config
from mic25cli.cli.main import main
from mic25cli.errors import UsageError
from mic25cli.store import record_folders

[RECORDS] = data(__file__, "RECORDS")


@pytest.fixture
def here(tmp_path, monkeypatch, records):
    """A working folder with records in it, and an empty config folder."""
    folder = records(RECORDS).parent
    monkeypatch.chdir(folder)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return folder


def user_says(text):
    path = Path(os.environ["XDG_CONFIG_HOME"], "mic25", "mic25.toml")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def settings(run, *arguments):
    report = json.loads(run("info", "--json", "-q", *arguments).out)
    return {each["key"]: (each["value"], each["origin"]) for each in report["settings"]}


def test_a_file_sets_the_defaults_of_options(mic25, here):
    Path("mic25.toml").write_text(
        'records = "records"\nlang = "zh"\nformat = "csv"\nas-of = "2016"\ncolor = "always"\n'
    )
    ran = mic25("funds", "--fields", "id,name.zh", "-q")
    assert (
        ran.out == "id,name.zh\r\nold-fund,旧基金\r\n" or ran.out == "id,name.zh\nold-fund,旧基金\n"
    )
    assert "\x1b[" in mic25("funds", "-f", "table", "-q").out
    assert "旧基金" in mic25("funds", "-f", "plain", "-q").out
    assert "new-fund" in mic25("funds", "--as-of", "2021", "-q").out
    assert "Old fund" in mic25("funds", "-f", "plain", "--lang", "en", "-q").out


@pytest.mark.slow
@cases
def test_the_nearest_word_counts_and_info_says_whose_it_was(
    mic25, here, monkeypatch, file, user, variable, option, wanted, origin
):
    places = {"file": f"{here / 'mic25.toml'}:2"}
    if file is not None:
        Path("mic25.toml").write_text(f'# mine\nlang = "{file}"\n')
    if user is not None:
        places["user"] = f"{user_says(f'lang = {user!r}')}:1"
    if variable is not None:
        monkeypatch.setenv("MIC25_LANG", variable)
    given_option = () if option is None else ("--lang", option)
    assert settings(mic25, *given_option)["lang"] == (wanted, places.get(origin, origin))


def test_info_tells_every_setting_to_people_too(mic25, here):
    Path("mic25.toml").write_text('records = ["records"]\npager = false\n')
    out = mic25("info", "-f", "plain").out
    for key in config.KEYS:
        assert f"setting {key} " in out
    assert f"{here / 'mic25.toml'}:1" in out and f"none ({here / 'mic25.toml'}:2)" in out


@cases(ids=str)
def test_variables(mic25, here, monkeypatch, environ, key, wanted):
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    assert [*settings(mic25, "--records", "records")[key]] == wanted


@pytest.mark.parametrize(("typed", "known"), [("MIC25_LNAG", "LANG"), ("MIC25_ASOF", "AS_OF")])
def test_a_mistyped_variable_is_named_once(mic25, monkeypatch, typed, known):
    monkeypatch.setenv(typed, "2020")
    ran = mic25("industries", "-f", "tsv")
    assert ran.err.count(typed) == 1 and f"MIC25_{known}" in ran.err
    assert not mic25("industries", "-f", "tsv", "-q").err


def test_records_of_the_environment_and_the_command_line_win(mic25, here, monkeypatch):
    other = here / "other"
    other.mkdir()
    (other / "funds.yaml").write_text("third:\n  name: {en: Third}\n")
    Path("mic25.toml").write_text('records = "records"\n')
    assert "old-fund" in mic25("funds", "-f", "tsv", "--fields", "id").out
    monkeypatch.setenv("MIC25_RECORDS", str(other))
    assert mic25("funds", "-f", "tsv", "--fields", "id").out == "id\nthird\n"
    assert settings(mic25)["records"] == ([str(other)], "MIC25_RECORDS")
    assert "old-fund" in mic25("funds", "-f", "tsv", "--records", "records").out


def test_commands_that_check_and_write_read_the_same_records(mic25, here):
    Path("mic25.toml").write_text('records = "records"\n')
    assert "2 records" in mic25("validate").err
    assert "of 1 file" in mic25("fmt", "--check").err
    assert (
        "+++ records/terms.yaml"
        in mic25("add", "terms", "agv", "--set", "name.en=A", "--dry-run").out
    )


@cases
def test_a_fault_is_told_with_its_place(mic25, here, text, place, hint):
    Path("mic25.toml").write_text(text, encoding="utf-8")
    ran = mic25("funds", "--records", "records")
    assert (ran.code, ran.out) == (2, "")
    assert place in ran.err and hint in ran.err
    assert ran.err.count("\n") == 1


def test_other_than_utf_8(mic25, here):
    Path("mic25.toml").write_bytes(b"# a\n# \xff\n")
    ran = mic25("funds", "--records", "records")
    assert ran.code == 2 and "mic25.toml:2: the file is not UTF-8" in ran.err
    Path("mic25.toml").write_bytes(b"\xef\xbb\xbflang = 'zh'\r\nformat = 'json'\r\n")
    assert settings(mic25, "--records", "records")["lang"][0] == "zh"


@pytest.mark.parametrize("key", ["\x1b[31mred", "\u202eabc", "a\\nb", "\x9b2J"])
def test_nothing_of_a_file_steers_the_terminal(mic25, here, key):
    name = "".join(f"\\u{ord(each):04x}" for each in key)
    Path("mic25.toml").write_text(f'"{name}" = 1\nlang = "{name}"\n', encoding="utf-8")
    ran = mic25("funds", "--records", "records")
    assert ran.code == 2 and ran.err.isprintable() is False  # the line break only
    assert ran.err.rstrip("\n").isprintable()


@cases
def test_the_file_of_a_working_folder_runs_nothing(mic25, here, text):
    Path("mic25.toml").write_text(text)
    ran = mic25("funds", "--records", "records")
    assert ran.code == 2 and "may not name a program to run" in ran.err
    assert str(Path(os.environ["XDG_CONFIG_HOME"], "mic25", "mic25.toml")) in ran.err
    assert not (here / "ran").exists()


@pytest.mark.parametrize("folder", ["..", "/", "../elsewhere", "link"])
def test_the_file_of_a_working_folder_leads_nowhere_else(mic25, here, folder):
    (here / "link").symlink_to("/tmp")
    Path("mic25.toml").write_text(f"records = '{folder}'\n")
    ran = mic25("funds")
    assert (
        ran.code == 2
        and "mic25.toml:1: the settings file of a working folder may not name a folder" in ran.err
    )


def test_the_users_own_file_may_do_both(mic25, here):
    path = user_says(f"pager = 'less -S'\nrecords = '{here / 'records'}'\n")
    found = settings(mic25)
    assert found["pager"] == ("less -S", f"{path}:1")
    assert found["records"] == ([str(here / "records")], f"{path}:2")


@pytest.mark.slow
def test_in_the_config_folder_itself_the_file_is_the_users(mic25, here, monkeypatch):
    monkeypatch.chdir(user_says("pager = 'less -S'\n").parent)
    assert settings(mic25)["pager"][0] == "less -S"


def test_without_a_home_a_folder_of_the_checkout_is_not_the_users(monkeypatch, here):
    folder = here / "~" / ".config" / "mic25"
    folder.mkdir(parents=True)
    (folder / "mic25.toml").write_text("pager = 'touch ran'")
    monkeypatch.delenv("XDG_CONFIG_HOME")
    monkeypatch.delenv("HOME", raising=False)
    monkeypatch.setattr(os.path, "expanduser", lambda path: path)  # no home folder is known
    assert record_folders.user_folder("config") is None
    assert config.files() == []


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such files")
@pytest.mark.parametrize("make", NO_FILES.values(), ids=NO_FILES)
def test_what_is_no_file_is_refused_and_not_waited_for(mic25, here, make):
    make(here / "mic25.toml")
    ran = mic25("funds", "--records", "records")
    assert (ran.code, ran.out) == (2, "")
    assert re.search(r"'mic25\.toml' (is not a file|cannot be read)", ran.err)


@cases
def test_a_variable_that_means_nothing_is_named(terminal, mic25, monkeypatch, variable, value):
    monkeypatch.setenv(variable, value)
    ran = mic25("info") if variable != "MIC25_LINKS" else terminal("funds", **{variable: value})
    assert ran.code == 2 and variable in ran.err


@pytest.mark.parametrize("line", [("--version",), ("--help",), ("help", "dates"), ("funds", "-h")])
def test_help_is_there_whatever_the_file_says(here, line):
    Path("mic25.toml").write_text("nonsense")
    assert main(list(line)) == 0


def test_a_format_that_is_set_gives_way(mic25, here, monkeypatch):
    monkeypatch.setenv("MIC25_FORMAT", "csv")
    monkeypatch.setenv("MIC25_RECORDS", "records")
    assert mic25("funds", "--json").out.startswith("[")
    assert mic25("funds", "--query", "[].id", "-q").out == '["old-fund", "new-fund"]\n'
    assert mic25("cite", "--whole-dataset", "--style", "bibtex").out.startswith("@")
    assert mic25("chart", "funds", "-o", "a.svg").code == 0
    others.module("xlsxwriter")
    assert mic25("funds", "-o", "a.xlsx").code == 0
    monkeypatch.setenv("MIC25_FORMAT", "yaml")
    assert mic25("funds", "--query", "[].id").out == "- old-fund\n- new-fund\n"


def test_a_diff_takes_no_date_that_is_set(mic25, here, monkeypatch):
    monkeypatch.setenv("MIC25_AS_OF", "2016")
    monkeypatch.setenv("MIC25_RECORDS", "records")
    assert mic25("diff", "2015", "2021").code == 0
    assert mic25("terms").err == "", "no remark on what nobody asked for here"


def test_a_date_of_toml_is_a_date(mic25, here):
    Path("mic25.toml").write_text("records = 'records'\nas-of = 2016-12-31\n")
    assert json.loads(mic25("info", "--json").out)["as_of"] == "2016-12-31"


@pytest.mark.slow
@given(st.text(max_size=60))
def test_whatever_stands_in_a_file_is_values_or_a_fault(text):
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "mic25.toml")
        path.write_text(text, encoding="utf-8", errors="replace")
        try:
            found = config._file(path, trusted=False)
        except UsageError as fault:
            assert str(path) in fault.message and fault.hint
        else:
            assert set(found.values) <= set(config.KEYS)


PAGE = Path(__file__).parents[2] / "docs" / "configuration.md"


def test_the_page_names_every_key_with_its_variable():
    rows = re.findall(r"^\| [^|]*\| `(MIC25_\w+)`[^|]*\| `([\w-]+)` \|$", PAGE.read_text(), re.M)
    assert [(key, variable) for variable, key in rows] == [
        (key, each.variable) for key, each in config.KEYS.items()
    ]


@pytest.mark.parametrize("place", ["page", "topic"])
def test_the_example_is_a_file_and_sets_every_key(mic25, here, place):
    if place == "page":
        text = re.search(r"```toml\n(.*?)```", PAGE.read_text(), re.S)[1]
        comments = len(re.findall("  #", text))
        assert comments == len(config.KEYS)
    else:
        rows = mic25("help", "configuration").out.splitlines()
        settings = (re.match(r"  ([\w-]+ = \S+)  ", row) for row in rows)
        text = "".join(f"{row[1]}\n" for row in settings if row)
    Path("mic25.toml").write_text(text, encoding="utf-8")
    told = json.loads(mic25("info", "-f", "json").out)
    assert [each["key"] for each in told["settings"]] == list(config.KEYS)
    file = here / "mic25.toml"
    for number, each in enumerate(told["settings"], 1):
        wanted = "-f" if each["key"] == "format" else f"{file}:{number}"
        assert each["origin"] in (wanted, f"--{each['key']}"), each


def test_every_variable_of_ours_is_on_the_page_and_in_the_help(mic25):
    source = Path(config.__file__).parents[1]
    used = {
        name
        for path in source.rglob("*")
        if path.suffix in (".py", ".bash", ".zsh", ".fish", ".ps1")
        for name in re.findall(r"MIC25_[A-Z_]*[A-Z]", path.read_text(encoding="utf-8"))
    }
    assert used == {each.variable for each in config.KEYS.values()}
    told = mic25("help", "environment").out
    for name in used:
        assert name in told and name in PAGE.read_text(encoding="utf-8")


def test_the_language_is_that_of_the_system_where_nothing_says_another(mic25, here, monkeypatch):
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    english, whole = (mic25("explain", "nev-sales", *more).out for more in ((), ("--json",)))
    monkeypatch.setenv("LANG", "zh_TW.UTF-8")
    assert mic25("explain", "nev-sales").out == mic25("explain", "nev-sales", "--lang", "zh").out
    assert settings(mic25)["lang"] == ("zh", "LANG")
    # An explicit option wins, even over a system language other than English.
    assert mic25("explain", "nev-sales", "--lang", "en", "--json").out == whole
    monkeypatch.setenv("MIC25_LANG", "en")
    assert mic25("explain", "nev-sales").out == english
    monkeypatch.delenv("MIC25_LANG")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    assert mic25("explain", "nev-sales").out == english
