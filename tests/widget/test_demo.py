"""The shop's page says what its assistant says."""

import re

import pytest
from tests.page.stand_in import UI

PAGE = (UI / "demo" / "index.html").read_text(encoding="utf-8")
ROOT = UI.parent
GOODS = re.findall(r"<h3>([^<]+)</h3>\s*<p>([^<]+)</p>\s*<p class=\"price\">£(\d+)", PAGE)


@pytest.mark.parametrize(("name", "about", "price"), GOODS)
def test_goods_are_those_of_the_catalogue(name: str, about: str, price: str) -> None:
    rows = (ROOT / "actions" / "shop" / "shop.sql").read_text(encoding="utf-8").splitlines()
    (row,) = [row for row in rows if row.startswith(f"    ('{name}',") and "/assets/" in row]
    assert f", {price}, '{about}'," in re.sub(r" +", " ", row)


def test_repairs_cost_what_the_workshop_says() -> None:
    repairs = " ".join((ROOT / "knowledge" / "repairs.md").read_text(encoding="utf-8").split())
    prices = re.findall(r"<dt>A (?:new |pair of )?(\w+)</dt><dd>£(\d+)</dd>", PAGE)
    assert len(prices) == 3
    for thing, price in prices:
        assert re.search(rf"{thing}\w* costs? £?{price}\b|{thing}\w*,? £?{price}\b", repairs), (thing, price)


def test_every_picture_is_there() -> None:
    named = set(re.findall(r"/demo/([\w.-]+)", PAGE))
    assert named == {file.name for file in (UI / "demo").iterdir()} - {"index.html"}
