// The fields of a style, which the popup and the options have alike.

import type { Choice } from "../core/style.ts";
import { FOCUS_CHARS_MAX, FORMATS, MINUTES_MAX, chosen } from "../core/style.ts";

const one = <T extends HTMLElement>(id: string) => document.getElementById(id) as T;
const format = () => one<HTMLSelectElement>("format");
const minutes = () => one<HTMLInputElement>("minutes");
const focus = () => one<HTMLInputElement>("focus");
const first = () => one<HTMLInputElement>("first");

export function fill(choice: Choice) {
  format().replaceChildren(...FORMATS.map(([value, text]) => new Option(text, value)));
  format().value = choice.format;
  minutes().max = String(MINUTES_MAX);
  minutes().value = choice.minutes ? String(choice.minutes) : "";
  focus().maxLength = FOCUS_CHARS_MAX;
  focus().value = choice.focus ?? "";
  first().checked = choice.readsFirst;
}

export const read = (): Choice => chosen(format().value, minutes().value, focus().value, first().checked);
