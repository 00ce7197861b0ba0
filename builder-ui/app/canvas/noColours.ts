/**
 * Stands for d3-color in the build: transitions of d3 can blend colours, nothing on the canvas does, and it would be four
 * kilobytes of what is sent. A text that is no colour is blended as a text.
 */

export function color(): null {
  return null;
}

export { color as cubehelix, color as hcl, color as hsl, color as lab, color as rgb };
