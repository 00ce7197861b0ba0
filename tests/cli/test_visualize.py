"""``visualize``: one page of all that a bot does."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import talkwright


def test_flows_are_drawn(small_bot: Path, tmp_path: Path) -> None:
    done = talkwright("visualize", "--out", tmp_path / "sub" / "page.html", cwd=small_bot)
    assert done.returncode == 0, done.stderr
    html = (tmp_path / "sub" / "page.html").read_text()
    assert "Flow order_status" in html
    assert "utter_on_its_way" in html
    assert "<script" not in html


def test_stories_and_rules_are_taken_from_where_they_are_named(tmp_path: Path) -> None:
    (tmp_path / "domain.yml").write_text("intents: [greet]\nresponses: {utter_greet: [{text: hi}]}\n")
    (tmp_path / "told.yml").write_text("stories: [{story: hi, steps: [{intent: greet}, {action: utter_greet}]}]\n")
    done = talkwright("visualize", "-s", "told.yml", "--max-history", "1", cwd=tmp_path)
    assert done.stdout == "Drawn: graph.html\n", done.stderr
    assert "The graph of the stories: 2 steps" in (tmp_path / "graph.html").read_text()


def test_where_there_is_nothing_to_draw_it_says_so(tmp_path: Path) -> None:
    (tmp_path / "domain.yml").write_text("intents: [greet]\n")
    (tmp_path / "nlu.yml").write_text("nlu: []\n")
    done = talkwright("visualize", "--data", "nlu.yml", cwd=tmp_path)
    assert done.returncode == 3
    assert "There are no stories, rules or flows here" in done.stderr
