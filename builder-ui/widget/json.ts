/**
 * JSON that a page cannot spoil: old libraries give Array and Object a `toJSON` of their own, and then JSON.stringify
 * writes arrays as texts. An object without a prototype inherits nothing.
 */

export type Flat = Record<string, string | number | boolean | null | undefined>;

export function write(values: Flat): string {
  return JSON.stringify({ __proto__: null, ...values });
}

/** An object, empty for anything that is none. */
export function read(text: string | null): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text ?? "null");
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
