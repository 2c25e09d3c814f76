import type { ReactNode } from "react";
import { ProvideText } from "@/components/text/provide-text";

export default function EntranceLayout({ children }: { children: ReactNode }) {
  return <ProvideText areas={["account"]}>{children}</ProvideText>;
}
