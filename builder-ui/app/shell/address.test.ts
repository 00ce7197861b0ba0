import { expect, test } from "vitest";
import { below, matched, written } from "./address.ts";

test("an address is written with its values", () => {
  expect(written({ to: "/slots" })).toBe("/builder/slots");
  expect(written({ to: "/flows/$id", params: { id: "a/b c" } })).toBe("/builder/flows/a%2Fb%20c");
  expect(written({ to: "/flows/$id", params: { id: "x" }, search: { step: "1 2", turn: undefined } })).toBe(
    "/builder/flows/x?step=1+2",
  );
});

test("values are read from an address", () => {
  expect(matched("/flows/$id", "/flows/a%2Fb%20c")).toEqual({ id: "a/b c" });
  expect(matched("/flows", "/flows/")).toEqual({});
  expect(matched("/flows", "/flows/x")).toBeNull();
  expect(matched("/flows/$id", "/slots/x")).toBeNull();
  expect(matched("/flows/$id", "/flows/100%")).toEqual({ id: "100%" });
});

test("the app's own path is taken away", () => {
  expect(below("/builder")).toBe("/");
  expect(below("/builder/flows")).toBe("/flows");
});
