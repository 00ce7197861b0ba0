/**
 * From what somebody wrote to nodes that are safe to show: text, and links to http and https addresses.
 *
 * Nothing here makes markup from text, so there is nothing to escape and nothing to forget. Line breaks stay in the
 * text; the style sheet shows them.
 */

const ADDRESS = /https?:\/\/[^\s<>"]+/giu;
const AFTER_ADDRESS = /[.,;:!?'’”»…)\]}]$/u; // belongs to the sentence, unless a bracket was opened inside
const OPENED_BY = { ")": "(", "]": "[", "}": "{" };

/** Text and <a> nodes for one text. */
export function* linked(text) {
  let end = 0;
  for (const { 0: found, index } of text.matchAll(ADDRESS)) {
    const address = trimmed(found);
    const url = safeUrl(address);
    if (!url) continue;
    yield text.slice(end, index);
    yield link(url, address);
    end = index + address.length;
  }
  yield text.slice(end);
}

/** The absolute address, or null unless it is http or https. Relative addresses are the server's own. */
export function safeUrl(address) {
  try {
    if (typeof address !== "string") return null;
    const url = new URL(address, location.href);
    return url.protocol === "http:" || url.protocol === "https:" ? url.href : null;
  } catch {
    return null;
  }
}

function link(url, words) {
  const made = document.createElement("a");
  made.href = url;
  made.target = "_blank";
  made.rel = "noopener noreferrer";
  made.textContent = words;
  return made;
}

function trimmed(address) {
  while (AFTER_ADDRESS.test(address)) {
    const last = address.at(-1);
    const opening = OPENED_BY[last];
    if (opening && address.split(opening).length >= address.split(last).length) break;
    address = address.slice(0, -1);
  }
  return address;
}
