/** Finds anything that can be done by its name: actions, screens, and the parts of the bot. */

import { Command } from "cmdk";
import { useState } from "react";
import { Dialog } from "../design/Dialog.tsx";
import { Icon } from "../design/Icon.tsx";
import { Kbd } from "../design/Kbd.tsx";
import { detailOf, iconOf, targetOf } from "../search/hits.ts";
import { t as say } from "../search/words.ts";
import { useHits } from "../server/found.ts";
import { useProject } from "../server/project.ts";
import { actionsNow, type Action } from "./actions.ts";
import { go } from "./navigation.ts";
import { overlay } from "./overlays.ts";
import { rank } from "./rank.ts";
import { t } from "./words.ts";
import "./Palette.css";

const HIT = "hit ";
const LEAST = 0.0001; // what the server found fits, and comes after what is called so

export function Palette() {
  const { data: project } = useProject();
  const [words, setWords] = useState("");
  const hits = useHits(words).filter((hit) => targetOf(hit) !== null && (hit.kind !== "flow" || hit.key !== "name"));
  const named = (flow: string): string => project?.flows.find(({ id }) => id === flow)?.name ?? flow;
  const flows = (project?.flows ?? []).filter(({ pattern }) => !pattern);
  const groups = Map.groupBy(actionsNow().filter(usable), ({ group }) => group);

  function choose(perform: () => void): void {
    overlay(null);
    queueMicrotask(perform); // after the focus is back where it was
  }

  return (
    <Dialog open bare title={t("palette.title")} onClose={() => overlay(null)}>
      <Command className="palette" label={t("palette.title")} filter={fits} loop>
        <div className="palette-search">
          <Icon name="search" size={20} />
          <Command.Input autoFocus value={words} onValueChange={setWords} placeholder={t("palette.placeholder")} />
          <Kbd keys="Escape" />
        </div>
        <Command.List label={t("palette.title")}>
          <Command.Empty>{t("palette.nothing")}</Command.Empty>
          {[...groups].map(([group, actions]) => (
            <Command.Group key={group} heading={group}>
              {actions.map(({ name, label, icon, keys, words = "", perform }) => (
                <Command.Item key={name} value={name} keywords={[label, words]} onSelect={() => choose(perform)}>
                  <Icon name={icon ?? "right"} />
                  <span>{label}</span>
                  {keys && <Kbd keys={keys} />}
                </Command.Item>
              ))}
            </Command.Group>
          ))}
          {flows.length > 0 && (
            <Command.Group heading={t("screen.flows")}>
              {flows.map(({ id, name }) => (
                <Command.Item
                  key={id}
                  value={`flow ${id}`}
                  keywords={[name, id]}
                  onSelect={() => choose(() => go({ to: "/flows/$id", params: { id } }))}
                >
                  <Icon name="branch" />
                  <span>{name || id}</span>
                  <small>{id}</small>
                </Command.Item>
              ))}
            </Command.Group>
          )}
          {hits.length > 0 && (
            <Command.Group heading={say("search.files")}>
              {hits.map((hit, at) => (
                <Command.Item key={at} value={`${HIT}${at}`} onSelect={() => choose(() => go(targetOf(hit) ?? { to: "/" }))}>
                  <Icon name={iconOf(hit)} />
                  <span>{hit.text}</span>
                  <small>{detailOf(hit, named)}</small>
                </Command.Item>
              ))}
            </Command.Group>
          )}
        </Command.List>
      </Command>
    </Dialog>
  );
}

function fits(value: string, words: string, keywords?: string[]): number {
  return value.startsWith(HIT) ? LEAST : rank(words, keywords ?? [value]);
}

function usable({ name, disabled }: Action): boolean {
  return !disabled && name !== "frame.palette";
}
