/** The whole flow at a glance, painted on one small canvas. Pressing or dragging goes there. */

import { useReactFlow, useStore, type ReactFlowState } from "@xyflow/react";
import { useEffect, useRef, type PointerEvent } from "react";
import { useBoard, type Card } from "./board.ts";
import { t } from "./words.ts";

const WIDE = 176;
const HIGH = 112;
const ROOM = 60;
const PAUSE_MS = 90; // while cards move it need not be painted with every step

type Bounds = { x: number; y: number; scale: number };

export function MiniMap() {
  const canvas = useRef<HTMLCanvasElement>(null);
  const bounds = useRef<Bounds>({ x: 0, y: 0, scale: 1 });
  const nodes = useBoard((board) => board.nodes);
  const view = useStore(shownArea, (a, b) => a === b);
  const latest = useRef({ nodes, view });
  const timer = useRef<number | null>(null);
  const { setCenter, getZoom } = useReactFlow();

  useEffect(() => {
    latest.current = { nodes, view };
    timer.current ??= window.setTimeout(() => {
      timer.current = null;
      if (canvas.current) bounds.current = paint(canvas.current, latest.current.nodes, latest.current.view);
    }, PAUSE_MS);
  }, [nodes, view]);

  function go(event: PointerEvent<HTMLCanvasElement>): void {
    if (event.buttons !== 1) return;
    const { left, top } = event.currentTarget.getBoundingClientRect();
    const { x, y, scale } = bounds.current;
    void setCenter(x + (event.clientX - left) / scale, y + (event.clientY - top) / scale, { zoom: getZoom() });
  }

  return (
    <canvas
      ref={canvas}
      className="canvas-map"
      role="img"
      aria-label={t("canvas.bar.map")}
      style={{ width: WIDE, height: HIGH }}
      onPointerDown={go}
      onPointerMove={go}
    />
  );
}

/** What the window shows, as text: equal when nothing moved. */
function shownArea({ transform: [x, y, zoom], width, height }: ReactFlowState): string {
  return [-x / zoom, -y / zoom, width / zoom, height / zoom].join(" ");
}

function paint(canvas: HTMLCanvasElement, nodes: readonly Card[], view: string): Bounds {
  const ratio = devicePixelRatio;
  canvas.width = WIDE * ratio;
  canvas.height = HIGH * ratio;
  const context = canvas.getContext("2d");
  const [vx = 0, vy = 0, vw = 0, vh = 0] = view.split(" ").map(Number);
  const left = Math.min(vx, ...nodes.map((node) => node.position.x)) - ROOM;
  const top = Math.min(vy, ...nodes.map((node) => node.position.y)) - ROOM;
  const right = Math.max(vx + vw, ...nodes.map((node) => node.position.x + (node.width ?? 0))) + ROOM;
  const bottom = Math.max(vy + vh, ...nodes.map((node) => node.position.y + (node.height ?? 0))) + ROOM;
  const scale = Math.min(WIDE / (right - left), HIGH / (bottom - top));
  const x = left - (WIDE / scale - (right - left)) / 2;
  const y = top - (HIGH / scale - (bottom - top)) / 2;
  if (!context) return { x, y, scale };
  const style = getComputedStyle(canvas); // three colours of the theme, resolved
  context.setTransform(scale * ratio, 0, 0, scale * ratio, -x * scale * ratio, -y * scale * ratio);
  for (const node of nodes) {
    context.fillStyle = node.selected ? style.color : node.type === "note" ? style.textDecorationColor : style.caretColor;
    context.globalAlpha = node.selected ? 1 : 0.55;
    context.fillRect(node.position.x, node.position.y, node.width ?? 0, node.height ?? 0);
  }
  context.globalAlpha = 1;
  context.strokeStyle = style.color;
  context.lineWidth = 1.5 / scale;
  context.strokeRect(vx, vy, vw, vh);
  return { x, y, scale };
}
