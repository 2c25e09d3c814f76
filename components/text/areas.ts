// The areas of the catalogue. Whoever adds one adds en/<area>.ts, ar/<area>.ts and a line in the two index files.
import type * as en from "./en";

export type Catalogue = typeof en;
export type AreaName = keyof Catalogue;
