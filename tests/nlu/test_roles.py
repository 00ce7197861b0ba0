"""Roles by what stands around, whatever the value is."""

from __future__ import annotations

import pytest

from talkwright.nlu.roles import Parts, Roles, Spoken

FROM: Parts = (("from", None),)
TO: Parts = (("to", None),)
PLAIN: Parts = ((None, None),)
COLOUR, SIZE = 0, 1


def spoken(text: str, intent: str = "change") -> Spoken:
    """A text in which words in capitals are colours and numbers are sizes."""
    words = text.split()
    kinds = {index: COLOUR if word.isupper() else SIZE for index, word in enumerate(words) if not word.islower()}
    return Spoken([word.lower() for word in words], [(index, index + 1, kind) for index, kind in kinds.items()], intent)


LESSONS: list[tuple[str, list[Parts]]] = [
    ("change it from RED to BLUE", [FROM, TO]),
    ("from BLUE to RED please", [FROM, TO]),
    ("in GREEN instead of RED", [TO, FROM]),
    ("make it BLUE instead of GREEN", [TO, FROM]),
    ("the RED one in 42", [PLAIN, PLAIN]),
    ("RED", [PLAIN]),
    ("do you have it in BLUE and 41", [PLAIN, PLAIN]),
]


@pytest.fixture(scope="module")
def roles() -> Roles:
    fitted = Roles.fit([[FROM, TO, PLAIN], [PLAIN]], [(spoken(text), parts) for text, parts in LESSONS])
    return Roles(fitted.choices, fitted.features, fitted.weights)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("please change it from VIOLET to ORANGE", [FROM, TO]),
        ("ORANGE instead of VIOLET", [TO, FROM]),
        ("ORANGE", [PLAIN]),
        ("do you have it in ORANGE", [PLAIN]),
        ("43", [PLAIN]),
        ("nothing here", []),
    ],
)
def test_a_value_never_seen_has_the_role_of_its_place(roles: Roles, text: str, parts: list[Parts]) -> None:
    assert roles.tell(spoken(text)) == parts


def test_what_was_taught_is_known_again(roles: Roles) -> None:
    assert [roles.tell(spoken(text)) for text, _ in LESSONS] == [parts for _, parts in LESSONS]


def test_a_kind_with_one_choice_learns_nothing(roles: Roles) -> None:
    assert roles.features[SIZE] == []
    assert roles.weights[SIZE].shape[0] == 0
