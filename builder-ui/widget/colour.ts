/**
 * From a brand's colour to colours that can be read: whoever picks a pale yellow still gets 4.5:1 (WCAG 2.2, 1.4.3).
 * Pure: colours are three numbers from 0 to 255.
 */

type Colour = readonly number[];

const WHITE: Colour = [255, 255, 255];
const BLACK: Colour = [0, 0, 0];
// The grounds on which the accent is read, as in panel.css: the darkest of the light ones, the lightest of the dark.
const ON_LIGHT: Colour = [226, 220, 207];
const ON_DARK: Colour = [44, 53, 51];
const READABLE = 4.55; // a little above the rule, so that rounding does not break it

/** What the style sheets build on. One of black and white can be read on any colour. */
export function palette(brand: Colour): Record<string, Colour> {
  return {
    "--brand": brand,
    "--on-brand": contrast(WHITE, brand) < READABLE ? BLACK : WHITE,
    "--accent-on-light": readable(brand, ON_LIGHT, BLACK),
    "--accent-on-dark": readable(brand, ON_DARK, WHITE),
  };
}

/** From 1 to 21. */
function contrast(one: Colour, other: Colour): number {
  const lights = [luminance(one), luminance(other)];
  return (Math.max(...lights) + 0.05) / (Math.min(...lights) + 0.05);
}

/** `colour`, moved towards `end` until it can be read on `ground`. */
function readable(colour: Colour, ground: Colour, end: Colour): Colour {
  for (let share = 0; share < 1; share += 0.04) {
    const mixed = colour.map((value, n) => Math.round(value + (end[n]! - value) * share));
    if (contrast(mixed, ground) >= READABLE) return mixed;
  }
  return end;
}

function luminance(colour: Colour): number {
  const [r, g, b] = colour.map((value) => (value > 10 ? ((value / 255 + 0.055) / 1.055) ** 2.4 : value / 3294.6));
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}
