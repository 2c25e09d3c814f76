// Where people go who were on the way to nowhere: after signing in, and when the installed application begins.
import { redirect } from "next/navigation";
import { pageActor } from "@/lib/server/auth/page-actor";

const starts = { CUSTOMER: "/inbox", SELLER: "/dashboard/messages", ADMIN: "/admin" } as const;

export default async function StartPage() {
  const actor = await pageActor();
  if (!actor) redirect("/");
  redirect(starts[actor.role]);
}
