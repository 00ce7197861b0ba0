/**
 * Elements, their words, and where they may lead. What anybody said only ever becomes text nodes: nothing in the widget
 * parses markup.
 */

export type Part = Node | string;

export type Say<Key extends string> = (key: Key, values?: Record<string, string | number>) => string;

/** A new `<name class="…">` with `parts` in it. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  className = "",
  ...parts: Part[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...parts);
  return made;
}

/** Words for those who hear the page. */
export function unseen(words: string): HTMLElement {
  return element("span", "unseen", words);
}

export function button(className: string, press: (event: MouseEvent) => void, ...parts: Part[]): HTMLButtonElement {
  const made = element("button", className, ...parts);
  made.type = "button";
  made.addEventListener("click", press);
  return made;
}

/** A drawing of one line, 20 by 20, for the eyes only. */
export function icon(path: string): SVGElement {
  const space = "http://www.w3.org/2000/svg";
  const drawing = document.createElementNS(space, "svg");
  drawing.setAttribute("viewBox", "0 0 20 20");
  drawing.ariaHidden = "true";
  const line = document.createElementNS(space, "path");
  line.setAttribute("d", path);
  drawing.append(line);
  return drawing;
}

/** The absolute address, or null unless it is http, https, mail or a telephone. Relative ones are the server's own. */
export function safeUrl(address: unknown, base?: URL | string, pictures = false): string | null {
  try {
    const { href } = new URL(address as string, base);
    return typeof address === "string" && (pictures ? /^https?:/ : /^(https?|mailto|tel):/).test(href) ? href : null;
  } catch {
    return null;
  }
}

export function link(url: string, ...words: Part[]): HTMLAnchorElement {
  const made = element("a", "", ...words);
  made.href = url;
  made.target = "_blank";
  made.rel = "noopener noreferrer";
  return made;
}

/** A style sheet that a strict content security policy allows. */
export function sheet(text: string): CSSStyleSheet {
  const made = new CSSStyleSheet();
  made.replaceSync(text);
  return made;
}

/** Looks up `words`, which attributes of `chat` override; `{name}` in them is replaced by the value of that name. */
export function speaker<Key extends string>(chat: Element, words: () => Record<Key, string>): Say<Key> {
  return (key, values = {}) =>
    (chat.getAttribute("text-" + key) ?? words()[key]).replace(/\{(\w+)\}/g, (whole, name) => `${values[name] ?? whole}`);
}
