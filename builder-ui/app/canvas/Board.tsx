/** The canvas itself: React Flow with our cards, and what the mouse and the keyboard do on it. */

import { ReactFlow, SelectionMode, useReactFlow, useStore, type Connection, type FinalConnectionState, type Viewport } from "@xyflow/react";
import "@xyflow/react/dist/base.css";
import { useEffect, useMemo, type DragEvent, type FocusEvent, type KeyboardEvent, type MouseEvent } from "react";
import { START } from "../flow/graph.ts";
import { GRID, type Places } from "../flow/align.ts";
import { askFor } from "./asking.ts";
import { choose, hold, isHeld, useBoard, type Card, type Way } from "./board.ts";
import { letGo, useCarried } from "./carried.ts";
import { changed } from "./changed.ts";
import { addStep, connect, nudge, place } from "./deeds.ts";
import { act, select, useDocument } from "./document.ts";
import { Dots } from "./Dots.tsx";
import { isFar } from "./far.ts";
import { goToStep, openForm } from "./focus.ts";
import { showPanel } from "./look.ts";
import { glide } from "./glide.ts";
import { DRAGGED } from "./Palette.tsx";
import { NoteNode } from "./NoteNode.tsx";
import { Painted } from "./Later.tsx";
import { StartNode } from "./StartNode.tsx";
import { StepNode } from "./StepNode.tsx";
import { useView } from "./useView.ts";
import { WayEdge } from "./WayEdge.tsx";
import { Ways } from "./Ways.tsx";
import { t } from "./words.ts";

const CARDS = { step: StepNode, start: StartNode, note: NoteNode };
const WAYS = { way: WayEdge };
const NO_CARDS: Card[] = [];
const NO_WAYS: Way[] = [];
const GRID_OF: [number, number] = [GRID, GRID];
const MORE = ["Meta", "Control", "Shift"];
const ARROWS: Record<string, [number, number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export function Board() {
  const nodes = useBoard((board) => board.nodes);
  const edges = useBoard((board) => board.edges);
  const held = useBoard((board) => board.held);
  const carried = useCarried(({ ids }) => ids);
  const ways = useMemo(() => edges.filter((way) => isHeld(way, held, carried)), [edges, held, carried]);
  const name = useDocument((document) => String(document.value["name"] ?? document.id));
  const locked = useDocument((document) => document.locked);
  const flow = useReactFlow<Card, Way>();
  const { keep } = useView();
  const far = useStore(({ transform }) => isFar(transform[2], nodes.length));

  // A step that was just added by keyboard may stand outside of what is seen.
  useEffect(() => useDocument.subscribe((now, before) => {
    const [only, ...others] = now.selected.steps;
    if (now.selected === before.selected || only === undefined || others.length > 0 || before.graph.byKey.has(only)) return;
    requestAnimationFrame(() => show(flow, only));
  }), [flow]);

  useEffect(() => letGo, []); // who leaves in the middle of dragging

  // The same functions in every drawing: a new one would make React Flow tell all its parts.
  const handlers = useMemo(() => handlersOf(flow, keep), [flow, keep]);

  return (
    <ReactFlow<Card, Way>
      className="canvas-board"
      aria-label={t("canvas.label", { flow: name })}
      nodes={far ? NO_CARDS : nodes}
      edges={far ? NO_WAYS : ways}
      nodeTypes={CARDS}
      edgeTypes={WAYS}
      {...handlers}
      nodesDraggable={!locked}
      nodesConnectable={!locked}
      onlyRenderVisibleElements
      disableKeyboardA11y
      selectNodesOnDrag={false}
      elevateEdgesOnSelect={false}
      edgesFocusable={false}
      snapToGrid
      snapGrid={GRID_OF}
      panOnScroll
      zoomOnDoubleClick={false}
      selectionMode={SelectionMode.Partial}
      multiSelectionKeyCode={MORE}
      deleteKeyCode={null}
      connectionRadius={28}
      minZoom={0.05}
      maxZoom={2}
      attributionPosition="bottom-left"
    >
      {far ? (
        <Painted />
      ) : (
        <>
          <Dots />
          <Ways />
        </>
      )}
    </ReactFlow>
  );
}

function handlersOf(flow: Flow, keep: (view: Viewport) => void) {
  let taken = false; // an end of the way that is held, which must not go meanwhile

  function dropped(event: DragEvent): void {
    const key = event.dataTransfer.getData(DRAGGED);
    const kind = useDocument.getState().kinds.find((each) => each.key === key);
    if (!kind) return;
    event.preventDefault();
    const { x, y } = flow.screenToFlowPosition({ x: event.clientX, y: event.clientY });
    const way = (event.target as Element).closest("[data-way]")?.getAttribute("data-way");
    openForm(way ? addStep(kind, spotOf(way)) : addStep(kind, null, [x - 24, y - 22])); // on a way room is made for it
  }

  /** The way that it would be put on is shown. */
  function over(event: DragEvent): void {
    if (!event.dataTransfer.types.includes(DRAGGED)) return;
    event.preventDefault();
    const way = (event.target as Element).closest("[data-way]")?.getAttribute("data-way");
    hold(useBoard.getState().edges.find(({ data }) => data?.spot === way)?.id ?? null);
  }

  function ended(event: globalThis.MouseEvent | TouchEvent, { fromNode, fromHandle, toNode }: FinalConnectionState): void {
    if (toNode || !fromNode || fromHandle?.type !== "source" || !("clientX" in event)) return;
    const spot = { key: fromNode.id === START ? null : fromNode.id, exit: Number(fromHandle.id) };
    const there = document.elementFromPoint(event.clientX, event.clientY)?.closest(".react-flow__node-step, .canvas-board");
    if (!(there instanceof HTMLElement)) return; // beside the canvas
    const card = there.dataset["id"];
    if (card !== undefined) return connect(spot, card); // anywhere on a card
    const { x, y } = flow.screenToFlowPosition({ x: event.clientX, y: event.clientY });
    askFor({ what: "add", spot, at: [event.clientX, event.clientY], place: [x, y - 22] });
  }

  function doubled(event: MouseEvent): void {
    const title = (event.target as Element).closest(".canvas-card > header");
    const key = title?.closest<HTMLElement>(".react-flow__node")?.dataset["id"];
    if (key !== undefined) return askFor({ what: "name", key });
    if (!(event.target as Element).classList.contains("react-flow__pane")) return;
    const { x, y } = flow.screenToFlowPosition({ x: event.clientX, y: event.clientY });
    if (isFar(flow.getZoom(), useBoard.getState().nodes.length)) void flow.setCenter(x, y, { zoom: 1, ...glide(200) });
    else askFor({ what: "add", spot: null, at: [event.clientX, event.clientY], place: [x, y] });
  }

  function pressed(event: KeyboardEvent): void {
    const arrow = ARROWS[event.key];
    const card = (event.target as Element).closest<HTMLElement>(".react-flow__node");
    if (!card || (event.target as Element).matches("input, textarea, select")) return;
    const key = card.dataset["id"] ?? "";
    if (event.altKey && arrow) follow(key, event.key, flow);
    else if (arrow && !event.ctrlKey && !event.metaKey) nudge(arrow[0] * (event.shiftKey ? 5 : 1), arrow[1] * (event.shiftKey ? 5 : 1));
    else if (event.key === "Enter" && event.target === card) openForm(key);
    else if (event.key === " " && event.target === card) select([key]);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return {
    onNodesChange: changed,
    onNodeDragStop: (_: unknown, __: unknown, moved: Card[]) => drop(moved),
    onSelectionDragStop: (_: unknown, moved: Card[]) => drop(moved),
    onConnect: made,
    onConnectEnd: ended,
    onReconnect: (old: Way, connection: Connection) => made({ ...connection, source: old.source, sourceHandle: old.sourceHandle ?? "0" }),
    onReconnectStart: () => (taken = true),
    onReconnectEnd: () => (taken = false),
    onEdgeMouseLeave: () => taken || hold(null),
    onEdgeClick: (_: unknown, way: Way) => {
      select([]);
      choose(way.id);
    },
    onNodeClick: (_: unknown, card: Card) => card.type === "start" && openFlow(),
    onPaneClick: () => choose(null),
    onNodeContextMenu: (_: unknown, card: Card) => {
      const { selected, graph } = useDocument.getState();
      if (graph.byKey.has(card.id) && !selected.steps.includes(card.id)) select([card.id]);
    },
    onDoubleClick: doubled,
    onKeyDown: pressed,
    onFocus: (event: FocusEvent) => focused(event.target),
    onDrop: dropped,
    onDragEnter: over,
    onDragOver: over,
    onMoveEnd: (_: unknown, view: Viewport) => keep(view),
  };
}

function made({ source, sourceHandle, target }: Connection): void {
  connect({ key: source === START ? null : source, exit: Number(sourceHandle) }, target);
}

function spotOf(way: string): { key: string | null; exit: number } | null {
  if (way === START) return { key: null, exit: 0 };
  const cut = way.lastIndexOf(":");
  const key = useDocument.getState().graph.byId.get(way.slice(0, cut))?.key;
  return key === undefined ? null : { key, exit: Number(way.slice(cut + 1)) };
}

/** Who starts the flow stands in its own form. */
function openFlow(): void {
  select([]);
  showPanel(true);
}

/** Where cards were dropped. They are selected now: while they move nobody reads their form. */
function drop(moved: Card[]): void {
  put(moved);
  if (!moved.every((card) => card.selected)) select(moved.filter((card) => card.type === "step").map(({ id }) => id), moved.filter((card) => card.type === "note").map(({ id }) => id));
}

function put(moved: Card[]): void {
  const places: Places = Object.fromEntries(
    moved.filter((card) => card.type === "step").map(({ id, position }) => [id, [position.x, position.y] as [number, number]]),
  );
  const at = new Map(moved.filter((card) => card.type === "note").map(({ id, position }) => [id, position]));
  if (at.size === 0) return place(places);
  const { notes, places: all } = useDocument.getState();
  const shifted = notes.map((note) => ({ ...note, at: [at.get(note.id)?.x ?? note.at[0], at.get(note.id)?.y ?? note.at[1]] as [number, number] }));
  act({ label: t("canvas.label.move") }, { notes: shifted, places: { ...all, ...places } });
}

/** Who goes to a card by keyboard has it selected. */
function focused(target: EventTarget): void {
  if (!(target instanceof HTMLElement) || !target.matches(".react-flow__node:focus-visible")) return;
  const key = target.dataset["id"] ?? "";
  const { selected, graph } = useDocument.getState();
  if (graph.byKey.has(key) && !selected.steps.includes(key)) select([key]);
}

type Flow = ReturnType<typeof useReactFlow<Card, Way>>;

/** Goes on along the ways by keyboard: right to the next step, left to the one before, up and down among branches. */
function follow(key: string, arrow: string, flow: Flow): void {
  const { graph } = useDocument.getState();
  const before = graph.edges.find((edge) => edge.to === key)?.from;
  const next = graph.byKey.get(key)?.exits.find((exit) => exit.to)?.to;
  const peers = (graph.byKey.get(before ?? "")?.exits ?? []).flatMap((exit) => exit.to ?? []);
  const at = peers.indexOf(key);
  const to = { ArrowRight: next, ArrowLeft: before, ArrowUp: peers[at - 1], ArrowDown: peers[at + 1] }[arrow];
  if (!to) return;
  show(flow, to);
  goToStep(to);
}

const MARGIN = 48;

/** Brings a card into view, no further than it takes. */
export function show(flow: Pick<Flow, "getViewport" | "setViewport">, key: string): void {
  const card = useBoard.getState().nodes.find((each) => each.id === key);
  const board = document.querySelector(".canvas-board")?.getBoundingClientRect();
  if (!card || !board) return;
  const { x, y, zoom } = flow.getViewport();
  const [left, top] = [card.position.x * zoom + x, card.position.y * zoom + y];
  const dx = inside(left, (card.width ?? 0) * zoom + MARGIN, board.width);
  const dy = inside(top, (card.height ?? 0) * zoom, board.height);
  if (dx !== 0 || dy !== 0) void flow.setViewport({ x: x + dx, y: y + dy, zoom }, glide(160));
}

/** How far to move so that what begins at `from` is seen. */
function inside(from: number, size: number, room: number): number {
  if (from < MARGIN) return MARGIN - from;
  return Math.min(0, Math.max(MARGIN - from, room - MARGIN - from - size));
}
