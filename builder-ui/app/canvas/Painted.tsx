/**
 * A large flow from far away: boxes in the colours of their kinds, painted on one canvas, where thousands of cards would
 * have to be drawn. It is only looked at; pressing twice goes nearer.
 */

import { useStoreApi } from "@xyflow/react";
import { useEffect, useRef } from "react";
import { useBoard, type Card, type Way } from "./board.ts";
import { colourIn } from "./colours.ts";
import { useDocument } from "./document.ts";
import { toneOf } from "./kinds.ts";

const TONES = 5;

type View = { transform: [number, number, number]; width: number; height: number };
type Colours = { tones: string[]; line: string; note: string; selected: string };

export function Painted() {
  const canvas = useRef<HTMLCanvasElement>(null);
  const store = useStoreApi();

  useEffect(() => {
    let waiting = 0;
    const soon = (): void => {
      waiting ||= requestAnimationFrame(() => {
        waiting = 0;
        const { nodes, edges } = useBoard.getState();
        if (canvas.current) paint(canvas.current, nodes, edges, store.getState());
      });
    };
    soon();
    const stops = [store.subscribe(soon), useBoard.subscribe(soon)];
    return () => {
      cancelAnimationFrame(waiting);
      for (const stop of stops) stop();
    };
  }, [store]);

  return <canvas ref={canvas} className="canvas-painted" />;
}

function paint(canvas: HTMLCanvasElement, cards: readonly Card[], ways: readonly Way[], { transform: [x, y, zoom], width, height }: View): void {
  const ratio = devicePixelRatio;
  if (canvas.width !== width * ratio || canvas.height !== height * ratio) [canvas.width, canvas.height] = [width * ratio, height * ratio];
  const context = canvas.getContext("2d");
  if (!context) return;
  const colours = coloursIn(canvas);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  context.setTransform(zoom * ratio, 0, 0, zoom * ratio, x * ratio, y * ratio);
  const seen = ({ position, width: wide = 0, height: high = 0 }: Card): boolean =>
    position.x * zoom + x < width && (position.x + wide) * zoom + x > 0 && position.y * zoom + y < height && (position.y + high) * zoom + y > 0;
  paintWays(context, cards, ways, seen, colours.line, zoom);
  const { kinds } = useDocument.getState();
  for (const card of cards) {
    if (!seen(card)) continue;
    context.fillStyle = card.selected ? colours.selected : card.type === "note" ? colours.note : colours.line;
    if (card.type === "step" && !card.selected) context.fillStyle = colours.tones[toneOf(card.data.kind, kinds)] ?? colours.line;
    context.fillRect(card.position.x, card.position.y, card.width ?? 0, card.height ?? 0);
  }
}

function paintWays(context: CanvasRenderingContext2D, cards: readonly Card[], ways: readonly Way[], seen: (card: Card) => boolean, colour: string, zoom: number): void {
  const byId = new Map(cards.map((card) => [card.id, card]));
  context.beginPath();
  for (const { source, target } of ways) {
    const [from, to] = [byId.get(source), byId.get(target)];
    if (!from || !to || (!seen(from) && !seen(to))) continue;
    context.moveTo(from.position.x + (from.width ?? 0), from.position.y + (from.height ?? 0) / 2);
    context.lineTo(to.position.x, to.position.y + (to.height ?? 0) / 2);
  }
  context.strokeStyle = colour;
  context.lineWidth = 1 / zoom;
  context.stroke();
}

let known: { at: string; colours: Colours } | null = null;

/** The theme's colours, asked for again when the theme is another. */
function coloursIn(canvas: HTMLCanvasElement): Colours {
  const at = getComputedStyle(canvas).color;
  if (known?.at === at) return known.colours;
  const colour = colourIn(canvas);
  const tones = Array.from({ length: TONES }, (_, tone) => colour(`--tone-${tone}`));
  known = { at, colours: { tones, line: colour("--line-strong"), note: colour("--warning-soft"), selected: colour("--accent-fill") } };
  return known.colours;
}
