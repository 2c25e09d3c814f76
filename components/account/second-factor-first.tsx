"use client";
import { SignOut } from "@/components/shell/sign-out";
import { buttonClass } from "@/components/ui/button";
import { SecondFactorSetup } from "./second-factor-setup";

/** Afterwards a whole page load, since this page was rendered for somebody who may do nothing yet. */
export function SecondFactorFirst({ userId, returnTo }: { userId: string; returnTo: string }) {
  return (
    <>
      <SecondFactorSetup userId={userId} onDone={() => location.assign(returnTo)} />
      <div className="border-line border-t pt-4">
        <SignOut userId={userId} className={buttonClass("quiet", "small")} />
      </div>
    </>
  );
}
