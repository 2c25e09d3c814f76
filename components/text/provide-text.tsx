import type { ReactNode } from "react";
import type { AreaName } from "./areas";
import { getWords } from "./get-text";
import { TextProvider } from "./text-provider";

/** Hands the words of these areas, in the reader's language alone, to the client components within. */
export async function ProvideText({ areas, children }: { areas: readonly AreaName[]; children: ReactNode }) {
  return <TextProvider words={await getWords(areas)}>{children}</TextProvider>;
}
