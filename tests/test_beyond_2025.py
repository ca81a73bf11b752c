"""The dataset on what followed the plan: valid, of the required size, linked to the first one."""

import json
import re
import shutil
from decimal import Decimal

import pytest

from mic25cli.store import installed_datasets, load


@pytest.fixture(scope="module")
def datasets():
    return {
        name: load.load_dataset((installed_datasets.folder(name),))
        for name in installed_datasets.names()
    }


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_industry_has_a_name_short_enough_for_a_table(datasets, lang):
    for name in ("mic25", "beyond-2025"):
        industries = datasets[name].kind("industries").values()
        called = [str((each["short_name"] or each["name"])[lang]) for each in industries]
        wide = [each for each in called if len(each) > (20 if lang == "en" else 7)]
        assert not wide and len(set(called)) == len(called)


def test_what_is_of_the_same_field_continues_nothing(datasets):
    """A target of the same field has another indicator, and is not also a predecessor."""
    found = 0
    for name, dataset in datasets.items():
        for target in dataset.kind("targets").values():
            earlier = {each["target"] for each in target["predecessors"]}
            for text in target["same_field"]:
                other, _, id_ = text.rpartition(":")
                beside = datasets[other or name].kind("targets")[id_]
                assert beside["indicator"] != target["indicator"], target["id"]
                assert text not in earlier
                found += 1
    assert found >= 25


def test_what_is_raised_asks_for_more(datasets):
    """Among targets in one unit: a target that `raises` another is above its highest, and so on."""
    compared = 0
    for name, dataset in datasets.items():
        for target in dataset.kind("targets").values():
            for earlier in target["predecessors"]:
                other, _, id_ = earlier["target"].rpartition(":")
                old_dataset = datasets[other or name]
                old = old_dataset.kind("targets")[id_]
                wanted = dataset.kind("indicators")[target["indicator"]]["direction"]
                old_values, targets = heights(old), heights(target)
                if earlier["how"] in ("raises", "lowers") and old_values.keys() & targets.keys():
                    best = max if wanted == "increase" else min
                    unit = next(iter(old_values.keys() & targets.keys()))
                    before, now = best(old_values[unit]), best(targets[unit])
                    more = now > before if wanted == "increase" else now < before
                    assert more == (earlier["how"] == "raises"), target["id"]
                    compared += 1
    assert compared >= 10


def heights(target):
    """The values of a target by unit."""
    found: dict[str, list[Decimal]] = {}
    for stone in target["milestones"]:
        if stone["value"] is not None:
            found.setdefault(stone["unit"], []).append(Decimal(stone["value"]))
    return found


def test_the_sorts_of_aims_of_two_datasets(datasets, mic25):
    """Each old target is in one column of its type, computed anew from the records."""
    old, new = datasets["mic25"].kind("targets"), datasets["beyond-2025"].kind("targets")
    order = ("raises", "lowers", "widens", "continues")
    ways: dict[str, list[str]] = {}
    for target in new.values():
        for earlier in target["predecessors"]:
            dataset, _, id_ = earlier["target"].rpartition(":")
            if dataset == "mic25":
                ways.setdefault(id_, []).append(earlier["how"])
    report = json.loads(mic25("diff", "mic25", "beyond-2025", "--json").out)
    assert report["summary"]["old"] == len(old)
    assert report["summary"]["new"] == len(new)
    for row in report["results"]:
        ids = [id_ for id_, each in old.items() if each["type"] == row["type"]]
        assert [each["target"] for each in row["succeeded"]] == ids
        best = [min(ways[id_], key=order.index) for id_ in ids if id_ in ways]
        assert {how: row[how] for how in order} == {how: best.count(how) for how in order}
        assert row["without_successor"] == len(ids) - len(best)
        assert row["old"] == len(ids)
        assert row["new"] == sum(each["type"] == row["type"] for each in new.values())
    home = report["results"][0]
    assert home["type"] == "domestic-share"
    assert home["old"] > 10 * home["new"]


def test_a_link_into_a_dataset_that_is_not_there_is_told_as_unchecked(mic25, tmp_path):
    folder = shutil.copytree(installed_datasets.folder("beyond-2025"), tmp_path / "dataset")
    for path in (tmp_path / "dataset" / "targets").iterdir():
        text = path.read_text(encoding="utf-8").replace("mic25:cnc-rate", "elsewhere:cnc-rate")
        path.write_text(text, encoding="utf-8")
    ran = mic25("validate", "--strict", "--records", str(folder))
    assert ran.code == 0
    assert re.search(r"[1-9]\d* links into 'elsewhere' not checked", ran.out + ran.err)


@pytest.mark.others
def test_a_target_may_begin_where_one_of_another_dataset_ended(mic25):
    """The last observation by which the first dataset judges its own target, with its source."""
    asked = ("progress", "--json", "--as-of", "2026-11-01")
    old = max(
        (each["observation"]["period"], each["observation"]["value"])
        for each in json.loads(mic25(*asked).out)["results"]
        if each["target"] == "cnc-rate"
    )
    beyond = json.loads(mic25(*asked, "--dataset", "beyond-2025").out)
    found = {each["target"]: each for each in beyond["results"]}
    for target in ("tm23-cnc-rate", "er24-cnc-rate"):
        start = found[target]["baseline"]
        assert (start["period"], start["value"]) == old
        assert all(cite["source"].startswith("mic25:") for cite in start["cite"])
        assert start["grade"] is not None
    assert found["tm23-bulk-waste"]["baseline"] is None
