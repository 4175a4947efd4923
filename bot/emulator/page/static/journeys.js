// Going somewhere: being somebody, looking at a conversation, a thread or a tab, and what is drawn for it.

import { drawBar } from "./bars.js";
import { drawConversation } from "./conversations.js";
import { notice, perFrame } from "./dom.js";
import { drawInspector } from "./inspectors.js";
import { act, ask } from "./line.js";
import { drawConversations, drawPeople } from "./sides.js";
import { botTalk, conversation, isBotTalk, me, personNamed, state } from "./state.js";
import { placeOf } from "./strips.js";
import { drawThread } from "./threads.js";
import * as tour from "./tours.js";

const SEEN_AFTER_MS = 300;
let reading = null;

export const besidePane = () => document.getElementById("beside");
const remember = () => history.replaceState(null, "", `#${me().name}/${state.place}`);

export async function be(name, { channel = null } = {}) {
  const wanted =
    channel ?? (["channel", "group"].includes(conversation(state.place)?.kind) ? state.place : null);
  const { person, error } = await ask("be", { person: name });
  if (error) {
    notice(`There is nobody called ${name} here.`);
    return;
  }
  Object.assign(state, { me: person, place: null, thread: null, tab: "messages", messages: new Map() });
  if (state.beside === "thread") state.beside = null;
  const there = state.conversations.some((one) => one.id === wanted);
  drawFrame();
  await look(there ? wanted : botTalk()?.id);
  tour.advance();
  tour.light();
}

export async function look(id, { tab = "messages", thread = null } = {}) {
  if (!id) return;
  const told = await ask("look", { channel: id });
  if (told.error) {
    notice("That conversation is not there any more.");
    return;
  }
  state.place = told.channel;
  state.tab = tab;
  state.thread = thread;
  state.messages = new Map(told.messages.map((one) => [one.ts, one]));
  state.unread.here = told.unread;
  state.firstUnread = told.messages.find((one) => told.unread[one.ts] === null)?.ts ?? null;
  if (state.beside === "thread") state.beside = null;
  if (isBotTalk() && state.bot.has_home) act("open_home", { tab });
  remember();
  drawSides();
  drawConversation();
  if (thread) openThread(thread);
  else drawBeside();
  readSoon();
  tour.light();
  if (document.activeElement?.closest("#side")) document.getElementById("writing")?.focus();
}

export function openThread(ts) {
  state.thread = ts;
  state.beside = "thread";
  drawBeside();
  document.getElementById("replying")?.focus();
  ask("read", { channel: state.place, thread: ts });
}

export function openTab(tab, isByKey = false) {
  look(state.place, { tab }).then(() => {
    if (isByKey) document.querySelector('[role="tab"][aria-selected="true"]')?.focus();
  });
}

// Where a record of the strip can be seen.
export async function visit(record) {
  drawBar();
  if (!record) return;
  const { person, channel, thread, tab } = placeOf(record);
  if (person && personNamed(person).id !== state.me) await be(person, { channel });
  if (record.kind === "home") await look(botTalk()?.id, { tab });
  else if (channel) await look(channel, { thread });
}

// What is in sight has been read.
export function readSoon() {
  if (reading || document.hidden || !state.place) return;
  const open = Object.values(state.unread.here).some(
    (root) => root === null || (state.beside === "thread" && root === state.thread),
  );
  if (!open) return;
  reading = setTimeout(async () => {
    reading = null;
    if (state.tab === "messages") await ask("read", { channel: state.place });
    if (state.beside === "thread") await ask("read", { channel: state.place, thread: state.thread });
  }, SEEN_AFTER_MS);
}

export const drawSides = perFrame(() => {
  drawPeople(be);
  if (state.me) drawConversations(look);
});

export function drawFrame() {
  drawBar();
  drawSides();
}

export function drawBeside() {
  const place = besidePane();
  place.hidden = !state.beside;
  document.getElementById("floor").dataset.beside = state.beside ?? "";
  if (state.beside === "thread") drawThread(place, () => closeBeside(state.thread));
  else if (state.beside === "inspector") drawInspector(place, () => closeBeside("inspector"));
  drawBar();
}

export function closeBeside(what) {
  state.beside = null;
  const thread = state.thread;
  state.thread = null;
  drawBeside();
  const back =
    what === "inspector" ? '[data-key="view/inspector"]' : `[data-key="${CSS.escape(`${thread}/thread`)}"]`;
  (document.querySelector(back) ?? document.getElementById("writing"))?.focus();
}
