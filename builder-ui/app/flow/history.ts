/**
 * What can be undone, by gesture: all changes between two marks are one. Values are kept whole; they share what did not
 * change. Nothing here knows what it keeps.
 */

export interface Past<T> {
  label: string;
  state: T;
}

export interface History<T> {
  past: Past<T>[]; // the state before each gesture
  future: Past<T>[];
  /** The gesture that goes on: changes of the same one are not kept apart. */
  gesture: string | null;
}

const LIMIT = 100;

export function noHistory<T>(): History<T> {
  return { past: [], future: [], gesture: null };
}

/** Before a change: `state` is what can be gone back to. A gesture that goes on adds nothing. */
export function mark<T>(history: History<T>, label: string, state: T, gesture: string | null = null): History<T> {
  if (gesture !== null && gesture === history.gesture) return { ...history, future: [] };
  return { past: [...history.past, { label, state }].slice(-LIMIT), future: [], gesture };
}

/** The gesture is over: the next change is one of its own. */
export function rest<T>(history: History<T>): History<T> {
  return history.gesture === null ? history : { ...history, gesture: null };
}

export function undo<T>(history: History<T>, now: T): { history: History<T>; state: T; label: string } | null {
  const before = history.past.at(-1);
  if (!before) return null;
  const future = [...history.future, { label: before.label, state: now }];
  return { history: { past: history.past.slice(0, -1), future, gesture: null }, state: before.state, label: before.label };
}

export function redo<T>(history: History<T>, now: T): { history: History<T>; state: T; label: string } | null {
  const after = history.future.at(-1);
  if (!after) return null;
  const past = [...history.past, { label: after.label, state: now }];
  return { history: { past, future: history.future.slice(0, -1), gesture: null }, state: after.state, label: after.label };
}
