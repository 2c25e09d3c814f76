import { getText } from "@/components/text/get-text";

/** In place of an invitation that cannot be used. */
export async function InvitationNotice({ status }: { status: "bad" | "gone" }) {
  const t = await getText("account");
  return (
    <section
      aria-labelledby="invitation-notice"
      className="grid gap-1 rounded-lg bg-raised px-3 py-2.5 text-sm"
    >
      <h2 id="invitation-notice" className="font-medium">
        {t(status === "bad" ? "invitationBadTitle" : "invitationGoneTitle")}
      </h2>
      <p className="text-ink-muted">{t(status === "bad" ? "invitationBadText" : "invitationGoneText")}</p>
    </section>
  );
}
