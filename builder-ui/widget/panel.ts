/** The parts of the panel and where they stand: header, conversation, composer. They do nothing yet. */

import { button, element, icon, unseen, type Say } from "./element.ts";
import type { Key } from "./english.ts";

export type Panel = ReturnType<typeof makePanel>;

/** `inline`: the panel is a part of the page and not opened and closed. `logo` is an address. */
export function makePanel(say: Say<Key>, inline: boolean, logo: string | null) {
  const idle = () => {};
  const name = element(inline ? "h1" : "h2");
  const state = element("p", "state");
  const over = button("quiet over", idle, icon("M4 10a6 6 0 1 0 2-4.5M6 2.5v3.2h3.2"), say("start-over"));
  const close = button("quiet close", idle, icon("M5 5l10 10M15 5L5 15"), unseen(say("close")));
  const header = element("div", "head", element("div", "", name, state), over);
  if (!inline) header.append(close);
  if (logo) {
    const mark = element("img");
    mark.alt = "";
    mark.src = logo;
    header.prepend(mark);
  }

  const list = element("ol");
  const typing = element("div", "typing");
  const log = element("div", "log", list, typing);
  const openingTitle = element(inline ? "h2" : "h3", "", say("opening"));
  const suggestions = element("div", "choices");
  const opening = element("section", "opening", openingTitle, element("p", "", say("begin")), suggestions);
  const jump = button("jump", idle, say("jump"));

  const notice = element("p", "notice");
  const words = element("textarea");
  const send = element("button", "send", icon("M10 16V4.5M5 9l5-5 5 5"), unseen(say("send")));
  const composer = element("form", "", words, send);

  const conversation = element("div", "talk", log, opening, jump);
  const footer = element("div", "foot", notice, composer);
  const panel = element(inline ? "section" : "dialog", "panel", header, conversation, footer);

  state.role = typing.role = "status";
  list.role = "list"; // Safari forgets it for lists without bullets
  log.role = "log";
  log.ariaLive = "polite";
  log.ariaLabel = say("log");
  log.tabIndex = 0;
  notice.role = "alert";
  notice.hidden = jump.hidden = true;
  words.rows = 1;
  words.maxLength = 4000;
  words.dir = "auto";
  words.placeholder = say("placeholder");
  words.ariaLabel = say("message");
  words.enterKeyHint = "send";
  name.id = "name";
  openingTitle.id = "opening";
  panel.setAttribute("aria-labelledby", "name");
  opening.setAttribute("aria-labelledby", "opening");
  return { panel, name, state, over, close, log, list, typing, jump, openingTitle, suggestions, notice, composer, words, send };
}
