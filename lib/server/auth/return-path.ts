// Limits the path to open after signing in to our own pages, to prevent open redirects.

/** The default after signing in. It redirects by role. */
export const startPath = "/start";

/** Coming back to an entrance would be going round in circles, and the API is no page. */
const noPlaceToGo = /^\/(sign-in|sign-up|second-factor|api)(\/|$)/;

/** A path with query and fragment. `wanted` may also be an absolute address below `publicUrl`. */
export function returnPath(wanted: string | undefined, publicUrl: string, home = "/"): string {
  if (!wanted || !URL.canParse(wanted, publicUrl)) return home;
  // The parser's view counts, since browsers share it: `//host`, `/\host` and tabs in between are other hosts to it.
  const url = new URL(wanted, publicUrl);
  if (url.origin !== publicUrl || noPlaceToGo.test(url.pathname)) return home;
  return /^\/(?![/\\])/.test(url.pathname) ? `${url.pathname}${url.search}${url.hash}` : home;
}
