/** Asks before an intent goes with all its examples, and says who uses it. */

import { Button } from "../design/Button.tsx";
import { Dialog } from "../design/Dialog.tsx";
import { forgetIntent, type Intent } from "../server/language.ts";
import { go } from "../shell/navigation.ts";
import { tried } from "./teach.ts";
import { t } from "./words.ts";

export function ForgetIntent({ intent: { name, examples, uses }, onClose }: { intent: Intent; onClose: () => void }) {
  async function forget(): Promise<void> {
    go({ to: "/training" }); // what is gone is not asked for again
    await tried(() => forgetIntent(name, uses.length > 0));
    onClose();
  }
  return (
    <Dialog
      open
      size="small"
      title={t("training.forgetTitle", { intent: name })}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t("training.cancel")}</Button>
          <Button look="danger" icon="remove" onClick={() => void forget()}>
            {t("training.forget")}
          </Button>
        </>
      }
    >
      <p>{t("training.forgetText", { count: examples.length })}</p>
      {uses.length > 0 && <p>{t("training.forgetUses", { count: uses.length })}</p>}
    </Dialog>
  );
}
