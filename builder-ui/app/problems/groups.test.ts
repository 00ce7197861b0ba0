import { expect, test } from "vitest";
import type { Problem } from "../server/project.ts";
import { groupsOf } from "./groups.ts";

function problem(more: Partial<Problem>): Problem {
  return { code: "flow/x", severity: "warning", message: "Wrong.", hint: "", file: "flows/a.yml", line: 1, column: 1, ...more };
}

test("what has errors comes first, and errors first in it", () => {
  const groups = groupsOf(
    [
      problem({ flow: "b" }),
      problem({ file: "domain.yml", line: 4 }),
      problem({ file: "domain.yml", line: 9, severity: "error" }),
      problem({ flow: "a", file: "flows/a.yml" }),
    ],
    "all",
    "",
  );
  expect(groups.map(({ place }) => place)).toEqual(["domain.yml", "a", "b"]);
  expect(groups[0]?.problems.map(({ line }) => line)).toEqual([9, 4]);
});

test("all the words have to be there, wherever", () => {
  const problems = [problem({ message: "No such slot.", step: "ask_name" }), problem({ message: "Dead end." })];
  expect(groupsOf(problems, "all", "SLOT name")[0]?.problems).toHaveLength(1);
  expect(groupsOf(problems, "all", "slot end")).toEqual([]);
});

test("of one severity only", () => {
  const problems = [problem({}), problem({ severity: "error" })];
  expect(groupsOf(problems, "error", "")[0]?.problems).toHaveLength(1);
});
