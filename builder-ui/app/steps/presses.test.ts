import { expect, test } from "vitest";
import type { NodeExit } from "../flow/graph.ts";
import { answers, followed, unasked, type Asked } from "./presses.ts";

const reason: Asked = { name: "reason", type: "text" };
const size: Asked = { name: "size", type: "categorical", values: ["S", "L"] };
const sure: Asked = { name: "sure", type: "bool" };
const exit = (condition: string | null): NodeExit => ({ index: 0, condition, role: "if", to: null, unknown: null });

test("while a title is written its value follows", () => {
  const first = followed([{ title: "B" }], [{ title: "" }], reason);
  expect(first).toEqual([{ title: "B", payload: "/SetSlots(reason=B)" }]);
  expect(followed([{ ...first[0], title: "Broken" }], first, reason)).toEqual([{ title: "Broken", payload: "/SetSlots(reason=Broken)" }]);
});

test("what somebody said that it sends stays", () => {
  const before = [{ title: "B", payload: "/SetSlots(reason=broken)" }];
  expect(followed([{ title: "It is broken", payload: "/SetSlots(reason=broken)" }], before, reason)[0]?.payload).toBe("/SetSlots(reason=broken)");
  expect(followed([{ title: "Help" }], [{ title: "" }], undefined)).toEqual([{ title: "Help" }]);
});

test("a value is one that the slot can have", () => {
  expect(followed([{ title: "l" }], [{ title: "" }], size)[0]?.payload).toBe("/SetSlots(size=L)");
  const both = [{ title: "Yes, please" }, { title: "No" }];
  expect(followed(both, [{ title: "" }, { title: "" }], sure).map(({ payload }) => payload)).toEqual(["/SetSlots(sure=true)", "/SetSlots(sure=false)"]);
  expect(followed([{ title: "Other (please, say)" }], [{ title: "" }], reason)[0]?.payload).toBe("/SetSlots(reason=Other  please  say)");
  expect(answers(size)).toEqual(["/SetSlots(size=S)", "/SetSlots(size=L)"]);
  expect(answers(reason)).toEqual([]);
});

test("each answer wants a branch, once", () => {
  const buttons = ["Broken", "Late", "Late"].map((title) => ({ title, payload: `/SetSlots(reason=${title})` }));
  expect(unasked(buttons, reason, [exit("slots.reason = 'Late'"), exit(null)])).toEqual(["slots.reason = 'Broken'"]);
  expect(unasked([{ title: "Yes", payload: "/SetSlots(sure=true)" }], sure, [])).toEqual(["slots.sure = true"]);
  expect(unasked([{ title: "Help", payload: "/help" }, { title: "Both", payload: "/SetSlots(reason=a, size=L)" }], reason, [])).toEqual([]);
});
