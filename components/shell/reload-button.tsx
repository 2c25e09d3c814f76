"use client";
import { useEffect } from "react";
import { useText } from "@/components/text/text-provider";
import { Button } from "@/components/ui/button";

/** Tries the same address again, by itself as soon as there is a network. */
export function ReloadButton() {
  const t = useText("shell");
  useEffect(() => {
    const reload = () => location.reload();
    addEventListener("online", reload);
    return () => removeEventListener("online", reload);
  }, []);
  return (
    <Button look="plain" onClick={() => location.reload()}>
      {t("tryAgain")}
    </Button>
  );
}
