// A box to write in.

import { Completion } from "./completions.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";

const TALLEST = 220;
const begun = new Map(); // what somebody has begun to write where, and not sent

// `send(text, files)` is called on Enter; false gives the text back. With `cancel` it is a text that is being
// changed. `tools` stand below the text; with `takesFiles` files can be added. Under the name `keeps`, what has been
// begun is there again when the box is.
export function composer({
  label,
  text = "",
  id = null,
  send,
  cancel = null,
  tools = null,
  takesFiles = false,
  keeps = null,
}) {
  const field = h("textarea", {
    id,
    rows: "1",
    role: "combobox",
    "aria-label": label,
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    placeholder: label,
    data: { key: `composer/${label}` },
  });
  field.value = begun.get(keeps) ?? text;
  const completion = new Completion(field);
  const chips = h("ul", { class: "chips", "aria-label": "Files to send", hidden: true });
  let files = [];

  function fit() {
    if (keeps) begun.set(keeps, field.value);
    field.style.height = "auto";
    if (field.value) field.style.height = `${Math.min(field.scrollHeight, TALLEST)}px`;
    box.classList.toggle("ready", Boolean(field.value.trim() || files.length));
  }
  function add(more) {
    files = more;
    chips.hidden = !files.length;
    chips.replaceChildren(...files.map((file) => h("li", {}, icon("file"), file.name, remover(file))));
    fit();
  }
  const remover = (file) =>
    h(
      "button",
      {
        type: "button",
        "aria-label": `Do not send ${file.name}`,
        onclick: () => add(files.filter((one) => one !== file)),
      },
      icon("close"),
    );

  async function finish() {
    const [said, given] = [field.value.trim(), files];
    if (!said && !given.length) return;
    completion.close();
    if (!cancel) field.value = "";
    add([]);
    const isSent = await send(said, given);
    if (isSent === false && !field.value) {
      field.value = said;
      add(given);
    }
    fit();
  }
  field.addEventListener("input", fit);
  field.addEventListener("keydown", (event) => {
    if (event.isComposing || completion.takes(event)) return;
    if (event.key === "Escape" && cancel) cancel();
    if (event.key !== "Enter" || event.shiftKey) return;
    event.preventDefault();
    finish();
  });
  const ends = cancel
    ? [
        h("button", { type: "button", class: "button", onclick: cancel }, "Cancel"),
        h("button", { type: "button", class: "button primary", onclick: finish }, "Save"),
      ]
    : h("button", { type: "button", class: "go", "aria-label": "Send", onclick: finish }, icon("send"));
  const below = [
    takesFiles && picker((chosen) => add([...files, ...chosen])),
    tools,
    h("span", { class: "grow" }),
    ends,
  ];
  const box = h(
    "div",
    { class: "composer" },
    completion.list,
    chips,
    field,
    h("div", { class: "ends" }, below),
  );
  if (field.value) requestAnimationFrame(fit); // it has no height before it is shown
  return box;
}

function picker(add) {
  const field = h("input", { type: "file", multiple: true, hidden: true, "aria-label": "Files" });
  field.addEventListener("change", () => {
    add([...field.files]);
    field.value = "";
  });
  const open = () => field.click();
  return [
    field,
    h(
      "button",
      {
        type: "button",
        class: "icon-button",
        "aria-label": "Add files",
        title: "Add files",
        onclick: open,
      },
      icon("attach"),
    ),
  ];
}
