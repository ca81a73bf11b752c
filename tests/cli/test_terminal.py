"""On a real terminal: a table in colour if requested, as wide as the terminal."""

import pytest
from rich.cells import cell_len

from cases import cases
from screen import bare

ESCAPE = "\x1b["


def test_a_terminal_gets_a_table_in_colour(terminal):
    ran = terminal("industries")
    assert ran.code == 0
    assert ran.err == "10 industries\n"
    assert ESCAPE in ran.out
    rows = bare(ran.out).splitlines()
    assert rows[0].split()[:2] == ["No", "Name"]
    assert set(rows[1].strip()) == {"─"}
    assert bare(ran.out).count("\x1b") == 0, "nothing but colour"


@cases
@pytest.mark.parametrize("command", [("industries",), ("show", "new-materials")], ids=" ".join)
def test_when_there_is_colour(terminal, command, arguments, environ, colour):
    ran = terminal(*command, *arguments, **environ)
    assert ran.code == 0
    assert (ESCAPE in ran.out) is colour
    assert "New materials" in ran.out


@pytest.mark.slow
@cases
def test_colour_in_a_pipe(mic25, monkeypatch, environ, arguments, colour):
    monkeypatch.delenv("NO_COLOR")
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    assert (ESCAPE in mic25("industries", "-f", "table", *arguments).out) is colour
    for form in ("tsv", "csv", "json", "ndjson", "yaml", "md", "plain"):
        assert ESCAPE not in mic25("industries", "-f", form, *arguments).out
    assert ESCAPE not in mic25("industries", *arguments).out, "a pipe gets tab-separated text"


@pytest.mark.parametrize("form", ["tsv", "csv", "json", "ndjson", "yaml", "md", "plain"])
def test_the_other_formats_are_never_coloured(terminal, form):
    ran = terminal("industries", "-f", form, "--color", "always")
    assert (ran.code, ran.err) == (0, "")
    assert "\x1b" not in ran.out


def test_columns_goes_before_the_terminal(terminal):
    def widest(columns, **environ):
        out = bare(terminal("funds", "--lang", "both", columns=columns, **environ).out)
        return max(cell_len(line) for line in out.splitlines())

    assert 60 < widest(160, COLUMNS="100") <= 100
    assert 100 < widest(60, COLUMNS="160") <= 160
    assert 60 < widest(100, COLUMNS="0") <= 100
    assert widest(160, COLUMNS="60", TERM="dumb") <= 60


def test_a_dumb_terminal_has_its_own_width_even_in_colour(terminal):
    out = terminal("funds", "--color", "always", columns=60, TERM="dumb").out
    assert max(cell_len(line) for line in bare(out).splitlines()) <= 60


def test_aligned_chinese(terminal):
    """Every Chinese name starts in the column of its head, to the cell."""
    ran = terminal("funds", "--since", "2016", "--lang", "both", columns=160, NO_COLOR="1")
    rows = ran.out.splitlines()
    start = cell_len(rows[0][: rows[0].index("名称")])
    names = ["国家先进制造产业投资基金", "中国国有资本风险投资基金", "中国互联网投资基金"]
    for name in names:
        (line,) = [row for row in rows if name in row]
        assert cell_len(line[: line.index(name)]) == start


def test_what_a_record_says_does_not_steer_the_terminal(terminal, records):
    folder = records({"funds.yaml": 'x:\n  name: {en: "[red]A[/red] :smile: [link=x]"}\n'})
    for command in (["funds"], ["funds", "show", "x"], ["show", "x"]):
        ran = terminal(*command, "--records", str(folder))
        assert "[red]A[/red] :smile: [link=x]" in ran.out


def test_a_refusal_is_plain(terminal):
    ran = terminal("funds", "show", "nosuch", FORCE_COLOR="1")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "mic25: 'nosuch' is not a fund. 'mic25 funds' lists them.\n"


def test_help_on_a_terminal(terminal):
    ran = terminal("--help")
    assert (ran.code, ran.err) == (0, "")
    assert "\x1b" not in ran.out
    assert all(cell_len(line) <= 80 for line in ran.out.splitlines())
