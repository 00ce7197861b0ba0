/** A part of a screen whose files are fetched when it is drawn first. */

import { lazy, type ComponentType, type LazyExoticComponent } from "react";
import { fetched } from "../server/fetched.ts";

export function late<Props>(part: () => Promise<ComponentType<Props>>): LazyExoticComponent<ComponentType<Props>> {
  return lazy(async () => ({ default: await fetched(part) }));
}
