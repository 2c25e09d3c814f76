"use client";
import { useRouter } from "next/navigation";
import { startTransition, useOptimistic, useRef } from "react";
import { useText } from "@/components/text/text-provider";
import { useErrorText } from "@/components/text/use-error-text";
import { updateListing } from "@/lib/client/listing";
import type { Listing } from "@/lib/contract/entities";
import { Select } from "../ui/select";
import { toast } from "../ui/toast";
import { statuses } from "./statuses";

/** Shows the choice at once, and goes back to what is stored where the server did not take it. */
export function StatusSwitch({
  listing: { id, title, status },
}: {
  listing: Pick<Listing, "id" | "title" | "status">;
}) {
  const t = useText("myListings");
  const errorText = useErrorText();
  const router = useRouter();
  const [shown, show] = useOptimistic(status);
  /** Choices are stored in the order in which they were made. */
  const before = useRef<Promise<unknown>>(Promise.resolve());

  function choose(wanted: string) {
    const next = statuses.find((each) => each === wanted);
    if (!next) return;
    startTransition(async () => {
      show(next);
      const storing = before.current.then(() => updateListing(id, { status: next }));
      before.current = storing;
      const answer = await storing;
      if (answer.ok) {
        toast.success(t("statusSaved", { title, status: t(next) }));
        startTransition(() => router.refresh());
      } else toast.error({ title, text: errorText(answer.error) });
    });
  }

  return (
    <Select
      label={t("statusOf", { title })}
      isLabelHidden
      value={shown}
      options={statuses.map((each) => ({ value: each, label: t(each) }))}
      onChange={({ target }) => choose(target.value)}
    />
  );
}
