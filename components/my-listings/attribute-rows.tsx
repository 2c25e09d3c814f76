"use client";
import { Plus, Trash2 } from "lucide-react";
import { useRef } from "react";
import { useText } from "@/components/text/text-provider";
import { limits } from "@/lib/contract/limits";
import { Button } from "../ui/button";
import { IconButton } from "../ui/icon-button";
import { TextField } from "../ui/text-field";
import { type AttributeRow, nextKey, type Problems } from "./form-fields";

type Props = {
  rows: AttributeRow[];
  problems: Problems;
  problem?: string;
  onChange: (rows: AttributeRow[]) => void;
};

export function AttributeRows({ rows, problems, problem, onChange }: Props) {
  const t = useText("myListings");
  const list = useRef<HTMLUListElement>(null);
  const change = (key: number, fields: Partial<AttributeRow>) =>
    onChange(rows.map((row) => (row.key === key ? { ...row, ...fields } : row)));

  function add() {
    onChange([...rows, { key: nextKey(rows), name: "", value: "" }]);
    requestAnimationFrame(() => list.current?.querySelector<HTMLElement>("li:last-child input")?.focus());
  }

  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1 font-medium text-sm">{t("attributes")}</legend>
      <p className="text-ink-muted text-sm">{t("attributesHint")}</p>
      <ul ref={list} className="grid gap-2">
        {rows.map(({ key, name, value }, index) => (
          <li key={key} className="flex items-start gap-2">
            <div className="grid min-w-0 flex-1 grid-cols-2 gap-2">
              <TextField
                label={t("attributeName", { index: index + 1 })}
                isLabelHidden
                value={name}
                dir="auto"
                autoComplete="off"
                maxLength={limits.tagChars}
                placeholder={t("attributeNameExample")}
                onChange={({ target }) => change(key, { name: target.value })}
                problem={problems[`attribute-name-${key}`]}
              />
              <TextField
                label={t("attributeValue", { index: index + 1 })}
                isLabelHidden
                value={value}
                dir="auto"
                autoComplete="off"
                maxLength={limits.attributeChars}
                placeholder={t("attributeValueExample")}
                onChange={({ target }) => change(key, { value: target.value })}
                problem={problems[`attribute-value-${key}`]}
              />
            </div>
            <IconButton
              className="mt-0.5"
              label={t("removeAttribute", { index: index + 1 })}
              icon={<Trash2 />}
              onClick={() => onChange(rows.filter((row) => row.key !== key))}
            />
          </li>
        ))}
      </ul>
      {problem && <p className="text-danger text-sm">{problem}</p>}
      {rows.length < limits.attributes && (
        <p>
          <Button look="plain" onClick={add}>
            <Plus aria-hidden className="size-4" />
            {t("addAttribute")}
          </Button>
        </p>
      )}
    </fieldset>
  );
}
