/** Where one is in the app, and how to go elsewhere. The browser's history is the truth. */

import { useMemo } from "react";
import { create } from "zustand";
import { below, matched, written, type Params, type Target } from "./address.ts";

type Place = { path: string; search: string };

const usePlace = create<Place>(() => here());
globalThis.addEventListener?.("popstate", () => usePlace.setState(here()));

/** Goes to a screen: `go({ to: "/flows/$id", params: { id } })`. `replace`: the way back leads past where one is now. */
export function go(target: Target, { replace = false } = {}): void {
  const address = written(target);
  if (address === location.pathname + location.search) return;
  history[replace ? "replaceState" : "pushState"](null, "", address);
  usePlace.setState(here());
}

export function usePath(): string {
  return usePlace(({ path }) => path);
}

/** The values in the address, as `pattern` names them. */
export function useParams(pattern: string): Params {
  const path = usePath();
  return useMemo(() => matched(pattern, path) ?? {}, [pattern, path]);
}

/** What stands behind the "?" of the address. */
export function useSearch(): URLSearchParams {
  const search = usePlace(({ search }) => search);
  return useMemo(() => new URLSearchParams(search), [search]);
}

function here(): Place {
  const { pathname = "/", search = "" } = globalThis.location ?? {};
  return { path: below(pathname), search };
}
