/** Every component of the design system in every state, to look at and for axe. For developers: it speaks English only. */

import { useState, type ReactNode } from "react";
import { Screen } from "../shell/Screen.tsx";
import { Badge, type Tone } from "./Badge.tsx";
import { Button } from "./Button.tsx";
import { Checkbox } from "./Checkbox.tsx";
import { CodeText } from "./CodeText.tsx";
import { Combobox } from "./Combobox.tsx";
import { Dialog } from "./Dialog.tsx";
import { Diff } from "./Diff.tsx";
import { EmptyState } from "./EmptyState.tsx";
import { Icon, ICONS } from "./Icon.tsx";
import { IconButton } from "./IconButton.tsx";
import { Kbd } from "./Kbd.tsx";
import { ContextMenu } from "./ContextMenu.tsx";
import { Menu, type Items } from "./Menu.tsx";
import { Panel } from "./Panel.tsx";
import { Progress } from "./Progress.tsx";
import { Select } from "./Select.tsx";
import { Skeleton } from "./Skeleton.tsx";
import { Splitter } from "./Splitter.tsx";
import { Switch } from "./Switch.tsx";
import { Table } from "./Table.tsx";
import { Tabs } from "./Tabs.tsx";
import { Tag } from "./Tag.tsx";
import { TextArea } from "./TextArea.tsx";
import { TextField } from "./TextField.tsx";
import { toast } from "./toast.ts";
import "./DesignScreen.css";

const TONES: Tone[] = ["neutral", "accent", "info", "success", "warning", "danger"];
const LOOKS = ["primary", "secondary", "quiet", "danger"] as const;
const BEFORE = "flows:\n  return_order:\n    description: Take an order back\n    steps:\n      - collect: order_id\n      - action: utter_done\n";
const AFTER = BEFORE.replace("utter_done", "utter_returned") + "      - link: survey\n";
const ROWS = Array.from({ length: 400 }, (_, at) => ({ name: `slot_${at + 1}`, type: at % 3 ? "text" : "bool", uses: (at * 7) % 23 }));
const ITEMS: Items = [
  { label: "Duplicate", icon: "copy", keys: "Mod+D", perform: () => toast("Duplicated") },
  { label: "Cut", icon: "cut", keys: "Mod+X", perform: () => toast("Cut"), disabled: true },
  "line",
  { label: "Delete", icon: "remove", keys: "Backspace", danger: true, perform: () => toast("Deleted", { tone: "warning" }) },
];

export function DesignScreen() {
  const [text, setText] = useState("Where is my order?");
  const [type, setType] = useState("text");
  const [slot, setSlot] = useState("");
  const [on, setOn] = useState(true);
  const [tab, setTab] = useState("path");
  const [open, setOpen] = useState(false);
  return (
    <Screen name="design">
      <div className="design">
        <Card title="Buttons">
          {LOOKS.map((look) => (
            <Button key={look} look={look} icon={look === "danger" ? "remove" : "plus"}>
              {look}
            </Button>
          ))}
          <Button busy>{"Saving"}</Button>
          <Button disabled>{"Disabled"}</Button>
          <Button size="small">{"Small"}</Button>
          <IconButton icon="undo" label="Undo" keys="Mod+Z" />
          <IconButton icon="outline" label="Outline" pressed />
          <IconButton icon="redo" label="Redo" disabled />
        </Card>
        <Card title="Fields">
          <TextField label="Name" value={text} onChange={setText} hint="What the flow is called." />
          <TextField label="Slot" value="order id" onChange={setText} error="A name has no spaces." code />
          <TextArea label="Message" value={text} onChange={setText} />
          <Select
            label="Type"
            value={type}
            onChange={setType}
            choices={["text", "bool", "float"].map((value) => ({ value, label: value }))}
          />
          <Combobox
            label="Slot to fill"
            value={slot}
            onChange={setSlot}
            options={ROWS.slice(0, 12).map(({ name, type }) => ({ value: name, detail: type, icon: "slot" }))}
            create={{ label: "Create this slot", perform: (name) => toast(`Created ${name}`, { tone: "success" }) }}
          />
          <Switch label="Ask before filling" hint="Even when the slot is filled." checked={on} onChange={setOn} />
          <Checkbox label="Only problems" checked={on} onChange={setOn} />
          <Checkbox label="Some of them" checked={false} mixed onChange={setOn} />
        </Card>
        <Card title="Words about things">
          {TONES.map((tone) => (
            <Badge key={tone} tone={tone}>
              {tone}
            </Badge>
          ))}
          <Badge tone="warning" icon="problem">
            {"3"}
          </Badge>
          <Tag remove={{ label: "Remove the filter", perform: () => undefined }}>{"type: text"}</Tag>
          <Tag tone="accent">{"order_id"}</Tag>
          <Kbd keys="Mod+Shift+P" />
          <CodeText>{"slots.order_id != null"}</CodeText>
        </Card>
        <Card title="Menus, dialogs, toasts">
          <Menu items={ITEMS}>
            <Button icon="down">{"Menu"}</Button>
          </Menu>
          <ContextMenu items={ITEMS}>
            <Button>{"Right click"}</Button>
          </ContextMenu>
          <Button onClick={() => setOpen(true)}>{"Dialog"}</Button>
          {TONES.map((tone) => (
            <Button key={tone} size="small" look="quiet" onClick={() => toast(`A notice: ${tone}`, { tone })}>
              {tone}
            </Button>
          ))}
          <Dialog
            open={open}
            onClose={() => setOpen(false)}
            title="Publish two flows?"
            actions={
              <>
                <Button onClick={() => setOpen(false)}>{"Cancel"}</Button>
                <Button look="primary">{"Publish"}</Button>
              </>
            }
          >
            <p>{"Everybody who talks to the bot gets them at once."}</p>
            <TextField label="What changed" value={text} onChange={setText} />
          </Dialog>
        </Card>
        <Card title="While one waits">
          <Progress label="Training" value={0.4} />
          <Progress label="Evaluating" />
          <Skeleton label="Loading slots" rows={3} />
        </Card>
        <Card title="Tabs">
          <Tabs
            label="What happened"
            tab={tab}
            onTab={setTab}
            tabs={[
              { name: "path", label: "Path", children: <p>{"Four steps."}</p> },
              { name: "slots", label: "Slots", count: 3, children: <p>{"Three slots."}</p> },
              { name: "events", label: "Events", count: 12, children: <p>{"Twelve events."}</p> },
            ]}
          />
        </Card>
        <Card title="Table" wide>
          <Table
            label="Slots"
            rows={ROWS}
            rowKey={({ name }) => name}
            chosen="slot_2"
            columns={[
              { name: "name", title: "Name", cell: ({ name }) => <CodeText>{name}</CodeText>, sort: ({ name }) => name },
              { name: "type", title: "Type", cell: ({ type }) => type },
              { name: "uses", title: "Uses", cell: ({ uses }) => uses, sort: ({ uses }) => uses, align: "end" },
            ]}
          />
        </Card>
        <Card title="Differences" wide>
          <Diff label="Inline" before={BEFORE} after={AFTER} />
          <Diff label="Side by side" before={BEFORE} after={AFTER} look="side" />
        </Card>
        <Card title="Panels" wide>
          <div className="design-panels">
            <Splitter name="design" label="first view" usual={200}>
              <p>{"First"}</p>
              <p>{"Second"}</p>
            </Splitter>
            <Panel name="design" title="Step" width={260} onClose={() => undefined}>
              <p>{"What the step says."}</p>
            </Panel>
          </div>
        </Card>
        <Card title="Empty">
          <EmptyState icon="slot" title="What the bot remembers" action={<Button icon="plus">{"New slot"}</Button>}>
            <p>{"A slot keeps one fact of a conversation."}</p>
          </EmptyState>
        </Card>
        <Card title="Icons">
          {ICONS.map((name) => (
            <span key={name} className="design-icon" data-tip={name}>
              <Icon name={name} size={20} label={name} />
            </span>
          ))}
        </Card>
      </div>
    </Screen>
  );
}

function Card({ title, wide = false, children }: { title: string; wide?: boolean; children: ReactNode }) {
  return (
    <section className="design-card" data-wide={wide || undefined} aria-label={title}>
      <h2>{title}</h2>
      <div>{children}</div>
    </section>
  );
}
