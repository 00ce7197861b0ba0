/** What was asked of the server is kept here. It is asked again when the server says that it changed, not by time. */

import { QueryClient } from "@tanstack/react-query";
import { useLanguage } from "../words/language.ts";
import { Refusal } from "./ask.ts";

export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: Infinity,
      refetchOnWindowFocus: false,
      retry: (times, fault) => times < 2 && fault instanceof Refusal && fault.unreachable,
    },
  },
});

// What the server said is said in another language then.
useLanguage.subscribe(() => void queries.invalidateQueries());
