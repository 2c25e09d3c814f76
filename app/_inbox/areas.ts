import type { AreaName } from "@/components/text/areas";
import type { Side } from "@/lib/contract/values";

/** The texts that an inbox shows. */
export const areasOf = (side: Side | null): AreaName[] =>
  side === "seller" ? ["inbox", "chat", "customers"] : ["inbox", "chat"];
