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

const PATIENCE = 60; // pictures: cards that come into view are drawn while the canvas moves

/** Selects the step and goes to its card as soon as that is drawn. */
export function goToStep(key: string): void {
  select([key]);
  const look = (left: number): void => {
    const card = cardOf(key);
    if (card) card.focus();
    else if (left > 0) requestAnimationFrame(() => look(left - 1));
  };
  requestAnimationFrame(() => requestAnimationFrame(() => look(PATIENCE)));
}

/** Back to the card, or to the line of the outline. */
export function leaveForm(key: string): void {
  cardOf(key)?.focus();
}

function cardOf(key: string): HTMLElement | null {
  return document.querySelector<HTMLElement>(`.react-flow__node[data-id="${key}"], [id="line-${key}"]`);
}
