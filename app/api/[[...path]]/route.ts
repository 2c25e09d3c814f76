import { noSuchRoute } from "@/lib/server/route";

export {
  noSuchRoute as DELETE,
  noSuchRoute as GET,
  noSuchRoute as OPTIONS,
  noSuchRoute as PATCH,
  noSuchRoute as POST,
  noSuchRoute as PUT,
};
