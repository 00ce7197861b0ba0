/** What the canvas asks with: add a step, connect to, name it, search. */

import { StepName } from "../rename/StepName.tsx";
import { go } from "../shell/navigation.ts";
import { useMemo, useState } from "react";
import type { Spot } from "../flow/change.ts";
import { asked, useAsking } from "./asking.ts";
import { addStep, connect } from "./deeds.ts";
import { cardOf, useDocument } from "./document.ts";
import { goToStep, openForm } from "./focus.ts";
import { Finder, type Found } from "./Finder.tsx";
import { iconOf, isEnd, toneOf, worded } from "./kinds.ts";
import { useElsewhere } from "./elsewhere.ts";
import { useFit } from "./useView.ts";
import { t } from "./words.ts";

const END = "end of the flow"; // no key of a step

export function Asked() {
  const { asking } = useAsking();
  switch (asking?.what) {
    case "add":
      return <Add spot={asking.spot} at={asking.at} place={asking.place} />;
    case "connect":
      return <Connect spot={asking.spot} />;
    case "name":
      return <StepName key={asking.key} step={asking.key} />;
    case "search":
      return <Search />;
    default:
      return null;
  }
}

function Add({ spot, at, place }: { spot: Spot | null; at: [number, number] | null; place: [number, number] | null }) {
  const kinds = useDocument((document) => document.kinds);
  const items: Found[] = kinds
    .filter((kind) => !isEnd(kind))
    .map((kind) => ({
      id: kind.key,
      title: worded(kind.title),
      detail: worded(kind.summary),
      words: kind.key,
      icon: iconOf(kind),
      tone: toneOf(kind, kinds),
      group: worded(kind.group),
    }));
  const take = (id: string): void => {
    const kind = kinds.find((each) => each.key === id);
    asked();
    if (kind) openForm(addStep(kind, spot, place));
  };
  return <Finder label={t("canvas.finder.add")} hint={t("canvas.finder.addHint")} items={items} at={at} onTake={take} onClose={asked} />;
}

function useSteps(): Found[] {
  const { graph, kinds } = useDocument();
  return useMemo(
    () =>
      graph.nodes.map((node) => {
        const { card, kind } = cardOf(node.value);
        const conditions = node.exits.map((exit) => exit.condition ?? "").join(" ");
        return {
          id: node.key,
          title: card.text || card.about || card.title,
          detail: `${card.title} · ${node.id}`,
          words: `${conditions} ${JSON.stringify({ ...node.value, next: null })}`,
          icon: iconOf(kind),
          tone: toneOf(kind, kinds),
        };
      }),
    [graph, kinds],
  );
}

function Connect({ spot }: { spot: Spot }) {
  const steps = useSteps();
  const end: Found = { id: END, title: t("canvas.finder.end"), icon: "end" };
  const items = spot.key === null ? steps : [...steps, end];
  const take = (id: string): void => {
    asked();
    connect(spot, id === END ? null : id);
  };
  return <Finder label={t("canvas.finder.connect")} hint={t("canvas.finder.connectHint")} items={items} onTake={take} onClose={asked} />;
}

function Search() {
  const steps = useSteps();
  const [words, setWords] = useState("");
  const elsewhere = useElsewhere(words);
  const fit = useFit();
  const take = (id: string): void => {
    asked();
    const found = elsewhere.find((each) => each.id === id);
    if (found) go(found.target);
    else {
      goToStep(id);
      fit([id]);
    }
  };
  return (
    <Finder label={t("canvas.finder.search")} hint={t("canvas.finder.searchHint")} items={steps} more={elsewhere} onText={setWords} onTake={take} onClose={asked} />
  );
}
