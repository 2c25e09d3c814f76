import type { Role } from "@/lib/contract/values";
import { baseOf } from "./conversation-address";

const ofEverybody = [`${baseOf("customer")}/shell`, "/settings"];
const ofSellers = [
  `${baseOf("seller")}/shell`,
  "/dashboard/listings",
  "/dashboard/settings/quick-replies",
  "/dashboard/settings/away-message",
];

/** The pages that open without a network although they were never opened before; the shell of one's home first. */
export const pagesAhead = (role: Role): string[] =>
  role === "SELLER" ? [...ofSellers, ...ofEverybody] : ofEverybody;
