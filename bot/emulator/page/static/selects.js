// Selects of every kind: a button that opens a list with a field to search it.

import { confirmed } from "./dialogs.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { choose, matching } from "./popups.js";
import { conversation, nameOf, state, titleOf } from "./state.js";
import { plainText } from "./texts.js";
import { acts, keyOf, optionsOf } from "./values.js";

const KINDS = { im: "im", mpim: "mpim", channel: "public", group: "private" };
const MOST_CHOSEN = 100;

const asChoice = (option) => ({
  label: plainText(option.text),
  detail: plainText(option.description),
  value: option.value,
});
const asGroups = (groups) =>
  groups.map((group) => ({ label: plainText(group.label), options: group.options.map(asChoice) }));

const people = () =>
  [...state.people.values()]
    .filter((one) => !one.deleted && !one.is_bot)
    .map((one) => ({ label: one.label, detail: one.title || one.real_name, value: one.id }));

function places(one) {
  const included = one.filter?.include ?? Object.values(KINDS);
  const fits = (each) => included.includes(KINDS[each.kind]) && !each.is_archived;
  return state.conversations.filter(fits).map((each) => ({ label: placeName(each), value: each.id }));
}

const placeName = (one) => (["channel", "group"].includes(one.kind) ? `#${one.name}` : titleOf(one));
const placeLabel = (id) => (conversation(id) ? placeName(conversation(id)) : id);

// Each kind: what it offers for some words, and how a value it holds is called.
const SOURCES = {
  static: {
    find: (one, words) => matching(asGroups(one.option_groups ?? [{ options: one.options ?? [] }]), words),
    label: (value, one) => plainText(optionsOf(one).find((option) => option.value === value)?.text),
  },
  users: { find: (_one, words) => matching([{ options: people() }], words), label: nameOf },
  conversations: { find: (one, words) => matching([{ options: places(one) }], words), label: placeLabel },
  channels: {
    find: (_one, words) => matching([{ options: places({ filter: { include: ["public"] } }) }], words),
    label: placeLabel,
  },
  external: {
    find: async (one, words, block, surface) => {
      if (words.length < (one.min_query_length ?? 3)) return [];
      const groups = await surface.find(block, one, words);
      groups.flatMap((group) => group.options).forEach((option) => surface.offered.set(option.value, option));
      return asGroups(groups);
    },
    label: (value, one, surface) => {
      const known = optionsOf(one).find((option) => option.value === value) ?? surface.offered.get(value);
      return plainText(known?.text) || value;
    },
  },
};

export const select =
  (kind, isMulti = false) =>
  (one, block, surface) => {
    const source = SOURCES[kind];
    const placeholder = plainText(one.placeholder) || "Choose…";
    const chosen = () => [surface.read(block, one) ?? []].flat();
    const shown = h("span", {});

    function show() {
      const labels = chosen().map((value) => source.label(value, one, surface));
      shown.textContent = labels.join(", ") || placeholder;
      opener.classList.toggle("empty", !labels.length);
    }
    async function pick({ value }) {
      if (!isMulti && !(await confirmed(one.confirm))) return;
      const before = chosen();
      const others = before.filter((each) => each !== value);
      const toggled = others.length < before.length ? others : [...before, value];
      surface.write(block, one, isMulti ? toggled.slice(0, one.max_selected_items ?? MOST_CHOSEN) : value);
      show();
      if (acts(block)) surface.press(block, one, surface.read(block, one));
    }
    const opener = h(
      "button",
      {
        type: "button",
        class: "select",
        "aria-haspopup": "listbox",
        "aria-expanded": "false",
        data: { key: keyOf(block, one) },
        onclick: () =>
          choose(opener, placeholder, {
            find: (words) => source.find(one, words, block, surface),
            isChosen: (option) => chosen().includes(option.value),
            pick,
            isMulti,
          }),
      },
      shown,
      icon("down"),
    );
    surface.name(block, opener, shown);
    show();
    return opener;
  };
