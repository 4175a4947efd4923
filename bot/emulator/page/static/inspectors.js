// What went between the workspace and the app: deliveries and calls of the Web API, with payload, answer and time.

import { clock, shortDay } from "./dates.js";
import { h, refill } from "./dom.js";
import { icon } from "./icons.js";
import { ask } from "./line.js";
import { state } from "./state.js";

const REFRESH_MS = 400;
const KINDS = [
  ["", "Both ways"],
  ["delivery", "To the app"],
  ["call", "From the app"],
];
const SECRET = /\b(xox[a-z]|xapp)-[\w-]+/g;

const filter = { words: "", kind: "" };
let seen = [];
let list = null;
let timer = null;

export async function drawInspector(place, close) {
  const field = h("input", {
    type: "search",
    "aria-label": "Filter by name or content",
    placeholder: "Filter by name or content",
    value: filter.words,
    data: { key: "inspector/filter" },
    oninput: () => {
      filter.words = field.value;
      fill();
    },
  });
  const kinds = h(
    "select",
    {
      "aria-label": "Direction",
      onchange: () => {
        filter.kind = kinds.value;
        fill();
      },
    },
    KINDS.map(([value, label]) => h("option", { value }, label)),
  );
  kinds.value = filter.kind;
  list = h("ol", { class: "exchanges" });
  refill(
    place,
    h(
      "header",
      { class: "head" },
      h("h2", { class: "title" }, "Inspector"),
      h(
        "button",
        { type: "button", class: "icon-button", "aria-label": "Close the inspector", onclick: close },
        icon("close"),
      ),
    ),
    h("div", { class: "filters" }, field, kinds),
    h(
      "div",
      { class: "scroller", tabindex: "0", role: "region", "aria-label": "Deliveries and calls" },
      list,
    ),
  );
  await read();
}

// Something has happened: look again, though not more often than one can read.
export function inspectSoon() {
  if (state.beside !== "inspector" || timer) return;
  timer = setTimeout(() => {
    timer = null;
    read();
  }, REFRESH_MS);
}

async function read() {
  seen = ((await ask("inspect")).seen ?? []).reverse();
  fill();
}

function fill() {
  const words = filter.words.trim().toLowerCase();
  const fits = (one) =>
    (!filter.kind || one.kind === filter.kind) &&
    (!words || JSON.stringify(one).toLowerCase().includes(words));
  const open = new Set([...list.querySelectorAll("details[open]")].map((one) => one.dataset.exchange));
  const fitting = seen.filter(fits);
  refill(
    list,
    fitting.length
      ? fitting.map((one) => h("li", {}, exchange(one, open)))
      : h("li", { class: "quiet none" }, "Nothing fits."),
  );
}

function exchange(one, open) {
  const at = one.at ? new Date(one.at) : null;
  const isDelivery = one.kind === "delivery";
  const key = `${one.kind}/${one.number}`;
  const details = h(
    "details",
    { data: { exchange: key }, open: open.has(key) },
    h(
      "summary",
      {},
      h(
        "span",
        { class: isDelivery ? "way to" : "way from", title: isDelivery ? "To the app" : "From the app" },
        isDelivery ? "→" : "←",
      ),
      h("code", {}, one.name),
      !one.ok && h("span", { class: "failed" }, one.answer?.error ?? "not answered"),
      one.attempts > 1 && h("span", { class: "quiet" }, `${one.attempts} tries`),
      h("span", { class: "quiet" }, `${Math.round(one.seconds * 1000)} ms`),
      at && h("time", { class: "quiet" }, `${shortDay(at)} ${clock(at)}`),
    ),
  );
  details.addEventListener("toggle", () => details.open && content(details, one));
  if (details.open) content(details, one);
  return details;
}

function content(details, one) {
  if (details.children.length > 1) return;
  const part = (label, value) => [h("h3", {}, label), h("pre", { tabindex: "0" }, pretty(value))];
  details.append(
    ...[part(one.kind === "call" ? "Arguments" : "Payload", one.payload), part("Answer", one.answer)].flat(),
  );
}

// Values that are JSON in a text are shown as what they are; tokens are never shown.
function pretty(value) {
  if (value === null || value === undefined) return "nothing";
  return JSON.stringify(value, (_, each) => inner(each), 2).replace(SECRET, "$1-…");
}

function inner(value) {
  if (typeof value !== "string" || !/^[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
