/**
 * One message as a row of the transcript: a bubble, pictures, choices and a note with its time or its fate.
 *
 * What anybody said becomes text nodes, never markup. Knows the shape of a message, not what came before or after it.
 */

import { linked, safeUrl } from "./text.js";

/** A row for what a person wrote. `entry` is {id, text, title, at}: `title` is shown, `text` was sent. */
export function userRow(entry) {
  const row = element("li", "message user");
  row.entry = entry;
  const note = element("p", "note");
  note.ariaLive = "off";
  row.append(element("span", "unseen", "You said: "), bubble(entry.title), note);
  return row;
}

/** A row for a bot frame. `choose(payload, title, event)` is called when one of its buttons is pressed. */
export function botRow(frame, assistant, choose) {
  const row = element("li", "message bot");
  const parts = [...botParts(frame, assistant, choose)];
  if (!parts.length) parts.push(bubble("This message is of a kind that this page cannot show."));
  const note = element("p", "note");
  note.append(clock(frame.at));
  row.append(element("span", "unseen", `${assistant} said: `), ...parts, note);
  return row;
}

/** Puts words or nodes under a row, and on it its status: "pending", "sent" or "failed". */
export function setStatus(row, status, ...words) {
  const note = row.querySelector(".note");
  row.dataset.status = status;
  note.ariaLive = status === "failed" ? "polite" : "off"; // good news is seen, not read out
  note.replaceChildren(...words);
}

/** The dots of an assistant at work. */
export function dots(assistant) {
  const box = element("div", "dots");
  box.append(element("span", "unseen", `${assistant} is typing`), element("i"), element("i"), element("i"));
  return box;
}

/** The time of day, with the date unless it is today. `at` is in seconds. */
export function clock(at) {
  const moment = new Date(at * 1000);
  const today = moment.toDateString() === new Date().toDateString();
  const date = today ? {} : { day: "numeric", month: "short" };
  const time = element("time", "", moment.toLocaleString([], { ...date, hour: "2-digit", minute: "2-digit" }));
  time.dateTime = moment.toISOString();
  return time;
}

export function button(title, press) {
  const made = element("button", "", title);
  made.type = "button";
  made.addEventListener("click", press);
  return made;
}

function* botParts({ text, image, attachment, buttons, quick_replies }, assistant, choose) {
  const alt = text ? `Picture to: ${text}` : `Picture from ${assistant}`;
  if (text) yield bubble(text);
  if (image) yield picture(image, alt);
  if (attachment?.type === "image") yield picture(attachment.payload?.src, alt);
  else if (attachment) yield bubble(attachment.payload?.src ?? attachment.payload?.url ?? attachment);
  const choices = [...(buttons ?? []), ...(quick_replies ?? [])];
  if (choices.length) yield choiceGroup(choices, choose);
}

function choiceGroup(choices, choose) {
  const group = element("div", "choices");
  group.role = "group";
  group.ariaLabel = "Choices";
  for (const { title, payload } of choices) {
    const says = payload || title;
    const choice = button(title, (event) => choose(says, title, event));
    choice.dataset.payload = says;
    group.append(choice);
  }
  return group;
}

function picture(address, alt) {
  const url = safeUrl(address);
  if (!url) return bubble(address);
  const figure = element("figure");
  const image = element("img");
  image.alt = alt;
  image.referrerPolicy = "no-referrer";
  image.addEventListener("error", () => figure.replaceWith(bubble(url)));
  image.src = url;
  figure.append(image);
  return figure;
}

function bubble(content) {
  const box = element("div", "bubble");
  box.dir = "auto";
  box.append(...linked(typeof content === "string" ? content : JSON.stringify(content ?? null)));
  return box;
}

function element(name, className = "", text = "") {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.textContent = text;
  return made;
}
