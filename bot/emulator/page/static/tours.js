// The guided tour: steps that the reader does. It says what to do, waits until it is done, and goes on.

import { h, refill } from "./dom.js";
import { icon } from "./icons.js";
import { me, state } from "./state.js";
import { mrkdwn, readable } from "./texts.js";

const KEPT = "tour-seen";
let step = 0;
let since = 0;

const place = () => document.getElementById("tour");

// On the first visit the tour begins by itself.
export function greet() {
  if (state.tour.length && !localStorage.getItem(KEPT)) begin();
}

export function begin() {
  step = 0;
  since = state.happened.length;
  place().hidden = false;
  drawTour();
}

export function end() {
  localStorage.setItem(KEPT, "yes");
  place().hidden = true;
  light(null);
}

// Something has changed: perhaps it is what the step waits for.
export function advance({ hasMoved = false } = {}) {
  const now = state.tour[step];
  if (place().hidden || !now || !isDone(now, hasMoved)) return;
  step += 1;
  since = state.happened.length;
  drawTour();
}

function isDone(now, hasMoved) {
  if (now.be) return me()?.name === now.be;
  if (now.moves) return hasMoved;
  return now.sees ? state.happened.slice(since).some((record) => fits(record, now.sees)) : false;
}

const fits = (record, wanted) =>
  Object.entries(wanted).every(([key, value]) =>
    key === "text" ? readable(record.text).includes(value) : record[key] === value,
  );

let fillIn = () => {};
export const prepareTour = ({ fill }) => {
  fillIn = fill;
};

export function drawTour() {
  const now = state.tour[step];
  const isLast = step >= state.tour.length - 1;
  if (!now) {
    end();
    return;
  }
  const waits = Boolean(now.be || now.moves || now.sees);
  const go = (to) => {
    step = to;
    since = state.happened.length;
    drawTour();
  };
  refill(
    place(),
    h(
      "div",
      { class: "progress", role: "img", "aria-label": `Step ${step + 1} of ${state.tour.length}` },
      state.tour.map((_, at) => h("i", { class: at <= step ? "done" : "" })),
    ),
    h("h2", {}, now.title),
    now.text.split("\n").map((line) => h("p", {}, mrkdwn(line))),
    now.types &&
      h(
        "button",
        { type: "button", class: "typed", data: { key: "tour/types" }, onclick: () => fillIn(now.types) },
        h("code", {}, now.types),
        h("small", {}, "Put it in the message box"),
      ),
    h(
      "div",
      { class: "ends" },
      h(
        "button",
        { type: "button", class: "link", data: { key: "tour/end" }, onclick: end },
        isLast ? "Close" : "Skip the tour",
      ),
      h("span", { class: "grow" }),
      step > 0 &&
        h(
          "button",
          { type: "button", class: "button", data: { key: "tour/back" }, onclick: () => go(step - 1) },
          "Back",
        ),
      !isLast &&
        h(
          "button",
          {
            type: "button",
            class: waits ? "button" : "button primary",
            data: { key: "tour/next" },
            onclick: () => go(step + 1),
          },
          waits ? "Skip this step" : "Next",
        ),
      isLast &&
        h(
          "button",
          { type: "button", class: "button primary", data: { key: "tour/done" }, onclick: end },
          icon("check"),
          "Done",
        ),
    ),
  );
  light(now);
}

// A ring around what the step is about.
export function light(now = state.tour[step]) {
  document.querySelectorAll(".lit").forEach((one) => one.classList.remove("lit"));
  if (!now || place().hidden) return;
  target(now)?.classList.add("lit");
}

function target(now) {
  if (now.be && me()?.name !== now.be) return document.querySelector(`[data-key="be/${CSS.escape(now.be)}"]`);
  if (now.at === "clock") return document.querySelector('[data-tour="clock"]');
  if (now.at === "writing") return document.querySelector("#main .composer");
  if (now.at === "people") return document.getElementById("people");
  return null;
}
