"""How understanding is measured: folds that are fair and repeatable, scores that are those of the books."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talkwright.conversation.utterance import Entity, Intent, Utterance
from talkwright.errors import RequestError
from talkwright.evaluation.nlu import Reading, cross_validate, judge, split
from talkwright.evaluation.nlu_results import nlu_results
from talkwright.evaluation.nlu_scores import score
from talkwright.nlu.examples import Example
from talkwright.project.open import open_project

CITY = Entity("city", "Rome", start=3, end=7)


def reading(intent: str, *guesses: tuple[str, float], text: str = "to Rome", **heard: object) -> Reading:
    ranking = tuple(Intent(*guess) for guess in guesses)
    words = ((0, 2), (3, 7))
    return Reading(
        Example(text, intent, (CITY,)),
        Utterance(text, ranking[0], text_tokens=words, intent_ranking=ranking, **heard),  # type: ignore[arg-type]
    )


def examples(**counts: int) -> list[Example]:
    return [Example(f"{intent} {number}", intent) for intent, count in counts.items() for number in range(count)]


def test_scores_are_those_of_the_books() -> None:
    found = score(["a", "a", "a", "b", "b", "c"], ["a", "a", "b", "b", "c", "c"])
    assert found.accuracy == pytest.approx(4 / 6)
    a, b, c = (found.labels[name] for name in "abc")
    assert (a.precision, a.recall, a.support) == (1.0, pytest.approx(2 / 3), 3)
    assert (b.precision, b.recall, b.f1) == (0.5, 0.5, 0.5)
    assert (c.precision, c.recall) == (0.5, 1.0)
    assert found.macro.f1 == pytest.approx((0.8 + 0.5 + 2 / 3) / 3)
    assert found.weighted.f1 == pytest.approx((3 * 0.8 + 2 * 0.5 + 2 / 3) / 6)
    assert found.micro.f1 == pytest.approx(4 / 6)
    assert [(each.wanted, each.came, each.count) for each in found.confusions] == [("a", "b", 1), ("b", "c", 1)]


def test_a_label_of_nothing_has_no_score_but_can_be_confused() -> None:
    found = score(["city", "-", "-"], ["city", "city", "-"], nothing="-")
    assert list(found.labels) == ["city"]
    assert (found.micro.precision, found.micro.recall) == (0.5, 1.0)
    assert [(each.wanted, each.came) for each in found.confusions] == [("-", "city")]


@given(st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from("abcd"))))
def test_scores_are_fractions_and_add_up(pairs: list[tuple[str, str]]) -> None:
    found = score([wanted for wanted, _ in pairs], [came for _, came in pairs])
    every = [*found.labels.values(), found.macro, found.micro, found.weighted]
    assert all(0 <= value <= 1 for each in every for value in (each.precision, each.recall, each.f1))
    assert sum(each.support for each in found.labels.values()) == len(pairs) == found.micro.support
    assert sum(each.count for each in found.confusions) == sum(wanted != came for wanted, came in pairs)
    assert found.micro.recall == pytest.approx(found.accuracy)
    assert found.weighted.recall == pytest.approx(found.accuracy)


@given(
    st.dictionaries(st.sampled_from(["a", "b", "c", "d"]), st.integers(0, 40), min_size=1),
    st.integers(2, 7),
    st.integers(),
)
def test_each_fold_has_its_share_of_each_intent(counts: dict[str, int], folds: int, seed: int) -> None:
    every = examples(**counts)
    parts = split(every, folds, seed)
    assert parts == split(every, folds, seed)
    dealt = [example.text for part in parts for example in part]
    assert sorted(dealt) == sorted(each.text for each in every if counts[each.intent or ""] >= folds)
    for intent in counts:
        shares = Counter({number: sum(e.intent == intent for e in part) for number, part in enumerate(parts)})
        assert max(shares.values(), default=0) - min(shares.values(), default=0) <= 1


def test_another_seed_deals_otherwise() -> None:
    every = examples(a=30, b=30)
    assert split(every, 5, 0) != split(every, 5, 1)


def test_response_keys_are_dealt_out_as_intents_are() -> None:
    every = [Example(f"{key} {n}", "faq", response_key=key) for key in ("hours", "price") for n in range(5)]
    assert all(sorted(str(e.response_key) for e in part) == ["hours", "price"] for part in split(every, 5, 0))


def test_the_fallback_is_looked_through() -> None:
    (one,) = judge([reading("book", ("nlu_fallback", 0.3), ("book", 0.25))]).readings
    assert (one.intent.name, one.is_right, one.asked_back) == ("book", True, True)


def test_entities_that_nobody_annotates_are_not_counted_as_wrong() -> None:
    when = Entity("time", "today", start=0, end=2, extractor="TypedEntityExtractor")
    found = judge([reading("book", ("book", 1.0), entities=(when, CITY))])
    assert found.entities is not None
    assert list(found.entities.labels) == ["city"]
    assert found.entities.micro.f1 == 1.0
    assert "TypedEntityExtractor" not in found.extractors


def test_the_files_are_those_of_rasa() -> None:
    hit = Entity("city", "Rome", start=3, end=7, extractor="LookupEntityExtractor")
    right = reading("book", ("book", 0.9), entities=(hit,))
    wrong = reading("book", ("leave", 0.6), ("book", 0.4), text="un Rome")
    files = nlu_results(judge([right, wrong]), successes=True)
    assert sorted(files) == [
        "LookupEntityExtractor_confusion_matrix.json",
        "LookupEntityExtractor_errors.json",
        "LookupEntityExtractor_report.json",
        "LookupEntityExtractor_successes.json",
        "intent_confusion_matrix.json",
        "intent_errors.json",
        "intent_histogram.json",
        "intent_report.json",
        "intent_successes.json",
    ]
    report = json.loads(files["intent_report.json"])
    assert list(report) == ["book", "leave", "accuracy", "micro avg", "macro avg", "weighted avg"]
    assert report["accuracy"] == 0.5
    assert report["book"] == {
        "precision": 1.0,
        "recall": 0.5,
        "f1-score": pytest.approx(2 / 3),
        "support": 2,
        "confused_with": {"leave": 1},
    }
    assert json.loads(files["intent_errors.json"]) == [
        {"text": "un Rome", "intent": "book", "intent_prediction": {"name": "leave", "confidence": 0.6}}
    ]
    (missed,) = json.loads(files["LookupEntityExtractor_errors.json"])
    assert (missed["text"], missed["predicted_entities"]) == ("un Rome", [])
    assert missed["entities"][0]["entity"] == "city"
    assert not any("errors" in name for name in nlu_results(judge([right]), errors=False))


def test_the_data_of_rasas_plots_is_written() -> None:
    files = nlu_results(judge([reading("a", ("a", 1.0)), reading("a", ("b", 0.51)), reading("b", ("b", 0.5))]))
    assert json.loads(files["intent_confusion_matrix.json"]) == {"labels": ["a", "b"], "matrix": [[1, 1], [0, 1]]}
    histogram = json.loads(files["intent_histogram.json"])
    assert (histogram["bins"], sum(histogram["right"]), sum(histogram["wrong"])) == (20, 2, 1)
    assert (histogram["right"][19], histogram["right"][10], histogram["wrong"][10]) == (1, 1, 1)


def test_response_selection_is_measured_where_something_selects() -> None:
    def chosen(key: str, answer: str) -> Reading:
        heard = {"faq": {"response": {"intent_response_key": answer, "confidence": 0.8}}}
        return Reading(
            Example("when?", "faq", response_key=key),
            Utterance("when?", Intent("faq", 1.0), intent_ranking=(Intent("faq", 1.0),), response_selector=heard),
        )

    found = judge([chosen("hours", "faq/hours"), chosen("price", "faq/hours")])
    assert found.responses is not None
    assert found.responses.accuracy == 0.5
    files = nlu_results(found, successes=True)
    assert json.loads(files["response_selection_errors.json"]) == [
        {
            "text": "when?",
            "intent_response_key_target": "faq/price",
            "intent_response_key_prediction": {"name": "faq/hours", "confidence": 0.8},
        }
    ]
    assert len(json.loads(files["response_selection_successes.json"])) == 1


def bot(root: Path, **intents: list[str]) -> Path:
    (root / "config.yml").write_text("language: en\n")
    (root / "domain.yml").write_text(f"intents: [{', '.join(intents)}]\n")
    (root / "data").mkdir()
    lines = "".join(
        f"- intent: {n}\n  examples: |\n" + "".join(f"    - {e}\n" for e in es) for n, es in intents.items()
    )
    (root / "data" / "nlu.yml").write_text(f"nlu:\n{lines}")
    return root


def test_what_is_asked_was_not_learnt(tmp_path: Path) -> None:
    """Each example has a word of its own; only the words that several share can be right."""
    greet = [f"hello {word}" for word in ("ada", "bob", "cid", "dan", "eve", "fay")]
    leave = [f"goodbye {word}" for word in ("ada", "bob", "cid", "dan", "eve", "fay")]
    project = open_project(bot(tmp_path, greet=greet, leave=leave, odd=["xyzzy"]), environment={})
    told: list[float] = []
    found = cross_validate(project, 3, 0, lambda what, done: told.append(done))
    assert found.intents.accuracy == 1.0
    assert (found.untested, found.folds, len(found.readings)) == (("odd",), 3, 12)
    assert told == sorted(told)
    assert told[-1] == pytest.approx(1.0)
    again = cross_validate(project, 3, 0, lambda what, done: None)
    assert again == found


def test_too_few_examples_are_told(tmp_path: Path) -> None:
    project = open_project(bot(tmp_path, greet=["hello", "hi"], leave=["bye"]), environment={})
    with pytest.raises(RequestError, match="no intent has the 5 examples"):
        cross_validate(project, 5, 0, lambda what, done: None)
