import { expect, test } from "vitest";
import { readTests } from "./tests.ts";

test("what the user says is read, whatever else a case has", () => {
  const steps = [{ user: "hello" }, { utter: "utter_greet" }, { user: 1042, assertions: [] }];
  expect(readTests([{ test_case: "a greeting", steps }, { steps: [{ user: "/greet" }] }, { test_case: "silent", steps: [] }, "odd"])).toEqual([
    { name: "a greeting", said: ["hello", "1042"] },
    { name: "/greet", said: ["/greet"] },
  ]);
  expect(readTests(null)).toEqual([]);
});
