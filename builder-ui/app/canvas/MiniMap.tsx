/**
 * The whole flow at a glance, painted on one small canvas. Pressing or dragging goes there. Cards are painted when they
 * changed; a frame above them shows what the window shows, and moves without painting anything.
 */

import { useReactFlow, useStoreApi, type ReactFlowState } from "@xyflow/react";
import { useEffect, useRef, type PointerEvent } from "react";
import { useLooks } from "../shell/looks.ts";
import { boundsOf, useBoard, type Card } from "./board.ts";
import { colourIn } from "./colours.ts";
import { t } from "./words.ts";

const WIDE = 176;
const HIGH = 112;
const ROOM = 240;
const PAUSE_MS = 300; // while cards move they need not be painted with every step

/** Where on the map the flow is: `scale` map pixels to one of the flow, which begins at `x`, `y`. */
type Fitted = { x: number; y: number; scale: number };

export function MiniMap() {
  const canvas = useRef<HTMLCanvasElement>(null);
  const frame = useRef<HTMLSpanElement>(null);
  const fitted = useRef<Fitted>({ x: 0, y: 0, scale: 1 });
  const nodes = useBoard((board) => board.nodes);
  const theme = useLooks((looks) => looks.theme);
  const timer = useRef<number | null>(null);
  const store = useStoreApi();
  const { setCenter, getZoom } = useReactFlow();

  useEffect(() => {
    timer.current ??= window.setTimeout(() => {
      timer.current = null;
      if (!canvas.current || !frame.current) return;
      const cards = useBoard.getState().nodes;
      fitted.current = fit(cards);
      paint(canvas.current, cards, fitted.current);
      put(frame.current, store.getState(), fitted.current);
    }, PAUSE_MS);
  }, [nodes, theme, store]);

  useEffect(
    () =>
      store.subscribe((now, before) => {
        if (frame.current && (now.transform !== before.transform || now.width !== before.width || now.height !== before.height)) {
          put(frame.current, now, fitted.current);
        }
      }),
    [store],
  );

  function go(event: PointerEvent<HTMLElement>): void {
    if (event.buttons !== 1) return;
    const { left, top } = event.currentTarget.getBoundingClientRect();
    const { x, y, scale } = fitted.current;
    void setCenter(x + (event.clientX - left) / scale, y + (event.clientY - top) / scale, { zoom: getZoom() });
  }

  return (
    <div className="canvas-map" role="img" aria-label={t("canvas.bar.map")} style={{ width: WIDE, height: HIGH }} onPointerDown={go} onPointerMove={go}>
      <canvas ref={canvas} style={{ width: WIDE, height: HIGH }} />
      <span ref={frame} />
    </div>
  );
}

function fit(cards: readonly Card[]): Fitted {
  const { x, y, width, height } = boundsOf(cards);
  const scale = Math.min(WIDE / (width + 2 * ROOM), HIGH / (height + 2 * ROOM));
  return { x: x - (WIDE / scale - width) / 2, y: y - (HIGH / scale - height) / 2, scale };
}

function put({ style }: HTMLElement, { transform: [x, y, zoom], width, height }: ReactFlowState, at: Fitted): void {
  style.transform = `translate(${(-x / zoom - at.x) * at.scale}px, ${(-y / zoom - at.y) * at.scale}px)`;
  style.width = `${(width / zoom) * at.scale}px`;
  style.height = `${(height / zoom) * at.scale}px`;
}

function paint(canvas: HTMLCanvasElement, cards: readonly Card[], { x, y, scale }: Fitted): void {
  const ratio = devicePixelRatio;
  canvas.width = WIDE * ratio;
  canvas.height = HIGH * ratio;
  const context = canvas.getContext("2d");
  if (!context) return;
  const colour = colourIn(canvas);
  const [step, note, selected] = ["--line-strong", "--warning", "--accent-fill"].map(colour) as [string, string, string];
  context.setTransform(scale * ratio, 0, 0, scale * ratio, -x * scale * ratio, -y * scale * ratio);
  const least = 1.5 / scale; // a card of a long flow is still seen
  for (const card of cards) {
    context.fillStyle = card.selected ? selected : card.type === "note" ? note : step;
    context.globalAlpha = card.selected ? 1 : 0.55;
    context.fillRect(card.position.x, card.position.y, Math.max(card.width ?? 0, least), Math.max(card.height ?? 0, least));
  }
}
