/** One intent: its examples, new ones, and what is known of it. */

import { useCallback, useMemo, useState } from "react";
import { Button } from "../design/Button.tsx";
import { Checkbox } from "../design/Checkbox.tsx";
import { EmptyState } from "../design/EmptyState.tsx";
import { IconButton } from "../design/IconButton.tsx";
import { Menu } from "../design/Menu.tsx";
import { Skeleton } from "../design/Skeleton.tsx";
import { TextField } from "../design/TextField.tsx";
import { toast } from "../design/toast.ts";
import { RenameDialog } from "../rename/RenameDialog.tsx";
import { useIntent, type Example, type IntentEntry } from "../server/language.ts";
import { go, useSearch } from "../shell/navigation.ts";
import { AddExample } from "./AddExample.tsx";
import { ExampleList } from "./ExampleList.tsx";
import { IntentFacts } from "./IntentFacts.tsx";
import { ForgetIntent } from "./ForgetIntent.tsx";
import { MoveExamples } from "./MoveExamples.tsx";
import { keyOf, standing, type Teach } from "./teach.ts";
import { t } from "./words.ts";

type Props = { name: string; intents: readonly IntentEntry[]; entities: readonly string[]; may: boolean; teach: Teach };
type Asked = { kind: "rename" | "forget" } | { kind: "move"; examples: readonly Example[] } | null;

export function IntentView({ name, intents, entities, may, teach }: Props) {
  const { data: intent, isPending, error } = useIntent(name);
  const wanted = useSearch().get("example");
  const [words, setWords] = useState("");
  const [onlyRemarked, setOnlyRemarked] = useState(false);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [asked, setAsked] = useState<Asked>(null);

  const examples = useMemo(() => (intent?.examples ?? []).toReversed(), [intent]);
  const shown = useMemo(
    () => examples.filter((each) => each.plain.toLowerCase().includes(words.toLowerCase()) && (!onlyRemarked || each.notes.length > 0)),
    [examples, words, onlyRemarked],
  );
  const taken = useMemo(() => examples.filter((each) => chosen.has(keyOf(each))), [examples, chosen]);
  const languages = useMemo(() => new Set(examples.map(({ language }) => language)).size > 1, [examples]);

  const remove = useCallback(
    async (gone: readonly Example[]) => {
      if (!(await teach({ remove: gone.map(standing) }))) return;
      setChosen(new Set());
      toast(t("training.deleted", { count: gone.length }), { action: { label: t("training.undo"), perform: () => void teach({ add: gone.map(again) }) } });
    },
    [teach],
  );
  const move = useCallback(
    async (examples: readonly Example[], intent?: string) => {
      if (intent === undefined) return setAsked({ kind: "move", examples });
      if (!(await teach({ move: examples.map((each) => ({ at: standing(each), intent })) }))) return;
      setChosen(new Set());
      toast(t("training.moved", { count: examples.length, intent }), { tone: "success" });
    },
    [teach],
  );
  const choose = useCallback((example: Example, on: boolean) => {
    setChosen((now) => new Set(on ? [...now, keyOf(example)] : [...now].filter((key) => key !== keyOf(example))));
  }, []);
  const along = useCallback((example: Example) => (taken.includes(example) ? taken : [example]), [taken]);
  const deeds = useMemo(() => ({ teach, remove: (gone: readonly Example[]) => void remove(gone), move: (each: readonly Example[], to?: string) => void move(each, to), choose, along }), [teach, remove, move, choose, along]);
  const look = useMemo(() => ({ language: languages, key: !name.includes("/") && examples.some((each) => each.intent.includes("/")) }), [languages, name, examples]);

  if (isPending) return <Skeleton label={t("training.loading")} rows={12} />;
  if (error) {
    return (
      <EmptyState icon="problem" title={t("training.unread")}>
        <p>{error.message}</p>
      </EmptyState>
    );
  }
  const remarked = examples.filter(({ notes }) => notes.length > 0).length;
  const entry = intents.find((each) => each.name === name.split("/")[0]);
  return (
    <section className="intent" aria-labelledby="intent-name">
      <header>
        <h2 id="intent-name">{name}</h2>
        {may && !name.includes("/") && (
          <Menu
            align="end"
            items={[
              { label: t("training.rename"), icon: "pencil", perform: () => setAsked({ kind: "rename" }) },
              "line",
              { label: t("training.forget"), icon: "remove", danger: true, perform: () => setAsked({ kind: "forget" }) },
            ]}
          >
            <IconButton icon="more" label={t("training.deedsIntent", { intent: name })} />
          </Menu>
        )}
      </header>
      <IntentFacts intent={intent} />
      {may && <AddExample key={name} intent={name} keys={name.includes("/") ? [] : (entry?.keys ?? [])} languages={Object.keys(entry?.languages ?? {})} entities={entities} teach={teach} />}
      <div className="intent-bar">
        {may && (
          <Checkbox
            label={taken.length > 0 ? t("training.chosen", { count: taken.length }) : t("training.chooseAll", { count: shown.length })}
            checked={taken.length > 0 && taken.length === shown.length}
            mixed={taken.length > 0 && taken.length < shown.length}
            onChange={(on) => setChosen(new Set(on ? shown.map(keyOf) : []))}
          />
        )}
        {taken.length > 0 ? (
          <>
            <Button size="small" icon="right" onClick={() => void move(taken)}>
              {t("training.move")}
            </Button>
            <Button size="small" look="danger" icon="remove" onClick={() => void remove(taken)}>
              {t("training.delete")}
            </Button>
          </>
        ) : (
          <>
            <TextField label={t("training.filter")} hideLabel type="search" placeholder={t("training.filter")} value={words} onChange={setWords} />
            {remarked > 0 && (
              <Button size="small" icon="filter" aria-pressed={onlyRemarked} onClick={() => setOnlyRemarked(!onlyRemarked)}>
                {t("training.remarked", { count: remarked })}
              </Button>
            )}
          </>
        )}
      </div>
      {examples.length === 0 && <p className="intent-none">{t("training.noExamples")}</p>}
      {examples.length > 0 && shown.length === 0 && <p role="status">{t("training.noneLike")}</p>}
      {shown.length > 0 && <ExampleList examples={shown} chosen={chosen} wanted={wanted} may={may} entities={entities} shown={look} deeds={deeds} />}
      {asked?.kind === "rename" && <RenameDialog kind="intent" old={name} onClose={() => setAsked(null)} onRenamed={(name) => go({ to: "/training", search: { intent: name } })} />}
      {asked?.kind === "forget" && <ForgetIntent intent={intent} onClose={() => setAsked(null)} />}
      {asked?.kind === "move" && (
        <MoveExamples
          count={asked.examples.length}
          intents={intents}
          from={name}
          onClose={() => setAsked(null)}
          onChosen={(intent) => {
            setAsked(null);
            void move(asked.examples, intent);
          }}
        />
      )}
    </section>
  );
}

/** An example that was taken away, as it is added again. */
function again({ text, intent, file }: Example) {
  return { text, intent, file };
}
