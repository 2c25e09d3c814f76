"use client";
// Blocking asks first, wherever it was chosen.
import { createContext, type ReactNode, use, useState } from "react";
import { useText } from "@/components/text/text-provider";
import { LazyAlertDialog } from "@/components/ui/lazy-alert-dialog";
import { useMe } from "@/lib/client/hooks";
import type { Conversation } from "@/lib/contract/entities";
import { othersIn } from "./people";
import { useRowActs } from "./use-row-acts";

const BlockingContext = createContext<((conversation: Conversation) => void) | null>(null);

export function useBlocking(): (conversation: Conversation) => void {
  const ask = use(BlockingContext);
  if (!ask) throw new Error("There is no BlockingProvider around this component.");
  return ask;
}

export function BlockingProvider({ children }: { children: ReactNode }) {
  const t = useText("inbox");
  const me = useMe();
  const acts = useRowActs();
  const [asked, setAsked] = useState<Conversation | null>(null);
  const [isOpen, setOpen] = useState(false);
  const ask = (conversation: Conversation) => {
    setAsked(conversation);
    setOpen(true);
  };
  return (
    <BlockingContext value={ask}>
      {children}
      {asked && (
        <LazyAlertDialog
          isOpen={isOpen}
          onClose={() => setOpen(false)}
          onGiveUp={() => setAsked(null)}
          title={t("blockTitle", { name: othersIn(asked, me.id)[0]?.name ?? "" })}
          description={t("blockText")}
          confirm={t("block")}
          isDangerous
          onConfirm={async () => void (await acts.block(asked))}
        />
      )}
    </BlockingContext>
  );
}
