/** The conversation that is tried or looked at, and the turn of it that is looked at. */

import { useEffect } from "react";
import { Refusal } from "../server/ask.ts";
import { useConversation, useRehearsal, type Rehearsal, type Turn } from "../server/rehearsals.ts";
import { useTried } from "./tried.ts";

export type Talk = {
  talk: Rehearsal | undefined;
  turns: readonly Turn[];
  /** The turn that is looked at, and whether it is the last. */
  chosen: Turn | undefined;
  isLast: boolean;
  /** One can go on with it. */
  live: boolean;
  /** The stored conversation that it is. */
  stored: string | null;
  isPending: boolean;
  error: Error | null;
};

export function useTalk(): Talk {
  const shown = useTried(({ shown }) => shown);
  const number = useTried(({ turn }) => turn);
  const stored = shown?.kind === "stored" ? shown.id : null;
  const rehearsed = shown?.kind === "rehearsal" ? shown.id : null;
  const queries = { stored: useConversation(stored), rehearsal: useRehearsal(rehearsed) };
  const { data: talk, error, isLoading } = queries[shown?.kind ?? "rehearsal"];
  const isGone = rehearsed !== null && error instanceof Refusal && error.status === 404;
  const turns = isGone || shown === null ? [] : (talk?.turns ?? []);
  const last = turns.at(-1);
  const chosen = turns.find((turn) => turn.number === number) ?? last;

  useEffect(() => {
    if (isGone) useTried.setState({ shown: null, turn: null }); // it was let go after an hour
  }, [isGone]);

  useEffect(() => {
    useTried.setState({ slots: chosen?.slots });
    return () => useTried.setState({ slots: undefined });
  }, [chosen]);

  return { talk: turns.length === 0 && isGone ? undefined : talk, turns, chosen, isLast: chosen === last, live: stored === null, stored, isPending: isLoading, error: isGone ? null : error };
}
