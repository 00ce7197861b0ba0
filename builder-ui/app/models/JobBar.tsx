/** Work that takes a while: what it is, how far it is, when it is over; and an end before that. */

import { Button } from "../design/Button.tsx";
import { Progress } from "../design/Progress.tsx";
import { useStop, type Job } from "../server/jobs.ts";
import { useMay, useSession } from "../server/session.ts";
import { left } from "./left.ts";
import { t } from "./words.ts";
import "./JobBar.css";

const KINDS = ["training", "evaluation", "comparison"] as const;
type Kind = (typeof KINDS)[number];

export function JobBar({ job }: { job: Job }) {
  const { mutate: stop, isPending } = useStop();
  const { data: session } = useSession();
  const mayAll = useMay("publisher");
  const mine = job.person === session?.person?.name;
  const kind = (KINDS as readonly string[]).includes(job.kind) ? (job.kind as Kind) : "training";
  return (
    <section className="job" aria-label={t(`models.job.${kind}`)}>
      <p>
        <strong>{t(`models.job.${kind}`)}</strong>
        <span>{job.said}</span>
        <small>{job.left_s == null ? t("models.begins") : left(job.left_s)}</small>
      </p>
      <Progress label={t(`models.job.${kind}`)} value={job.progress} />
      {(mine || mayAll) && (
        <Button size="small" look="quiet" icon="stop" busy={isPending} onClick={() => stop(job.id)}>
          {t("models.stop")}
        </Button>
      )}
    </section>
  );
}
