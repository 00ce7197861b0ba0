/**
 * Where the keyboard goes on when what had the focus is gone: a row that was removed, a button of a dialog that closed.
 * The nearest thing that is left around it takes the focus; else the browser would begin again at the top of the page.
 */

import { useEffect } from "react";

const TAKES = "h1[tabindex], a[href], button, input, select, textarea, [tabindex='0']";

export function useKeptFocus(): void {
  useEffect(() => {
    const main = document.getElementById("content");
    if (main === null) return;
    let around: Element[] = [];
    const remember = ({ target }: FocusEvent) => {
      around = target instanceof Element ? ancestors(target, main) : [];
    };
    const look = () => requestAnimationFrame(() => around.length > 0 && isLost(around) && nearest(around)?.focus());
    const observer = new MutationObserver(look);
    document.addEventListener("focusin", remember);
    observer.observe(main, { childList: true, subtree: true });
    return () => {
      document.removeEventListener("focusin", remember);
      observer.disconnect();
    };
  }, []);
}

/** From the element out to the screen; none outside of one, and none where the screen looks after the focus itself. */
function ancestors(element: Element, main: HTMLElement): Element[] {
  if (!main.contains(element) || element.closest("[data-bare]")) return [];
  const found: Element[] = [];
  for (let each: Element | null = element; each !== null && each !== main; each = each.parentElement) found.push(each);
  return found;
}

function isLost([element]: Element[]): boolean {
  return document.activeElement === document.body && element?.isConnected === false;
}

function nearest(around: Element[]): HTMLElement | undefined {
  for (const each of around) {
    const found = each.isConnected ? each.querySelector<HTMLElement>(TAKES) : null;
    if (found) return found;
  }
  return undefined;
}
