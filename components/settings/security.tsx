"use client";
import { useRouter } from "next/navigation";
import type { OutputOf } from "@/lib/contract/command";
import type { totpGet } from "@/lib/contract/commands";
import type { User } from "@/lib/contract/entities";
import { Password } from "./password";
import { SecondFactor } from "./second-factor";

type Props = { user: User; state: OutputOf<typeof totpGet>; isRequired: boolean };

/** How one signs in. The page is rendered anew after each change, with the devices that are left. */
export function Security({ user, state, isRequired }: Props) {
  const router = useRouter();
  const onChanged = () => router.refresh();
  return (
    <>
      <Password userId={user.id} email={user.email} hasPassword={state.hasPassword} onChanged={onChanged} />
      <SecondFactor
        userId={user.id}
        isEnabled={state.enabled}
        recoveryCodesLeft={state.recoveryCodesLeft}
        isRequired={isRequired}
        onChanged={onChanged}
      />
    </>
  );
}
