// The forms that the app opens before a person: the one on top of their stack.

import { blocks } from "./blocks.js";
import { h, newId, refill } from "./dom.js";
import { icon } from "./icons.js";
import { act } from "./line.js";
import { told } from "./outcomes.js";
import { state } from "./state.js";
import { ModalSurface } from "./surfaces.js";
import { plainText } from "./texts.js";

const FIELDS = "input, textarea, select, button.select, .body button";
const surfaces = new Map(); // by the id of the view
let box = null;
let shownHash = null;

export function drawModals() {
  const view = state.modals.at(-1);
  const open = new Set(state.modals.map((one) => one.id));
  [...surfaces.keys()].filter((id) => !open.has(id)).forEach((id) => surfaces.delete(id));
  if (!view) {
    box?.remove();
    box = shownHash = null;
  } else if (view.hash !== shownHash) {
    draw(view);
  }
}

function draw(view) {
  const isNew = !surfaces.has(view.id);
  if (isNew) surfaces.set(view.id, new ModalSurface(view));
  const surface = surfaces.get(view.id);
  surface.take(view);
  shownHash = view.hash;
  if (!box) open();
  const title = newId("modal");
  box.setAttribute("aria-labelledby", title);
  refill(
    box.firstElementChild,
    h(
      "header",
      {},
      state.modals.length > 1 &&
        h(
          "button",
          { type: "button", class: "icon-button", "aria-label": "Back", onclick: closeTop },
          icon("back"),
        ),
      h("h2", { id: title }, plainText(view.title)),
      h(
        "button",
        {
          type: "button",
          class: "icon-button",
          "aria-label": "Close",
          data: { key: "close" },
          onclick: closeAll,
        },
        icon("close"),
      ),
    ),
    h("div", { class: "body", tabindex: "-1" }, blocks(view.blocks, surface)),
    h("div", { class: "dialog-notices", role: "status" }),
    h(
      "footer",
      {},
      h(
        "button",
        { type: "button", class: "button", data: { key: "cancel" }, onclick: closeTop },
        plainText(view.close) || "Cancel",
      ),
      view.submit &&
        h("button", { class: "button primary", data: { key: "submit" } }, plainText(view.submit)),
    ),
  );
  if (isNew || !box.contains(document.activeElement)) focusFirst();
}

function open() {
  box = h("dialog", { class: "modal" }, h("form", { novalidate: true, onsubmit: submit }));
  box.addEventListener("cancel", (event) => {
    event.preventDefault();
    closeTop();
  });
  document.body.append(box);
  box.showModal();
}

function focusFirst() {
  const wanted = box.querySelector("[autofocus]") ?? box.querySelector(`.body :is(${FIELDS})`);
  (wanted ?? box.querySelector(".primary") ?? box.querySelector("footer button")).focus();
}

const closeTop = async () => told(await act("close_view"));
const closeAll = async () => told(await act("close_view", { all_of_them: true }));

async function submit(event) {
  event.preventDefault();
  const view = state.modals.at(-1);
  const button = box.querySelector("footer .primary");
  if (!view || !button || button.disabled) return;
  button.disabled = true;
  clearFaults();
  const outcome = told(await act("submit", { view_id: view.id, values: surfaces.get(view.id).values() }));
  button.disabled = false;
  if (outcome.error) showFaults(surfaces.get(view.id), outcome.errors ?? {});
}

function clearFaults() {
  box.querySelectorAll(".fault").forEach((fault) => Object.assign(fault, { hidden: true, textContent: "" }));
  box.querySelectorAll("[aria-invalid]").forEach((field) => field.removeAttribute("aria-invalid"));
}

// Errors stand under their fields; the first of them gets the focus.
function showFaults(surface, errors) {
  const faulty = [...box.querySelectorAll(".block.input")].filter((block) => block.dataset.block in errors);
  faulty.forEach((block) => {
    const { fault } = surface.idsOf({ block_id: block.dataset.block });
    Object.assign(document.getElementById(fault), {
      hidden: false,
      textContent: errors[block.dataset.block],
    });
    block.querySelector(FIELDS)?.setAttribute("aria-invalid", "true");
  });
  faulty[0]?.querySelector(FIELDS)?.focus();
}
