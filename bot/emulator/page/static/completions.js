// Completion in a message box: slash commands at its beginning, @names and #channels anywhere.

import { h, newId } from "./dom.js";
import { cast, state } from "./state.js";

const MOST_OFFERED = 8;
const BEING_TYPED = /(^|\s)([@#/])([\p{L}\p{N}_.-]*)$/u;

const isNamed = (person, word) =>
  [person.label, person.real_name, person.name].some((name) => name.toLowerCase().startsWith(word));

const offers = {
  "/": (word, at) => {
    const fitting = at === 0 ? state.commands.filter((one) => one.command.slice(1).startsWith(word)) : [];
    return fitting.map((one) => ({
      text: one.command,
      label: `${one.command} ${one.usage_hint ?? ""}`,
      detail: one.description,
    }));
  },
  "@": (word) => [
    ...[...cast(), state.people.get(state.bot.id)]
      .filter((one) => one && isNamed(one, word))
      .map((one) => ({ text: `@${one.label}`, label: one.label, detail: one.title || one.real_name })),
    ...[...state.groups.values()]
      .filter((one) => one.handle.startsWith(word))
      .map((one) => ({ text: `@${one.handle}`, label: `@${one.handle}`, detail: one.name })),
  ],
  "#": (word) =>
    state.conversations
      .filter((one) => ["channel", "group"].includes(one.kind) && one.name.startsWith(word))
      .map((one) => ({ text: `#${one.name}`, label: `#${one.name}`, detail: "" })),
};

// What is offered while one types into `field`, in a list that stands beside it.
export class Completion {
  constructor(field) {
    this.field = field;
    this.list = h("div", {
      role: "listbox",
      id: newId("offers"),
      class: "offers",
      "aria-label": "Suggestions",
      hidden: true,
    });
    this.now = null; // where the word begins and ends, and what is offered for it
    this.current = 0;
    field.setAttribute("aria-controls", this.list.id);
    field.addEventListener("input", () => this.offer());
    field.addEventListener("blur", () => this.close());
  }

  offer() {
    this.now = this.typing();
    this.current = 0;
    this.draw();
  }

  close() {
    this.now = null;
    this.draw();
  }

  typing() {
    const { field } = this;
    const found = BEING_TYPED.exec(field.value.slice(0, field.selectionStart));
    if (!found) return null;
    const start = found.index + found[1].length;
    const offered = offers[found[2]](found[3].toLowerCase(), start).slice(0, MOST_OFFERED);
    return offered.length ? { start, end: field.selectionStart, offered } : null;
  }

  // Whether the key was for the list. A word that is complete already leaves Enter to the box.
  takes(event) {
    if (!this.now || (event.key === "Enter" && this.isWritten())) return false;
    const count = this.now.offered.length;
    if (event.key === "ArrowDown") this.current = (this.current + 1) % count;
    else if (event.key === "ArrowUp") this.current = (this.current - 1 + count) % count;
    else if (event.key === "Escape") this.now = null;
    else if (["Enter", "Tab"].includes(event.key)) this.complete(this.now.offered[this.current]);
    else return false;
    event.preventDefault();
    event.stopPropagation();
    this.draw();
    return true;
  }

  isWritten() {
    const { start, end, offered } = this.now;
    return this.field.value.slice(start, end) === offered[this.current].text;
  }

  complete(one) {
    this.field.setRangeText(`${one.text} `, this.now.start, this.now.end, "end");
    this.now = null;
    this.field.focus();
  }

  draw() {
    const { field, list, now } = this;
    list.hidden = !now;
    field.setAttribute("aria-expanded", String(Boolean(now)));
    list.replaceChildren(...(now?.offered ?? []).map((one, at) => this.row(one, at)));
    if (now) field.setAttribute("aria-activedescendant", `${list.id}-${this.current}`);
    else field.removeAttribute("aria-activedescendant");
  }

  row(one, at) {
    const given = {
      role: "option",
      id: `${this.list.id}-${at}`,
      "aria-selected": String(at === this.current),
    };
    const taken = (event) => {
      event.preventDefault();
      this.complete(one);
      this.draw();
    };
    return h(
      "div",
      { ...given, onpointerdown: taken },
      h("strong", {}, one.label),
      h("small", {}, one.detail),
    );
  }
}
