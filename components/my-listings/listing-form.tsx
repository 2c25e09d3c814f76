"use client";
import { useText } from "@/components/text/text-provider";
import type { Listing } from "@/lib/contract/entities";
import { limits } from "@/lib/contract/limits";
import { Alert } from "../ui/alert";
import { Button } from "../ui/button";
import { Select } from "../ui/select";
import { TextArea } from "../ui/text-area";
import { TextField } from "../ui/text-field";
import { AttributeRows } from "./attribute-rows";
import { BecomeSeller } from "./become-seller";
import { PhotoRows } from "./photo-rows";
import { kinds, statuses } from "./statuses";
import { useListingForm } from "./use-listing-form";

/** Those that most listings are in; a listing in another one keeps it. */
const currencies = [
  "EUR",
  "USD",
  "GBP",
  "CHF",
  "SEK",
  "NOK",
  "DKK",
  "PLN",
  "CZK",
  "AED",
  "SAR",
  "EGP",
  "JPY",
];

type Props = {
  listing: Listing | null;
  currency: string;
  /** The name of a customer whom this listing makes a seller. */
  newSeller: string | null;
};

export function ListingForm({ listing, currency, newSeller }: Props) {
  const t = useText("myListings");
  const { element, form, change, problems, alert, isBusy, onSubmit, consent } = useListingForm(
    listing,
    currency,
    newSeller !== null,
  );
  const offered = [...new Set([form.currency, currency, ...currencies])];
  return (
    <form ref={element} onSubmit={onSubmit} noValidate className="grid grid-cols-1 gap-6">
      <Alert text={alert} />
      <fieldset className="grid gap-1.5">
        <legend className="mb-1.5 font-medium text-sm">{t("kind")}</legend>
        <div className="grid grid-cols-3 gap-2">
          {kinds.map((kind) => (
            <label
              key={kind}
              className="grid min-h-11 cursor-pointer place-items-center rounded-lg border border-line-strong bg-surface px-2 text-center font-medium text-sm has-checked:border-accent has-checked:bg-accent-soft has-checked:text-accent has-focus-visible:outline-2 has-focus-visible:outline-accent has-focus-visible:outline-offset-2"
            >
              <input
                type="radio"
                name="kind"
                value={kind}
                checked={form.kind === kind}
                onChange={() => change({ kind })}
                className="sr-only"
              />
              {t(kind)}
            </label>
          ))}
        </div>
      </fieldset>
      <TextField
        label={t("listingTitle")}
        hint={t("listingTitleHint")}
        value={form.title}
        maxLength={limits.titleChars}
        dir="auto"
        autoComplete="off"
        onChange={({ target }) => change({ title: target.value })}
        problem={problems.title}
      />
      <div className="grid grid-cols-[minmax(0,1fr)_7.5rem] items-start gap-3">
        <TextField
          label={t("price")}
          value={form.price}
          inputMode="decimal"
          autoComplete="off"
          onChange={({ target }) => change({ price: target.value })}
          problem={problems.priceMinor}
        />
        <Select
          label={t("currency")}
          value={form.currency}
          options={offered.map((code) => ({ value: code, label: code }))}
          onChange={({ target }) => change({ currency: target.value })}
          problem={problems.currency}
        />
      </div>
      <TextArea
        label={t("description")}
        hint={t("descriptionHint")}
        value={form.description}
        maxLength={limits.descriptionChars}
        rows={6}
        onChange={({ target }) => change({ description: target.value })}
        problem={problems.description}
      />
      <PhotoRows
        rows={form.photos}
        problems={problems}
        onChange={(photos) => change({ photos })}
        problem={problems.photos}
      />
      <AttributeRows
        rows={form.attributes}
        problems={problems}
        onChange={(attributes) => change({ attributes })}
        problem={problems.attributes}
      />
      <Select
        label={t("status")}
        value={form.status}
        options={statuses.map((status) => ({ value: status, label: t(status) }))}
        onChange={({ target }) => change({ status: statuses.find((each) => each === target.value) })}
        problem={problems.status}
      />
      <div className="foot-bar sticky bottom-0 -mx-4 border-line border-t bg-page px-4 py-3 sm:mx-0 sm:rounded-b-2xl sm:px-0">
        <Button type="submit" size="large" isBusy={isBusy} className="w-full sm:w-auto sm:min-w-40">
          {t(listing ? "save" : "publish")}
        </Button>
      </div>
      {newSeller !== null && consent.isWanted && <BecomeSeller name={newSeller} {...consent.dialog} />}
    </form>
  );
}
