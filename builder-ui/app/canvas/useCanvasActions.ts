/** What can be done on this screen, for keys, the command palette and the list of shortcuts. */

import { useReactFlow } from "@xyflow/react";
import { useMemo } from "react";
import { go } from "../shell/navigation.ts";
import { useActions, type Action } from "../shell/actions.ts";
import { askFor } from "./asking.ts";
import * as deed from "./deeds.ts";
import { select, useDocument } from "./document.ts";
import { glide } from "./glide.ts";
import { addNote } from "./NoteNode.tsx";
import { copySelected, pasteFromClipboard } from "./clipboard.ts";
import { toggleDrafted } from "./useDrafted.ts";
import { showPanel, useLook } from "./look.ts";
import { useArrange, useFit } from "./useView.ts";
import { t } from "./words.ts";

/** The spot after the one selected step: its first open exit, else its first. */
export function spotOfSelected() {
  const { selected, graph } = useDocument.getState();
  const node = selected.steps.length === 1 ? graph.byKey.get(selected.steps[0] ?? "") : undefined;
  const exit = node?.exits.find(({ to }) => to === null) ?? node?.exits[0];
  return node && exit ? { key: node.key, exit: exit.index } : null;
}

export function connectSelected(): void {
  const spot = spotOfSelected();
  if (spot) askFor({ what: "connect", spot });
}

export function nameSelected(): void {
  const [key, ...others] = useDocument.getState().selected.steps;
  if (key !== undefined && others.length === 0) askFor({ what: "name", key });
}

export function useCanvasActions(): void {
  const { zoomIn, zoomOut, screenToFlowPosition } = useReactFlow();
  const fit = useFit();
  const arrange = useArrange();
  const actions = useMemo(() => {
    const group = t("canvas.bar.canvas");
    const make = (name: string, label: string, perform: () => void, more: Partial<Action> = {}): Action => ({ name: `canvas.${name}`, label, group, perform, ...more });
    const only = (act: (key: string) => void) => (): void => {
      const [key, ...others] = useDocument.getState().selected.steps;
      if (key !== undefined && others.length === 0) act(key);
    };
    const middle = (): [number, number] => {
      const board = document.querySelector(".canvas-board")?.getBoundingClientRect();
      const { x, y } = screenToFlowPosition({ x: (board?.left ?? 0) + (board?.width ?? 0) / 2, y: (board?.top ?? 0) + (board?.height ?? 0) / 2 });
      return [x, y];
    };
    return [
      make("add", t("canvas.finder.add"), () => askFor({ what: "add", spot: spotOfSelected(), at: null, place: null }), { keys: "/", icon: "plus" }),
      make("connect", t("canvas.do.connect"), connectSelected, { keys: "C", icon: "link" }),
      make("undo", t("canvas.bar.undo"), deed.undo, { keys: "Mod+Z", icon: "undo" }),
      make("redo", t("canvas.bar.redo"), deed.redo, { keys: "Mod+Shift+Z", icon: "redo" }),
      make("redo2", t("canvas.bar.redo"), deed.redo, { keys: "Mod+Y", icon: "redo" }),
      make("search", t("canvas.bar.search"), () => askFor({ what: "search" }), { keys: "Mod+F", icon: "search" }),
      make("delete", t("canvas.do.delete"), () => deed.removeSelected(), { keys: "Delete", icon: "remove" }),
      make("delete2", t("canvas.do.delete"), () => deed.removeSelected(), { keys: "Backspace", icon: "remove" }),
      make("deleteNested", t("canvas.do.deleteNested"), () => deed.removeSelected("delete"), { keys: "Shift+Delete", icon: "remove" }),
      make("duplicate", t("canvas.do.duplicate"), deed.duplicate, { keys: "Mod+D", icon: "copy" }),
      make("copy", t("canvas.do.copy"), () => void copySelected(), { icon: "copy" }),
      make("paste", t("canvas.do.paste"), () => void pasteFromClipboard(), { icon: "paste" }),
      make("name", t("canvas.do.name"), nameSelected, { keys: "F2", icon: "pencil" }),
      make("branch", t("canvas.do.branch"), only(deed.branch.add), { icon: "branch" }),
      make("first", t("canvas.do.first"), only(deed.makeFirst), { icon: "start" }),
      make("up", t("canvas.do.moveUp"), only((key) => deed.moveAlong(key, "up")), { keys: "Mod+ArrowUp", icon: "up" }),
      make("down", t("canvas.do.moveDown"), only((key) => deed.moveAlong(key, "down")), { keys: "Mod+ArrowDown", icon: "down" }),
      make("all", t("canvas.do.selectAll"), deed.selectAll, { keys: "Mod+A" }),
      make("none", t("canvas.do.selectNone"), () => select([]), { keys: "Escape" }),
      make("arrange", t("canvas.bar.arrange"), arrange, { keys: "Mod+Shift+L", icon: "arrange" }),
      make("alignLeft", t("canvas.do.alignLeft"), () => deed.alignSelected("left"), { keys: "Alt+A", icon: "align" }),
      make("alignCentre", t("canvas.do.alignCentre"), () => deed.alignSelected("centre"), { keys: "Alt+H", icon: "align" }),
      make("alignTop", t("canvas.do.alignTop"), () => deed.alignSelected("top"), { keys: "Alt+W", icon: "align" }),
      make("alignMiddle", t("canvas.do.alignMiddle"), () => deed.alignSelected("middle"), { keys: "Alt+V", icon: "align" }),
      make("spreadAcross", t("canvas.do.spreadAcross"), () => deed.spread("x"), { icon: "align" }),
      make("spreadDown", t("canvas.do.spreadDown"), () => deed.spread("y"), { icon: "align" }),
      make("note", t("canvas.bar.note"), () => addNote(middle()), { keys: "N", icon: "note" }),
      make("fit", t("canvas.bar.fit"), () => fit(), { keys: "Shift+1", icon: "fit" }),
      make("fitSelected", t("canvas.bar.fitSelected"), () => fit(useDocument.getState().selected.steps), { keys: "Shift+2", icon: "fit" }),
      make("in", t("canvas.bar.zoomIn"), () => void zoomIn(glide(120)), { keys: "+", icon: "zoomIn" }),
      make("out", t("canvas.bar.zoomOut"), () => void zoomOut(glide(120)), { keys: "-", icon: "zoomOut" }),
      make("drafted", t("canvas.do.drafted"), toggleDrafted, { keys: "Shift+D", icon: "pencil" }),
      make("history", t("canvas.do.history"), () => go({ to: "/history", search: { file: useDocument.getState().file } }), { icon: "history" }),
      make("panel", t("canvas.bar.panel"), () => showPanel(!useLook.getState().panel), { keys: "]", icon: "sidebar" }),
      make("outline", t("canvas.bar.outline"), () => useLook.setState(({ outline }) => ({ outline: !outline, byKey: !outline })), { keys: "O", icon: "outline" }),
    ];
  }, [arrange, fit, zoomIn, zoomOut, screenToFlowPosition]);
  useActions(actions);
}
