// The inbox without anything in it, for service workers to keep: it stands in for every conversation when there is no
// network, and fills itself with what the device knows.
import { InboxApp } from "@/components/inbox/inbox-app";
import type { Side } from "@/components/inbox/use-place";
import { ProvideText } from "@/components/text/provide-text";
import type { Initial } from "@/lib/contract/initial";
import { getMe } from "@/lib/domain/account/get-me";
import { requireActor } from "@/lib/server/auth/require-actor";
import { areasOf } from "./areas";

export async function InboxShell({ side }: { side: Side }) {
  const actor = await requireActor();
  const { id, name, role, avatarUrl } = (await getMe(actor)).data.user;
  const me = { id, name, role, avatarUrl };
  const initial: Initial = { me, serverTime: new Date().toISOString() };
  return (
    <ProvideText areas={areasOf(side)}>
      <InboxApp initial={initial} pinned={initial} side={side} missingId={null} isShell />
    </ProvideText>
  );
}
