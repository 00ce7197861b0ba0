/** From a card to its form and back, by keyboard. */

import { select } from "./document.ts";
import { showPanel } from "./look.ts";

/** Selects the step and goes into the first field of its form. */
export function openForm(key: string | null): void {
  if (key === null) return;
  select([key]);
  showPanel(true);
  requestAnimationFrame(() => requestAnimationFrame(() => document.querySelector<HTMLElement>(".step-panel :is(input, textarea, select)")?.focus()));
}

/** Back to the card, or to the line of the outline. */
export function leaveForm(key: string): void {
  document.querySelector<HTMLElement>(`.react-flow__node[data-id="${key}"], [id="line-${key}"]`)?.focus();
}
