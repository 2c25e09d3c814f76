// Draws the pictures of the demo data into public/demo: `npx tsx scripts/seed/draw-photos.ts`.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { rootDir } from "@/lib/server/root";
import { people } from "./photos/faces";
import { furniture } from "./photos/furniture";
import { homeServices } from "./photos/home-services";
import { moreViews } from "./photos/more-views";
import { outdoorServices } from "./photos/outdoor-services";
import { products } from "./photos/products";
import { vehicles } from "./photos/vehicles";

const things = [...vehicles(), ...furniture(), ...products(), ...homeServices(), ...outdoorServices()];
const folder = join(rootDir, "public", "demo");
mkdirSync(folder, { recursive: true });
for (const { name, body } of [...things, ...moreViews(things), ...people()])
  writeFileSync(join(folder, `${name}.svg`), body);
