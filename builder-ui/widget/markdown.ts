/**
 * From what somebody wrote to nodes that are safe to show.
 *
 * Of Markdown what assistants use: emphasis, code, links, lists, headings, paragraphs. Nothing here makes markup from
 * text, so there is nothing to escape and nothing to forget; what is no Markdown stays as it was written. Line breaks
 * stay in the text; the style sheet shows them.
 */

import { element, link, safeUrl, type Part } from "./element.ts";

const ADDRESS = String.raw`(?<address>https?:\/\/[^\s<>"]+)`;
const PLAIN = new RegExp(ADDRESS, "giu");
const INLINE = new RegExp(
  [
    String.raw`\x60(?<code>[^\x60\n]+)\x60`,
    String.raw`\[(?<words>[^[\]\n]+)\]\((?<target>[^\s()]+(?:\([^\s()]*\)[^\s()]*)*)\)`,
    ADDRESS,
    String.raw`\*\*(?=\S)(?<strong>[^\n]+?)(?<=\S)\*\*`,
    String.raw`(?<![\w*])\*(?=[^\s*])(?<em>[^*\n]+?)(?<=\S)\*(?![\w*])`,
  ].join("|"),
  "giu",
);
const FENCE = /^\x60{3}[^\n]*\n([^]*?)\n?^\x60{3}[ \t]*$/m;
const ITEM = /^\s{0,6}(?:[-*+•]|(\d{1,9})[.)])\s+(.*)/;
const HEADING = /^#{1,6}\s+(.*)/;
const AFTER_ADDRESS = /[.,;:!?'*_"’”»…)\]}]$/u; // belongs to the sentence, unless a bracket was opened inside
const OPENED_BY: Record<string, string> = { ")": "(", "]": "[", "}": "{" };

/** What a person wrote: text and links. */
export function plain(text: string): Part[] {
  return [...inline(text, PLAIN)];
}

/** What the assistant wrote: paragraphs, lists and blocks of code. */
export function markdown(text: string): Node[] {
  const blocks: Node[] = [];
  text.split(FENCE).forEach((part, n) => {
    if (n % 2) blocks.push(element("pre", "", element("code", "", part)));
    else blocks.push(...paragraphs(part));
  });
  return blocks;
}

function* paragraphs(text: string): Generator<Node> {
  let lines: string[] = [];
  let list: HTMLOListElement | HTMLUListElement | null = null;
  for (const line of [...text.split("\n"), ""]) {
    const item = ITEM.exec(line);
    const heading = HEADING.exec(line);
    if (lines.length && (item || heading || !line.trim())) {
      yield element("p", "", ...inline(lines.join("\n"), INLINE));
      lines = [];
    }
    if (list && !item) {
      yield list;
      list = null;
    }
    if (item) {
      if (!list) {
        list = element(item[1] ? "ol" : "ul");
        if (item[1]) (list as HTMLOListElement).start = Number(item[1]);
      }
      list.append(element("li", "", ...inline(item[2]!, INLINE)));
    } else if (heading) yield element("p", "", element("strong", "", ...inline(heading[1]!, INLINE)));
    else if (line.trim()) lines.push(line);
  }
}

function* inline(text: string, grammar: RegExp): Generator<Part> {
  let end = 0;
  for (const { 0: found, index, groups } of text.matchAll(grammar)) {
    const [node, length] = shown(found, groups ?? {});
    if (!node) continue;
    yield text.slice(end, index);
    yield node;
    end = index + length;
  }
  yield text.slice(end);
}

/** What to show for something found, and how much of it that is. */
function shown(found: string, groups: Record<string, string | undefined>): [Node | null, number] {
  const { code, words, target, address, strong } = groups;
  if (code) return [element("code", "", code), found.length];
  if (strong) return [element("strong", "", ...inline(strong, INLINE)), found.length];
  if (words) {
    const url = safeUrl(target, document.baseURI);
    return [url ? link(url, words) : null, found.length];
  }
  if (address) {
    const trimmed = withoutSentence(address);
    const url = safeUrl(trimmed);
    return [url ? link(url, trimmed) : null, trimmed.length];
  }
  return [element("em", "", ...inline(groups.em!, INLINE)), found.length];
}

function withoutSentence(address: string): string {
  while (AFTER_ADDRESS.test(address)) {
    const last = address.at(-1)!;
    const opening = OPENED_BY[last];
    if (opening && address.split(opening).length >= address.split(last).length) break;
    address = address.slice(0, -1);
  }
  return address;
}
