// Every command of Parley by its name.
import * as accounts from "./accounts";
import * as conversations from "./conversations";
import * as invitations from "./invitations";
import * as listings from "./listings";
import * as live from "./live";
import * as messages from "./messages";
import * as people from "./people";
import * as sellerTools from "./seller-tools";

export * from "./accounts";
export * from "./conversations";
export * from "./invitations";
export * from "./listings";
export * from "./live";
export * from "./messages";
export * from "./people";
export * from "./seller-tools";

const { awayMessage: _schema, ...tools } = sellerTools;
const { outgoing: _fields, ...messageCommands } = messages;

const declared = {
  ...accounts,
  ...invitations,
  ...listings,
  ...conversations,
  ...messageCommands,
  ...people,
  ...live,
  ...tools,
} as const;

export type AnyCommand = (typeof declared)[keyof typeof declared];
export type CommandName = AnyCommand["name"];
export type CommandOf<N extends CommandName> = Extract<AnyCommand, { name: N }>;

/** In the order of their declaration, which is also that of the documentation. */
export const commands: readonly AnyCommand[] = Object.values(declared);
