/** Parts of the canvas that its first picture does without. They are fetched once that is there, so that nobody waits for them. */

import { useEffect, useState, type ComponentType, type ReactNode } from "react";
import { Panel } from "../design/Panel.tsx";
import { fetched } from "../server/fetched.ts";
import { HeldKeys } from "../shell/heldKeys.ts";
import { useAsking } from "./asking.ts";
import { useDocument } from "./document.ts";
import { closePanel, useLook } from "./look.ts";
import { t } from "./words.ts";

type Part = () => Promise<ComponentType>;

const forms: Part = async () => (await import("../steps/Sidebar.tsx")).Sidebar;
const lists: Part = async () => (await import("./Asked.tsx")).Asked;
const outline: Part = async () => (await import("./Outline.tsx")).Outline;
const map: Part = async () => (await import("./MiniMap.tsx")).MiniMap;
const painted: Part = async () => (await import("./Painted.tsx")).Painted;
const here = new Map<Part, ComponentType>();

/** The form at the right. Its place is kept, else the canvas would have another width a moment later. */
export function Forms() {
  const shown = useLook(({ panel }) => panel);
  const name = useDocument(({ selected }) => (selected.steps.length > 0 ? "step" : "flow"));
  const waiting = (
    <Panel name={name} title={t("canvas.loading")} onClose={closePanel}>
      {null}
    </Panel>
  );
  return <Fetched part={forms}>{shown && waiting}</Fetched>;
}

/** The lists that the canvas asks with. */
export function Asked() {
  const asks = useAsking(({ asking }) => asking !== null);
  return <Fetched part={lists}>{asks && <HeldKeys />}</Fetched>;
}

export function Outline() {
  return <Fetched part={outline}>{null}</Fetched>;
}

export function MiniMap() {
  return <Fetched part={map}>{null}</Fetched>;
}

/** A large flow from far away. */
export function Painted() {
  return <Fetched part={painted}>{null}</Fetched>;
}

/** A part, or its children until it is there. `lazy` would show those for a third of a second at least. */
function Fetched({ part, children }: { part: Part; children: ReactNode }) {
  const [Drawn, setDrawn] = useState(() => here.get(part));
  useEffect(() => {
    if (Drawn) return;
    fetched(part).then(
      (fetched) => {
        here.set(part, fetched);
        setDrawn(() => fetched);
      },
      (error: unknown) =>
        setDrawn(() => {
          throw error; // the screen says so
        }),
    );
  }, [part, Drawn]);
  return Drawn ? <Drawn /> : children;
}
