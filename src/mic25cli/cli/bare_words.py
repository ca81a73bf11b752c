"""The meaning of words that are not a command, an id or an option."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from itertools import pairwise, takewhile
from pathlib import Path
from typing import Any

from mic25cli.calc import lookup, record_filters
from mic25cli.calc.record_filters import Selection
from mic25cli.cli.options import day_meant
from mic25cli.cli.session import Session
from mic25cli.errors import Mic25Error, UsageError, quoted, within
from mic25cli.model.dataset import Record, RecordSet
from mic25cli.model.kinds import KINDS, Kind
from mic25cli.model.text_folding import fold
from mic25cli.values import NamedTuple

HABITS: dict[str, Any] = json.loads(Path(__file__).with_name("habits.json").read_text("utf-8"))
"""Words and options that people know from other tools, with ours."""

for _group, _names in (("runs", r"\S+"), ("options", r"(?:\w+ )?-\S+")):
    HABITS[_group] = {
        name: ours for names, ours in HABITS[_group].items() for name in re.findall(_names, names)
    }

SYNONYMS = {word: tuple(line.split()) for word, line in HABITS["runs"].items()}
"""Words that people try first, with the command that they mean."""

FIELDS: dict[str, str] = HABITS["fields"]
"""Words for the fields by which lists are sorted."""

KIND_LINES = {
    **SYNONYMS,
    **{word: (name,) for name, kind in KINDS.items() for word in (name, kind.one)},
}
"""These words, and the names of kinds in the singular and plural."""


def without_verbs(words: Sequence[str]) -> Sequence[str]:
    """The words without leading verbs such as `list`, `get` and `describe`."""
    after = 0
    for word, following in pairwise(words):
        if word.lower() not in HABITS["dropped"] or following.startswith("-"):
            break
        after += 1
    while 0 < after < len(words) - 1 and words[after].lower() in HABITS["between"]:
        after += 1
    return words[after:]


def command_of_words(words: Sequence[str], known: Iterable[str]) -> Sequence[str] | None:
    """The words with the command that the first one means; None if it means none. Case and number
    make no difference, and `list KIND` means the kind.

    Raises `UsageError`, with the closest command, for something that no command does.
    """
    first, *rest = without_verbs(words)
    commands: dict[str, Sequence[str]] = {**KIND_LINES, **{each: (each,) for each in known}}
    command = commands.get(first.lower())
    if command == ("info",) and rest and rest[0].lower() in KIND_LINES:  # dir targets
        command, rest = KIND_LINES[rest[0].lower()], rest[1:]
    if command is None and (len(words) == 1 or rest):
        for verbs, (why, line, *following) in HABITS["refused"].items():
            # People also look up "new energy" and "new materials".
            one = not following or not rest or rest[0].lower() in KIND_LINES
            if first.lower() in verbs.split() and one:
                kind = KIND_LINES.get(rest[0].lower(), ()) if rest else ()
                line = line.replace(" targets", f" {kind[0]}") if kind else line
                raise UsageError.of("is-not-command", first=first, why=why, line=line)
    return None if command is None else (*command, *rest)


def right_option(
    option: str, argv: Sequence[str], command: Sequence[str], takes: Collection[str]
) -> str | None:
    """The command line with our option in place of the option of another tool."""
    own = " ".join(command[:1])
    given = next((each for each in argv if each.partition("=")[0] == option), None)
    value = next((word for before, word in pairwise(argv) if before == option), "")
    value = value or (given or "").partition("=")[2]
    if option == "--jq":
        argv = [re.sub(r"^\.|\s*\|\s*(?=\.)", "", word) for word in argv]
    for flag in (f"{own} {option} {value}", f"{own} {option}", option):
        if (line := str(HABITS["instead"].get(flag, ""))) and (value or "{}" not in line):
            return line.replace("{}", quoted(value))
    if given is None:
        # An option with one hyphen is read letter by letter.
        long = (each for each in argv if re.match(r"-[a-z]{2}", each) and f"-{each}" in takes)
        if joint := next(long, None):
            return _replaced(argv, joint, f"-{joint}")
        given = next((each for each in argv if _meant(each, takes, own) is not None), "")
    folder = any(before == given and os.path.isdir(word) for before, word in pairwise(argv))
    if (meant := _meant(given, takes, own)) is None or (not meant and folder):
        return None
    # Replace all options of other tools at once, so that the line works.
    if given in HABITS["pairs"]:
        if any(re.search("[<>!~]", word) for before, word in pairwise(argv) if before == given):
            return None  # a condition, not a text to search for
        argv = _paired(argv, given, takes)
    pairs = [(word, _meant(word, takes, own)) for word in argv if word != "--debug"]
    for at, ((_, now), (after, _)) in enumerate(pairwise([*pairs])):
        place = re.search(r"{}|FILE\.\w+$", now or "")
        if now and place and ("." in after or place[0] == "{}"):
            pairs[at : at + 2] = [("", now.replace(place[0], quoted(after))), ("", "")]
    # The value after an option that is dropped, unless it is known to be an argument here.
    both = pairwise([("", None), *pairs])
    pairs = [
        pair
        for (before, now), pair in both
        if now != ""
        or f"{own} {before}" in HABITS["options"]
        or not _is_value(before, pair[0], own)
    ]
    if own == "export":  # it takes no names
        both = pairwise([("-", None), *pairs])
        pairs = [pair for before, pair in both if "-" in (before[0][:1], pair[0][:1])]
    if any((now or "").startswith("-f ") for _, now in pairs):
        pairs = [(word, now) for word, now in pairs if word != "--json"]
    if "" not in takes and any(a[1] == "" and b[0][:1] != "-" for a, b in pairwise(pairs)):
        return None  # a name, which the command does not accept
    # A date in another form, rewritten in ours.
    days = {word: day_meant(word) or word for word in argv if word[:1].isdecimal()}
    words = (quoted(days.get(word, word)) if now is None else now for word, now in pairs)
    line = " ".join(["mic25", *filter(None, words)])
    line = re.sub("(--sort[ =])(?!-)", r"\1-", line) if {*argv} & {*HABITS["downward"]} else line
    return _by_field(line)


def _is_value(option: str, word: str, command: str) -> bool:
    """Whether the word after an option that a command lacks is its value, not a name."""
    unknown_here = command in KINDS and option not in HABITS["options"]
    return word.isdecimal() or (unknown_here and word[:1] != "-")


def _by_field(line: str) -> str:
    """A command line that sorts by the field that a word means."""
    return re.sub(r"(?<=--sort[ =])(-?)\.?(\w+)", lambda at: at[1] + FIELDS.get(at[2], at[2]), line)


def lines_of_shape(text: str) -> list[str]:
    """The commands that a line of SQL, pandas or jq may mean, the nearest first; none for other
    words. The first that works is meant, because fields may have other names."""
    own = {word: name for name, kind in KINDS.items() for word in (name, kind.one)}
    text = re.sub(rf"jq (?:-\w+ )*(\..*) ({'|'.join(own)})(?:\.json)?$", r"\2 jq \1", text)
    if path := re.fullmatch(
        r"(?!.*--query )(?:jq )?(\w.*?) (?:-[qr] |--jq |jq |\| jq )*'?(\.[\w.,\[\]:| ]*)'?", text
    ):
        # jq starts at the whole; JMESPath does so too, without the dot, and our lists are arrays.
        asked = re.sub(r"^\.|\s*\|\s*(?=\.)", "", path[2]).strip()
        paths = dict.fromkeys((asked, re.sub(r"^\w+\[", "[", asked)))
        own_line = re.sub(" --json$", "", re.sub(r" --json (?=[\w.,]+$)", " --fields ", path[1]))
        return [f"mic25 {own_line} --json --query {quoted(each)}" for each in paths if each]
    of = rf"(?P<kind>{'|'.join(own)})"
    for pattern, now in HABITS["rewritten"].items():
        if hit := re.fullmatch(pattern.replace("{kind}", of), text, re.I):
            text = hit.expand(now).strip().removesuffix(" -f")
            if text.startswith("mic25 "):
                words = (own.get(word.lower(), word) for word in text.split(" "))
                return [" ".join(words)]
    of = rf"(?:df|data|db|pd|{of})"
    tried = (re.fullmatch(each.replace("{kind}", of), text, re.I) for each in HABITS["shapes"])
    if (hit := next(filter(None, tried), None)) is None:
        return []
    slots = hit.groupdict()
    kind = own[(slots.pop("kind", None) or "targets").lower()]
    if not slots:
        return [f"mic25 schema {kind}"]
    fields = re.findall(r"[\w.]+", slots.get("fields") or "")
    if "count" in fields and not slots.get("by"):
        return ["mic25 info"]
    fields = [] if slots.get("by") else fields
    pair = (slots.get("pair") or "").replace(" -eq ", "=").removeprefix("$_.")
    key, _, value = re.sub(r"[\s'\"\]]", "", pair).partition("=")
    key, value = key.lower(), quoted(value.lstrip("="))
    if slots.get("by") and kind == "targets":
        kind = "progress"
    options = {
        f"--{key}": value if key else None,
        "--by": slots.get("by"),
        "--sort": slots.get("sort") and "-" * bool(slots.get("down")) + slots["sort"],
        "--fields": ",".join(fields),
        "--limit": slots.get("limit", "") or "5" * ("limit" in slots and "fields" not in slots),
        "-f": (slots.get("format") or "").replace("markdown", "md"),
        "-o": f"{kind}{slots['ext']}" if slots.get("ext") else None,
    }
    given = [f"{name} {value}" for name, value in options.items() if value]
    as_text = [each.replace(f"--{key} ", "--text ") for each in given]
    several = [given, as_text, *([each] for each in [*given, *as_text]), []]
    return [_by_field(" ".join(["mic25", kind, *some])) for some in several]


def _paired(argv: Sequence[str], given: str, takes: Collection[str]) -> list[str]:
    """The words with `--status missed` instead of `--filter status=missed`."""
    before, (_, pair, *after) = argv[: argv.index(given)], [*argv[argv.index(given) :], ""]
    key, equals, value = re.sub(r"[\s'\"]", "", pair).replace("==", "=").partition("=")
    flag = HABITS["options"].get(f"--{key}", f"--{key}")
    if not equals:
        return [*argv]
    return [*before, flag if flag in takes else "--text", value, *filter(None, after)]


def _meant(word: str, takes: Collection[str], command: str) -> str | None:
    """Our option of a command for that of another tool; None if there is none."""
    option, _, value = word.partition("=")
    value, options = day_meant(value) or value, HABITS["options"]
    option = _JOINT.get(option, option)
    if re.fullmatch(r"-\d+", option) and "--limit" in takes:
        return f"--limit {option[1:]}"
    if option in takes or not re.match("-.*[a-zA-Z]", option):
        return None
    now: str = options.get(f"{command} {option}", options.get(option, ""))
    if not {each for each in now.split() if each[0] == "-"} <= {*takes}:
        return ""
    if value and "{}" in now:
        return now.replace("{}", quoted(value))
    return f"{now} {value}".strip() if option in options else now


_JOINT = {f"--{each[2:].replace('-', '')}": each for each in HABITS["options"] if "-" in each[2:]}
"""`--group-by` by `--groupby`, and so on."""


def left_out(line: str, typed: Sequence[str], takes: Collection[str], command: str) -> str:
    """The options and values that were typed and that a command line does not carry."""
    said, names = fold(line.partition(" ")[2]), {command, *KIND_LINES, *HABITS["dropped"]}
    first = [*takewhile(lambda word: word.lower() in names, typed[:2])]
    left: list[str] = []
    option, harmless = "", True
    for word in typed[len(first) :]:
        flag, _, value = word.partition("=") if word[:1] == "-" else ("", "", word)
        if flag and not harmless:
            left.append(option)
        parts = (fold(FIELDS.get(part, part)) for part in re.findall(r"\w+", value))
        carried = (
            re.search(rf"(?<!\d){re.escape(part)}" + r"0*(?!\d)" * part.isdecimal(), said)
            for part in parts
        )
        lost = value and not (day_meant(value) or all(carried))
        lost = lost and f"{command} {option} {value}" not in HABITS["instead"]
        if flag:
            option, harmless = flag, bool(value) or _carried(flag, line, takes, command)
        if lost:
            left += [word] if flag or option in left else filter(None, (option, word))
        harmless |= not flag and bool(lost or command in KINDS)
    return " ".join(map(quoted, left if harmless else [*left, option]))


def _carried(flag: str, line: str, takes: Collection[str], command: str) -> bool:
    """Whether a command line has an option, or ours instead of it, or it says nothing."""
    spelled, own = _JOINT.get(flag, flag), HABITS["options"]
    named = {flag, spelled, f"{command} {spelled}"}
    says_nothing = "" in {own.get(each) for each in named}
    sorts = HABITS["downward"] if "--sort" in line else ()
    ours = {each for each in (_meant(flag, takes, command) or "").split() if each[0] == "-"}
    if named & {*HABITS["instead"], *sorts, *HABITS["pairs"], *line.split()} or says_nothing:
        return True
    return bool(ours) and ours <= {*line.split()}


def _replaced(argv: Sequence[str], given: str, now: str) -> str:
    words = ((now if word == given else quoted(word)) for word in argv if word != "--debug")
    return " ".join(["mic25", *filter(None, words)])


def is_slip(word: str, known: Iterable[str]) -> bool:
    """Whether a word is a mistyped command: one edit away, or two from six letters on. It is
    refused, so that a script with a typing error does not run a search."""
    lower = word.lower()
    if lower in (*HABITS["between"], *HABITS["ordinary"]):
        return False
    edits = 2 if len(word) >= 6 else 1
    # People rarely mistype both the first letter and another one.
    return any(within(lower, each, edits if each[0] == lower[:1] else 1) for each in known)


_SPAN = re.compile(r"^((?:19|20)\d\d)(?:\.{2,3}|[:–—~])((?:19|20)\d\d)$")
"""Two years with another sign than ours between them."""

LEADS = ("in", "for", "by", "due", "of", "on", "about", "to", "during", "until")
"""Words that come before a year or a subject."""


def split_years(words: Sequence[str]) -> tuple[str, tuple[int, ...]]:
    """The words as one text without years (2025, 2016-2018), and the years."""
    text = re.sub(r"(?<=[^\x00-\x7f])((?:19|20)\d\d)年(.*)", r"\2 \1", " ".join(words))
    words = [_SPAN.sub(r"\1-\2", word) for word in text.split(" ") if word]
    spans = {word for word in words if re.fullmatch(r"(?:19|20)\d\d(?:-(?:19|20)\d\d)?", word)}
    others: list[str] = []
    for word in reversed(words):
        # A word that leads to a year is not part of the search.
        leads = word.lower() in LEADS and not others and bool(spans)
        if word not in spans and not leads:
            others.insert(0, word)
    rest = " ".join(others)
    years = (year for word in spans for span in record_filters.spans("YEAR", word) for year in span)
    return rest, tuple(sorted(set(years)))


_ID = re.compile(r"(?=.*[a-z])[a-z0-9]+(?:-[a-z0-9]+)+")
"""A word that can only be an id; `2023-24` is a year."""


def all_ids(dataset: RecordSet, words: Sequence[str]) -> bool:
    """Whether the words are ids of several records, not one name.

    Raises `UsageError` for a mistyped id beside another one.
    """
    alike = [word for word in words if _ID.fullmatch(word)]
    known = [word for word in alike if any(word in dataset.kind(name) for name in KINDS)]
    if len(words) < 2 or not known:
        return False
    for word in alike:
        lookup.find_any(dataset, word)
    return len(known) == len(words)


def named_one(dataset: RecordSet, text: str) -> Record | None:
    """The record with an id, `kind/id` or a unique name; targets come first."""
    text = lookup.uncut(dataset, KINDS, text)
    try:
        hits = lookup.find_any(dataset, text)
    except Mic25Error:
        if lookup.kind_and_id(text)[0] is not None and " " not in text:
            raise
        return None
    if "/" in text:
        return hits[0]
    things = (lookup.explained(dataset, hit) for hit in hits if lookup.is_own(hit, text))
    # The title of a source does not count if another record has that name.
    passed = {"terms"} if {each["kind"] for each in hits} == {"sources"} else {"terms", "sources"}
    own = {f"{each['kind']}/{each['id']}": each for each in things if each["kind"] not in passed}
    targets = [each for each in own.values() if each["kind"] == "targets"]
    best = targets or list(own.values())
    return best[0] if len(best) == 1 else None


class WordMatch(NamedTuple):
    """The records of a kind that match some words, and the selection that finds them."""

    records: Sequence[Record]
    criteria: Selection


def near(dataset: RecordSet, kind: Kind, words: Sequence[str]) -> WordMatch | None:
    """The records of a kind that match some words; None if there are none. A word that can only be
    an id may be mistyped and matches nothing, like an id among others."""
    each = " ".join(words).split()
    if len(each) > 1 and any(_ID.fullmatch(one) and one in dataset.kind(kind.name) for one in each):
        return None
    criteria = selection(kind, *split_years(words))
    if criteria is None:
        return None
    with suppress(UsageError):
        if kind.name == "industries":
            return WordMatch((lookup.industry(dataset, str(criteria.text)),), criteria)
    records = record_filters.select(dataset, kind.name, criteria)
    return WordMatch(records, criteria) if records else None


def targets_named(session: Session, words: Sequence[str]) -> tuple[list[str], tuple[int, ...]]:
    """The targets and the years that words name; raises `UsageError` if a word names no target."""
    ids: dict[str, None] = {}
    for word in dict.fromkeys(words):
        if not split_years((word,))[0]:
            continue
        try:
            ids[lookup.find(session.whole, "targets", word)["id"]] = None
        except UsageError:
            match = near(session.whole, KINDS["targets"], (word,))
            if match is None:
                raise
            session.note("judged", f"mic25 targets --text {quoted(word)}")
            ids |= dict.fromkeys(record["id"] for record in match.records)
    return list(ids), split_years(words)[1]


def selection(kind: Kind, text: str, years: Sequence[int]) -> Selection | None:
    """The filters that words and years mean for a kind; None for an id, for no text, or if the kind
    has no such years."""
    is_id = _ID.fullmatch(text) is not None
    by_year = of_years(kind, years) if years else {}
    if is_id or by_year is None or not (text or years) or not text.isprintable():
        return None
    year = by_year.pop("year", None)
    return Selection({"year": year} if year else {}, text or None, **by_year)


def of_years(kind: Kind, years: Sequence[int]) -> dict[str, str] | None:
    """The options that limit a kind's list to some years; None if it has none."""
    first, last = str(years[0]), str(years[-1])
    if any(each.option == "--year" for each in kind.filters):
        return {"year": first if first == last else f"{first}-{last}"}
    return None if kind.date is None else {"since": first, "until": last}
