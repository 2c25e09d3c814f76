import { AppError } from "../../contract/errors";

/** The columns of a QuickReply as the API shows it. */
export const quickReplyColumns = `id, shortcut, text, "createdAt", "updatedAt"`;

export const shortcutTaken = () =>
  new AppError("conflict", "You already have a quick reply with this shortcut.");
