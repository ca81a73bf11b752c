"""Lines to quote about a target: sentence, certainty, sources and licence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mic25cli.model.dataset_profile import Profile
from mic25cli.model.languages import TEXT_LANGUAGES
from mic25cli.view.text import Lang, date, label
from mic25cli.view.verdict.headline import day
from mic25cli.vocabulary import labels

if TYPE_CHECKING:
    from mic25cli.view.verdict.explain_json import KeyFacts, KeySource


def citable(facts: KeyFacts, profile: Profile, first: Lang) -> str:
    """The lines to quote, in each language that the answer has."""
    langs = [lang for lang in TEXT_LANGUAGES if getattr(facts.answer, lang)]
    langs.sort(key=lambda lang: lang != first)
    return "\n".join(_in_language(facts, profile, lang) for lang in langs)


def _in_language(facts: KeyFacts, profile: Profile, lang: Lang) -> str:
    assert facts.answer is not None
    words = labels(lang)
    code = facts.certainty
    certainty = words[f"certainty-{code}" if code else f"status-{facts.status}"]
    fit = words.get(f"fit-{facts.fit}") if code else None
    qualifiers = label("comma", lang).join(filter(None, (certainty, fit)))
    key = "citable-certainty" if code else "citable-status"
    caveats = (getattr(caveat, lang) for caveat in facts.answer.caveats)
    licence = "citable-licence" if profile.license else "citable-data"
    version = " ".join(filter(None, (profile.id, profile.version)))
    lines = [
        getattr(facts.answer, lang),
        *(label("citable-note", lang, text=caveat) for caveat in caveats),
        label(key, lang, certainty=qualifiers, day=day(facts.as_of, lang)),
        *(label("citable-source", lang, source=_source(source, lang)) for source in facts.sources),
        label(licence, lang, version=version, licence=profile.license),
    ]
    return "".join(f"{line}\n" for line in lines)


def _source(source: KeySource, lang: Lang) -> str:
    published = date(source.published, lang) if source.published else None
    comma = label("comma-text", lang)
    reference = comma.join(filter(None, (source.title, source.publisher, published)))
    return f"{reference} <{source.url}>" if source.url else reference
