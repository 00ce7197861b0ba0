import { expect, test } from "vitest";
import { adopt } from "./adopt.ts";
import { carry } from "./carry.ts";
import { setField } from "./edit.ts";
import { graphOf } from "./graph.ts";
import { copy, type Json, type Mapping } from "./json.ts";
import { move, remove } from "./remove.ts";

const FLOW: Mapping = {
  steps: [
    { collect: "size", next: [{ if: "slots.size", then: [{ id: "big", action: "utter_big" }] }, { else: "end" }] },
    { id: "mid", action: "utter_mid" },
    { id: "end", action: "utter_end" },
  ],
};
const keyed = (id: string): string => graphOf(FLOW).byId.get(id)?.key ?? "";
const named = (value: Json | undefined): Json[] => graphOf(value as Mapping).nodes.map(({ id }) => id);

/** What others made of the flow, as the server sends it. */
function theirs(change: (value: Mapping) => { value: Mapping }): Mapping {
  const value = adopt(copy(change(FLOW).value), FLOW);
  graphOf(value);
  return value;
}

test("what only one side changed is that", () => {
  const after = theirs((value) => setField(value, keyed("mid"), ["action"], "utter_other"));
  expect(carry(FLOW, after, FLOW)).toBe(after);
  const earlier = remove(FLOW, [keyed("end")]).value;
  expect(carry(FLOW, FLOW, earlier)).toBe(earlier);
});

test("a step, a field and what is nested are changed where one has changed others", () => {
  const after = theirs((value) => setField(setField(value, keyed("big"), ["action"], "utter_huge").value, keyed("mid"), ["note"], "new"));
  const earlier = setField(FLOW, keyed("mid"), ["action"], "utter_before").value;
  const found = carry(FLOW, after, earlier) as Mapping;
  expect(graphOf(found).byId.get("mid")?.value).toEqual({ id: "mid", action: "utter_before", note: "new" });
  expect(graphOf(found).byId.get("mid")?.key).toBe(keyed("mid"));
  expect(graphOf(found).byId.get("big")?.value).toEqual({ id: "big", action: "utter_huge" });
});

test("what others added comes behind what it follows, and what they took away goes", () => {
  const more = copy(FLOW);
  (more["steps"] as Json[]).splice(2, 0, { id: "more", action: "utter_more" });
  const after = theirs(() => remove(adopt(more, FLOW), [keyed("mid")]));
  const earlier = setField(FLOW, keyed("end"), ["action"], "utter_before").value;
  expect(named(carry(FLOW, after, earlier))).toEqual(["collect_size", "big", "more", "end"]);
});

test("where one's own step was not there yet it is not, and the order is the one that somebody changed", () => {
  const earlier = remove(FLOW, [keyed("mid")]).value;
  const after = theirs((value) => setField(value, keyed("mid"), ["action"], "utter_other"));
  expect(named(carry(FLOW, after, earlier))).toEqual(["collect_size", "big", "end"]);
  const turned = theirs((value) => move(value, keyed("end"), { key: keyed("collect_size"), exit: 0 }));
  const written = setField(FLOW, keyed("mid"), ["action"], "utter_before").value;
  expect(named(carry(FLOW, turned, written))).toEqual(named(turned));
});
