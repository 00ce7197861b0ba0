/** A line for a new example. Several lines that are pasted are several examples. */

import { useState } from "react";
import { Button } from "../design/Button.tsx";
import { Dialog } from "../design/Dialog.tsx";
import { Select } from "../design/Select.tsx";
import { TextArea } from "../design/TextArea.tsx";
import { linesOf, saidOf, type Marked } from "./marks.ts";
import { MarkedText } from "./MarkedText.tsx";
import type { Teach } from "./teach.ts";
import { t } from "./words.ts";

type Props = { intent: string; keys: readonly string[]; languages: readonly string[]; entities: readonly string[]; teach: Teach };

const NOTHING: Marked = { text: "", marks: [] };

export function AddExample({ intent, keys, languages, entities, teach }: Props) {
  const [value, setValue] = useState(NOTHING);
  const [language, setLanguage] = useState(languages[0] ?? "");
  const [key, setKey] = useState(keys[0] ?? "");
  const [pasted, setPasted] = useState<string | null>(null);
  const [said, setSaid] = useState("");

  const to = { intent: key === "" ? intent : `${intent}/${key}`, ...(languages.length > 1 ? { language } : {}) };

  async function add(): Promise<void> {
    const { text } = value;
    if (text.trim() === "" || !(await teach({ add: [{ ...to, ...saidOf(value) }] }))) return;
    setValue((now) => (now.text === text ? NOTHING : now));
    setSaid(t("training.added", { count: 1 }));
  }

  async function addMany(lines: readonly string[]): Promise<void> {
    if (!(await teach({ add: lines.map((text) => ({ ...to, text })) }))) return;
    setPasted(null);
    setSaid(t("training.added", { count: lines.length }));
  }

  return (
    <div className="add-example">
      <MarkedText
        label={t("training.add")}
        placeholder={t("training.addHint")}
        value={value}
        entities={entities}
        onChange={setValue}
        onEnter={() => void add()}
        onPaste={(text) => {
          if (linesOf(text).length < 2) return false;
          setPasted(linesOf(text).join("\n"));
          return true;
        }}
      />
      {keys.length > 0 && <Select label={t("training.key")} hideLabel value={key} onChange={setKey} choices={keys.map((value) => ({ value, label: value }))} />}
      {languages.length > 1 && <Select label={t("training.language")} hideLabel value={language} onChange={setLanguage} choices={languages.map((value) => ({ value, label: value }))} />}
      <Button icon="plus" disabled={value.text.trim() === ""} onClick={() => void add()}>
        {t("training.perform")}
      </Button>
      <Button look="quiet" onClick={() => setPasted("")}>
        {t("training.many")}
      </Button>
      <span className="unseen" role="status">
        {said}
      </span>
      {pasted !== null && <Many text={pasted} onChange={setPasted} onClose={() => setPasted(null)} onAdd={(lines) => void addMany(lines)} />}
    </div>
  );
}

type Given = { text: string; onChange: (text: string) => void; onClose: () => void; onAdd: (lines: readonly string[]) => void };

function Many({ text, onChange, onClose, onAdd }: Given) {
  const lines = linesOf(text);
  return (
    <Dialog
      open
      title={t("training.addMany")}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t("training.cancel")}</Button>
          <Button look="primary" disabled={lines.length === 0} onClick={() => onAdd(lines)}>
            {t("training.addCount", { count: lines.length })}
          </Button>
        </>
      }
    >
      <TextArea label={t("training.lines")} hint={t("training.linesHint")} rows={10} value={text} onChange={onChange} />
    </Dialog>
  );
}
