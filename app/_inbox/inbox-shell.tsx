// The inbox without anything in it, for service workers to keep: it stands in for every conversation when there is no
// network, and fills itself with what the device knows.
import { InboxApp } from "@/components/inbox/inbox-app";
import { ProvideText } from "@/components/text/provide-text";
import type { Initial } from "@/lib/contract/initial";
import type { Side } from "@/lib/contract/values";
import { getMe } from "@/lib/domain/account/get-me";
import { requireActor } from "@/lib/server/auth/require-actor";
import { areasOf } from "./areas";
import { shownSide } from "./inbox-page";

export async function InboxShell({ side: asked }: { side: Side }) {
  const actor = await requireActor();
  const side = shownSide(asked, actor);
  const { id, name, role, avatarUrl } = (await getMe(actor)).data.user;
  const me = { id, name, role, avatarUrl };
  const initial: Initial = { me, serverTime: new Date().toISOString() };
  return (
    <ProvideText areas={areasOf(side)}>
      <InboxApp initial={initial} pinned={initial} side={side} missingId={null} isShell />
    </ProvideText>
  );
}
