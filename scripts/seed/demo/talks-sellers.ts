import { c, s, type Talk } from "./talk";

/** Sellers buy as well. */
export const sellerTalks: Talk[] = [
  {
    buyer: "henrik",
    listing: "turntable",
    endedAgo: "5h",
    unread: { customer: 1 },
    lines: [
      c("Hello Yuki, does the record player have a preamplifier of its own?"),
      s("Hello Henrik! Yes, there is a switch at the back. It can go straight into your speakers.", {
        after: "25m",
      }),
      c("Good. Is the scratch in the way when the cover is closed?"),
      s("No, it is on the left edge, about two centimetres long."),
      c("Then I would come for it on Friday after six.", { after: "1h" }),
      s("Friday is fine. I put a record on, so that you can hear it.", { after: "40m" }),
    ],
  },
];
