"use client";
import { useRouter } from "next/navigation";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { useText } from "@/components/text/text-provider";
import { useErrorText } from "@/components/text/use-error-text";
import { createListing, type ListingFields, updateListing } from "@/lib/client/listing";
import type { Listing } from "@/lib/contract/entities";
import { toast } from "../ui/toast";
import { type FormFields, fieldsOf, type Problems, problemsFrom, readForm } from "./form-fields";

/** `makesSeller`: the listing is a customer's first, who has to agree to become a seller. */
export function useListingForm(listing: Listing | null, currency: string, makesSeller = false) {
  const t = useText("myListings");
  const errorText = useErrorText();
  const router = useRouter();
  const [form, setForm] = useState(() => fieldsOf(listing, currency));
  const [problems, setProblems] = useState<Problems>({});
  const [alert, setAlert] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [isChanged, setChanged] = useState(false);
  const element = useRef<HTMLFormElement>(null);
  const consent = useConsent(makesSeller);
  useLeaveWarning(isChanged);

  // The first field that is marked takes the focus, once it is marked. Without one the alert, above the form, may be
  // out of view.
  useEffect(() => {
    const field = element.current?.querySelector<HTMLElement>("[aria-invalid=true]");
    if (Object.keys(problems).length > 0) field?.focus();
    else if (alert) element.current?.querySelector("[role=alert]")?.scrollIntoView({ block: "center" });
  }, [problems, alert]);

  function change(fields: Partial<FormFields>) {
    setForm((before) => ({ ...before, ...fields }));
    setChanged(true);
  }

  function refuse(found: Problems, why: string) {
    setProblems(found);
    setAlert(why);
    setBusy(false);
  }

  function onSubmit(event: FormEvent) {
    event.preventDefault();
    if (!isBusy) check();
  }

  function check() {
    const { fields, problems: found } = readForm(
      form,
      {
        badPrice: t("badPrice"),
        incomplete: t("incomplete"),
        sameAttribute: t("sameAttribute"),
        foreignPhoto: t("foreignPhoto"),
      },
      listing?.photos,
    );
    if (!fields) return refuse(found, t("checkFields"));
    refuseNothing();
    consent.before(() => void save(fields));
  }

  async function save(fields: ListingFields) {
    setBusy(true);
    const answer = await (listing ? updateListing(listing.id, fields) : createListing(fields, makesSeller));
    if (!answer.ok) {
      setBusy(false);
      const { details = [] } = answer.error;
      return refuse(problemsFrom(details, form, fields), errorText(answer.error));
    }
    setChanged(false);
    const told = listing ? "saved" : makesSeller ? "firstPublished" : "published";
    toast.success(t(told, { title: fields.title }));
    router.push("/dashboard/listings");
    router.refresh();
  }

  function refuseNothing() {
    setProblems({});
    setAlert(null);
  }

  return { element, form, change, problems, alert, isBusy, onSubmit, consent };
}

/** Asks once before the first save, where that is needed. */
function useConsent(isNeeded: boolean) {
  const [asked, setAsked] = useState<{ go(): void } | null>(null);
  const [isWanted, setWanted] = useState(false);
  const [isGiven, setGiven] = useState(false);
  return {
    isWanted,
    before(go: () => void) {
      if (!isNeeded || isGiven) return go();
      setWanted(true);
      setAsked({ go });
    },
    dialog: {
      isOpen: asked !== null,
      onClose: () => setAsked(null),
      onConfirm() {
        setGiven(true);
        asked?.go();
      },
    },
  };
}

/** What has not been saved is not lost unasked, by closing the tab or by a link. */
function useLeaveWarning(isChanged: boolean): void {
  useEffect(() => {
    if (!isChanged) return;
    const controller = new AbortController();
    const { signal } = controller;
    addEventListener("beforeunload", (event) => event.preventDefault(), { signal });
    // The framework changes pages without asking anybody; the browser, when it does so itself, asks.
    document.addEventListener("click", goByTheBrowser, { capture: true, signal });
    return () => controller.abort();
  }, [isChanged]);
}

function goByTheBrowser(event: MouseEvent): void {
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  if (!link || !isPlain || link.target === "_blank" || link.origin !== location.origin) return;
  event.preventDefault();
  event.stopPropagation();
  location.assign(link.href);
}
