/** Random changes of flows, judged by what they should do to the ways between steps. */

import { expect, test } from "vitest";
import starter from "./starter.json";
import { addBranch, moveBranch, removeBranch, setCondition } from "./branches.ts";
import type { Spot } from "./change.ts";
import { duplicate, paste, pick } from "./clipboard.ts";
import { adopt } from "./adopt.ts";
import { add, connect, disconnect, insert, rename, setField, setFlow } from "./edit.ts";
import { graphOf, START, type Graph } from "./graph.ts";
import { copy, isMapping, same, type Json, type Mapping } from "./json.ts";
import { move, remove } from "./remove.ts";
import { read } from "./tree.ts";
import { write } from "./write.ts";

type Given = { id: string; value: Mapping; ids: string[] };
const FLOWS = starter as unknown as Given[];
/** Steps that are no mappings have no key that outlives a change, and nothing can be done with them. */
const SOUND = FLOWS.map((flow) => ({ ...flow, value: { ...flow.value, steps: (flow.value["steps"] as Json[]).filter(isMapping) } as Mapping }));
type Ways = Map<string, (string | null)[]>;

/** Where each exit of each step leads, by keys. What nobody wrote is left out. */
function waysOf(graph: Graph): Ways {
  const ways: Ways = new Map([[START, [graph.start]]]);
  for (const node of graph.nodes) ways.set(node.key, node.exits.filter((exit) => exit.role !== "none").map((exit) => exit.to));
  return ways;
}

function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const TEMPLATES: Mapping[] = [
  { action: "utter_greet" },
  { collect: "email" },
  { noop: true, next: [{ if: "slots.a", then: "END" }, { else: "END" }] },
  { set_slots: [{ a: 1 }] },
];

test.each(FLOWS)("the steps of $id have the ids that the server gives them", ({ value, ids }) => {
  expect(graphOf(value).nodes.map((node) => node.id)).toEqual(ids);
});

test.each(FLOWS)("$id is written as it was read", ({ value }) => {
  expect(write(read(value))).toBe(value);
});

test("what the language does not know is kept", () => {
  const odd = { steps: ["text", null, 5, { actoin: "x" }, { action: "a", next: { b: 1 } }, { noop: true, next: ["x", { if: "y" }] }, { link: "f", next: "z" }, { action: "a", next: null }] };
  expect(write(read(odd as Mapping))).toBe(odd);
  expect(graphOf(odd as Mapping).nodes).toHaveLength(8);
});

test.each(Array.from({ length: 120 }, (_, seed) => seed))("changes do what they say and lose nothing (%i)", (seed) => {
  const dice = random(seed * 7919 + 1);
  let value = copy(SOUND[dice(SOUND.length)]?.value ?? {});
  for (let round = 0; round < 25; round++) {
    const graph = graphOf(value);
    const before = waysOf(graph);
    const expected: Ways = new Map([...before].map(([key, exits]) => [key, [...exits]]));
    const keys = graph.nodes.map((node) => node.key);
    const one = (): string => keys[dice(keys.length)] ?? "";
    const spotOf = (key: string): Spot => ({ key, exit: dice(Math.max(1, before.get(key)?.length ?? 1)) });
    const way = (spot: Spot): string | null => before.get(spot.key ?? START)?.[spot.exit] ?? null;
    const lead = (spot: Spot, to: string | null): void => {
      const exits = expected.get(spot.key ?? START);
      if (exits && spot.exit < exits.length) exits[spot.exit] = to;
    };
    const saved = copy(value);
    let after = value;
    const what = keys.length ? dice(8) : 0;
    if (what === 0) {
      const spot = keys.length && dice(6) ? spotOf(one()) : { key: null, exit: 0 };
      const changed = insert(value, spot, TEMPLATES[dice(TEMPLATES.length)] as Mapping);
      after = changed.value;
      const made = changed.made[0];
      if (made !== undefined) {
        const exits = (waysOf(graphOf(after)).get(made) ?? []).map(() => null as string | null);
        exits[exits.length - 1] = way(spot);
        expected.set(made, exits);
        lead(spot, made);
      }
    } else if (what === 1) {
      const spot = spotOf(one());
      const to = one();
      after = connect(value, spot, to).value;
      lead(spot, to);
    } else if (what === 2) {
      const spot = spotOf(one());
      after = disconnect(value, spot).value;
      lead(spot, null);
    } else if (what === 3) {
      const gone = one();
      after = remove(value, [gone]).value;
      const found = before.get(gone)?.find((to) => to !== null) ?? null;
      const heir = found === gone ? null : found;
      expected.delete(gone);
      for (const exits of expected.values()) exits.forEach((to, at) => to === gone && (exits[at] = heir));
      if (graph.start === gone && heir === null) expected.set(START, [graphOf(after).start]);
    } else if (what === 4) {
      const changed = duplicate(value, [one(), one()]);
      after = changed.value;
      for (const key of changed.made) expected.set(key, waysOf(graphOf(after)).get(key) ?? []);
    } else if (what === 5) {
      after = rename(value, one(), ["x", "y", ""][dice(3)] ?? "").value;
    } else if (what === 6) {
      after = setField(value, one(), ["action"], "utter_other").value;
    } else {
      const begin = one();
      after = connect(value, { key: null, exit: 0 }, begin).value;
      lead({ key: null, exit: 0 }, begin);
    }
    expect(value, "the old value is not touched").toEqual(saved);
    const ways = waysOf(graphOf(after));
    if (what === 6) for (const [key, exits] of ways) if (exits.length !== expected.get(key)?.length) expected.set(key, exits);
    expect(ways, `round ${round}, ${what}`).toEqual(expected);
    // What is saved and read again is the same flow.
    const again = graphOf(copy(after));
    expect(again.nodes.map((node) => node.id)).toEqual(graphOf(after).nodes.map((node) => node.id));
    expect(again.edges.length).toBe(graphOf(after).edges.length);
    value = after;
  }
});

test.each(Array.from({ length: 60 }, (_, seed) => seed))("a step that is moved keeps its branches and every other way (%i)", (seed) => {
  const dice = random(seed * 104729 + 3);
  let value = copy(SOUND[dice(SOUND.length)]?.value ?? {});
  for (let round = 0; round < 10; round++) {
    const graph = graphOf(value);
    const keys = graph.nodes.map((node) => node.key);
    const key = keys[dice(keys.length)] ?? "";
    const target = keys[dice(keys.length)] ?? "";
    const exit = dice(Math.max(1, graph.byKey.get(target)?.exits.length ?? 1));
    const moved = move(value, key, { key: target, exit }).value;
    const after = graphOf(moved);
    expect(new Set(after.nodes.map((node) => node.key))).toEqual(new Set(keys));
    if (moved !== value && !same(moved, value)) expect(after.byKey.get(target)?.exits[exit]?.to).toBe(key);
    value = moved;
  }
});

test("a step that becomes the first leads to what was the first, and the way that it was on closes behind it", () => {
  const value = { steps: [{ action: "utter_a" }, { action: "utter_b" }, { action: "utter_c" }] };
  const second = graphOf(value).nodes[1]?.key ?? "";
  expect(move(value, second, { key: null, exit: 0 }).value).toEqual({ steps: [{ action: "utter_b" }, { action: "utter_a" }, { action: "utter_c" }] });
});

test("a step on the way to the following one changes one line", () => {
  const value = { steps: [{ action: "utter_a" }, { action: "utter_b", next: "END" }] };
  const graph = graphOf(value);
  const after = insert(value, { key: graph.nodes[0]?.key ?? "", exit: 0 }, { collect: "x" }).value;
  expect(after).toEqual({ steps: [{ action: "utter_a" }, { collect: "x" }, { action: "utter_b", next: "END" }] });
  const [first, , third] = graphOf(after).nodes;
  expect(connect(after, { key: first?.key ?? "", exit: 0 }, third?.key ?? "").value).toEqual({
    steps: [{ action: "utter_a", next: "action_utter_b" }, { collect: "x" }, { id: "action_utter_b", action: "utter_b", next: "END" }],
  });
});

test("leading to the following step needs no next", () => {
  const value = { steps: [{ action: "utter_a", next: "END" }, { action: "utter_b" }] };
  const [first, second] = graphOf(value).nodes;
  expect(connect(value, { key: first?.key ?? "", exit: 0 }, second?.key ?? "").value).toEqual({ steps: [{ action: "utter_a" }, { action: "utter_b" }] });
});

test("an id that was derived and led to stays, whoever comes before", () => {
  const value = { steps: [{ action: "utter_a" }, { collect: "x", next: "action_utter_a_2" }, { action: "utter_a", next: "END" }] };
  const [first] = graphOf(value).nodes;
  expect(remove(value, [first?.key ?? ""]).value).toEqual({
    steps: [{ collect: "x", next: "action_utter_a_2" }, { id: "action_utter_a_2", action: "utter_a", next: "END" }],
  });
});

test("branches come, change their order and go", () => {
  const value = { steps: [{ collect: "x" }, { action: "utter_b" }] };
  const key = graphOf(value).nodes[0]?.key ?? "";
  const one = addBranch(value, key, "slots.x").value;
  expect(one).toEqual({
    steps: [{ collect: "x", next: [{ if: "slots.x", then: "END" }, { else: "action_utter_b" }] }, { id: "action_utter_b", action: "utter_b" }],
  });
  const two = setCondition(addBranch(one, key, "").value, key, 1, "slots.y").value;
  const turned = moveBranch(two, key, 1, 0).value;
  expect(graphOf(turned).nodes[0]?.exits.map((exit) => exit.condition)).toEqual(["slots.y", "slots.x", null]);
  const back = removeBranch(removeBranch(turned, key, 0).value, key, 0).value;
  expect(back).toEqual({ steps: [{ collect: "x" }, { id: "action_utter_b", action: "utter_b" }] });
});

test("a copy holds the chosen steps and the ways among them", () => {
  const value = FLOWS.find((flow) => flow.id === "cancel_order")?.value ?? {};
  const graph = graphOf(value);
  const chosen = graph.nodes.slice(-4).map((node) => node.key);
  const pasted = paste({ steps: [{ id: "confirm", action: "utter_a" }] }, pick(value, chosen));
  expect(pasted.made).toHaveLength(4);
  const ids = graphOf(pasted.value).nodes.map((node) => node.id);
  expect(new Set(ids).size).toBe(ids.length);
});

test("everything copied and put into an empty flow is the same flow", () => {
  for (const { value } of SOUND.filter((flow) => flow.id !== "odd")) {
    const graph = graphOf(value);
    const again = graphOf(paste({ steps: [] }, pick(value, graph.nodes.map((node) => node.key))).value);
    expect(again.nodes.map((node) => node.id)).toEqual(graph.nodes.map((node) => node.id));
    expect(again.edges.length).toBe(graph.edges.length);
  }
});

test("what comes anew from the server has the keys it had", () => {
  const value = copy(FLOWS[0]?.value ?? {});
  const graph = graphOf(value);
  const fresh = adopt(copy(value), value);
  expect(graphOf(fresh).nodes.map((node) => node.key)).toEqual(graph.nodes.map((node) => node.key));
});

test("an unconnected step leaves the ends of others as they are", () => {
  const value = { steps: [{ action: "utter_a" }] };
  expect(add(value, { action: "utter_b" }).value).toEqual({ steps: [{ action: "utter_a", next: "END" }, { action: "utter_b" }] });
  expect(add({}, { action: "utter_b" }).value).toEqual({ steps: [{ action: "utter_b" }] });
});

test("what a step is comes before where it leads, and what a flow is before its steps", () => {
  const value: Mapping = { name: "x", steps: [{ collect: "a", next: "END" }] };
  const step = graphOf(value).nodes[0]?.key ?? "";
  const described = setField(value, step, ["description"], "d").value;
  expect(Object.keys((described["steps"] as Mapping[])[0] ?? {})).toEqual(["collect", "description", "next"]);
  expect(Object.keys(setFlow(described, ["nlu_trigger"], []).value)).toEqual(["name", "nlu_trigger", "steps"]);
});
