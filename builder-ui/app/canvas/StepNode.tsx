/** The card of a step: its kind, its words, its ways out. Open ways have a plus. */

import { Handle, Position, type NodeProps } from "@xyflow/react";
import { memo } from "react";
import { Icon } from "../design/Icon.tsx";
import type { GraphNode, NodeExit } from "../flow/graph.ts";
import { askFor } from "./asking.ts";
import type { StepCard } from "./board.ts";
import { branches, exitY, HEAD, linesOf, WIDTH } from "./card.ts";
import { cutLine, cutLines, widthOf } from "./cut.ts";
import { useDocument } from "./document.ts";
import { useHot } from "./hot.ts";
import { iconOf, toneOf, type Shown } from "./kinds.ts";
import { t } from "./words.ts";

export const StepNode = memo(function StepNode({ data }: NodeProps<StepCard>) {
  const { node, card, kind, loose } = data;
  const tone = useDocument((document) => toneOf(kind, document.kinds));
  const here = useHot((hot) => (hot.here === node.id ? (hot.paused ? "stopped" : "here") : undefined));
  const lit = useHot((hot) => hot.lit.has(node.id));
  const drafted = useHot((hot) => hot.drafted.get(node.id));
  const stops = useHot((hot) => hot.breakpoints.has(node.id));
  const rows = branches(node);
  return (
    <div className="canvas-card" data-tone={tone} data-step={node.id} data-here={here} data-lit={lit || undefined} data-loose={loose || undefined} data-drafted={drafted}>
      <Handle id="in" type="target" position={Position.Left} style={{ top: HEAD / 2 }} />
      <header>
        <span className="canvas-icon">
          <Icon name={iconOf(kind)} />
        </span>
        <Name node={node} card={card} stops={stops} loose={loose} />
        {here && <span className="unseen">{t(here === "stopped" ? "canvas.stopped" : "canvas.here")}</span>}
        {drafted && <span className="unseen">{t(`canvas.drafted.${drafted}`)}</span>}
        {stops && <span className="canvas-stop" role="img" aria-label={t("canvas.breakpoint")} data-tip={t("canvas.breakpoint")} />}
        <Remarks id={node.id} loose={loose} />
      </header>
      {card.text && (
        <p data-lines={linesOf(card)} title={card.text}>
          {cutLines(card.text, "text", BESIDE, linesOf(card))}
        </p>
      )}
      {rows && <Rows node={node} />}
      {node.exits.map((exit) => (
        <Out key={exit.index} node={node} exit={exit} card={card} />
      ))}
      <Passed id={node.id} />
    </div>
  );
});

const BESIDE = WIDTH - 26; // what is left beside the edges
const BESIDE_ICON = BESIDE - 30;
const GAP = 8;
const MARK = 16;

/** What a step is, what it is about and how it was called: as much of that as the marks at its right leave room for. */
function Name({ node: { id, value }, card: { title, about: target }, stops, loose }: { node: GraphNode; card: Shown; stops: boolean; loose: boolean }) {
  const about = [target, value["id"]].filter(Boolean).join(" · ");
  const remarks = useHot((hot) => hot.problems.get(id)?.length ?? 0);
  const marks = (stops ? MARK : 0) + (remarks > 0 ? (remarks > 1 ? 2 : 1.5) * MARK : loose ? MARK : 0);
  const room = BESIDE_ICON - marks;
  const left = room - GAP - widthOf(title, "title");
  return (
    <>
      <strong>{cutLine(title, "title", room)}</strong>
      {about && left > GAP && <code>{cutLine(about, "about", left)}</code>}
    </>
  );
}

function Rows({ node }: { node: GraphNode }) {
  return (
    <ul className="canvas-rows">
      {node.exits.map((exit) => (
        <li key={exit.index} data-role={exit.role} title={exit.condition ?? undefined}>
          {exit.condition === null ? t("canvas.else") : cutLine(exit.condition, "row", BESIDE) || <em>{t("canvas.noCondition")}</em>}
        </li>
      ))}
    </ul>
  );
}

/** A way out: where a line begins, or the end with a plus. */
function Out({ node, exit, card }: { node: GraphNode; exit: NodeExit; card: Shown }) {
  const top = exitY(node, card, exit.index);
  const spot = { key: node.key, exit: exit.index };
  const lit = useHot((hot) => exit.to === null && hot.lit.has(`${node.id}:${exit.index}`));
  const count = useHot((hot) => (exit.to === null ? hot.traffic?.get(`${node.id}:${exit.index}`) : undefined));
  return (
    <>
      <Handle id={String(exit.index)} type="source" position={Position.Right} style={{ top }} data-exit={exit.role === "if" ? exit.index : exit.role} data-open={exit.to === null || undefined} />
      {exit.to === null && (
        <span className="canvas-open nodrag nopan" style={{ top }} data-way={`${node.id}:${exit.index}`} data-lit={lit || undefined} data-count={count}>
          <button
            type="button"
            tabIndex={-1}
            aria-label={t("canvas.addAfter", { step: card.title })}
            onClick={(event) => {
              const { right, top: y } = event.currentTarget.getBoundingClientRect();
              askFor({ what: "add", spot, at: [right + 6, y], place: null });
            }}
          >
            <Icon name="plus" />
          </button>
          <small data-wrong={exit.unknown ?? undefined}>{exit.unknown ? t("canvas.unknownStep", { id: exit.unknown }) : t("canvas.end")}</small>
          {count !== undefined && <b>{count}</b>}
        </span>
      )}
    </>
  );
}

/** What is wrong with the step, as a badge; pointing at it says it. */
function Remarks({ id, loose }: { id: string; loose: boolean }) {
  const remarks = useHot((hot) => hot.problems.get(id));
  if (!remarks) return loose ? <span className="canvas-loose" data-tip={t("canvas.unconnected")} /> : null;
  const severity = remarks.some((remark) => remark.severity === "error") ? "error" : "warning";
  const said = remarks.map((remark) => remark.text).join("\n");
  return (
    <span className="canvas-badge" data-severity={severity} data-tip={said}>
      <Icon name="problem" label={`${t("canvas.problems", { count: remarks.length })}: ${said}`} />
      {remarks.length > 1 && remarks.length}
    </span>
  );
}

/** How often people came here, left without an answer, or gave one that was rejected. */
function Passed({ id }: { id: string }) {
  const passed = useHot((hot) => (hot.traffic ? hot.passed.get(id) : undefined));
  if (!passed) return null;
  const { entered, dropped, rejected, answers } = passed;
  const texts = answers.map(({ text, count }) => `${count} × ${text}`).join("\n");
  return (
    <>
      <span className="canvas-count" data-tip={t("canvas.came", { count: entered })}>
        {entered}
      </span>
      {dropped + rejected > 0 && (
        <span className="canvas-lost" data-tip={texts || undefined}>
          {dropped > 0 && <span data-tone="dropped">{t("canvas.dropped", { count: dropped })}</span>}
          {rejected > 0 && <span data-tone="rejected">{t("canvas.rejected", { count: rejected })}</span>}
        </span>
      )}
    </>
  );
}
