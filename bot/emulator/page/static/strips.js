// What happened meanwhile: everything anybody saw since the clock was last moved, and whom it reached.

import { avatar } from "./avatars.js";
import { city, clock, shortDay, weekday } from "./dates.js";
import { h, refill } from "./dom.js";
import { icon } from "./icons.js";
import { personNamed, state } from "./state.js";
import { readable } from "./texts.js";

const SHOWN = ["message", "ephemeral", "update", "delete", "modal", "home", "reaction"];
const WORDS = {
  message: "",
  ephemeral: "only visible to them",
  update: "changed",
  delete: "deleted",
  modal: "form",
  home: "Home",
  reaction: "reaction",
};
const MOST = 60;
const LONGEST = 140;

let since = 0; // where in state.happened the strip begins
let from = null; // the moment the clock was moved from

const strip = () => document.getElementById("strip");

// The clock is about to be moved.
export function begin(moment) {
  since = state.happened.length;
  from = moment;
}

export function openStrip(isOpen) {
  strip().hidden = !isOpen;
}

// `visit(record)` goes where a record can be seen.
export function drawStrip(visit) {
  if (strip().hidden) return;
  const records = state.happened.slice(since).filter((one) => SHOWN.includes(one.kind));
  const sent = records.filter((one) => one.kind === "message" && personNamed(one.to)?.id !== state.bot.id);
  const reached = new Set(sent.map((one) => one.to));
  const counted = sent.length;
  const summary = counted
    ? `${counted} ${counted === 1 ? "message" : "messages"} reached ${[...reached].map(label).join(", ")}`
    : "Nobody was written to";
  const title = from ? `Since ${shortDay(from)} ${clock(from)}` : "So far";
  const wasAtEnd = isAtEnd();
  refill(
    strip(),
    h(
      "div",
      { class: "told" },
      h("strong", {}, "Meanwhile"),
      h("span", { class: "quiet" }, `${title}. ${summary}.`),
      h(
        "button",
        {
          type: "button",
          class: "icon-button",
          "aria-label": "Close what happened meanwhile",
          onclick: () => {
            openStrip(false);
            visit(null);
          },
        },
        icon("close"),
      ),
    ),
    records.length > 0 &&
      h(
        "ol",
        { tabindex: "0", "aria-label": "What happened meanwhile" },
        records.slice(-MOST).map((one) => h("li", {}, card(one, visit))),
      ),
  );
  if (wasAtEnd) toEnd();
}

const track = () => strip().querySelector("ol");
const isAtEnd = () => !track() || track().scrollWidth - track().scrollLeft - track().clientWidth < 20;
const toEnd = () => track()?.scrollTo({ left: track().scrollWidth });

const label = (name) => personNamed(name)?.label ?? `#${name}`;

// Whose screen it is: of a person written to; of the writer, where the bot was written to.
function viewerOf(record) {
  const to = personNamed(record.to);
  return to && to.id !== state.bot.id ? to : personNamed(record.from);
}

function card(record, visit) {
  const viewer = viewerOf(record);
  const at = new Date(record.at);
  const writer = personNamed(record.from);
  const words = WORDS[record.kind];
  return h(
    "button",
    { type: "button", class: "happening", onclick: () => visit(record) },
    h(
      "span",
      { class: "who" },
      writer && avatar(writer.id),
      h("strong", {}, `${label(record.from)} → ${label(record.to)}`),
      h("time", {}, `${weekday(at, viewer?.tz)} ${clock(at, viewer?.tz)} ${city(viewer?.tz)}`),
    ),
    h("span", { class: "what" }, words && h("em", {}, `${words} `), preview(record)),
  );
}

const preview = (record) => {
  const said = readable(record.text).replaceAll("\n", " ");
  return said.length > LONGEST ? `${said.slice(0, LONGEST)}…` : said;
};

// Where a record can be seen: the person to be, the conversation, and the thread.
export function placeOf(record) {
  const viewer = viewerOf(record);
  const isReply = record.thread_ts && record.thread_ts !== record.ts;
  return {
    person: viewer?.name,
    channel: record.channel,
    thread: isReply ? record.thread_ts : null,
    tab: record.kind === "home" ? "home" : "messages",
  };
}
