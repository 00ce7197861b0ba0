/** Synonyms, lookup tables and regular expressions: lists of lines, edited as text and saved when one leaves it. */

import { useId, useState } from "react";
import { Button } from "../design/Button.tsx";
import { Dialog } from "../design/Dialog.tsx";
import { EmptyState } from "../design/EmptyState.tsx";
import { Skeleton } from "../design/Skeleton.tsx";
import { TextArea } from "../design/TextArea.tsx";
import { TextField } from "../design/TextField.tsx";
import { useData, wordList, type ListKind, type WordList } from "../server/language.ts";
import { Link } from "../shell/Link.tsx";
import { go, useSearch } from "../shell/navigation.ts";
import { tried } from "./teach.ts";
import { t } from "./words.ts";

export const TABS = { synonym: "synonyms", lookup: "lookups", regex: "regexes" } as const;

export function WordLists({ kind, may }: { kind: ListKind; may: boolean }) {
  const { data, isPending, error } = useData();
  const [adding, setAdding] = useState(false);
  const chosen = useSearch().get("name");
  const lists = (data ?? []).filter((each) => each.kind === kind);
  const open = lists.find(({ name }) => name === chosen) ?? lists[0];
  const tab = TABS[kind];

  const add = may && (
    <Button icon="plus" onClick={() => setAdding(true)}>
      {t(`training.add.${kind}`)}
    </Button>
  );
  return (
    <>
      {isPending && <Skeleton label={t("training.loading")} />}
      {!isPending && lists.length === 0 && (
        <EmptyState icon={error ? "problem" : "book"} title={error ? t("training.unread") : t(`training.empty.${kind}`)} action={!error && add}>
          <p>{error ? error.message : t(`training.teach.${kind}`)}</p>
        </EmptyState>
      )}
      {lists.length > 0 && (
        <div className="training">
          <div className="intents">
            <p>{t(`training.teach.${kind}`)}</p>
            {add}
            <nav aria-label={t(`training.${tab}`)}>
              <ul>
                {lists.map((each) => (
                  <li key={`${each.file} ${each.name}`}>
                    <Link to="/training" search={{ tab, name: each.name }} className="intents-entry" data-open={each === open || undefined}>
                      <strong>{each.name}</strong>
                      <small>{t("training.number", { count: each.lines.length })}</small>
                    </Link>
                  </li>
                ))}
              </ul>
            </nav>
          </div>
          {open && <OneList key={`${open.file} ${open.name} ${open.lines.join("\n")}`} list={open} may={may} />}
        </div>
      )}
      {adding && <NewList kind={kind} lists={lists} onClose={() => setAdding(false)} />}
    </>
  );
}

function OneList({ list, may }: { list: WordList; may: boolean }) {
  const { kind, name, file, lines } = list;
  const written = lines.join("\n");
  const [text, setText] = useState(written);
  const wanted = text.split("\n").map((line) => line.trim()).filter(Boolean);
  const wrong = kind === "regex" ? wanted.find((line) => !isPattern(line)) : undefined;
  const can = wanted.length > 0 && wanted.join("\n") !== written;

  return (
    <section className="intent" aria-labelledby="list-name">
      <header>
        <h2 id="list-name">{name}</h2>
        {may && (
          <Button look="danger" size="small" icon="remove" onClick={() => void tried(() => wordList.remove(list))}>
            {t("training.delete")}
          </Button>
        )}
      </header>
      <p className="intent-none">{file}</p>
      <TextArea
        label={t(`training.lines.${kind}`)}
        hint={t("training.linesHint")}
        error={wrong === undefined ? undefined : t("training.noPattern", { pattern: wrong })}
        code={kind === "regex"}
        rows={8}
        value={text}
        disabled={!may}
        onChange={setText}
        onBlur={() => can && void tried(() => wordList.put({ kind, name, file, lines: wanted }))}
      />
    </section>
  );
}

function NewList({ kind, lists, onClose }: { kind: ListKind; lists: readonly WordList[]; onClose: () => void }) {
  const [name, setName] = useState("");
  const [text, setText] = useState("");
  const form = useId();
  const lines = text.split("\n").map((line) => line.trim()).filter(Boolean);
  const taken = lists.some((each) => each.name === name.trim());
  const can = name.trim() !== "" && !taken && lines.length > 0;

  async function make(): Promise<void> {
    if (!(await tried(() => wordList.put({ kind, name: name.trim(), lines })))) return;
    onClose();
    go({ to: "/training", search: { tab: TABS[kind], name: name.trim() } });
  }

  return (
    <Dialog
      open
      title={t(`training.add.${kind}`)}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t("training.cancel")}</Button>
          <Button look="primary" type="submit" form={form} disabled={!can}>
            {t("training.create")}
          </Button>
        </>
      }
    >
      <form
        id={form}
        className="new-intent"
        onSubmit={(event) => {
          event.preventDefault();
          if (can) void make();
        }}
      >
        <TextField label={t(`training.name.${kind}`)} code value={name} onChange={setName} error={taken ? t("training.taken") : undefined} />
        <TextArea label={t(`training.lines.${kind}`)} hint={t("training.linesHint")} rows={6} code={kind === "regex"} value={text} onChange={setText} />
      </form>
    </Dialog>
  );
}

/** Whether a pattern can be read here; the server knows more of them, so only what is plainly broken is said. */
function isPattern(line: string): boolean {
  const depth = [...line.replace(/\\.|\[(?:\\.|[^\]])*\]/g, "")].reduce((sum, letter) => (sum < 0 ? sum : sum + (letter === "(" ? 1 : letter === ")" ? -1 : 0)), 0);
  return depth === 0;
}
