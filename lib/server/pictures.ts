// Remote pictures come only from hosts that the operator allows, and never from Parley itself under its full name.
import { AppError, type ErrorDetail } from "../contract/errors";
import { remotePicture } from "../contract/pictures";
import { use } from "./slot";

type Pictured = { avatarUrl?: string | null; photos?: readonly string[] };

export function refuseForeignPictures({ avatarUrl, photos = [] }: Pictured): void {
  const named: [path: string, address: string][] = photos.map((address, index) => [
    `photos.${index}`,
    address,
  ]);
  if (avatarUrl) named.push(["avatarUrl", avatarUrl]);
  const details = named
    .filter(([, address]) => !isAllowed(address))
    .map(([path]): ErrorDetail => ({ path, message: "Pictures of this host are not allowed here." }));
  if (details.length > 0) throw new AppError("invalid_input", "Some of the input is not valid.", { details });
}

function isAllowed(address: string): boolean {
  const url = remotePicture(address);
  if (url === null) return true;
  const { imageHosts, origins } = use("config");
  return imageHosts.includes(url.host) && !origins.some((origin) => new URL(origin).host === url.host);
}

/** Checks the pictures before the command runs. */
export const withPictures =
  <Caller, Input extends Pictured, Answer>(run: (caller: Caller, input: Input) => Promise<Answer>) =>
  async (caller: Caller, input: Input): Promise<Answer> => {
    refuseForeignPictures(input);
    return run(caller, input);
  };
