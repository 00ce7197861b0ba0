/**
 * What is seldom needed: pictures, attachments, cards, and the question before starting over. The core fetches it when
 * it is. It carries its own copies of what it shares with the core, which is smaller than a file that both would fetch.
 */

import { button, element, link, safeUrl, sheet } from "./element.ts";
import style from "./extras.css";
import type { Bot, Card } from "./frames.ts";
import { plain } from "./markdown.ts";
import { bubble } from "./message.ts";
import type { Choose, Scene } from "./scene.ts";

export const styles = sheet(style);

/** What a message has beside its text and its choices. */
export function* media(frame: Bot, scene: Scene, choose: Choose): Generator<HTMLElement> {
  const { text, image, attachment, cards } = frame;
  const { say, server } = scene;
  const alt = text ? say("picture-to", { text }) : say("picture", { name: scene.assistant });
  if (image) yield picture(image, alt, server);
  if (attachment) {
    const { type, payload = {} } = typeof attachment === "string" ? { payload: { src: attachment } } : attachment;
    const address = payload.src ?? payload.url;
    const url = safeUrl(address, server, true);
    if (type === "image") yield picture(address, alt, server);
    else if (url) yield element("div", "bubble file", link(url, payload.title ?? url));
    else yield bubble([address ?? JSON.stringify(attachment)]);
  }
  if (cards?.length) yield carousel(cards, scene, choose);
}

function picture(address: unknown, alt: string, server: URL): HTMLElement {
  const url = safeUrl(address, server, true);
  if (!url) return bubble([String(address)]);
  const image = element("img");
  const figure = element("figure", "", image);
  image.alt = alt;
  image.referrerPolicy = "no-referrer";
  image.onerror = () => figure.replaceWith(bubble(plain(url)));
  image.src = url;
  return figure;
}

/** Cards in a row that scrolls sideways; once it has the focus, by the arrow keys too. Their buttons may be pressed
 * again and again: who looks at one card may want to see the next. */
function carousel(cards: Card[], { say, server }: Scene, choose: Choose): HTMLElement {
  const row = element("div", "cards");
  row.role = "group";
  row.ariaLabel = say("cards");
  row.tabIndex = 0;
  for (const { title = "", subtitle, image, url, buttons } of cards) {
    const card = element("article");
    const address = safeUrl(url, server);
    if (image) card.append(picture(image, "", server));
    card.append(element("strong", "", address ? link(address, title || address) : title));
    if (subtitle) card.append(element("p", "", subtitle));
    const choices = element("div", "choices");
    for (const { title, payload, url } of buttons ?? []) {
      const target = safeUrl(url, server);
      choices.append(target ? link(target, title) : button("", (event) => choose(payload || title, title, event), title));
    }
    if (buttons?.length) card.append(choices);
    row.append(card);
  }
  return row;
}

/** Asks whether to start over. The answer is true or false, and false for Escape. */
export function question(panel: HTMLElement, { say }: Scene): Promise<boolean> {
  const title = element("h3", "", say("over-title"));
  const text = element("p", "", say("over-text"));
  const keep = button("quiet", () => asked.close(), say("over-keep"));
  const leave = button("strong", () => asked.close("leave"), say("start-over"));
  const asked = element("dialog", "question", title, text, element("div", "choices", keep, leave));
  title.id = "over";
  text.id = "over-text";
  asked.setAttribute("aria-labelledby", "over");
  asked.setAttribute("aria-describedby", "over-text");
  panel.append(asked);
  asked.showModal();
  return new Promise((answer) =>
    asked.addEventListener("close", () => {
      asked.remove();
      answer(asked.returnValue === "leave");
    }),
  );
}
