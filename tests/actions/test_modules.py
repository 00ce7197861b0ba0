"""A bot's actions under a private name: what ``actions`` means inside, and what is left outside."""

from __future__ import annotations

import importlib
import sys
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest

from talkwright.actions.modules import load_actions, public_text

Bot = Callable[..., list[ModuleType]]


@pytest.fixture(autouse=True)
def imports_as_they_were() -> Iterator[None]:
    path, finders, modules = list(sys.path), list(sys.meta_path), set(sys.modules)
    yield
    assert not [name for name in sys.modules if name.split(".")[0] == "actions"], "no public name is left"
    sys.path[:], sys.meta_path[:] = path, finders
    for name in set(sys.modules) - modules:
        if name.startswith("_talkwright_bot") or name in ("beside", "lonely"):
            del sys.modules[name]
    importlib.invalidate_caches()


@pytest.fixture
def bot(tmp_path: Path) -> Bot:
    """Write files (name -> text) below a folder of that name and load the bot's actions."""

    def write_and_load(files: dict[str, str], name: str = "bot") -> list[ModuleType]:
        root = tmp_path / name
        for file, text in files.items():
            path = root / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(textwrap.dedent(text))
        return load_actions(root)

    return write_and_load


def names(modules: list[ModuleType]) -> list[str]:
    return [public_text(module.__name__) for module in modules]


def of(modules: list[ModuleType], name: str) -> ModuleType:
    return next(module for module in modules if public_text(module.__name__) == name)


def test_a_bot_without_actions_has_no_modules(tmp_path: Path) -> None:
    finders = list(sys.meta_path)
    assert load_actions(tmp_path) == []
    assert sys.meta_path == finders


@pytest.mark.parametrize(
    "use",
    [
        pytest.param("import actions.shop\nfound = actions.shop.PRICE", id="import actions.shop"),
        pytest.param("import actions.shop as s\nfound = s.PRICE", id="import actions.shop as"),
        pytest.param("import actions\nimport actions.shop\nfound = actions.shop.PRICE", id="import actions"),
        pytest.param("from actions import shop\nfound = shop.PRICE", id="from actions import shop"),
        pytest.param("from actions.shop import PRICE as found", id="from actions.shop import"),
        pytest.param("from actions.shop import *\nfound = PRICE", id="from actions.shop import *"),
        pytest.param("from .shop import PRICE as found", id="from .shop import"),
        pytest.param("from . import shop\nfound = shop.PRICE", id="from . import"),
        pytest.param("def look():\n    from actions.shop import PRICE\n    return PRICE\nfound = look()", id="lazily"),
        pytest.param("from actions.deep.er import PRICE as found", id="deeper"),
        pytest.param("from .deep import er\nfound = er.PRICE", id="deeper, relatively"),
    ],
)
@pytest.mark.parametrize("init", [True, False], ids=["with __init__.py", "without"])
def test_actions_means_the_bots_own(bot: Bot, use: str, init: bool) -> None:
    files = {
        "actions/shop.py": "PRICE = 7\n",
        "actions/deep/__init__.py": "",
        "actions/deep/er.py": "from actions.shop import PRICE\n",
        "actions/use.py": use,
    }
    modules = bot(files | ({"actions/__init__.py": ""} if init else {}))
    assert of(modules, "actions.use").found == 7


def test_every_module_of_a_package_is_imported_once(bot: Bot) -> None:
    modules = bot(
        {
            "actions/__init__.py": "",
            "actions/a.py": "from .b import B",
            "actions/b.py": "class B: ...",
            "actions/in_/__init__.py": "class C: ...",
            "actions/in_/d.py": "",
            "actions/scripts/run_me.py": "raise SystemExit('a folder without __init__.py is left alone')",
            "actions/notes.txt": "x",
        }
    )
    assert names(modules) == ["actions", "actions.a", "actions.b", "actions.in_", "actions.in_.d"]
    assert of(modules, "actions.a").B is of(modules, "actions.b").B


def test_one_file_may_hold_all_actions(bot: Bot) -> None:
    modules = bot({"actions.py": "def later():\n    import actions\n    return actions.PRICE\nPRICE = 3"})
    assert names(modules) == ["actions"]
    assert modules[0].later() == 3


def test_a_file_goes_before_a_folder_that_is_no_package(bot: Bot) -> None:
    assert bot({"actions.py": "WHERE = 'file'", "actions/left_over.py": ""})[0].WHERE == "file"
    assert bot({"actions/__init__.py": "WHERE = 'package'"})[0].WHERE == "package"


def test_two_bots_with_the_same_names_stay_apart(bot: Bot) -> None:
    def files(price: int) -> dict[str, str]:
        return {
            "actions/__init__.py": "",
            "actions/shop.py": f"PRICE = {price}",
            "actions/use.py": "def price():\n    from actions.shop import PRICE\n    return PRICE",
        }

    one, other = bot(files(1), "one"), bot(files(2), "other")
    assert [of(one, "actions.use").price(), of(other, "actions.use").price()] == [1, 2]
    assert of(one, "actions.shop") is not of(other, "actions.shop")


def test_a_bot_loaded_again_is_new(bot: Bot) -> None:
    first = bot({"actions/__init__.py": "", "actions/shop.py": "PRICE = 1"})
    second = bot({"actions/shop.py": "PRICE = 100"})
    assert [of(first, "actions.shop").PRICE, of(second, "actions.shop").PRICE] == [1, 100]


def test_an_action_may_import_what_lies_beside_the_folder(bot: Bot) -> None:
    modules = bot({"beside.py": "HERE = True", "actions/__init__.py": "import beside\nHERE = beside.HERE"})
    assert modules[0].HERE


def test_a_relative_root_will_do(bot: Bot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bot({"actions/__init__.py": "", "actions/shop.py": "PRICE = 1"})
    monkeypatch.chdir(tmp_path)
    modules = load_actions(Path("bot"))
    monkeypatch.chdir("/")
    assert Path(str(of(modules, "actions.shop").__file__)).is_file()


def test_the_rest_of_python_is_imported_as_ever(bot: Bot) -> None:
    (module,) = bot({"actions.py": "import os.path, json as j\nfrom collections.abc import Sequence"})
    assert module.os is sys.modules["os"]
    assert module.j is sys.modules["json"]


def test_all_faults_come_through_together_and_nothing_stays(bot: Bot) -> None:
    before = set(sys.modules), list(sys.meta_path)
    with pytest.raises(BaseExceptionGroup) as caught:
        bot(
            {
                "actions/__init__.py": "",
                "actions/a.py": "1 / 0",
                "actions/b.py": "def (",
                "actions/c.py": "raise SystemExit(3)",
                "actions/d.py": "from actions import nothing",
                "actions/fine.py": "",
            }
        )
    faults = caught.value.exceptions
    assert [type(fault) for fault in faults] == [ZeroDivisionError, SyntaxError, SystemExit, ImportError]
    assert "cannot import name 'nothing' from 'actions'" in public_text(str(faults[3]))
    assert (set(sys.modules), list(sys.meta_path)) == before


def test_a_package_that_cannot_be_imported_is_one_fault(bot: Bot) -> None:
    with pytest.raises(BaseExceptionGroup) as caught:
        bot({"actions/__init__.py": "1 / 0", "actions/shop.py": "", "actions/more.py": ""})
    assert [type(fault) for fault in caught.value.exceptions] == [ZeroDivisionError]


def test_an_interrupted_load_is_not_a_fault_of_the_bot(bot: Bot) -> None:
    with pytest.raises(KeyboardInterrupt):
        bot({"actions.py": "raise KeyboardInterrupt"})
