/** Where the focus goes when another screen is opened. The first one of a visit leaves it to the browser. */

let first = true;

export function arrive(heading: HTMLElement | null): void {
  if (!first) heading?.focus({ preventScroll: true });
  first = false;
}
