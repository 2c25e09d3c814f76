"use client";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { signOut } from "@/lib/client/account";
import { text } from "./text";

export function SignOutButton() {
  const [isBusy, setBusy] = useState(false);

  async function leave() {
    setBusy(true);
    const result = await signOut();
    if (result.ok) location.assign("/");
    else setBusy(false);
  }

  return (
    <Button look="plain" isBusy={isBusy} onClick={leave}>
      {text.signOut}
    </Button>
  );
}
