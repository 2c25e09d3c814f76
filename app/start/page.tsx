// Where the installed application begins: with one's messages.
import { redirect } from "next/navigation";
import { pageActor } from "@/lib/server/auth/page-actor";

export default async function StartPage() {
  const actor = await pageActor();
  if (!actor) redirect("/");
  redirect(actor.role === "SELLER" ? "/dashboard/messages" : "/inbox");
}
