/** Colours of the theme, for what is painted and not styled. */

/** What a colour's variable says where the element stands, as a canvas understands it. */
export function colourIn(element: HTMLElement): (name: string) => string {
  const { color: before } = element.style;
  return (name) => {
    element.style.color = `var(${name})`;
    const { color } = getComputedStyle(element);
    element.style.color = before;
    return color;
  };
}
