/** The order in which messages are gone through: where one is, and where one is when a message has gone. */

import type { Message } from "../server/language.ts";

/** The place of the message that is open; of one that has gone, the place it had. */
export function placeOf(messages: readonly Message[], open: string | null, before: number): number {
  const at = messages.findIndex(({ id }) => id === open);
  return at >= 0 ? at : Math.max(0, Math.min(before, messages.length - 1));
}

/** How sure the assistant was of an intent, as a share that a bar shows: a little is still to be seen. */
export function lengthOf(confidence: number): number {
  return Math.max(0.02, Math.min(1, confidence));
}
