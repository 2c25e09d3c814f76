import type { Side } from "@/components/inbox/use-place";
import type { AreaName } from "@/components/text/areas";

/** The texts that an inbox shows. */
export const areasOf = ({ isSeller }: Side): AreaName[] =>
  isSeller ? ["inbox", "chat", "customers"] : ["inbox", "chat"];
