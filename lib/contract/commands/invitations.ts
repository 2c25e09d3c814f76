import { z } from "zod";
import { command } from "../command";
import * as e from "../entities";
import { exampleInvitation } from "../invitation";
import { limits } from "../limits";
import * as v from "../values";

const example = { examples: [exampleInvitation] };

export const invitationCreate = command({
  name: "invitation:create",
  summary: "Make a link by which new customers sign up as the seller's own. Any number of people may use it.",
  access: "SELLER",
  rate: "invitation",
  http: { method: "POST", path: "/api/invitations" },
  input: z.strictObject({}),
  output: z.object({
    token: z.string().meta(example),
    url: z
      .string()
      .describe("The page on which to sign up by this invitation.")
      .meta({ examples: [`https://parley.example/sign-up?invitation=${exampleInvitation}`] }),
    expiresAt: v.timeOut,
  }),
});

export const invitationGet = command({
  name: "invitation:get",
  summary: "Who invites. An invitation that has expired, or whose seller cannot invite any more, is gone.",
  access: "public",
  http: { method: "GET", path: "/api/invitations/:token" },
  input: z.strictObject({ token: z.string().min(1).max(limits.invitationChars).meta(example) }),
  output: z.object({ seller: e.person, expiresAt: v.timeOut }),
});
