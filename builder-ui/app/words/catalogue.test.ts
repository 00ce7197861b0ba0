import { beforeEach, expect, test } from "vitest";
import { catalogue } from "./catalogue.ts";
import { useLanguage } from "./language.ts";

const t = catalogue(
  { "a.hello": "Hello {name}", "a.steps": { one: "{count} step", other: "{count} steps" } },
  { "a.hello": "Hallo {name}", "a.steps": { one: "{count} Schritt", other: "{count} Schritte" } },
);

beforeEach(() => useLanguage.setState({ language: "en" }));

test("values are filled in", () => {
  expect(t("a.hello", { name: "Ada" })).toBe("Hello Ada");
});

test("a value that is not given stays to be seen", () => {
  expect(t("a.hello")).toBe("Hello {name}");
});

test("a number decides which text, and is written as the language does", () => {
  expect([0, 1, 2, 1200].map((count) => t("a.steps", { count }))).toEqual(["0 steps", "1 step", "2 steps", "1,200 steps"]);
  useLanguage.setState({ language: "de" });
  expect([1, 1200].map((count) => t("a.steps", { count }))).toEqual(["1 Schritt", "1.200 Schritte"]);
});
