/** The bar of the flow: its name, whether it is saved, and what one needs at hand. */

import { useReactFlow, useStore } from "@xyflow/react";
import { Badge } from "../design/Badge.tsx";
import { IconButton } from "../design/IconButton.tsx";
import { useSaving } from "../server/edits.ts";
import { toggleTraffic, useOverlay } from "../traffic/overlay.ts";
import { toggleTry, useTried } from "../try/tried.ts";
import { askFor } from "./asking.ts";
import * as deed from "./deeds.ts";
import { useDocument } from "./document.ts";
import { glide } from "./glide.ts";
import { showPanel, useLook } from "./look.ts";
import { useArrange, useFit } from "./useView.ts";
import { t } from "./words.ts";

export function Toolbar() {
  const name = useDocument((document) => String(document.value["name"] ?? document.id));
  const count = useDocument((document) => document.graph.nodes.length);
  const past = useDocument((document) => document.history.past.length);
  const future = useDocument((document) => document.history.future.length);
  const outline = useLook((look) => look.outline);
  const trying = useTried(({ open }) => open);
  const counting = useOverlay(({ on }) => on);
  const panel = useLook((look) => look.panel);
  const locked = useDocument((document) => document.locked);
  const { state } = useSaving();
  const arrange = useArrange();
  return (
    <div className="canvas-bar" role="toolbar" aria-label={name}>
      <strong>{name}</strong>
      <span className="canvas-bar-count">{t("canvas.steps", { count })}</span>
      {locked ? (
        <Badge>{t("canvas.onlyLook")}</Badge>
      ) : (
        <span className="canvas-saving" data-state={state} role="status">
          {t(`canvas.saving.${state}`)}
        </span>
      )}
      <span className="canvas-bar-gap" />
      <IconButton icon="undo" label={t("canvas.bar.undo")} keys="Mod+Z" aria-disabled={past === 0} onClick={deed.undo} />
      <IconButton icon="redo" label={t("canvas.bar.redo")} keys="Mod+Shift+Z" aria-disabled={future === 0} onClick={deed.redo} />
      <i />
      <IconButton icon="search" label={t("canvas.bar.search")} keys="Mod+F" onClick={() => askFor({ what: "search" })} />
      <IconButton icon="arrange" label={t("canvas.bar.arrange")} keys="Mod+Shift+L" onClick={arrange} />
      <IconButton icon="outline" label={t("canvas.bar.outline")} keys="O" pressed={outline} onClick={() => useLook.setState({ outline: !outline })} />
      <i />
      <IconButton icon="chart" label={t("canvas.bar.traffic")} keys="Shift+T" pressed={counting} onClick={toggleTraffic} />
      <IconButton icon="talk" label={t("canvas.bar.try")} keys="T" pressed={trying} onClick={toggleTry} />
      <IconButton icon="sidebar" label={t("canvas.bar.panel")} keys="]" pressed={panel} onClick={() => showPanel(!panel)} />
    </div>
  );
}

export function Zoom() {
  const { zoomIn, zoomOut } = useReactFlow();
  const fit = useFit();
  const zoom = useStore(({ transform }) => Math.round(transform[2] * 100));
  return (
    <div className="canvas-zoom">
      <IconButton icon="zoomOut" size="small" label={t("canvas.bar.zoomOut")} keys="-" onClick={() => void zoomOut(glide(120))} />
      <output>{`${zoom} %`}</output>
      <IconButton icon="zoomIn" size="small" label={t("canvas.bar.zoomIn")} keys="+" onClick={() => void zoomIn(glide(120))} />
      <IconButton icon="fit" size="small" label={t("canvas.bar.fit")} keys="Shift+1" onClick={() => fit()} />
    </div>
  );
}
