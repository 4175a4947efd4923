// The elements one acts on: buttons, menus, pickers and fields. What is done with them is up to their `surface`.

import { clock, dayKey, instant } from "./dates.js";
import { confirmed } from "./dialogs.js";
import { h, newId } from "./dom.js";
import { icon } from "./icons.js";
import { menu } from "./popups.js";
import { warning } from "./rich.js";
import { select } from "./selects.js";
import { plainText, textObject } from "./texts.js";
import { acts, keyOf } from "./values.js";

const SETTLED_MS = 600;
const LONG_ROWS = "5";

export function element(one, block, surface) {
  const draw = ELEMENTS[one.type];
  return draw ? draw(one, block, surface) : warning(one);
}

async function press(surface, block, one, value) {
  if (await confirmed(one.confirm)) surface.press(block, one, value);
}

function button(one, block, surface) {
  const given = {
    class: `button ${one.style ?? ""}`,
    "aria-label": one.accessibility_label,
    data: { key: keyOf(block, one) },
    onclick: () => press(surface, block, one, one.value ?? null),
  };
  const label = plainText(one.text);
  if (!one.url) return h("button", { type: "button", ...given }, label);
  return h("a", { ...given, href: one.url, target: "_blank", rel: "noopener noreferrer" }, label);
}

const iconButton = (one, block, surface) =>
  button({ ...one, accessibility_label: one.accessibility_label ?? plainText(one.text) }, block, surface);

function overflow(one, block, surface) {
  const entry = (option) => ({
    label: plainText(option.text),
    detail: plainText(option.description),
    run: () => press(surface, block, one, option.value),
  });
  const opener = h(
    "button",
    {
      type: "button",
      class: "button square",
      "aria-label": "More",
      "aria-haspopup": "menu",
      "aria-expanded": "false",
      data: { key: keyOf(block, one) },
      onclick: () => menu(opener, "More", one.options.map(entry)),
    },
    icon("more"),
  );
  return opener;
}

// Checkboxes and radio buttons.
const ticks = (type, isMulti) => (one, block, surface) => {
  const name = newId("ticks");
  const chosen = () => [surface.read(block, one) ?? []].flat();
  function changed(option, isOn) {
    const rest = chosen().filter((value) => value !== option.value);
    const values = isOn ? [...rest, option.value] : rest;
    surface.write(block, one, isMulti ? values : option.value);
    if (acts(block)) press(surface, block, one, isMulti ? values : option.value);
  }
  const row = (option) => {
    const box = h("input", {
      type,
      name,
      checked: chosen().includes(option.value),
      data: { key: `${keyOf(block, one)}/${option.value}` },
      onchange: (event) => changed(option, event.target.checked),
    });
    const detail = option.description && h("small", {}, textObject(option.description));
    return h("label", { class: "tick" }, box, h("span", {}, textObject(option.text), detail));
  };
  const group = h("div", { class: "ticks", role: isMulti ? "group" : "radiogroup" }, one.options.map(row));
  surface.name(block, group);
  return group;
};

function field(one, block, surface, given) {
  const isLong = one.multiline === true;
  const drawn = h(isLong ? "textarea" : "input", {
    placeholder: plainText(one.placeholder) || null,
    maxlength: one.max_length,
    autofocus: one.focus_on_load,
    autocomplete: "off",
    rows: isLong ? LONG_ROWS : null,
    data: { key: keyOf(block, one) },
    ...(isLong ? {} : given),
  });
  drawn.value = surface.read(block, one) ?? "";
  surface.name(block, drawn);
  return drawn;
}

const written =
  (type, more = () => ({})) =>
  (one, block, surface) => {
    const drawn = field(one, block, surface, { type, ...more(one) });
    const occasions = one.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
    const sends = (occasion) => acts(block) && occasions.includes(occasion);
    drawn.addEventListener("input", () => {
      surface.write(block, one, drawn.value || null);
      if (sends("on_character_entered")) surface.press(block, one, drawn.value);
    });
    drawn.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !one.multiline && sends("on_enter_pressed"))
        surface.press(block, one, drawn.value);
    });
    return drawn;
  };

// Rich text is typed as it is, and read as one section of plain text.
function richWritten(one, block, surface) {
  const textOf = (rich) =>
    rich.elements
      .flatMap((part) => part.elements ?? [])
      .map((piece) => piece.text ?? "")
      .join("");
  const before = surface.read(block, one);
  const drawn = field({ ...one, multiline: true }, block, surface);
  drawn.value = before ? textOf(before) : "";
  drawn.addEventListener("input", () => {
    const section = { type: "rich_text_section", elements: [{ type: "text", text: drawn.value }] };
    surface.write(block, one, drawn.value ? { type: "rich_text", elements: [section] } : null);
  });
  return drawn;
}

// A date that is typed passes through others; only the one at which somebody stops is meant.
function sender(one, block, surface) {
  let timer = null;
  return () => {
    clearTimeout(timer);
    if (acts(block))
      timer = setTimeout(() => press(surface, block, one, surface.read(block, one)), SETTLED_MS);
  };
}

const picked = (type) => (one, block, surface) => {
  const drawn = field(one, block, surface, { type });
  const send = sender(one, block, surface);
  drawn.addEventListener("change", () => {
    surface.write(block, one, drawn.value || null);
    send();
  });
  return drawn;
};

function moment(one, block, surface) {
  const stamp = surface.read(block, one);
  const at = stamp ? new Date(stamp * 1000) : null;
  const part = (type, value) =>
    h("input", {
      type,
      value: at ? value(at) : "",
      "aria-label": type === "date" ? "Day" : "Time",
      data: { key: `${keyOf(block, one)}/${type}` },
      onchange: changed,
    });
  function changed() {
    const value = day.value && time.value ? instant(day.value, time.value) : null;
    surface.write(block, one, value);
    if (value) send();
  }
  const send = sender(one, block, surface);
  const day = part("date", dayKey);
  const time = part("time", clock);
  const group = h("div", { class: "moment", role: "group" }, day, time);
  surface.name(block, group);
  return group;
}

function feedback(one, block, surface) {
  const side = (given) =>
    h(
      "button",
      {
        type: "button",
        class: "button",
        "aria-label": given.accessibility_label,
        onclick: () => surface.press(block, one, given.value),
      },
      plainText(given.text),
    );
  return [side(one.positive_button), side(one.negative_button)];
}

const limits = (one) => ({
  min: one.min_value,
  max: one.max_value,
  step: one.is_decimal_allowed ? "any" : "1",
});

const ELEMENTS = {
  button,
  overflow,
  workflow_button: button,
  icon_button: iconButton,
  feedback_buttons: feedback,
  checkboxes: ticks("checkbox", true),
  radio_buttons: ticks("radio", false),
  rich_text_input: richWritten,
  plain_text_input: written("text"),
  email_text_input: written("email"),
  url_text_input: written("url"),
  number_input: written("number", limits),
  datepicker: picked("date"),
  timepicker: picked("time"),
  datetimepicker: moment,
  static_select: select("static"),
  multi_static_select: select("static", true),
  external_select: select("external"),
  multi_external_select: select("external", true),
  users_select: select("users"),
  multi_users_select: select("users", true),
  conversations_select: select("conversations"),
  multi_conversations_select: select("conversations", true),
  channels_select: select("channels"),
  multi_channels_select: select("channels", true),
};
