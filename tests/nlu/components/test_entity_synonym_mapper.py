"""Values that words stand for, however the words were typed."""

from __future__ import annotations

import pytest

from talkwright.conversation.utterance import Entity
from talkwright.errors import Place, Problems
from talkwright.nlu.component import Draft, Lesson, NoOptions
from talkwright.nlu.components.entity_synonym_mapper import EntitySynonymMapper
from talkwright.nlu.examples import TrainingData


@pytest.fixture(scope="module")
def mapper() -> EntitySynonymMapper:
    synonyms = {"costa del sol": "Málaga", "köln": "Cologne", "two": "2", "20 €": "20 euros", "münchen": "Munich"}
    data = TrainingData(synonyms={**synonyms, "munchen": "Munchen, Kansas"})
    return EntitySynonymMapper.fit(Lesson(data, (), Problems(), Place("config.yml")), NoOptions())


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("Costa  del Sol", "Málaga"),
        ("KÖLN", "Cologne"),
        ("koln", "Cologne"),
        ("Ko\u0308ln", "Cologne"),
        ("\uff34\uff57\uff4f", "2"),  # full width
        ("20€", "20 euros"),
        ("München", "Munich"),
        ("munchen", "Munchen, Kansas"),
        ("Rome", "Rome"),
        ("", ""),
    ],
)
def test_words_stand_for_a_value_however_they_were_typed(mapper: EntitySynonymMapper, said: str, value: str) -> None:
    draft = Draft(said, entities=[Entity("city", said, 0, len(said))])
    mapper.process(draft)
    (found,) = draft.entities
    assert found.value == value
    assert (found.processors == ("EntitySynonymMapper",)) == (said != value)
