export function findBrowser(): Promise<string | null>;
export function ensureBrowser(): Promise<
  { path: string; problem?: undefined } | { path?: undefined; problem: string }
>;
