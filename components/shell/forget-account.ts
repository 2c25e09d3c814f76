import { forgetContent } from "@/lib/client/storage/forget";
import { forgetPages } from "./offline-pages";

/** Removes what this browser holds of an account whose sign-in ended while no page was open to hear of it. */
export async function forgetAccount(userId: string): Promise<void> {
  await forgetPages();
  await forgetContent(userId);
}
