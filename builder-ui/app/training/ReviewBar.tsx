/** How well the examples are understood, by the last review; a new one is made where that is old. */

import { Button } from "../design/Button.tsx";
import { Icon } from "../design/Icon.tsx";
import { JobBar } from "../models/JobBar.tsx";
import { useJobs } from "../server/jobs.ts";
import { start, useReview } from "../server/language.ts";
import { Link } from "../shell/Link.tsx";
import { when } from "../words/when.ts";
import { tried } from "./teach.ts";
import { percent } from "./percent.ts";
import { t } from "./words.ts";

export function ReviewBar({ may }: { may: boolean }) {
  const { data: reviewed } = useReview();
  const { data: jobs } = useJobs();
  const job = jobs?.find(({ kind, state }) => kind === "evaluation" && state === "running");
  if (reviewed === undefined) return null;
  if (job) return <JobBar job={job} />;
  const accuracy = reviewed?.understood?.accuracy ?? reviewed?.review.accuracy;
  return (
    <div className="review-bar" data-stale={reviewed === null || reviewed.stale || undefined}>
      <Icon name={reviewed?.stale ? "history" : "check"} />
      <p>
        {reviewed === null || accuracy == null ? t("training.neverReviewed") : t("training.reviewed", { share: percent(accuracy), when: when(reviewed.at) })}
        {reviewed?.stale && <span>{t("training.stale")}</span>}
      </p>
      {reviewed?.understood && <Link to="/models">{t("training.toModels")}</Link>}
      {may && (reviewed === null || reviewed.stale || !reviewed.understood) && (
        <Button size="small" icon="restart" onClick={() => void tried(() => start.evaluation("nlu"))}>
          {t("training.reviewNow")}
        </Button>
      )}
    </div>
  );
}
