/**
 * What can be done, from anywhere or on the screen that is open. One table feeds the command palette, the keys, menus
 * and the list of shortcuts, so they cannot disagree. A screen adds its own while it is there: `useActions`.
 */

import { useEffect } from "react";
import { create } from "zustand";
import type { IconName } from "../design/Icon.tsx";

export type Action = {
  /** Its name, such as "canvas.undo". */
  name: string;
  label: string;
  /** What it belongs to, as a heading of the palette and of the list of shortcuts. */
  group: string;
  icon?: IconName;
  /** Such as "Mod+K", "G F" (one after the other), "?". */
  keys?: string;
  perform: () => void;
  /** It cannot be done now. */
  disabled?: boolean;
  /** It works while one writes into a field too. */
  always?: boolean;
  /** Other words by which it is found. */
  words?: string;
};

export const useRegistry = create<{ sets: readonly (readonly Action[])[] }>(() => ({ sets: [] }));

/** Adds actions while the component is there; what was added last wins where keys are the same. */
export function useActions(actions: readonly Action[]): void {
  useEffect(() => {
    useRegistry.setState(({ sets }) => ({ sets: [...sets, actions] }));
    return () => useRegistry.setState(({ sets }) => ({ sets: sets.filter((set) => set !== actions) }));
  }, [actions]);
}

/** Every action that is there now, those of the screen first. */
export function actionsNow(): Action[] {
  const named = new Map<string, Action>();
  for (const action of useRegistry.getState().sets.toReversed().flat()) {
    if (!named.has(action.name)) named.set(action.name, action);
  }
  return [...named.values()];
}
