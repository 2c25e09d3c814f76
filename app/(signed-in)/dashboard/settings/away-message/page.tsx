import { requireSeller, ToolsPage, toolMetadata } from "@/app/_inbox/tools-page";
import { getReader } from "@/components/text/get-text";
import { AwayMessage } from "@/components/tools/away-message";
import { getAwayMessage } from "@/lib/domain/away-message/get-away-message";

export const generateMetadata = () => toolMetadata("away-message");

export default async function AwayMessagePage() {
  const actor = await requireSeller("away-message");
  const [{ data }, { timeZone }] = await Promise.all([getAwayMessage(actor), getReader()]);
  const { awayMessage } = data;
  // Whoever has never set one most likely is where their browser is.
  const isNew = !awayMessage.enabled && awayMessage.text === "" && awayMessage.hours.length === 0;
  const initial = isNew ? { ...awayMessage, timezone: timeZone } : awayMessage;
  return (
    <ToolsPage tool="away-message">
      <AwayMessage initial={initial} zones={Intl.supportedValuesOf("timeZone")} />
    </ToolsPage>
  );
}
