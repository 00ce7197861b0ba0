/** One flow: palette, canvas or outline, and the form of what is selected. */

import { ReactFlowProvider } from "@xyflow/react";
import { useParams } from "../shell/navigation.ts";
import { useEffect, useMemo, useState } from "react";
import { Button } from "../design/Button.tsx";
import { ContextMenu } from "../design/ContextMenu.tsx";
import type { Items } from "../design/Menu.tsx";
import { EmptyState } from "../design/EmptyState.tsx";
import { isMapping } from "../flow/json.ts";
import { useResponses } from "../server/language.ts";
import { firstText } from "../responses/variation.ts";
import { Refusal } from "../server/ask.ts";
import { useMay } from "../server/session.ts";
import { useFlow, useKinds, type Flow, type Kind } from "../server/project.ts";
import { Screen } from "../shell/Screen.tsx";
import { useTried } from "../try/tried.ts";
import { askFor } from "./asking.ts";
import { Above, Beside, breakSelected } from "./Beside.tsx";
import { Board } from "./Board.tsx";
import { copySelected, pasteFromClipboard, useClipboard } from "./clipboard.ts";
import { duplicate, removeSelected } from "./deeds.ts";
import { heights, openDocument, useDocument } from "./document.ts";
import { cool, showProblems } from "./hot.ts";
import { learn } from "./kinds.ts";
import { Asked, Forms, MiniMap, Outline } from "./Later.tsx";
import { useLook } from "./look.ts";
import { recall } from "./memory.ts";
import { Palette } from "./Palette.tsx";
import { Nowhere } from "./Nowhere.tsx";
import { arrange, settle } from "./places.ts";
import { heard, keepSaved, openedOf } from "./saving.ts";
import { Toolbar, Zoom } from "./Toolbar.tsx";
import { connectSelected, nameSelected, spotOfSelected, useCanvasActions } from "./useCanvasActions.ts";
import { useDrafted } from "./useDrafted.ts";
import { useNamedStep } from "./useView.ts";
import { useVoice } from "./announce.ts";
import { t } from "./words.ts";
import "./canvas.css";

export function CanvasScreen() {
  const { id = "" } = useParams("/flows/$id");
  const flow = useFlow(id);
  const kinds = useKinds();
  const responses = useResponses(); // their words decide how large cards are
  const value = flow.data?.value;
  const name = isMapping(value) && typeof value["name"] === "string" ? value["name"] : undefined;
  if (flow.error instanceof Refusal && flow.error.status === 404) return <Nowhere id={id} />;
  return (
    <Screen name="flow" title={name ?? id} bare>
      {flow.data && kinds.data && !responses.isPending ? (
        <ReactFlowProvider>
          <Editor key={id} flow={flow.data} kinds={kinds.data} />
        </ReactFlowProvider>
      ) : flow.error ? (
        <EmptyState icon="problem" title={t("canvas.unreadable")}>
          <p>{flow.error.message}</p>
        </EmptyState>
      ) : (
        <p className="canvas-loading" role="status">
          {t("canvas.loading")}
        </p>
      )}
    </Screen>
  );
}

function Editor({ flow, kinds }: { flow: Flow; kinds: readonly Kind[] }) {
  const [open, setOpen] = useState(false);
  const said = useSaid();
  const may = useMay("author");

  useEffect(() => {
    learn(kinds);
    let gone = false;
    const opened = openedOf(flow);
    openDocument(opened, kinds, said, recall(flow.id, opened.value));
    void placed().then((places) => {
      if (gone) return;
      useDocument.setState({ places });
      setOpen(true);
    });
    const stop = keepSaved();
    return () => {
      gone = true;
      stop();
      cool();
    };
    // oxlint-disable-next-line exhaustive-deps -- opened once; what comes later is heard below
  }, []);

  useEffect(() => useDocument.setState({ locked: !may }), [may]);
  useEffect(() => heard(flow), [flow]);
  useEffect(() => showProblems(flow.problems, flow.id), [flow]);
  useEffect(() => useDocument.setState({ said, kinds }), [said, kinds]);

  return open ? <Open /> : null;
}

/** Where the cards are: as they were left, else arranged. */
async function placed() {
  const { graph, places } = useDocument.getState();
  return Object.keys(places).length === 0 ? arrange(graph, heights()) : settle(graph, places, heights());
}

/** The words of a response: of its first variation. */
function useSaid() {
  const { data } = useResponses();
  return useMemo(() => {
    const texts = new Map((data ?? []).map(({ name, variations }) => [name, firstText(variations)]));
    return (name: string): string | null => {
      const text = texts.get(name);
      return typeof text === "string" ? text.trim() : null;
    };
  }, [data]);
}

function Open() {
  useCanvasActions();
  useClipboard();
  useNamedStep();
  useDrafted();
  const outline = useLook((look) => look.outline);
  const trying = useTried(({ open }) => open);
  const locked = useDocument((document) => document.locked);
  const empty = useDocument((document) => document.graph.nodes.length === 0 && document.notes.length === 0);
  return (
    <div className="canvas-screen" data-trying={trying || undefined}>
      {!locked && <Palette />}
      <div className="canvas-middle">
        <Toolbar />
        <Above />
        {outline ? (
          <Outline />
        ) : (
          <div className="canvas-area">
            <ContextMenu items={menu()}>
              <div className="canvas-whole">
                <Board />
              </div>
            </ContextMenu>
            {empty && <First />}
            <div className="canvas-corner">
              <MiniMap />
              <Zoom />
            </div>
          </div>
        )}
      </div>
      <Forms />
      <Beside />
      <Asked />
      <Voice />
    </div>
  );
}

/** What the right mouse button offers: what can be done to what is selected. */
function menu(): Items {
  return [
    { label: t("canvas.finder.add"), icon: "plus", keys: "/", perform: () => askFor({ what: "add", spot: spotOfSelected(), at: null, place: null }) },
    { label: t("canvas.do.connect"), icon: "link", keys: "C", perform: connectSelected },
    "line",
    { label: t("canvas.do.cut"), icon: "cut", keys: "Mod+X", perform: () => void copySelected().then(() => removeSelected("delete")) },
    { label: t("canvas.do.copy"), icon: "copy", keys: "Mod+C", perform: () => void copySelected() },
    { label: t("canvas.do.paste"), icon: "paste", keys: "Mod+V", perform: () => void pasteFromClipboard() },
    { label: t("canvas.do.duplicate"), icon: "copy", keys: "Mod+D", perform: duplicate },
    { label: t("canvas.do.name"), icon: "pencil", keys: "F2", perform: nameSelected },
    { label: t("canvas.do.breakpoint"), icon: "pause", keys: "B", perform: breakSelected },
    "line",
    { label: t("canvas.do.delete"), icon: "remove", keys: "Delete", perform: () => removeSelected(), danger: true },
  ];
}

/** What an empty flow says. */
function First() {
  return (
    <div className="canvas-first">
      <EmptyState
        icon="start"
        title={t("canvas.empty")}
        action={
          <Button look="primary" icon="plus" onClick={() => askFor({ what: "add", spot: { key: null, exit: 0 }, at: null, place: [0, 0] })}>
            {t("canvas.addFirst")}
          </Button>
        }
      >
        <p>{t("canvas.emptyTeach")}</p>
      </EmptyState>
    </div>
  );
}

function Voice() {
  const { text, number } = useVoice();
  return (
    <p className="unseen" role="status" key={number % 2}>
      {text}
    </p>
  );
}
