/** How long the view takes to get somewhere: no time for who wants nothing to move. */
export function glide(duration: number): { duration: number } {
  return { duration: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : duration };
}
