import { expect, test } from "vitest";
import { german, inGerman } from "./german.ts";

function said(code: string, message: string, hint = "") {
  return inGerman({ code, message, hint });
}

test("a problem is told in German with its names, and as it was said", () => {
  expect(said("flow/unknown-slot", "The slot 'siez' is not in the domain.", "Did you mean 'size'?")).toEqual({
    code: "flow/unknown-slot",
    message: "Den Slot „siez“ gibt es nicht.",
    hint: "Meinten Sie „size“?",
    detail: "The slot 'siez' is not in the domain. Did you mean 'size'?",
  });
});

test("an apostrophe is no quote, and a text in quotes may have one", () => {
  const message = "'I don't know' is an example of 'deny' here and of 'greet' at the bot's a.yml:4:9.";
  expect(said("nlu/contradiction", message).message).toBe("„I don't know“ ist ein Beispiel für zwei Intents: „deny“ und „greet“.");
});

test("what a message has no name for is not said", () => {
  expect(said("flow/no-kind", "A step says what it does by one of 6 keys; this one has none.").message).toBe("Dieser Schritt sagt nicht, was er tut.");
});

test("of a condition all is said", () => {
  const message = "At character 15 of the condition a value such as slots.name, 5 or 'text' was expected, but '>' came.";
  expect(said("condition/syntax", message).message).toBe("Am Zeichen 15 wird ein Wert wie slots.name, 5 oder 'text' erwartet, aber da steht „>“.");
});

test("what nobody has words for stays", () => {
  expect(said("new/code", "New.")).toEqual({ code: "new/code", message: "New.", hint: "" });
  expect(german("Something new happened.")).toBe("Something new happened.");
});

test("a refusal is told with its values, in either quotes", () => {
  expect(german("There is no flow 'order'.")).toBe("Einen Ablauf „order“ gibt es nicht.");
  expect(german('There is no flow "bob\'s".')).toBe("Einen Ablauf „bob's“ gibt es nicht.");
  expect(german("The slot 'size' has to keep its name.")).toBe("Der Name „size“ muss bleiben (Slot).");
});

test("a list of problems is told line by line", () => {
  expect(german("flows/a.yml:2:3: error[flow/no-steps] Flow 'a' has no steps. Add 'steps:' with at least one step.\nAnd so on.")).toBe(
    "flows/a.yml:2:3: Der Ablauf „a“ hat noch keine Schritte.\nAnd so on.",
  );
});
