import type { Database } from "@/lib/server/db/database";
export const demoPassword = "parley-demo";
export async function seedDemo(_database: Database): Promise<boolean> { return false; }
