"use client";
import {
  Archive,
  ArchiveRestore,
  Ban,
  Bell,
  BellOff,
  CircleCheck,
  CircleStop,
  EllipsisVertical,
  Pin,
  PinOff,
} from "lucide-react";
import { use, useState } from "react";
import { useText } from "@/components/text/text-provider";
import { useErrorText } from "@/components/text/use-error-text";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuHeading, MenuItem, MenuSeparator } from "@/components/ui/menu";
import { toast } from "@/components/ui/toast";
import { useActions, useMe } from "@/lib/client/hooks";
import type { Conversation, Person } from "@/lib/contract/entities";
import type { ErrorBody } from "@/lib/contract/envelope";
import { rightsIn } from "../thread/rights";
import { ArchivingContext, type SetArchived } from "./archiving";

const hourMs = 3_600_000;
/** Nobody will be surprised by it, and every part of the system can write it: until it is turned on again. */
const forGood = "2999-12-31T00:00:00.000Z";

type Props = { conversation: Conversation; person: Person };
type Done = { ok: true } | { ok: false; error: ErrorBody };

export default function ConversationMenuItems({ conversation, person }: Props) {
  const t = useText("chat");
  const errorText = useErrorText();
  const { update, block, unblock } = useActions();
  const [isOpen, setOpen] = useState(true);
  const [asking, setAsking] = useState<"block" | "end" | null>(null);
  const { isMember, canBlock, canEnd } = rightsIn(conversation, useMe());
  const { id, status } = conversation;

  const tell = async (outcome: Promise<Done>, said: string) => {
    const result = await outcome;
    if (result.ok) toast.success(said);
    else toast.error(errorText(result.error));
  };

  return (
    <>
      <Menu
        isOpen={isOpen}
        onOpenChange={setOpen}
        trigger={<IconButton label={t("menu")} icon={<EllipsisVertical />} hasTooltip={false} />}
      >
        {isMember && <OwnItems conversation={conversation} tell={tell} />}
        {isMember && (canBlock || canEnd) && <MenuSeparator />}
        {canBlock &&
          (status === "BLOCKED" ? (
            <MenuItem icon={<CircleCheck />} onSelect={() => tell(unblock(id), t("unblocked"))}>
              {t("unblock")}
            </MenuItem>
          ) : (
            <MenuItem icon={<Ban />} isDangerous onSelect={() => setAsking("block")}>
              {t("block")}
            </MenuItem>
          ))}
        {canEnd && (
          <MenuItem icon={<CircleStop />} isDangerous onSelect={() => setAsking("end")}>
            {t("end")}
          </MenuItem>
        )}
      </Menu>
      <AlertDialog
        isOpen={asking === "block"}
        onClose={() => setAsking(null)}
        title={t("blockTitle", { name: person.name })}
        description={t("blockText", { name: person.name })}
        confirm={t("block")}
        isDangerous
        onConfirm={() => tell(block(id), t("blocked"))}
      />
      <AlertDialog
        isOpen={asking === "end"}
        onClose={() => setAsking(null)}
        title={t("endTitle")}
        description={t("endText")}
        confirm={t("end")}
        isDangerous
        onConfirm={() => tell(update(id, { status: "ENDED" }), t("ended"))}
      />
    </>
  );
}

type OwnProps = { conversation: Conversation; tell(outcome: Promise<Done>, said: string): Promise<void> };

/** What a member does for themselves alone. */
function OwnItems({ conversation, tell }: OwnProps) {
  const t = useText("chat");
  const errorText = useErrorText();
  const { update } = useActions();
  const { id, pinnedAt, archivedAt, mutedUntil } = conversation;
  const isMuted = mutedUntil !== null && Date.parse(mutedUntil) > Date.now();
  const archiveAlone: SetArchived = async (_, archived) => {
    const result = await update(id, { archived });
    if (!result.ok) return toast.error(errorText(result.error));
    const onClick = () => void update(id, { archived: !archived });
    toast.success({ title: t(archived ? "archived" : "unarchived"), action: { label: t("undo"), onClick } });
  };
  const mute = (until: string | null) =>
    tell(update(id, { mutedUntil: until }), t(until === null ? "unmuted" : "muted"));
  const setArchived = use(ArchivingContext) ?? archiveAlone;
  const muteFor = (ms: number) => mute(new Date(Date.now() + ms).toISOString());

  return (
    <>
      <MenuItem
        icon={pinnedAt ? <PinOff /> : <Pin />}
        onSelect={() => tell(update(id, { pinned: pinnedAt === null }), t(pinnedAt ? "unpinned" : "pinned"))}
      >
        {t(pinnedAt ? "unpin" : "pin")}
      </MenuItem>
      <MenuItem
        icon={archivedAt ? <ArchiveRestore /> : <Archive />}
        onSelect={() => setArchived(conversation, archivedAt === null)}
      >
        {t(archivedAt ? "unarchive" : "archive")}
      </MenuItem>
      <MenuSeparator />
      {isMuted ? (
        <MenuItem icon={<Bell />} onSelect={() => mute(null)}>
          {t("unmute")}
        </MenuItem>
      ) : (
        <>
          <MenuHeading>
            <span className="flex items-center gap-2.5 text-ink-muted text-xs">
              <BellOff aria-hidden="true" className="size-4" />
              {t("mute")}
            </span>
          </MenuHeading>
          <MenuItem onSelect={() => muteFor(hourMs)}>{t("muteHour")}</MenuItem>
          <MenuItem onSelect={() => muteFor(8 * hourMs)}>{t("muteEight")}</MenuItem>
          <MenuItem onSelect={() => mute(forGood)}>{t("muteAlways")}</MenuItem>
        </>
      )}
    </>
  );
}
