"""The lines of a file: their endings, and that no work is repeated for each line."""

import pytest

from mic25cli.edit import line_ends
from mic25cli.store.yaml_nodes import YamlError


def test_the_end_of_lines_is_looked_for_once(monkeypatch):
    asked = 0
    real = line_ends.Counter

    def counted(*arguments):
        nonlocal asked
        asked += 1
        return real(*arguments)

    monkeypatch.setattr(line_ends, "Counter", counted)
    old = line_ends.of(b"a\r\n" * 1_000)
    assert old.with_text("b\n" * 1_000).ended == "b\r\n" * 1_000
    assert old.with_lines(0, 0, ["c"] * 1_000).ended == "c\r\n" * 1_000 + "a\r\n" * 1_000
    assert asked == 2


@pytest.mark.parametrize("end", [b"\n", b"\r", b"\r\n"])
def test_lines_beyond_what_is_laid_out_are_not_kept(monkeypatch, end):
    monkeypatch.setattr(line_ends, "MAX_LINES", 10)
    with pytest.raises(YamlError, match="10 lines, so it was not written"):
        line_ends.of(end * 21)
    assert len(line_ends.of(end * 10).lines) == 10
