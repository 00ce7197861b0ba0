/** Rows of a condition while they are filled in: what is not whole yet is kept here, and not in the file. */

import type { Row, Rows } from "../server/slots.ts";

export const ONE_SIDED = ["is null", "is not null", "holds", "does not hold"] as const;

const EQUAL = ["=", "!="] as const;
const ORDER = ["<", "<=", ">", ">="] as const;
const ANY = ["one of", "not one of", "matches", "does not match", "contains", "does not contain"] as const;

export type Operator = (typeof EQUAL | typeof ORDER | typeof ANY | typeof ONE_SIDED)[number];

const FITTING: Record<string, readonly Operator[]> = {
  text: [...EQUAL, "one of", "not one of", "matches", "does not match", "is null", "is not null"],
  categorical: [...EQUAL, "one of", "not one of", "is null", "is not null"],
  bool: ["holds", "does not hold", ...EQUAL, "is null", "is not null"],
  float: [...EQUAL, ...ORDER, "is null", "is not null"],
  list: ["contains", "does not contain", "holds", "does not hold", "is null", "is not null"],
};
const ALL: readonly Operator[] = [...EQUAL, ...ORDER, ...ANY, ...ONE_SIDED];

/** The operators that fit a slot's type, and the one that stands there already. */
export function operatorsOf(type: string | undefined, now: string): readonly Operator[] {
  const fitting = FITTING[type ?? ""] ?? ALL;
  return fitting.includes(now as Operator) ? fitting : [...fitting, now as Operator];
}

export function isOneSided(operator: string): boolean {
  return (ONE_SIDED as readonly string[]).includes(operator);
}

export function isWhole(row: Row): boolean {
  return row.left !== "" && (isOneSided(row.operator) || row.right !== "");
}

/** The rows with one of them changed; what no longer fits is emptied. */
export function changed(rows: Rows, at: number, change: Partial<Row>, type: string | undefined): Rows {
  return {
    ...rows,
    rows: rows.rows.map((row, index) => (index === at ? fitted({ ...row, ...change }, type) : row)),
  };
}

export function without(rows: Rows, at: number): Rows {
  return { ...rows, rows: rows.rows.filter((_, index) => index !== at) };
}

export const EMPTY: Row = { left: "", operator: "=", right: "" };

function fitted(row: Row, type: string | undefined): Row {
  const fitting = FITTING[type ?? ""] ?? ALL;
  const operator = fitting.includes(row.operator as Operator) ? row.operator : (fitting[0] ?? "=");
  return { ...row, operator, right: isOneSided(operator) ? "" : row.right };
}
