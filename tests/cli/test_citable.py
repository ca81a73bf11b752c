"""`mic25 explain TARGET --citable`: a sentence to quote, with what a quotation needs."""

import json


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


def test_a_dataset_without_chinese_is_quoted_in_english(mic25):
    ran = mic25("explain", "gigabit-2030", "--citable", "--records", "examples/digital-decade")
    assert "None" not in ran.out and "：" not in ran.out and "–" not in ran.out.splitlines()[-1]
    assert "Status: " in ran.out
