/** Whether the navigation shows names or icons only: as a person wants it, else as there is room. */

import { useEffect, useSyncExternalStore } from "react";
import { look, useLooks } from "./looks.ts";

const SMALL = matchMedia("(width < 60rem)"); // names would take what is left
const LAPTOP = matchMedia("(width <= 80rem)"); // the canvas needs the room more

function room(): "small" | "laptop" | "wide" {
  return SMALL.matches ? "small" : LAPTOP.matches ? "laptop" : "wide";
}

function onChange(told: () => void): () => void {
  for (const each of [SMALL, LAPTOP]) each.addEventListener("change", told);
  return () => {
    for (const each of [SMALL, LAPTOP]) each.removeEventListener("change", told);
  };
}

export function useNavigationLook(): "names" | "icons" {
  const now = useSyncExternalStore(onChange, room);
  const wanted = useLooks(({ navigation }) => navigation);
  const shown = now === "small" ? "icons" : (wanted ?? (now === "laptop" ? "icons" : "names"));
  useEffect(() => {
    document.documentElement.dataset["navigation"] = shown;
  }, [shown]);
  return shown;
}

export function toggleNavigation(): void {
  look({ navigation: document.documentElement.dataset["navigation"] === "icons" ? "names" : "icons" });
}
