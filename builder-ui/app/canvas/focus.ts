/** From a card to its form and back, by keyboard. */

import { flushSync } from "react-dom";
import { holdKeys } from "../shell/heldKeys.ts";
import { select, useDocument } from "./document.ts";
import { showPanel, useLook } from "./look.ts";

const PATIENCE = 60; // pictures: cards that come into view are drawn while the canvas moves

/** Selects the step and goes into the first field of its form: the next key is for that field already, also while forms are fetched. */
export function openForm(key: string | null): void {
  if (key === null) return;
  flushSync(() => showPanel(true)); // a list that closes gives the focus back to a card, which is selected by that
  flushSync(() => select([key]));
  const look = (left: number, give?: () => void): void => {
    const { steps } = useDocument.getState().selected;
    const onIt = steps.length === 1 && steps[0] === key; // else somebody went on
    const field = document.querySelector<HTMLElement>(`.step-panel[data-key="${key}"] :is(input, textarea, select)`);
    const fetching = useLook.getState().panel && document.querySelector(".canvas-screen") !== null && document.querySelector(".step-panel") === null;
    if (onIt && !field && left > 0) {
      const held = give ?? holdKeys();
      requestAnimationFrame(() => look(fetching ? left : left - 1, held));
      return;
    }
    if (onIt) field?.focus();
    give?.();
  };
  look(PATIENCE);
}

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

/** Where that is on the window. */
export function placeOf(key: string): DOMRect | null {
  return cardOf(key)?.getBoundingClientRect() ?? null;
}

function cardOf(key: string): HTMLElement | null {
  return document.querySelector<HTMLElement>(`.react-flow__node[data-id="${key}"], [id="line-${key}"]`);
}
