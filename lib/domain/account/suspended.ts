import { AppError } from "../../contract/errors";

export const suspended = () => new AppError("blocked", "This account is suspended.");
