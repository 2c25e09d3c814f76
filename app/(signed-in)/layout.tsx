// Pages for which one is signed in. They share one client engine, which goes on from page to page; a page with more
// to begin with puts a ParleyProvider of its own around what it shows.
import { headers } from "next/headers";
import type { ReactNode } from "react";
import { Live } from "@/components/shell/live";
import type { Initial } from "@/lib/contract/initial";
import { getMe } from "@/lib/domain/account/get-me";
import { getUnread } from "@/lib/domain/account/get-unread";
import { pathHeader, requireActor } from "@/lib/server/auth/require-actor";

export default async function SignedInLayout({ children }: { children: ReactNode }) {
  const actor = await requireActor();
  const [me, unread, given] = await Promise.all([getMe(actor), getUnread(actor), headers()]);
  const path = given.get(pathHeader) ?? "";
  const { id, name, role, avatarUrl } = me.data.user;
  const initial: Initial = {
    me: { id, name, role, avatarUrl },
    unread: unread.data,
    serverTime: new Date().toISOString(),
    ...(path.endsWith("/shell") && { isShell: true }),
  };
  return <Live initial={initial}>{children}</Live>;
}
