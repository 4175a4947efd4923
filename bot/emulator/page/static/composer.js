// The message box, with completion of commands, names and channels.

import { h, newId } from "./dom.js";
import { icon } from "./icons.js";
import { cast, state } from "./state.js";

const MOST_OFFERED = 8;
const TALLEST = 220;
const BEING_TYPED = /(^|\s)([@#/])([\p{L}\p{N}_.-]*)$/u;

const isNamed = (person, word) =>
  [person.label, person.real_name, person.name].some((name) => name.toLowerCase().startsWith(word));

const offers = {
  "/": (word, at) => {
    const fitting = at === 0 ? state.commands.filter((one) => one.command.slice(1).startsWith(word)) : [];
    return fitting.map((one) => ({
      text: one.command, label: `${one.command} ${one.usage_hint ?? ""}`, detail: one.description,
    }));
  },
  "@": (word) => [
    ...[...cast(), state.people.get(state.bot.id)].filter((one) => one && isNamed(one, word))
      .map((one) => ({ text: `@${one.label}`, label: one.label, detail: one.title || one.real_name })),
    ...[...state.groups.values()].filter((one) => one.handle.startsWith(word))
      .map((one) => ({ text: `@${one.handle}`, label: `@${one.handle}`, detail: one.name })),
  ],
  "#": (word) => state.conversations
    .filter((one) => ["channel", "group"].includes(one.kind) && one.name.startsWith(word))
    .map((one) => ({ text: `#${one.name}`, label: `#${one.name}`, detail: "" })),
};

// The word that is being typed, if it can be completed: where it begins and ends, and what is offered.
function typing(field) {
  const found = BEING_TYPED.exec(field.value.slice(0, field.selectionStart));
  if (!found) return null;
  const start = found.index + found[1].length;
  const offered = offers[found[2]](found[3].toLowerCase(), start).slice(0, MOST_OFFERED);
  return offered.length ? { start, end: field.selectionStart, offered } : null;
}

// A box to write in. `send(text)` is called on Enter; with `cancel` it is a text that is being changed.
export function composer({ label, text = "", id = null, send, cancel = null, attach = null }) {
  const list = h("div", {
    role: "listbox", id: newId("offers"), class: "offers", "aria-label": "Suggestions", hidden: true,
  });
  const field = h("textarea", {
    id, rows: "1", role: "combobox", "aria-label": label, "aria-autocomplete": "list", "aria-expanded": "false",
    "aria-controls": list.id, placeholder: label, data: { key: `composer/${label}` },
  });
  field.value = text;
  let now = null;
  let current = 0;

  function draw() {
    list.hidden = !now;
    field.setAttribute("aria-expanded", String(Boolean(now)));
    list.replaceChildren(...(now?.offered ?? []).map(offer));
    if (now) field.setAttribute("aria-activedescendant", `${list.id}-${current}`);
    else field.removeAttribute("aria-activedescendant");
    field.style.height = "auto";
    if (field.value) field.style.height = `${Math.min(field.scrollHeight, TALLEST)}px`;
    field.closest(".composer")?.classList.toggle("ready", Boolean(field.value.trim()));
  }
  function offer(one, at) {
    const given = { role: "option", id: `${list.id}-${at}`, "aria-selected": String(at === current) };
    const taken = (event) => {
      event.preventDefault();
      complete(one);
    };
    return h("div", { ...given, onpointerdown: taken }, h("strong", {}, one.label), h("small", {}, one.detail));
  }
  function complete(one) {
    field.setRangeText(`${one.text} `, now.start, now.end, "end");
    now = null;
    draw();
    field.focus();
  }
  async function finish() {
    const said = field.value.trim();
    if (!said) return;
    now = null;
    const isSent = await sent(said);
    if (!isSent && !field.value) field.value = said;
    draw();
  }
  async function sent(said) {
    if (!cancel) field.value = "";
    draw();
    return (await send(said)) !== false;
  }
  function pressedWithOffers(event) {
    const count = now.offered.length;
    if (event.key === "ArrowDown") current = (current + 1) % count;
    else if (event.key === "ArrowUp") current = (current - 1 + count) % count;
    else if (event.key === "Escape") now = null;
    else if (["Enter", "Tab"].includes(event.key)) complete(now.offered[current]);
    else return;
    event.preventDefault();
    event.stopPropagation();
    draw();
  }
  // Whether there is nothing left to complete.
  const isWritten = (one) => field.value.slice(now.start, now.end) === one.text;

  function pressed(event) {
    if (event.isComposing) return;
    if (now && !(event.key === "Enter" && isWritten(now.offered[current]))) {
      pressedWithOffers(event);
      return;
    }
    if (event.key === "Escape" && cancel) cancel();
    if (event.key !== "Enter" || event.shiftKey) return;
    event.preventDefault();
    finish();
  }
  field.addEventListener("input", () => {
    now = typing(field);
    current = 0;
    draw();
  });
  field.addEventListener("blur", () => {
    now = null;
    draw();
  });
  field.addEventListener("keydown", pressed);

  const ends = cancel
    ? [h("button", { type: "button", class: "button", onclick: cancel }, "Cancel"),
      h("button", { type: "button", class: "button primary", onclick: finish }, "Save")]
    : [h("button", { type: "button", class: "go", "aria-label": "Send", onclick: finish }, icon("send"))];
  const box = h("div", { class: "composer" }, list, field, h("div", { class: "ends" }, attach, h("span", { class: "grow" }), ends));
  return box;
}
