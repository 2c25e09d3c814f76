import type { Role } from "@/lib/contract/values";

const ofEverybody = ["/inbox/shell", "/settings"];
const ofSellers = [
  "/dashboard/messages/shell",
  "/dashboard/listings",
  "/dashboard/settings/quick-replies",
  "/dashboard/settings/away-message",
];

/** The pages that open without a network although they were never opened before; the shell of one's home first. */
export const pagesAhead = (role: Role): string[] =>
  role === "SELLER" ? [...ofSellers, ...ofEverybody] : ofEverybody;
