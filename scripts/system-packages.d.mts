export function findCommand(command: string): string | null;
export function ensureCommand(
  command: string,
  debianPackage: string,
): { path: string; problem?: undefined } | { path?: undefined; problem: string };
