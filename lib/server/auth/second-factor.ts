import { AppError } from "../../contract/errors";

export const secondFactorFirst = (): AppError =>
  new AppError("forbidden", "Admins need a second factor. Please set one up in the settings first.");
