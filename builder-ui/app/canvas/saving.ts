/**
 * Saves what was done. The flow's value goes through the queue of edits, which loses nothing; places and notes go to their
 * side file at once. What somebody else changed meanwhile is loaded without losing the selection.
 */

import { toast } from "../design/toast.ts";
import { graphOf } from "../flow/graph.ts";
import { same, type Json, type Mapping } from "../flow/json.ts";
import { edit } from "../server/edits.ts";
import { fetched } from "../server/fetched.ts";
import { fetchFlow, saveLayout, type Flow } from "../server/project.ts";
import { onAct, placesOf, useDocument, type Document, type Opened, type State } from "./document.ts";
import { remember } from "./memory.ts";
import { t } from "./words.ts";

const PAUSE_MS = 200;

let timer = 0;
let layoutTimer = 0;
let isMoving = false;
let onTheWay = 0;
const ours = new Set<string>();

export function keepSaved(): () => void {
  const stop = onAct((before, now) => {
    if (before.value !== now.value) {
      window.clearTimeout(timer);
      timer = window.setTimeout(() => void first.then(flush), PAUSE_MS);
      dirty = true;
      noteNames(before, now);
    }
    if (before.places !== now.places || before.notes !== now.notes || before.value !== now.value) saveSoon(before);
    remember();
  });
  const leave = (): void => flush();
  window.addEventListener("pagehide", leave);
  return () => {
    flush();
    known.clear();
    stop();
    window.removeEventListener("pagehide", leave);
  };
}

/** The names of steps that were given another, as tests know them still, by key. */
const known = new Map<string, string>();

function noteNames(before: State, { graph }: Document): void {
  for (const [key, { id, value }] of graphOf(before.value).byKey) {
    const now = graph.byKey.get(key);
    if (now && now.id !== id && now.value["id"] !== value["id"] && !known.has(key)) known.set(key, id);
  }
}

let dirty = false;
let first: Promise<unknown> = Promise.resolve();

/** The flow is saved after this, such as after what it names is made. */
export function saveAfter(before: Promise<unknown>): void {
  first = Promise.allSettled([first, before]);
}

/** Hands over what waits for a pause: to the queue, which keeps it through a reload. */
export function flush(): void {
  if (!dirty) return;
  window.clearTimeout(timer);
  void saveValue();
}

async function saveValue(): Promise<void> {
  dirty = false;
  const { id, file, path, value, hash } = useDocument.getState();
  if (hash !== null) ours.add(hash);
  onTheWay++;
  const outcome = await edit([{ file, path: [...path], value: value as Json }], { [file]: hash });
  onTheWay--;
  const still = useDocument.getState().id === id;
  if (!still) return;
  if (outcome.kind === "refused") {
    toast(t("canvas.said.refused", { why: outcome.refusal.message }), { tone: "danger", hint: outcome.refusal.hint });
    return;
  }
  const own = outcome.edited.own[file];
  if (own !== undefined) {
    ours.add(own);
    useDocument.setState({ hash: own });
  }
  if (known.size > 0) void fetched(() => import("../rename/follow.ts")).then(({ follow }) => follow(id, known));
  if (missed !== null) heard(missed);
}

/** What the server said while something was on its way. */
let missed: Flow | null = null;

/** What the server says of the flow. Own edits come back this way too. */
export function heard(flow: Flow): void {
  const now = useDocument.getState();
  missed = null;
  if (flow.id !== now.id) return;
  if (flow.hash === now.hash) return isMoving ? undefined : moved(flow);
  if (isBusy()) missed = flow;
  else if (ours.has(flow.hash)) void fetchFlow(flow.id).then(load, () => undefined); // late, or somebody put it back
  else void load(flow);
}

/** Puts the cards where somebody else has put them. */
function moved({ layout }: Flow): void {
  const { graph, places, notes } = useDocument.getState();
  const there = { ...places, ...placesOf(graph, layout.positions) };
  if (!same(there, places)) useDocument.setState({ places: there });
  if (!same(layout.notes, notes)) useDocument.setState({ notes: layout.notes });
}

function isBusy(): boolean {
  return dirty || onTheWay > 0;
}

async function load(flow: Flow): Promise<void> {
  const { reload } = await fetched(() => import("./reload.ts"));
  const now = useDocument.getState();
  if (flow.id !== now.id || flow.hash === now.hash) return;
  if (isBusy()) {
    missed = flow;
    return;
  }
  reload(openedOf(flow));
  toast(t("canvas.said.reloaded"));
}

export function openedOf(flow: Flow): Opened {
  const { id, file, path, hash, value, layout } = flow;
  return { id, file, path, hash, value: value as Mapping, positions: layout.positions, notes: layout.notes };
}

function saveSoon(before: State): void {
  const { places, notes } = useDocument.getState();
  if (before.places === places && before.notes === notes) return;
  window.clearTimeout(layoutTimer);
  layoutTimer = window.setTimeout(saveNow, PAUSE_MS);
  isMoving = true;
}

/** All places by id: an id that was derived may have changed with the flow. */
function saveNow(): void {
  const { id, graph, places, notes } = useDocument.getState();
  const positions = Object.fromEntries(
    graph.nodes.flatMap(({ key, id: step }) => (places[key] ? [[step, places[key]]] : [])),
  ) as Record<string, [number, number]>;
  const timer = layoutTimer;
  void saveLayout(id, { positions, notes })
    .catch(() => undefined) // places are no loss; the next move sends all again
    .then(() => (isMoving = timer !== layoutTimer));
}
