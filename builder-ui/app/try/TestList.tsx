/** The tests of the flow that is open: each is talked with the draft by a click, and its way lights up. */

import { useDocument } from "../canvas/document.ts";
import { Icon } from "../design/Icon.tsx";
import { IconButton } from "../design/IconButton.tsx";
import { Menu } from "../design/Menu.tsx";
import { useValue } from "../server/project.ts";
import { talkThrough } from "./deeds.ts";
import { readTests, testsOf, type Test } from "./tests.ts";
import { t } from "./words.ts";

function useTests(): { file: string; tests: Test[] } {
  const file = testsOf(useDocument(({ id }) => id));
  const { data } = useValue(file, ["test_cases"]);
  return { file, tests: readTests(data?.value ?? null) };
}

/** All of them, where nothing was said yet. */
export function TestList() {
  const { file, tests } = useTests();
  if (tests.length === 0) return null;
  return (
    <section className="try-tests" aria-labelledby="try-tests">
      <h3 id="try-tests">{t("try.tests", { file })}</h3>
      <ul>
        {tests.map(({ name, said }) => (
          <li key={name}>
            <button type="button" data-tip={said.join(" · ")} onClick={() => void talkThrough(said)}>
              <Icon name="play" />
              <span>{name}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The same behind a button, while something was said. */
export function TestMenu() {
  const { file, tests } = useTests();
  if (tests.length === 0) return null;
  return (
    <Menu align="end" items={tests.map(({ name, said }) => ({ label: name, icon: "play", perform: () => void talkThrough(said) }))}>
      <IconButton icon="rows" size="small" label={t("try.tests", { file })} />
    </Menu>
  );
}
