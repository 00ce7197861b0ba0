/** A range of time, as one chooses it. Days are those of the place where one sits. Pure but for the clock that is given. */

import type { Span } from "../server/rehearsals.ts";

export type Range = { kind: "today" | "week" | "month" } | { kind: "own"; from: string; to: string };

const DAYS = { today: 0, week: 6, month: 29 } as const;

/** In seconds since 1970. `from` and `to` are days, such as "2026-11-21"; both count as a whole, one may be "". */
export function spanOf(range: Range, now: Date): Span {
  if (range.kind !== "own") return { from: seconds(dayOf(now, -DAYS[range.kind])) };
  const [from, to] = [read(range.from), read(range.to)];
  return { ...(from && { from: seconds(from) }), ...(to && { to: seconds(dayOf(to, 1)) }) };
}

/** A day as the field of a form writes it. */
export function written(day: Date): string {
  return [day.getFullYear(), day.getMonth() + 1, day.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}

function read(day: string): Date | null {
  const [year, month, date] = day.split("-").map(Number);
  return year && month && date ? new Date(year, month - 1, date) : null;
}

function dayOf(day: Date, more: number): Date {
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() + more);
}

const seconds = (day: Date): number => Math.floor(day.getTime() / 1000);
