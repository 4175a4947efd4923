// The page: what is told is kept in `state`, and what it concerns is drawn anew.

import { drawBar, prepareBar } from "./bars.js";
import {
  drawConversation,
  drawHome,
  prepare,
  renewHeader,
  renewLine,
  renewLines,
  showMessage,
} from "./conversations.js";
import { clock, dayKey } from "./dates.js";
import { perFrame } from "./dom.js";
import { inspectSoon } from "./inspectors.js";
import {
  be,
  besidePane,
  closeBeside,
  drawBeside,
  drawFrame,
  drawSides,
  look,
  openTab,
  openThread,
  readSoon,
  visit,
} from "./journeys.js";
import { connect, hear } from "./line.js";
import { isReply } from "./messages.js";
import { drawModals } from "./modals.js";
import { botTalk, cast, conversation, isBotTalk, now, personNamed, state } from "./state.js";
import { begin, drawStrip, openStrip } from "./strips.js";
import { applyTheme } from "./themes.js";
import { renewThread, showInThread } from "./threads.js";
import * as tour from "./tours.js";

const RETRY_MS = 1000;
const TICK_MS = 1000;
const REGIONS = ["people", "side", "main", "beside", "bar", "strip", "tour"];

// What is told, and what is drawn because of it.

hear("company", (told) => {
  state.team = told.team;
  state.people = new Map(told.people.map((one) => [one.id, one]));
  state.groups = new Map(told.groups.map((one) => [one.id, one]));
  Object.assign(state, {
    bot: { ...told.bot, label: nameOfBot(told) },
    commands: told.commands,
    shortcuts: told.shortcuts,
    tour: told.tour,
  });
  document.title = `${told.team.name}: a workspace to try`;
  drawFrame();
  if (isArriving) arrive();
});

const nameOfBot = (told) => told.people.find((one) => one.id === told.bot.id)?.label ?? told.bot.name;

hear("time", (told) => {
  state.time = {
    at: Date.parse(told.now),
    heard: performance.now(),
    is_running: told.is_running,
    jumps: told.jumps,
    at_work: told.at_work,
  };
  drawClocks();
});

hear("conversations", (told) => {
  const before = conversation(state.place)?.is_member;
  state.conversations = told.conversations;
  drawSides();
  if (before === false && conversation(state.place)?.is_member) drawConversation();
});

hear("unread", (told) => {
  const before = state.unread.here;
  state.unread = { mine: state.unread.mine, here: before, ...told };
  drawSides();
  const threads = new Set([...Object.values(before), ...Object.values(state.unread.here)].filter(Boolean));
  threads.forEach(renewLine);
  readSoon();
});

hear("views", (told) => {
  state.modals = told.modals;
  state.home = told.home;
  drawModals();
  if (isBotTalk() && state.tab === "home") drawHome();
});

hear("message", ({ ts, message }) => {
  const before = state.messages.get(ts);
  if (message) state.messages.set(ts, message);
  else state.messages.delete(ts);
  showMessage(ts, message);
  if (!message && before && isReply(before)) renewLine(before.thread_ts);
  showInThread(ts, message);
});

hear("happened", ({ record }) => {
  state.happened.push(record);
  drawHappened();
});

// Many things happen at once when the clock is moved: they are drawn together.
const drawHappened = perFrame(() => {
  drawStrip(visit);
  inspectSoon();
  tour.advance();
  tour.light();
});

// What says “today” must be drawn anew once that is yesterday.
let minute = "";
let day = "";
function drawClocks() {
  minute = clock(now(), "Etc/UTC");
  drawFrame();
  renewHeader();
  const isAnother = day !== "" && day !== dayKey(now());
  day = dayKey(now());
  if (!isAnother) return;
  renewLines();
  renewThread();
}

// The keyboard: F6 goes round the parts of the page, Escape closes what stands beside the conversation.

document.addEventListener("keydown", (event) => {
  if (document.querySelector("dialog[open]")) return;
  if (event.key === "F6") {
    event.preventDefault();
    nextRegion(event.shiftKey ? -1 : 1);
  } else if (event.key === "Escape" && besidePane().contains(document.activeElement)) {
    closeBeside(state.beside);
  }
});

function nextRegion(step) {
  const shown = REGIONS.map((id) => document.getElementById(id)).filter((one) => !one.hidden);
  const at = shown.findIndex((one) => one.contains(document.activeElement));
  const next = shown[(at + step + shown.length) % shown.length];
  const wanted =
    next.querySelector('[aria-pressed="true"], [aria-current="page"], textarea') ??
    next.querySelector("button, [tabindex='0']");
  wanted?.focus();
}

// Beginning.

let isArriving = false;

async function arrive() {
  isArriving = false;
  const [name, channel] = decodeURIComponent(location.hash.slice(1)).split("/");
  const first = personNamed(name)?.name ?? cast()[0]?.name;
  if (!first) return;
  await be(first, { channel });
  tour.greet();
  drawBar();
}

function opened() {
  document.body.classList.remove("lost");
  state.happened = [];
  isArriving = true;
}

function lost() {
  document.body.classList.add("lost");
  setTimeout(start, RETRY_MS);
}

const start = () => connect({ opened, lost });

prepare({ openThread, openTab });
prepareBar({
  meanwhile: () => {
    openStrip(document.getElementById("strip").hidden);
    drawStrip(visit);
    drawBar();
  },
  inspector: () => {
    if (state.beside === "inspector") return closeBeside("inspector");
    state.beside = "inspector";
    return drawBeside();
  },
  tour: () => {
    if (document.getElementById("tour").hidden) tour.begin();
    else tour.end();
    drawBar();
  },
  moves: (from) => {
    begin(from);
    openStrip(true);
    drawStrip(visit);
  },
  moved: () => {
    drawStrip(visit);
    tour.advance({ hasMoved: true });
    tour.light();
  },
});
tour.prepareTour({
  fill: async (text) => {
    if (!isBotTalk() || state.tab !== "messages") await look(botTalk()?.id);
    const field = document.getElementById("writing");
    field.value = text;
    field.dispatchEvent(new Event("input"));
    field.focus();
  },
});

setInterval(() => {
  if (clock(now(), "Etc/UTC") !== minute) drawClocks();
}, TICK_MS);
document.addEventListener("visibilitychange", readSoon);
applyTheme();
start();
