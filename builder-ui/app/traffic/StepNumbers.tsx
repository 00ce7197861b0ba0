/** The numbers of the selected step while traffic is shown, with the answers that were rejected most often. */

import { useHot } from "../canvas/hot.ts";
import { t } from "./words.ts";
import "./traffic.css";

export function StepNumbers({ id }: { id: string }) {
  const passed = useHot((hot) => (hot.traffic ? hot.passed.get(id) : undefined));
  if (!passed) return null;
  const { entered, dropped, rejected, answers } = passed;
  return (
    <section className="traffic-step" aria-label={t("traffic.ofStep")}>
      <dl>
        <div>
          <dt>{t("traffic.entered")}</dt>
          <dd>{entered}</dd>
        </div>
        <div>
          <dt>{t("traffic.dropped")}</dt>
          <dd>{dropped}</dd>
        </div>
        <div>
          <dt>{t("traffic.rejected")}</dt>
          <dd>{rejected}</dd>
        </div>
      </dl>
      {answers.length > 0 && (
        <>
          <h3>{t("traffic.answers")}</h3>
          <ul>
            {answers.map(({ text, count }) => (
              <li key={text}>
                <q>{text}</q>
                <span>{t("traffic.times", { count })}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
