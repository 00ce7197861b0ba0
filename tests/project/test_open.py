"""A project as a whole: what is found where, what cannot be read, and when it has changed."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from talkwright.project.open import Sources, open_project

from .conftest import Bot, told

SMALL = {
    "domain.yml": "intents: [greet]\nslots: {x: {type: any}}\n",
    "data/nlu.yml": "nlu:\n- intent: greet\n  examples: |\n    - hi\n    - hello\n",
    "flows/f.yml": "flows: {f: {steps: []}}\n",
}


def test_an_empty_folder_lacks_everything(tmp_path: Path) -> None:
    project = open_project(tmp_path, environment={})
    assert told(project.problems) == [
        (str(tmp_path), "project/no-data"),
        ("config.yml", "project/missing-file"),
        ("domain.yml", "project/missing-file"),
    ]


def test_what_is_no_folder_is_told_of_as_well(tmp_path: Path) -> None:
    project = open_project(tmp_path / "nowhere", environment={})
    assert {problem.code for problem in project.problems} == {"project/no-data", "project/missing-file"}


def test_one_broken_file_hides_no_other(bot: Bot) -> None:
    project = bot(
        {
            **SMALL,
            "data/a.yml": "nlu:\n<<<<<<< HEAD\n- intent: greet\n=======\n",
            "data/b.yml": b"\xff\xfe",
            "data/c.yml": "nlu:\n- intent: greet\n  examples: [ok, 5]\n",
            "config.yml": "pipeline: [\n",
        }
    )
    assert told(project.problems) == [
        ("config.yml:2:1", "yaml/syntax"),
        ("data/a.yml:2:1", "yaml/merge-conflict"),
        ("data/b.yml:1:1", "yaml/encoding"),
        ("data/c.yml:3:18", "yaml/wrong-type"),
    ]
    assert [example.text for example in project.data.examples] == ["ok", "hi", "hello"]


def test_what_is_not_training_data_is_passed_over(bot: Bot) -> None:
    project = bot(
        {
            **SMALL,
            "data/test_stories.yml": "stories: 5\n",
            "data/test_more/x.yml": "stories: 5\n",
            "data/.hidden/x.yml": "stories: 5\n",
            "data/README.md": "## About\n\n* a list\n",
            "data/numbers.json": '{"a": 1}',
            "data/deep/er/more.yaml": "nlu:\n- intent: greet\n  examples: [hey]\n",
        }
    )
    assert [example.text for example in project.data.examples] == ["hey", "hi", "hello"]
    assert [problem.code for problem in project.problems] == ["data/old-format"]  # a list below a heading is a story


def test_formats_of_rasa_1_are_told(bot: Bot) -> None:
    project = bot(
        {
            **SMALL,
            "data/nlu.md": "<!-- words -->\n\n## intent:greet\n- hi\n",
            "data/stories.md": "## happy path\n* greet\n  - utter_greet\n",
            "data/nlu.json": '{"rasa_nlu_data": {}}',
            "data/about.md": "# About\n\nThis is a bot.\n",
        }
    )
    assert told(project.problems) == [
        ("data/nlu.json:1:1", "data/old-format"),
        ("data/nlu.md:3:1", "data/old-format"),
        ("data/stories.md:1:1", "data/old-format"),
    ]


def test_sources_can_be_named(bot: Bot, tmp_path: Path) -> None:
    bot({**SMALL, "other/d.yml": "intents: [bye]\n", "other/n.yml": "nlu:\n- intent: bye\n  examples: [ciao]\n"})
    usual = Sources.of(tmp_path)
    assert usual.domain == tmp_path / "domain.yml"
    assert usual.data == (tmp_path / "data", tmp_path / "flows")
    sources = Sources(
        config=usual.config,
        domain=tmp_path / "other" / "d.yml",
        data=(tmp_path / "other", tmp_path / "gone.yml"),
        endpoints=usual.endpoints,
        credentials=usual.credentials,
    )
    project = open_project(tmp_path, sources, {})
    assert [example.text for example in project.data.examples] == ["ciao"]
    assert set(told(project.problems)) == {("gone.yml", "project/missing-file")}


def test_long_suffixes_and_a_domain_folder(bot: Bot, tmp_path: Path) -> None:
    project = bot({"config.yaml": "language: de\n", "domain/a.yml": "intents: [x]\n", "data/n.yml": ""})
    assert project.config.language == "de"
    assert "x" in project.domain.intents
    assert project.problems == ()
    assert Sources.of(tmp_path).domain == tmp_path / "domain"


def test_an_empty_domain_folder_is_told(bot: Bot) -> None:
    project = bot({"domain/notes.txt": "", "data/n.yml": ""})
    assert told(project.problems) == [("domain", "project/no-domain")]


def test_variables_are_filled_everywhere(bot: Bot) -> None:
    project = bot(
        {
            "domain.yml": "responses: {utter_a: [{text: 'Call ${PHONE}, it costs ${price} ${NOT_SET}'}]}\n",
            "data/nlu.yml": "nlu:\n- intent: restart\n  examples: ['${PHONE}']\n",
        },
        {"PHONE": "555"},
    )
    assert project.domain.responses["utter_a"][0].message.text == "Call 555, it costs ${price} ${NOT_SET}"
    assert project.data.examples[0].text == "555"
    assert told(project.problems) == [("domain.yml:1:30", "env/undefined")]


def test_fingerprints_follow_what_is_said(bot: Bot) -> None:
    first = bot(SMALL).fingerprints
    assert set(first) == {"config", "domain", "nlu", "flows", "stories"}
    commented = {name: "# moved down by a comment\n" + text for name, text in SMALL.items()}
    assert bot(commented).fingerprints == first
    changes = {
        "config": {"config.yml": "language: de\n"},
        "domain": {"domain.yml": "intents: [greet]\nslots: {x: {type: text}}\n"},
        "nlu": {"data/nlu.yml": "nlu:\n- intent: greet\n  examples: |\n    - hello\n    - hi\n"},
        "flows": {"flows/f.yml": "flows: {f: {steps: [{action: a}]}}\n"},
        "stories": {"flows/f.yml": "flows: {f: {steps: []}}\nrules: [{rule: r}]\n"},
    }
    for part, change in changes.items():
        now = bot({**SMALL, "config.yml": "language: en\n", **change}).fingerprints
        assert {name for name in first if now[name] != first[name]} == {part}


def test_a_bot_without_a_configuration_has_the_default_one(bot: Bot) -> None:
    project = bot({**SMALL, "config-en.yml": "language: en\n"})
    (project.root / "config.yml").unlink(missing_ok=True)
    again = open_project(project.root, environment={})
    (problem,) = (each for each in again.problems if each.code.startswith("project/"))
    assert (problem.code, problem.severity) == ("project/no-config", "warning")
    assert "config-en.yml" in problem.hint
    assert again.config.pipeline == ()


def test_a_configuration_that_was_named_has_to_be_there(bot: Bot) -> None:
    root = bot(SMALL).root
    sources = replace(Sources.of(root), config=root / "mine.yml")
    told_of = open_project(root, sources, environment={}).problems
    assert ("project/missing-file", "error") in [(each.code, each.severity) for each in told_of]


def test_markdown_beside_training_data_of_today_is_passed_over(bot: Bot) -> None:
    old = {"data/old.md": "## intent:greet\n- hi\n"}
    (problem,) = (each for each in bot({**SMALL, **old}).problems if each.code == "data/old-format")
    assert problem.severity == "warning"


def test_what_was_left_out_is_known(bot: Bot) -> None:
    project = bot({**SMALL, "data/a.yml": "nlu:\n<<<<<<< HEAD\n- intent: greet\n", "data/c.yml": "nlu: [5]\n"})
    assert project.left_out == {"data/a.yml"}
