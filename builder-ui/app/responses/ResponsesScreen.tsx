/** What the bot says: found by name or by words, edited variation by variation, and seen as each channel shows it. */

import { useState } from "react";
import { Button } from "../design/Button.tsx";
import { EmptyState } from "../design/EmptyState.tsx";
import { Select } from "../design/Select.tsx";
import { Skeleton } from "../design/Skeleton.tsx";
import { TextField } from "../design/TextField.tsx";
import { useResponses, type ResponseEntry } from "../server/language.ts";
import { useMay } from "../server/session.ts";
import { go, useSearch } from "../shell/navigation.ts";
import { Screen } from "../shell/Screen.tsx";
import { NewResponse } from "./NewResponse.tsx";
import { ResponseEditor } from "./ResponseEditor.tsx";
import { ResponseList } from "./ResponseList.tsx";
import { partsOf } from "./variation.ts";
import { t } from "./words.ts";
import "./responses.css";

type Show = "all" | "missing" | "unused";

export function ResponsesScreen() {
  const { data: responses, isPending, error } = useResponses();
  const may = useMay("author");
  const [words, setWords] = useState("");
  const [show, setShow] = useState<Show>("all");
  const [adding, setAdding] = useState(false);
  const chosen = useSearch().get("name");

  const add = may && (
    <Button look="primary" icon="plus" onClick={() => setAdding(true)}>
      {t("responses.add")}
    </Button>
  );
  const shown = (responses ?? []).filter((each) => fits(each, words, show));
  const open = responses?.find(({ name }) => name === chosen) ?? shown[0];

  return (
    <Screen name="responses" about={t("responses.about")} actions={add}>
      {isPending && <Skeleton label={t("responses.loading")} />}
      {!isPending && (error || responses.length === 0) && (
        <EmptyState icon={error ? "problem" : "response"} title={error ? t("responses.unread") : t("responses.empty")} action={!error && add}>
          <p>{error ? error.message : t("responses.teach")}</p>
        </EmptyState>
      )}
      {responses && responses.length > 0 && (
        <div className="responses">
          <div className="responses-list">
            <TextField label={t("responses.filter")} hideLabel type="search" placeholder={t("responses.filter")} value={words} onChange={setWords} />
            <Select
              label={t("responses.show")}
              hideLabel
              value={show}
              onChange={setShow}
              choices={[
                { value: "all", label: t("responses.all") },
                { value: "missing", label: t("responses.missingOnly") },
                { value: "unused", label: t("responses.unused") },
              ]}
            />
            {shown.length === 0 && <p role="status">{t("responses.none")}</p>}
            <ResponseList responses={shown} open={open?.name} />
          </div>
          {open && <ResponseEditor key={open.name} response={open} onRenamed={(name) => go({ to: "/responses", search: { name } })} />}
        </div>
      )}
      {adding && <NewResponse responses={responses ?? []} onClose={() => setAdding(false)} />}
    </Screen>
  );
}

function fits({ name, variations, missing, used_by: uses }: ResponseEntry, words: string, show: Show): boolean {
  if (show === "missing" && missing.length === 0) return false;
  if (show === "unused" && uses.length > 0) return false;
  const said = [name, ...variations.map((each) => JSON.stringify(partsOf(each)))].join(" ").toLowerCase();
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => said.includes(word));
}
