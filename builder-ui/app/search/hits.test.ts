import { expect, test } from "vitest";
import type { Hit } from "../server/found.ts";
import { detailOf, targetOf } from "./hits.ts";

const HIT: Hit = { kind: "step", name: "ask_size", file: "flows/order.yml", line: 3, key: "if", text: "slots.size is null", flow: "order", step: "ask_size" };
const ELSEWHERE: Hit = { kind: "example", name: "greet", file: "nlu.yml", line: 1, key: "text", text: "good morning" };

test("a step leads to its flow, with the step in the address", () => {
  expect(targetOf(HIT)).toEqual({ to: "/flows/$id", params: { id: "order" }, search: { step: "ask_size" } });
  expect(targetOf(ELSEWHERE)).toEqual({ to: "/training", search: { intent: "greet", example: "good morning" } });
  expect(targetOf({ ...ELSEWHERE, kind: "action" })).toBeNull();
});

test("it says what it is and where", () => {
  expect(detailOf(HIT, () => "Order")).toBe("Condition, in Order");
  expect(detailOf(ELSEWHERE, () => "")).toBe("Example · greet");
});
