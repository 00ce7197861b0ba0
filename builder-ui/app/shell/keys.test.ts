import { expect, test } from "vitest";
import type { Action } from "./actions.ts";
import { follow, spelled } from "./keys.ts";

const press = (key: string, more: Partial<KeyboardEvent> = {}) =>
  spelled({ key, code: `Key${key.toUpperCase()}`, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...more });
const action = (keys: string, more: Partial<Action> = {}): Action => ({
  name: keys,
  label: keys,
  group: "",
  keys,
  perform: () => undefined,
  ...more,
});

test("keys are said as actions write them", () => {
  expect(press("k", { ctrlKey: true })).toBe("Mod+K");
  expect(press("k", { metaKey: true })).toBe("Mod+K");
  expect(press("P", { ctrlKey: true, shiftKey: true })).toBe("Mod+Shift+P");
  expect(press("?", { code: "Slash", shiftKey: true })).toBe("?");
  expect(press("Enter", { code: "Enter", shiftKey: true })).toBe("Shift+Enter");
  expect(press("‹", { altKey: true, code: "KeyB" })).toBe("Alt+B");
});

test("one key after another is a sequence, if it comes soon", () => {
  let time = 0;
  const keys = follow(() => [action("G F"), action("F")], () => time);
  expect(keys.press("G", false)).toBeUndefined();
  expect(keys.press("F", false)?.keys).toBe("G F");
  expect(keys.press("F", false)?.keys).toBe("F");
  keys.press("G", false);
  time = 2000;
  expect(keys.press("F", false)?.keys).toBe("F");
});

test("one who writes is not disturbed, but by what works always", () => {
  const keys = follow(() => [action("?"), action("Mod+K", { always: true }), action("X", { disabled: true })], () => 0);
  expect(keys.press("?", true)).toBeUndefined();
  expect(keys.press("?", false)?.keys).toBe("?");
  expect(keys.press("Mod+K", true)?.keys).toBe("Mod+K");
  expect(keys.press("X", false)).toBeUndefined();
});
