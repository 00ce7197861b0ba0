/** Finds anything that can be done by its name: actions, screens, and the parts of the bot. */

import { Command } from "cmdk";
import { Dialog } from "../design/Dialog.tsx";
import { Icon } from "../design/Icon.tsx";
import { Kbd } from "../design/Kbd.tsx";
import { useProject } from "../server/project.ts";
import { actionsNow, type Action } from "./actions.ts";
import { go } from "./navigation.ts";
import { overlay } from "./overlays.ts";
import { t } from "./words.ts";
import "./Palette.css";

export function Palette() {
  const { data: project } = useProject();
  const flows = (project?.flows ?? []).filter(({ pattern }) => !pattern);
  const groups = Map.groupBy(actionsNow().filter(usable), ({ group }) => group);

  function choose(perform: () => void): void {
    overlay(null);
    queueMicrotask(perform); // after the focus is back where it was
  }

  return (
    <Dialog open bare title={t("palette.title")} onClose={() => overlay(null)}>
      <Command className="palette" label={t("palette.title")} loop>
        <div className="palette-search">
          <Icon name="search" size={20} />
          <Command.Input autoFocus placeholder={t("palette.placeholder")} />
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
                  keywords={[name]}
                  onSelect={() => choose(() => go({ to: "/flows/$id", params: { id } }))}
                >
                  <Icon name="branch" />
                  <span>{name || id}</span>
                  <small>{id}</small>
                </Command.Item>
              ))}
            </Command.Group>
          )}
        </Command.List>
      </Command>
    </Dialog>
  );
}

function usable({ name, disabled }: Action): boolean {
  return !disabled && name !== "frame.palette";
}
