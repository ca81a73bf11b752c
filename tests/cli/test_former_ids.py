"""Former ids of records: they lead to the record everywhere, with a remark on the new id."""

from pathlib import Path

from builders import dataset_texts
from cases import cases

OLD = dataset_texts("former-ids")
BODY = OLD["institutions.yaml"].partition("trade-ministry:")[0]
SMALL = {
    **OLD,
    "institutions.yaml": f"{BODY}  formerly: [institutions/trade-ministry, "
    "cooperation/ministry-of-trade]\n",
    "cooperation.yaml": "{}\n",
}


@cases
def test_a_former_id_leads_to_its_record_with_one_remark(mic25, small, line):
    ran = mic25(*line, "--lang", "en") if line[0] != "cite" else mic25(*line)
    assert ran.code == 0 and ran.out
    old = (
        "cooperation/ministry-of-trade" if "cooperation" in line else "institutions/trade-ministry"
    )
    assert ran.err.splitlines()[0] == f"{old} is now institutions/ministry-of-trade"
    assert ran.err.count(" is now ") == 1


def test_what_has_the_id_now_is_shown_without_a_remark(mic25, small):
    ran = mic25("show", "ministry-of-trade")
    assert "is now" not in ran.err


def test_a_link_by_a_former_id_is_followed_and_warned_of(mic25, small):
    assert '"issuers":["ministry-of-trade"]' in mic25(
        "documents", "trade-plan", "--json"
    ).out.replace(" ", "").replace("\n", "")
    ran = mic25("validate", "--records", small)
    assert ran.code == 0
    assert "former-id institutions/trade-ministry is now institutions/ministry-of-trade" in ran.out


def test_a_former_id_is_completed(small, monkeypatch):
    from mic25cli.cli import complete
    from mic25cli.store import snapshot

    monkeypatch.setattr(snapshot, "TIME_STEP", -1_000_000_000_000)
    snapshot.open_dataset([Path(small)])
    assert complete.lines(["institutions", "show", "=trade"]).split("\t") == [
        "trade-ministry",
        "now institutions/ministry-of-trade\n",
    ]


def test_an_id_that_became_another_kind_is_refused_where_only_its_own_kind_will_do(mic25, reading):
    reading({**SMALL, "terms.yaml": "aim:\n  name: {en: aim}\n  formerly: [targets/aim]\n"})
    ran = mic25("explain", "aim")
    assert ran.code == 2
    assert "'aim' is no longer a target. It is now terms/aim" in ran.err
    assert mic25("targets", "aim").out == mic25("terms", "aim").out


@cases
def test_two_editions_are_compared_by_the_present_ids(mic25, reading, records, several, told):
    alone = {"institutions.yaml": BODY.replace("ministry-of-trade", "trade-ministry")}
    now = {**OLD, "institutions.yaml": f"{BODY}  formerly: [institutions/trade-ministry]\n"}
    old = records(OLD if several else {**OLD, **alone}, "old")
    reading(SMALL if several else now)
    ran = mic25("diff", "--records-from", str(old), "-f", "tsv", "--fields", "class,kind,id,path")
    assert ran.out.splitlines()[1:] == told
