/** Beside the canvas: a conversation with the draft, which way it went, and what is behind each turn. */

import { useEffect, useMemo, useState } from "react";
import { Button } from "../design/Button.tsx";
import { EmptyState } from "../design/EmptyState.tsx";
import { IconButton } from "../design/IconButton.tsx";
import { Panel } from "../design/Panel.tsx";
import { Skeleton } from "../design/Skeleton.tsx";
import { Splitter } from "../design/Splitter.tsx";
import { useMay } from "../server/session.ts";
import { useActions, type Action } from "../shell/actions.ts";
import { BeginFlow } from "./BeginFlow.tsx";
import { Composer } from "./Composer.tsx";
import { begin, goOn, goOnFrom, lookAt } from "./deeds.ts";
import { Inspector } from "./Inspector.tsx";
import { Notices } from "./Notices.tsx";
import { SaveTest } from "./SaveTest.tsx";
import { Standing } from "./Standing.tsx";
import { Talk } from "./Talk.tsx";
import { TestList, TestMenu } from "./TestList.tsx";
import { toggleTry, useTried } from "./tried.ts";
import { TurnSlider } from "./TurnSlider.tsx";
import { useLight } from "./useLight.ts";
import { useTalk } from "./useTalk.ts";
import { t } from "./words.ts";
import "./try.css";

export function TryPanel() {
  const may = useMay("author");
  if (may) return <Trying />;
  return (
    <Panel name="try" title={t("try.title")} width={380} onClose={toggleTry}>
      <EmptyState icon="lock" title={t("try.forbidden")}>
        <p>{t("try.forbiddenText")}</p>
      </EmptyState>
    </Panel>
  );
}

function Trying() {
  const talk = useTalk();
  const { turns, chosen, live, stored, isPending, error } = talk;
  const light = useLight(talk);
  const inspecting = useTried(({ inspecting }) => inspecting);
  const following = useTried(({ following }) => following);
  const [saving, setSaving] = useState(false);
  const isPaused = live && talk.talk?.paused != null;
  useTryActions(isPaused, live && turns.length > 0, setSaving);

  useEffect(() => () => useTried.setState({ asked: false }), []);

  const conversation = (
    <div className="try-talk">
      {live && talk.talk && <Notices talk={talk.talk} />}
      {isPending ? (
        <Skeleton label={t("try.loading")} rows={4} />
      ) : error ? (
        <EmptyState icon="problem" title={t("try.unread")}>
          <p>{error.message}</p>
        </EmptyState>
      ) : (
        <Talk turns={turns} chosen={chosen} onTurn={lookAt} live={live} isPaused={isPaused} first={<TestList />} begin={live && <BeginFlow />} />
      )}
      <Standing talk={talk} light={light} />
      {live ? <Composer isPaused={isPaused} talk={talk.talk} /> : <TurnSlider turns={turns} chosen={chosen} onTurn={lookAt} />}
    </div>
  );

  return (
    <Panel
      name="try"
      title={stored === null ? t("try.title") : t("try.stored", { id: stored })}
      width={380}
      onClose={toggleTry}
      actions={
        <>
          {stored !== null && chosen && (
            <Button size="small" icon="play" onClick={() => void goOnFrom(stored, chosen.number)}>
              {t("try.goOnFrom")}
            </Button>
          )}
          <IconButton icon="eye" size="small" label={t("try.follow")} pressed={following} onClick={() => useTried.setState({ following: !following, followed: null })} />
          <IconButton icon="bug" size="small" label={t("try.inspect")} keys="Shift+I" pressed={inspecting} onClick={inspect} />
          {live && <IconButton icon="download" size="small" label={t("try.save")} disabled={turns.length === 0 || isPaused} onClick={() => setSaving(true)} />}
          {live && turns.length > 0 && <TestMenu />}
          <IconButton icon="restart" size="small" label={t("try.restart")} keys="Shift+R" onClick={() => void begin()} />
        </>
      }
    >
      {inspecting && chosen ? (
        <Splitter name="try-inspector" label={t("try.inspect")} along="y" usual={440}>
          {conversation}
          <Inspector talk={talk} />
        </Splitter>
      ) : (
        conversation
      )}
      {saving && <SaveTest turns={turns} onClose={() => setSaving(false)} />}
    </Panel>
  );
}

function inspect(): void {
  useTried.setState(({ inspecting }) => ({ inspecting: !inspecting }));
}

function useTryActions(isPaused: boolean, canSave: boolean, setSaving: (saving: boolean) => void): void {
  const actions = useMemo((): Action[] => {
    const group = t("try.title");
    return [
      { name: "try.restart", label: t("try.restart"), group, icon: "restart", keys: "Shift+R", perform: () => void begin() },
      { name: "try.inspect", label: t("try.inspect"), group, icon: "bug", keys: "Shift+I", perform: inspect },
      { name: "try.continue", label: t("try.continue"), group, icon: "play", keys: "F8", always: true, disabled: !isPaused, perform: () => void goOn(false) },
      { name: "try.step", label: t("try.step"), group, icon: "step", keys: "F10", always: true, disabled: !isPaused, perform: () => void goOn(true) },
      { name: "try.save", label: t("try.save"), group, icon: "download", disabled: !canSave || isPaused, perform: () => setSaving(true) },
    ];
  }, [isPaused, canSave, setSaving]);
  useActions(actions);
}
