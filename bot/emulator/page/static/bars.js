// The bar on top: what time it is, how to move it, and what else there is to see.

import { city, clock, dayKey, shortDay } from "./dates.js";
import { h, newId, notice, refill } from "./dom.js";
import { icon } from "./icons.js";
import { ask } from "./line.js";
import { place } from "./popups.js";
import { me, now, state } from "./state.js";
import { toggleTheme } from "./themes.js";

const doing = { isMoving: false };
const shows = {};

// What the bar opens: {meanwhile, inspector, tour}; `moves(from)` before and `moved()` after time has passed.
export const prepareBar = (given) => Object.assign(shows, given);

export function drawBar() {
  const zone = me()?.tz;
  refill(
    document.getElementById("bar"),
    h(
      "div",
      { class: "brand" },
      h("span", { class: "mark", "aria-hidden": "true" }, [...(state.team.name ?? "?")][0]),
      h("strong", {}, state.team.name),
    ),
    h(
      "div",
      { class: "clock", role: "group", "aria-label": "Clock", data: { tour: "clock" } },
      h(
        "time",
        { class: "now" },
        h("span", {}, shortDay(now(), zone)),
        h("strong", {}, clock(now(), zone)),
        h("small", {}, city(zone)),
      ),
      state.time.jumps && runs(),
      state.time.jumps && h("div", { class: "jumps" }, state.time.jumps.map(jump), other()),
      doing.isMoving && h("span", { class: "quiet", role: "status" }, "Time passes…"),
    ),
    h("div", { class: "grow" }),
    h(
      "div",
      { class: "views" },
      opener("meanwhile", "activity", "Meanwhile", !document.getElementById("strip").hidden),
      opener("inspector", "inspect", "Inspector", state.beside === "inspector"),
      state.tour.length > 0 && opener("tour", "compass", "Tour", !document.getElementById("tour").hidden),
      h(
        "button",
        {
          type: "button",
          class: "icon-button",
          "aria-label": "Light or dark",
          title: "Light or dark",
          data: { key: "theme" },
          onclick: () => {
            toggleTheme();
            drawBar();
          },
        },
        icon(document.documentElement.dataset.theme === "dark" ? "sun" : "moon"),
      ),
    ),
  );
}

function opener(name, sign, label, isOpen) {
  return h(
    "button",
    {
      type: "button",
      class: "view",
      "aria-pressed": String(isOpen),
      data: { key: `view/${name}` },
      onclick: shows[name],
    },
    icon(sign),
    h("span", {}, label),
  );
}

function runs() {
  const isRunning = state.time.is_running;
  const label = isRunning ? "Pause the clock" : "Let the clock run";
  return h(
    "button",
    {
      type: "button",
      class: "icon-button",
      "aria-label": label,
      title: label,
      data: { key: "runs" },
      onclick: () => ask("run", { runs: !isRunning }),
    },
    icon(isRunning ? "pause" : "play"),
  );
}

const jump = ([label, words]) =>
  h(
    "button",
    {
      type: "button",
      disabled: doing.isMoving,
      data: { key: `jump/${words}` },
      onclick: () => move(words),
    },
    label,
  );

async function move(words) {
  const from = now();
  doing.isMoving = true;
  shows.moves(from);
  drawBar();
  const { error } = await ask("move", { to: words });
  doing.isMoving = false;
  drawBar();
  holdFocus(words);
  if (error) notice(error === "not_connected" ? "The workspace is not there any more." : error);
  else shows.moved();
}

// Whoever pressed a button is at it again: while time passed there was none to be at.
function holdFocus(words) {
  if (document.activeElement !== document.body) return;
  const pressed = document.querySelector(`[data-key="jump/${CSS.escape(words)}"]`);
  (pressed ?? document.querySelector('[data-key="jump/other"]'))?.focus();
}

// Any day and time.
function other() {
  const opens = () => {
    const day = h("input", {
      type: "date",
      "aria-label": "Day",
      value: dayKey(now()),
      min: dayKey(now()),
      required: true,
    });
    const time = h("input", { type: "time", "aria-label": "Time", value: clock(now()), required: true });
    const title = newId("moment");
    const form = h(
      "form",
      {
        class: "popup when",
        popover: "auto",
        role: "dialog",
        "aria-labelledby": title,
        onsubmit: (event) => {
          event.preventDefault();
          form.hidePopover();
          move(`${day.value} ${time.value}`);
        },
      },
      h("p", { id: title }, `Move to, in ${city(me()?.tz)}`),
      h("div", { class: "moment" }, day, time),
      h("button", { class: "button primary" }, "Move the clock"),
    );
    document.body.append(form);
    form.showPopover();
    place(button, form);
    form.addEventListener("toggle", (event) => {
      if (event.newState === "closed") form.remove();
    });
    day.focus();
  };
  const button = h(
    "button",
    {
      type: "button",
      "aria-haspopup": "dialog",
      disabled: doing.isMoving,
      data: { key: "jump/other" },
      onclick: opens,
    },
    "Other…",
  );
  return button;
}
