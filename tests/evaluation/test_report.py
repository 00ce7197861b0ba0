"""The report: one file that holds everything, whatever stands in it, and that everybody can read."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Literal

import pytest
import pytest_asyncio
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace as replace_
from playwright.async_api import Browser, Page
from tests.browser import browser
from tests.evaluation.test_conversation_results import NoActions
from tests.page.stand_in import UI

from talkwright.conversation.utterance import Entity, Intent, Utterance
from talkwright.errors import Place, Problems
from talkwright.evaluation.comparison import Comparison, Pair, Trial
from talkwright.evaluation.conversations import talk_through
from talkwright.evaluation.coverage import Walked
from talkwright.evaluation.nlu import Reading, judge
from talkwright.evaluation.read import read_cases
from talkwright.evaluation.report import Figure, el, page, table
from talkwright.evaluation.report_comparison import comparison_figures, comparison_sections
from talkwright.evaluation.report_conversations import conversation_figures, conversation_section
from talkwright.evaluation.report_flows import flow_section
from talkwright.evaluation.report_nlu import nlu_figures, nlu_sections
from talkwright.evaluation.significance import compare_paired
from talkwright.nlu.cited import Cited
from talkwright.nlu.examples import Example
from talkwright.nlu.neighbours import Neighbour
from talkwright.nlu.review import Review
from talkwright.nlu.review_confusions import Confused, Near
from talkwright.nlu.review_overlaps import Overlap
from talkwright.nlu.review_suspects import Suspect
from talkwright.nlu.review_wishes import Wish
from talkwright.training.load import load_model

__all__ = ["browser"]

in_module = pytest.mark.asyncio(loop_scope="module")

HOSTILE = "<script>alert(1)</script><img src=//x.example onerror=alert(1)> ]]> --> \x00\ud800 \u202e &amp;"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
CASES = """
test_cases:
  - test_case: "<b>a greeting</b>"
    steps: [{user: hello}, {utter: utter_greet}]
  - test_case: one that fails
    steps: [{user: where is my order TW-1042}, {utter: utter_greet}]
"""
EMPTY = {"meta", "br", "hr", "img", "input", "link"}


class Tags(HTMLParser):
    """Collects the elements of a page, and sees that each is closed in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self._open: list[str] = []
        self.feed(text)
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in EMPTY:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def readings() -> list[Reading]:
    """Messages of two intents, some taken wrong, one of them hostile."""
    city = Entity("city", "Rome", start=0, end=4, extractor="RegexEntityExtractor")

    def reading(text: str, intent: str, *guesses: tuple[str, float]) -> Reading:
        ranking = tuple(Intent(*guess) for guess in guesses)
        heard = Utterance(text, ranking[0], (city,), text_tokens=((0, 4),), intent_ranking=ranking)
        return Reading(Example(text, intent, (city,), place=Place("nlu-data/a_long_name_of_a_file.yml", 3, 9)), heard)

    return [
        *(reading(f"greeting {n}", "greet", ("greet", n / 10), ("leave", 0.1)) for n in range(10)),
        reading(HOSTILE, "greet", (HOSTILE, 0.9)),
        replace_(
            reading("see you", "leave", ("nlu_fallback", 0.3), ("greet", 0.29)),
            near=(Neighbour(HOSTILE, "greet", Place("nlu-data/nlu.yml", 4, 7), 0.8),),
        ),
    ]


def looked_over() -> Review:
    """A review with something in each list, some of it hostile."""
    one, other = (Cited(f"{HOSTILE} {n}", "greet", Place("nlu-data/a_long_name_of_a_file.yml", n, 9)) for n in (1, 2))
    return Review(
        examples=12,
        intents=2,
        judged=12,
        accuracy=0.75,
        conflicts=(Overlap((one, other), "intent"), Overlap((one, other), "entities")),
        duplicates=(Overlap((one, other), "", 0.83),),
        suspects=(Suspect(one, "leave", 0.9, 0.01, other),),
        confused=(Confused("greet", "leave", 12, 2, 1, True, ("hello",), (Near(one, other, 0.9),)),),
        wishes=(Wish("few", "leave", HOSTILE, (one,)),),
        counts={"conflicts": 2, "duplicates": 70, "suspects": 1, "confused": 1, "wishes": 1},
    )


def compared() -> Comparison:
    """Three configurations with a learning curve, two of which end at the same place."""
    trials = [
        Trial(name, run, excluded, 100 - excluded, value - excluded / 300 + run / 100, value, 0.8)
        for run in range(2)
        for excluded in (0, 50)
        for name, value in (("light", 0.8), ("deep", 0.8), (HOSTILE, 0.6))
    ]
    pairs = (
        Pair("light", "deep", compare_paired([True] * 5, [True] * 5)),
        Pair("deep", HOSTILE, compare_paired([True] * 20, [False] * 20)),
    )
    return Comparison(("light", "deep", HOSTILE), (0, 50), tuple(trials), pairs)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def report(small_bot: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report of everything, with failures, with words that would break out of it, written to a file."""
    folder = tmp_path_factory.mktemp("report")
    (folder / "cases.yml").write_text(CASES)
    model = load_model(small_bot / "models")
    walked = Walked(model.program)
    results = [
        await talk_through(model, NoActions(), case, hear=walked.hear)  # type: ignore[arg-type]
        for case in read_cases([folder / "cases.yml"], Problems())
    ]
    found = replace_(judge(readings()), review=looked_over())
    figures = [*conversation_figures(results, walked.coverage()), *nlu_figures(found)]
    sections = [conversation_section(results), flow_section(model.program, walked.coverage()), *nlu_sections(found)]
    figures += comparison_figures(compared())
    sections += comparison_sections(compared())
    (folder / "report.html").write_bytes(page("Test report", HOSTILE, figures, sections))
    return folder / "report.html"


def test_it_loads_nothing_and_runs_nothing(report: Path) -> None:
    text = report.read_text()
    tags = Tags(text)
    assert {"script", "img", "link", "iframe", "object"}.isdisjoint(tag for tag, _ in tags.found)
    attributes = [(name, value or "") for _, given_ in tags.found for name, value in given_.items()]
    assert all(value.startswith("#") for name, value in attributes if name in ("href", "src", "action"))
    assert not any(name.startswith("on") or name == "style" for name, _ in attributes)
    ids = [value for name, value in attributes if name == "id"]
    assert len(ids) == len(set(ids))
    assert {value.removeprefix("#") for name, value in attributes if name == "href"} <= set(ids)
    style = re.search("<style>(.*?)</style>", text, re.DOTALL)
    assert style is not None
    assert "@import" not in style[1]
    assert "url(" not in style[1]
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    (policy,) = (given_["content"] for _, given_ in tags.found if given_.get("http-equiv"))
    assert policy is not None
    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}'")


@given(st.text(), st.text())
def test_any_text_is_shown_and_nothing_more(heading: str, words: str) -> None:
    document = page(
        heading, words, [Figure(words, heading, "Part")], [("Part", [el("p", words), table([heading], [[words]])])]
    )
    text = document.decode("utf-8")
    tags = Tags(text)
    assert {tag for tag, _ in tags.found} == {
        *("html", "head", "meta", "title", "style", "body", "header", "h1", "p", "nav", "a", "main", "ul", "li"),
        *("span", "section", "h2", "div", "table", "thead", "tr", "th", "tbody"),
    }


@pytest.mark.parametrize(
    ("width", "scheme"),
    [
        (1280, "light"),
        (400, "dark"),
        pytest.param(1280, "dark", marks=pytest.mark.long),
        pytest.param(400, "light", marks=pytest.mark.long),
    ],
)
@in_module
async def test_it_can_be_read_from_a_disk(
    browser: Browser, report: Path, scheme: Literal["light", "dark"], width: int
) -> None:
    context = await browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900}, bypass_csp=True)
    opened = await context.new_page()
    said: list[str] = []
    opened.on("console", lambda message: said.append(message.text))
    opened.on("request", lambda request: said.append(request.url) if not request.url.startswith("file:") else None)
    await opened.goto(report.as_uri())
    await opened.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
    assert await opened.evaluate("document.documentElement.scrollWidth") <= width
    assert await faults(opened) == []
    assert said == []
    await context.close()


@in_module
async def test_its_policy_lets_its_own_style_in(browser: Browser, report: Path) -> None:
    opened = await browser.new_page()
    said: list[str] = []
    opened.on("console", lambda message: said.append(message.text))
    await opened.goto(report.as_uri())
    assert await opened.evaluate("getComputedStyle(document.querySelector('nav')).position") == "sticky"
    assert said == []
    await opened.close()


@in_module
async def test_a_flow_is_found_from_the_table(browser: Browser, report: Path) -> None:
    opened = await browser.new_page()
    await opened.goto(report.as_uri())
    drawing = opened.get_by_role("img", name=re.compile("^Flow greet"))
    assert not await drawing.is_visible()
    await opened.get_by_role("link", name="greet", exact=True).click()
    await drawing.wait_for(state="visible")
    missed = opened.get_by_role("img", name=re.compile("^Flow order_status"))
    assert await missed.is_visible(), "what was missed is open"
    assert "2 of 4 steps" in (await missed.get_attribute("aria-label") or "")
    await opened.close()


@in_module
async def test_failed_conversations_are_open_and_passed_ones_are_not(browser: Browser, report: Path) -> None:
    opened = await browser.new_page()
    await opened.goto(report.as_uri())
    assert await opened.get_by_text("utter utter_greet").first.is_visible()
    passed = opened.get_by_text("<b>a greeting</b>")
    assert not await passed.is_visible()
    await opened.get_by_text("1 passed").click()
    await passed.wait_for(state="visible")
    await opened.close()


async def faults(opened: Page) -> list[str]:
    """What axe finds."""
    await opened.evaluate((UI / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8"))
    found: dict[str, Any] = await opened.evaluate("rules => axe.run({ runOnly: rules })", RULES)
    return [
        f"{fault['id']}: {node['html'][:200]} {node['failureSummary']}"
        for fault in found["violations"]
        for node in fault["nodes"]
    ]
