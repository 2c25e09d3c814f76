import { requireSeller, ToolsPage, toolMetadata } from "@/app/_inbox/tools-page";
import { QuickReplies } from "@/components/tools/quick-replies";
import { limits } from "@/lib/contract/limits";
import { listQuickReplies } from "@/lib/domain/quick-reply/list-quick-replies";

export const generateMetadata = () => toolMetadata("quick-replies");

export default async function QuickRepliesPage() {
  const actor = await requireSeller("quick-replies");
  const { items } = (await listQuickReplies(actor, { limit: limits.quickReplies })).data;
  return (
    <ToolsPage tool="quick-replies">
      <QuickReplies initial={items} />
    </ToolsPage>
  );
}
