/** Does something when the window is left or what was drawn goes away: what is being written is not lost then. */

import { useEffect, useRef } from "react";

export function useLeaving(perform: () => void): void {
  const latest = useRef(perform);
  useEffect(() => {
    latest.current = perform;
  });
  useEffect(() => {
    const leave = () => latest.current();
    window.addEventListener("pagehide", leave);
    return () => {
      window.removeEventListener("pagehide", leave);
      leave();
    };
  }, []);
}
