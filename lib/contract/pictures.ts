// Which addresses a picture may have. Every viewer's browser calls them, so none may be a command of ours. Without
// zod, because pages need this too.

const demo = String.raw`demo\/[a-z0-9-]+\.(?:svg|png|jpe?g|webp|avif)`;
const upload = String.raw`api\/attachments\/[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}(?:\/thumb)?`;
const own = new RegExp(`^\\/(?:${demo}|${upload})$`);

/** One of the two places of ours that hold pictures, written without any detour. */
export const isOwnPicture = (address: string): boolean => own.test(address);

/** The address as a browser reads it; null unless it names a host over https and nothing else beside the path. */
export function remotePicture(address: string): URL | null {
  if (!/^https:\/\/[^\s\\\p{Cc}]+$/iu.test(address) || !URL.canParse(address)) return null;
  const url = new URL(address);
  return url.username === "" && url.password === "" && url.hostname !== "" ? url : null;
}

/** For pages: the policy of the page decides which remote hosts are called. */
export const isPicture = (address: string): boolean =>
  isOwnPicture(address) || remotePicture(address) !== null;
