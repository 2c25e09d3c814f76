// Where people go who were on the way to nowhere: after signing in, and when the installed application begins.
import { redirect } from "next/navigation";
import { baseOf } from "@/components/shell/conversation-address";
import { pageActor } from "@/lib/server/auth/page-actor";

const starts = { CUSTOMER: baseOf("customer"), SELLER: baseOf("seller"), ADMIN: "/admin" } as const;

export default async function StartPage() {
  const actor = await pageActor();
  if (!actor) redirect("/");
  redirect(starts[actor.role]);
}
