// Menus and lists that open over the page: above everything, closed by Escape or by looking elsewhere.

import { h, newId } from "./dom.js";

const MARGIN = 8;

function open(anchor, box) {
  (anchor.closest("dialog") ?? document.body).append(box);
  box.showPopover();
  place(anchor, box);
  anchor.setAttribute("aria-expanded", "true");
  box.addEventListener("toggle", (event) => {
    if (event.newState !== "closed") return;
    anchor.setAttribute("aria-expanded", "false");
    const isHeld = box.contains(document.activeElement) || document.activeElement === document.body;
    box.remove();
    if (isHeld) anchor.focus();
  });
}

// Below its anchor where there is room, otherwise above, and never outside the window.
export function place(anchor, box) {
  const from = anchor.getBoundingClientRect();
  const { width, height } = box.getBoundingClientRect();
  const isBelow = from.bottom + height + MARGIN < innerHeight || from.top < height;
  const top = isBelow ? Math.min(from.bottom + 4, innerHeight - height - 4) : from.top - height - 4;
  box.style.left = `${Math.max(MARGIN, Math.min(from.left, innerWidth - width - MARGIN))}px`;
  box.style.top = `${Math.max(4, top)}px`;
}

// Where the arrow keys lead from `current`; nothing for other keys.
export function stepped(event, items, current) {
  const at = items.indexOf(current);
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
  if (next === undefined || !items.length) return null;
  event.preventDefault();
  return items[(next + items.length) % items.length];
}

// A menu; `entries` are {label, detail, run, isDanger}.
export function menu(anchor, label, entries, { className = "" } = {}) {
  const choose = (entry) => {
    box.hidePopover();
    anchor.focus();
    entry.run();
  };
  const row = (entry) =>
    h(
      "button",
      {
        type: "button",
        role: "menuitem",
        tabindex: "-1",
        class: entry.isDanger ? "danger" : "",
        "aria-label": entry.name,
        onclick: () => choose(entry),
      },
      h("span", {}, entry.label),
      entry.detail && h("small", {}, entry.detail),
    );
  const buttons = entries.map(row);
  const given = { class: `popup menu ${className}`, role: "menu", "aria-label": label, popover: "auto" };
  const box = h("div", given, buttons);
  box.addEventListener("keydown", (event) => {
    if (event.key === "Tab") box.hidePopover();
    else stepped(event, buttons, document.activeElement)?.focus();
  });
  open(anchor, box);
  buttons[0]?.focus();
}

// A list to choose from, with a field to search it. `find(words)` gives groups: {label, options}; an option has
// `label`, `detail` and `value`. It stays open where several can be chosen.
export function choose(anchor, label, { find, isChosen = () => false, pick, isMulti = false }) {
  const list = h("div", {
    role: "listbox",
    id: newId("list"),
    "aria-label": label,
    "aria-multiselectable": isMulti ? "true" : null,
  });
  const field = h("input", {
    type: "text",
    role: "combobox",
    "aria-label": `Search: ${label}`,
    "aria-expanded": "true",
    "aria-controls": list.id,
    "aria-autocomplete": "list",
    autocomplete: "off",
    placeholder: "Search",
  });
  const box = h("div", { class: "popup choices", popover: "auto" }, field, list);
  let rows = [];
  let current = null;

  function mark(next) {
    current?.classList.remove("current");
    current = next ?? null;
    current?.classList.add("current");
    current?.scrollIntoView({ block: "nearest" });
    if (current) field.setAttribute("aria-activedescendant", current.id);
    else field.removeAttribute("aria-activedescendant");
  }
  async function take(option) {
    if (!isMulti) {
      box.hidePopover();
      anchor.focus();
    }
    await pick(option);
    if (isMulti) draw();
  }
  function row(option) {
    const given = { role: "option", id: newId("option"), "aria-selected": String(isChosen(option)) };
    const label = [h("span", {}, option.label), option.detail && h("small", {}, option.detail)];
    const element = h("div", { ...given, onclick: () => take(option) }, label);
    rows.push({ element, option });
    return element;
  }
  function group({ label: heading, options }) {
    if (!heading) return options.map(row);
    const head = h("div", { class: "group", "aria-hidden": "true" }, heading);
    return h("div", { role: "group", "aria-label": heading }, head, options.map(row));
  }
  async function draw() {
    const asked = field.value;
    const groups = await find(asked.trim().toLowerCase());
    if (asked !== field.value || !box.isConnected) return;
    const kept = optionOf(current)?.value;
    rows = [];
    list.replaceChildren(...groups.flatMap(group));
    if (!rows.length)
      list.append(h("div", { role: "option", class: "none", "aria-disabled": "true" }, "Nothing found"));
    const wanted = rows.find((one) => one.option.value === kept) ?? rows.find((one) => isChosen(one.option));
    mark((wanted ?? rows[0])?.element);
    place(anchor, box);
  }
  const optionOf = (element) => rows.find((one) => one.element === element)?.option;

  field.addEventListener("input", draw);
  field.addEventListener("keydown", (event) => {
    if (event.key === "Tab") box.hidePopover();
    else if (event.key === "Enter") {
      event.preventDefault();
      if (current) take(optionOf(current));
    } else if (event.key.startsWith("Arrow")) {
      mark(
        stepped(
          event,
          rows.map((one) => one.element),
          current,
        ) ?? current,
      );
    }
  });
  open(anchor, box);
  field.focus();
  draw();
}

// Filters groups of options by what is read on them.
export const matching = (groups, words) =>
  groups
    .map((group) => ({
      ...group,
      options: group.options.filter((one) =>
        `${one.label} ${one.detail ?? ""}`.toLowerCase().includes(words),
      ),
    }))
    .filter((group) => group.options.length);
