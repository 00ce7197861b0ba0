import { expect, test } from "vitest";
import { Refusal } from "./ask.ts";
import { Queue, type Edited, type Edit, type Sending, type State } from "./queue.ts";
import type { Conflict } from "./publishing.ts";

const gone = new Refusal(0, "no line", "", null);

/** A server that answers when told to, and what the queue did with it. */
function desk(kept: Sending[] = []) {
  const asked: { sending: Sending; answer: (edited: Partial<Edited>) => void; fail: (fault: Error) => void }[] = [];
  const seen = { kept: kept as Sending[], states: [] as State[], pauses: 0 };
  const queue = new Queue(
    {
      send: (sending) =>
        new Promise((resolve, reject) => {
          asked.push({
            sending,
            answer: (edited) => resolve({ hashes: {}, own: edited.hashes ?? {}, revision: "1", merged: false, ...edited }),
            fail: reject,
          });
        }),
      keep: (waiting) => void (seen.kept = waiting),
      told: (state) => void seen.states.push(state),
      pause: async () => void seen.pauses++,
    },
    kept,
  );
  return { queue, asked, seen };
}

const set = (value: number, path = ["a"]): Edit[] => [{ file: "f.yml", path, value }];
const settled = () => new Promise((resolve) => setTimeout(resolve));

test("edits go one after another, each on what the one before made", async () => {
  const { queue, asked, seen } = desk();
  const first = queue.push(set(1), { "f.yml": "h0" });
  const second = queue.push(set(2), { "f.yml": "h0" });
  expect(asked.length).toBe(1);
  asked[0]?.answer({ hashes: { "f.yml": "h1" } });
  expect((await first).kind).toBe("saved");
  await settled();
  expect(asked[1]?.sending).toEqual({ edits: set(2), based_on: { "f.yml": "h1" } });
  asked[1]?.answer({ hashes: { "f.yml": "h2" } });
  expect((await second).kind).toBe("saved");
  await settled();
  expect(seen.kept).toEqual([]);
  expect(seen.states.at(-1)).toBe("idle");
});

test("of edits of one place that wait the last counts, and all are told", async () => {
  const { queue, asked } = desk();
  const told = [1, 2, 3].map((value) => queue.push(set(value), { "f.yml": "h0" }));
  const elsewhere = queue.push(set(4, ["b"]), { "f.yml": "h0" });
  asked[0]?.answer({ hashes: { "f.yml": "h1" } });
  await settled();
  expect(asked[1]?.sending.edits).toEqual(set(3));
  asked[1]?.answer({ hashes: { "f.yml": "h2" } });
  await settled();
  expect(asked[2]?.sending).toEqual({ edits: set(4, ["b"]), based_on: { "f.yml": "h2" } });
  asked[2]?.answer({});
  expect((await Promise.all([...told, elsewhere])).map(({ kind }) => kind)).toEqual(["saved", "saved", "saved", "saved"]);
});

test("an edit that was made without what the server merged in goes on from what was sent, so that it is merged as well", async () => {
  const { queue, asked } = desk();
  const first = queue.push(set(1), { "f.yml": "h0" });
  void queue.push(set(2), { "f.yml": "h0" });
  asked[0]?.answer({ hashes: { "f.yml": "merged" }, own: { "f.yml": "h1" }, merged: true });
  expect((await first).kind).toBe("merged");
  await settled();
  expect(asked[1]?.sending.based_on).toEqual({ "f.yml": "h1" });
});

test("what the server does not get is kept and sent again", async () => {
  const { queue, asked, seen } = desk();
  const told = queue.push(set(1), { "f.yml": "h0" });
  asked[0]?.fail(gone);
  await settled();
  expect(seen.pauses).toBe(1);
  expect(seen.kept).toEqual([{ edits: set(1), based_on: { "f.yml": "h0" } }]);
  expect(seen.states).toContain("waiting");
  asked[1]?.answer({});
  expect((await told).kind).toBe("saved");
});

test("what was kept before a reload is sent first", async () => {
  const { queue, asked } = desk([{ edits: set(1), based_on: { "f.yml": "h0" } }]);
  void queue.push(set(2, ["b"]), { "f.yml": "h0" });
  expect(asked[0]?.sending.edits).toEqual(set(1));
  expect(queue.waiting).toBe(2);
});

test("what the server never takes is told, and does not hold up the rest", async () => {
  const { queue, asked } = desk();
  const refused = queue.push(set(1), { "f.yml": "h0" });
  void queue.push(set(2, ["b"]), { "f.yml": "h0" });
  asked[0]?.fail(new Refusal(400, "This cannot be written.", "", null));
  const outcome = await refused;
  expect(outcome.kind === "refused" && outcome.refusal.message).toBe("This cannot be written.");
  await settled();
  expect(asked[1]?.sending.edits).toEqual(set(2, ["b"]));
});

test("two in conflict are told so", async () => {
  const { queue, asked } = desk();
  const told = queue.push(set(1), { "f.yml": "h0" });
  const conflict: Conflict = { id: "1", file: "f.yml", path: ["a"], reason: "same", base: 0, theirs: 2, yours: 1 };
  asked[0]?.answer({ conflicts: [conflict] });
  expect((await told).kind).toBe("conflict");
});

test("an edit that is undone brings back the first text, and the next edit is made on that", async () => {
  const { queue, asked } = desk();
  for (const [value, base, made] of [[1, "h0", "h1"], [0, "h1", "h0"], [2, "h0", "h2"]] as const) {
    void queue.push(set(value), { "f.yml": base });
    await settled();
    expect(asked.at(-1)?.sending.based_on).toEqual({ "f.yml": base });
    asked.at(-1)?.answer({ hashes: { "f.yml": made } });
    await settled();
  }
});
