/** What the server finds for some words, wherever in the files it is, as one's draft has them. */

import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { ask } from "./ask.ts";

export type Kind = "flow" | "step" | "note" | "response" | "slot" | "intent" | "example" | "entity" | "action" | "form" | "rule" | "story";

/** `text` is the piece that has the words; `key` is what it stands under, "name" for the name itself. */
export type Hit = { kind: Kind; name: string; file: string; line: number; key: string; text: string; flow?: string; step?: string };

const PAUSE_MS = 150;
const MOST = 40;

const NONE: Hit[] = [];

/** The hits for `words`, the best first, asked when one stops to write. Until then those before stay that fit still. */
export function useHits(words: string): Hit[] {
  const sought = words.trim();
  const [late, setLate] = useState(sought);
  useEffect(() => {
    const timer = setTimeout(() => setLate(sought), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [sought]);
  const { data = NONE, isPlaceholderData } = useQuery({
    queryKey: ["hits", late],
    queryFn: () => ask.get<Hit[]>("search", { q: late, limit: MOST }),
    enabled: late !== "",
    placeholderData: (before) => before,
  });
  if (sought === "") return NONE;
  if (late === sought && !isPlaceholderData) return data;
  const parts = sought.toLowerCase().split(/\s+/);
  return data.filter(({ text }) => parts.every((part) => text.toLowerCase().includes(part)));
}
