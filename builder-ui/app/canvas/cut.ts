/**
 * Words cut to the room that they have. The browser can do that too, but then each of them is clipped by itself, and
 * hundreds of clips cost with every movement of the canvas.
 */

type Face = "title" | "about" | "text" | "row";

const FACES: Record<Face, [font: string, family: string]> = {
  title: ["500 13px", "--face"],
  about: ["11px", "--face-code"],
  text: ["12.5px", "--face"],
  row: ["11.5px", "--face-code"],
};
const MORE = "…";

let pen: CanvasRenderingContext2D | null = null;
const families: Record<string, string> = {};

/** How wide words are in the face of this part of a card, in pixels of the card. */
export function widthOf(words: string, face: Face): number {
  pen ??= document.createElement("canvas").getContext("2d");
  if (!pen) return 0;
  const [font, family] = FACES[face];
  families[family] ??= getComputedStyle(document.documentElement).getPropertyValue(family);
  pen.font = `${font} ${families[family]}`;
  return pen.measureText(words).width;
}

/** As much of a line as fits, with dots where more would follow. */
export function cutLine(words: string, face: Face, room: number): string {
  if (widthOf(words, face) <= room) return words;
  const most = longest(words, (from) => widthOf(from + MORE, face) <= room);
  return words.slice(0, most).trimEnd() + MORE;
}

/** Words broken into so many lines at most. Long words are broken where the line ends. */
export function cutLines(words: string, face: Face, room: number, most: number): string {
  const lines: string[] = [];
  let rest = words.replaceAll(/\s*\n\s*/g, "\n").trim();
  while (rest && lines.length < most - 1) {
    const end = breakAt(rest, face, room);
    lines.push(rest.slice(0, end).trimEnd());
    rest = rest.slice(end).trimStart();
  }
  if (rest) lines.push(cutLine(rest.replaceAll("\n", " "), face, room));
  return lines.join("\n");
}

/** Where the first line of these words ends. */
function breakAt(words: string, face: Face, room: number): number {
  const [line = ""] = words.split("\n", 1);
  if (widthOf(line, face) <= room) return line.length;
  const most = Math.max(1, longest(line, (from) => widthOf(from, face) <= room));
  const space = line.lastIndexOf(" ", most);
  return space > 0 ? space : most;
}

/** How many letters of the words fit. */
function longest(words: string, fits: (from: string) => boolean): number {
  let [low, high] = [0, words.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(words.slice(0, middle))) low = middle;
    else high = middle - 1;
  }
  return low;
}
