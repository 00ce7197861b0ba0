import { expect, test } from "vitest";
import type { Change } from "../server/publishing.ts";
import { marksOf } from "./useDrafted.ts";

const change = (more: Partial<Change>): Change => ({ path: ["flows", "a", "steps", 0], flow: "a", kind: "changed", ...more });

test("a step is new, or one of its parts is another; what is gone has no mark", () => {
  const marks = marksOf(
    [
      change({ step: "fresh", kind: "added" }),
      change({ step: "ask", kind: "added", path: ["flows", "a", "steps", 1, "utter"] }),
      change({ step: "gone", kind: "removed" }),
      change({ step: "other", flow: "b" }),
      change({ path: ["flows", "a", "name"] }),
    ],
    "a",
  );
  expect([...marks]).toEqual([["fresh", "added"], ["ask", "changed"]]);
});
