"""What the builder costs: moving about in a large flow, what is sent for a screen, from an edit to what is served.

The canvas is measured in CPU milliseconds of the page's main thread, as Chromium counts them, for each step of a
movement and the two pictures after it. A bare React Flow page with as many cards takes turns with it in the same
browser: the ratio can be trusted on a busy machine. That page is built from ``builder-ui/node_modules`` and shipped
nowhere.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from benchmarks.measure import RUNS, Server, median, small_bot, table, train
from playwright.sync_api import CDPSession, Page, sync_playwright
from tests.browser import FLAGS, find_chromium
from tests.builder.ui.test_build import APP, packed, shell, styles_of, with_imports
from tests.page.stand_in import UI
from tests.server.desk import Desk

SIZES = (500, 2000)
MOVES = 30
ROWS = 25
FRAMES = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
GO = "path => { history.pushState(null, '', path); dispatchEvent(new PopStateEvent('popstate')); }"
WINDOW = {"width": 1920, "height": 1080}


class Quiet(SimpleHTTPRequestHandler):
    """Files, and nothing said of them."""

    def log_message(self, *_: object) -> None: ...


@contextmanager
def peer() -> Iterator[str]:
    """The address of the bare page."""
    with tempfile.TemporaryDirectory() as folder:
        command = [
            "npx",
            "esbuild",
            str(Path(__file__).with_name("peer.jsx")),
            "--bundle",
            "--minify",
            "--jsx=automatic",
        ]
        options = [
            "--bundle",
            "--minify",
            "--jsx=automatic",
            '--define:process.env.NODE_ENV="production"',
            f"--outfile={folder}/peer.js",
            "--log-level=error",
        ]
        environment = {**os.environ, "NODE_PATH": str(UI / "node_modules")}
        subprocess.run([*command, *options], cwd=UI, env=environment, check=True)
        style = "#root { position: fixed; inset: 0 } .card { height: 60px; border: 1px solid #888; background: #fff }"
        page = f"<!doctype html><link rel=stylesheet href=peer.css><style>{style}</style><div id=root></div>"
        Path(folder, "index.html").write_text(f"{page}<script src=peer.js></script>")
        with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder)) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            yield f"http://127.0.0.1:{server.server_port}/"
            server.shutdown()


def large(bot: Path, steps: int) -> str:
    """A flow of so many steps, and where its cards are. Its name."""
    name = f"steps{steps}"
    lines = ["flows:", f"  {name}:", "    description: Many steps.", "    steps:"]
    lines += [f"      - id: s{at}\n        set_slots:\n          - order_state: s{at}" for at in range(steps)]
    (bot / "flows" / f"{name}.yml").write_text("\n".join(lines) + "\n")
    place(bot, name, steps)
    return name


def place(bot: Path, name: str, steps: int) -> None:
    """Put the cards where they were before anybody dragged one."""
    side = bot / "flows" / ".layout"
    side.mkdir(exist_ok=True)
    positions = {f"s{at}": [at // ROWS * 360, at % ROWS * 120] for at in range(steps)}
    (side / f"{name}.json").write_text(json.dumps({"positions": positions, "notes": []}))


class Tab:
    """A page whose work is counted. ``cost`` has the milliseconds of each movement."""

    def __init__(self, page: Page, cards: str) -> None:
        self.page = page
        self.cards = page.locator(cards)
        self.cost: dict[str, float] = {}
        self._session: CDPSession = page.context.new_cdp_session(page)
        self._session.send("Performance.enable", {"timeDomain": "threadTicks"})  # CPU, however busy the machine is

    def _work_ms(self) -> float:
        metrics = self._session.send("Performance.getMetrics")["metrics"]
        return 1000 * float(next(each["value"] for each in metrics if each["name"] == "TaskDuration"))

    def measure(self, what: str, moves: int, move: Callable[[int], None]) -> None:
        """What one of these movements costs, until it is seen."""
        before = self._work_ms()
        for at in range(moves):
            move(at)
            self.page.evaluate(FRAMES)
        self.cost[what] = (self._work_ms() - before) / moves

    def move_about(self) -> None:
        """Pan, drag a card, zoom."""
        mouse, keys = self.page.mouse, self.page.keyboard
        mouse.move(900, 500)
        self.measure("pan", MOVES, lambda _: mouse.wheel(6, 4))
        self.cards.nth(5).hover(position={"x": 40, "y": 15})
        mouse.down()
        mouse.move(699, 499)
        self.page.evaluate(FRAMES)
        self.measure("drag", MOVES, lambda at: mouse.move(700 + at * 3, 500 + at * 2))
        mouse.up()
        keys.down("Control")
        self.measure("zoom", MOVES, lambda at: mouse.wheel(0, 6 if at < MOVES // 2 else -6))
        keys.up("Control")


def open_ours(page: Page, url: str, name: str) -> Tab:
    """From another flow to the large one: what is fetched once is there."""
    page.goto(f"{url}/builder/flows/order_status")
    page.locator(".canvas-card").first.wait_for()
    page.wait_for_timeout(800)
    tab = Tab(page, ".react-flow__node-step")

    def go(_: int) -> None:
        page.evaluate(GO, f"/builder/flows/{name}")
        page.locator('[data-step="s0"]').wait_for()

    tab.measure("mount", 1, go)
    return tab


def open_peer(page: Page, url: str, steps: int) -> Tab:
    """The bare page."""
    page.goto(url)
    tab = Tab(page, ".react-flow__node-card")

    def go(_: int) -> None:
        page.evaluate("steps => window.mount(steps)", steps)
        tab.cards.first.wait_for()

    tab.measure("mount", 1, go)
    return tab


def canvas(bot: Path, url: str) -> None:
    """Ours and the peer's, in turns."""
    cost: dict[tuple[str, int, str], list[float]] = defaultdict(list)
    with peer() as bare, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(playwright), args=list(FLAGS))
        for _ in range(RUNS):
            for steps in SIZES:
                name = f"steps{steps}"
                place(bot, name, steps)
                for whose in ("ours", "peer"):
                    page = browser.new_page(viewport=WINDOW)
                    tab = open_ours(page, url, name) if whose == "ours" else open_peer(page, bare, steps)
                    page.wait_for_timeout(500)
                    tab.move_about()
                    for what, each in tab.cost.items():
                        cost[whose, steps, what].append(each)
                    page.close()
        browser.close()
    rows = []
    for steps in SIZES:
        for what in ("mount", "pan", "zoom", "drag"):
            ours, theirs = (cost[whose, steps, what] for whose in ("ours", "peer"))
            ratio = median([a / b for a, b in zip(ours, theirs, strict=True)])
            rows.append([what, f"{steps:,}", f"{median(ours):.1f} ms", f"{median(theirs):.1f} ms", f"{ratio:.2f}x"])
    table("Canvas: CPU of the page for one step", ["movement", "steps", "canvas", "bare React Flow", "ratio"], rows)


def sizes() -> None:
    """What is sent for each screen, compressed: of the first that is opened, and of another after that."""
    frame = shell()
    screens = {file.stem.partition("-")[0]: file for file in sorted(APP.glob("assets/*Screen-*.js"))}
    rows = [["(frame)", f"{packed(frame) / 1000:.1f} kB", ""]]
    for name, script in screens.items():
        files = with_imports(script)
        files |= styles_of(files)
        first, later = packed(frame | files), packed(files - frame)
        if name != "Screen":
            rows.append([name.removesuffix("Screen"), f"{first / 1000:.1f} kB", f"{later / 1000:.1f} kB"])
    table("Sent for a screen, gzipped", ["screen", "opened first", "after the frame"], rows)


def edits(bot: Path, server: Server, url: str) -> None:
    """From an edit to a draft on disk; from publishing to what answers by it."""
    file, path = "flows/orders.yml", ["flows", "order_status", "description"]
    kept = bot / ".talkwright" / "builder"
    drafted, cpu, published, served = [], [], [], []
    with Desk(url) as desk:
        for run in range(RUNS):
            said = f"Number {run}."
            seen = desk.call("GET", "values", params={"file": file, "path": json.dumps(path)}).json()
            edit = {"file": file, "path": path, "value": said}
            before, used = time.perf_counter(), server.cpu_s()
            desk.post("edits", {"edits": [edit], "based_on": {file: seen["hash"]}})
            drafted.append(time.perf_counter() - before)
            cpu.append(server.cpu_s() - used)
            if not any(said in each.read_text("utf-8", "ignore") for each in kept.rglob("*") if each.is_file()):
                raise RuntimeError("the draft is not on disk")
            before = time.perf_counter()
            job = desk.post("publish", {"message": f"Number {run}"})["job"]
            published.append(time.perf_counter() - before)
            while desk.get(f"jobs/{job}")["state"] == "running":
                time.sleep(0.02)
            served.append(time.perf_counter() - before)
    named = (("an edit to its draft on disk", drafted), ("publishing to files and history", published))
    rows = [[name, f"{median(each) * 1e3:.1f} ms"] for name, each in (*named, ("publishing to what is served", served))]
    rows.insert(1, ["CPU of the server for an edit", f"{median(cpu) * 1e3:.0f} ms"])
    table(f"From an edit to what is served ({SIZES[-1]:,} and {SIZES[0]:,} steps in two flows)", ["from", "time"], rows)


def main() -> None:
    if not (APP / "index.html").exists() or shutil.which("npx") is None:
        print("benchmarks/builder.py measures the builder's app: build it with make ui, which needs Node.")
        return
    sizes()
    with small_bot() as bot:
        train(bot)
        for steps in SIZES:
            large(bot, steps)
        server = Server(bot)
        url = f"http://127.0.0.1:{server.port}"
        try:
            edits(bot, server, url)
            canvas(bot, url)
        finally:
            server.stop()


if __name__ == "__main__":
    main()
