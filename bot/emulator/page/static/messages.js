// One message, wherever it stands.

import { avatar } from "./avatars.js";
import { blocks, image } from "./blocks.js";
import { clock, dayKey, dayName, longDay, ofTs } from "./dates.js";
import { h, unseen } from "./dom.js";
import { emoji } from "./emoji.js";
import { icon } from "./icons.js";
import { act } from "./line.js";
import { told } from "./outcomes.js";
import { nameOf, state } from "./state.js";
import { MessageSurface } from "./surfaces.js";
import { mrkdwn } from "./texts.js";
import { tools } from "./tools.js";

const TOGETHER_MS = 300_000; // within which one's messages stand under one name
const NOTES = [
  "channel_join",
  "channel_leave",
  "channel_archive",
  "channel_unarchive",
  "channel_name",
  "channel_convert_to_private",
];
const IMAGE = /\.(png|jpe?g|gif)$/i;

export const isReply = (message) => Boolean(message.thread_ts) && message.thread_ts !== message.ts;
export const repliesTo = (ts) =>
  [...state.messages.values()].filter((one) => one.thread_ts === ts && one.ts !== ts);

const isNote = (message) => NOTES.includes(message.subtype);

function follows(message, before) {
  if (!before || isNote(message) || isNote(before) || before.user !== message.user) return false;
  if (message.is_ephemeral || before.is_ephemeral) return false;
  const [from, to] = [ofTs(before.ts), ofTs(message.ts)];
  return to - from < TOGETHER_MS && dayKey(from) === dayKey(to);
}

// One line of a conversation. `before` is the one above it; `openThread` is missing within a thread.
export function messageLine(message, before, openThread = null) {
  const at = ofTs(message.ts);
  const isNewDay = !before || dayKey(ofTs(before.ts)) !== dayKey(at);
  const kinds = {
    note: isNote(message),
    follows: follows(message, before),
    ephemeral: message.is_ephemeral,
    gone: message.subtype === "tombstone",
  };
  const shown = Object.keys(kinds).filter((kind) => kinds[kind]);
  const hasName = !kinds.follows && !kinds.note;
  return h(
    "li",
    { class: ["message", ...shown].join(" "), data: { ts: message.ts } },
    isNewDay && h("div", { class: "day" }, h("span", {}, dayName(at))),
    openThread && state.firstUnread === message.ts && h("div", { class: "fresh" }, h("span", {}, "New")),
    h(
      "article",
      { tabindex: "-1", "aria-label": `${nameOf(message.user)}, ${clock(at)}`, data: { key: message.ts } },
      hasName ? avatar(message.user) : h("time", { class: "aside", "aria-hidden": "true" }, clock(at)),
      h(
        "div",
        { class: "content" },
        message.is_ephemeral && h("p", { class: "only-you" }, "Only visible to you"),
        hasName && head(message, at),
        h(
          "div",
          { class: "body" },
          body(message),
          message.edited && h("small", { class: "quiet" }, " (edited)"),
        ),
        reactions(message),
        openThread && threadLine(message, openThread),
      ),
      tools(message, openThread),
    ),
  );
}

const head = (message, at) =>
  h(
    "p",
    { class: "head" },
    h("strong", {}, nameOf(message.user)),
    state.people.get(message.user)?.is_bot && h("span", { class: "app" }, "APP"),
    h("time", { datetime: at.toISOString(), title: longDay(at) }, clock(at)),
  );

function body(message) {
  const surface = new MessageSurface(message);
  const attached = (message.attachments ?? []).map((one) =>
    h(
      "div",
      { class: "attachment" },
      one.blocks ? blocks(one.blocks, surface) : mrkdwn(one.text ?? one.fallback ?? ""),
    ),
  );
  const said = message.blocks.length
    ? blocks(message.blocks, surface)
    : h("div", { class: "block" }, mrkdwn(message.text));
  return [said, attached, (message.files ?? []).map(file)];
}

function file(one) {
  const name = one.title || one.name;
  const isShown = IMAGE.test(one.name) && one.size > 0;
  if (!isShown) return h("div", { class: "file" }, icon("file"), name);
  return image({ slack_file: { id: one.id }, alt_text: one.alt_txt || name, title: { text: name } });
}

function reactions(message) {
  const given = Object.entries(message.reactions);
  return given.length
    ? h(
        "div",
        { class: "reactions" },
        given.map(([name, users]) => reaction(message, name, users)),
      )
    : null;
}

function reaction(message, name, users) {
  const isMine = users.includes(state.me);
  const who = users.map(nameOf).join(", ");
  const toggle = async () =>
    told(await act(isMine ? "unreact" : "react", { channel: message.channel, ts: message.ts, name }));
  return h(
    "button",
    {
      type: "button",
      class: "reaction",
      "aria-pressed": String(isMine),
      title: who,
      onclick: toggle,
      data: { key: `${message.ts}/reaction/${name}` },
    },
    `${emoji(name) ?? `:${name}:`} `,
    h("span", {}, String(users.length)),
    unseen(` ${name.replaceAll("_", " ")}: ${who}`),
  );
}

function threadLine(message, openThread) {
  const replies = repliesTo(message.ts);
  if (!replies.length) return null;
  const fresh = Object.values(state.unread.here).filter((root) => root === message.ts).length;
  const last = replies.at(-1);
  const people = [...new Set(replies.map((one) => one.user))].slice(0, 3);
  return h(
    "button",
    {
      type: "button",
      class: "thread-line",
      data: { key: `${message.ts}/thread` },
      onclick: () => openThread(message.ts),
    },
    h(
      "span",
      { class: "faces" },
      people.map((id) => avatar(id)),
    ),
    h("strong", {}, `${replies.length} ${replies.length === 1 ? "reply" : "replies"}`),
    fresh > 0 && h("span", { class: "badge" }, `${fresh} new`),
    h("span", { class: "quiet" }, `last by ${nameOf(last.user)}, ${clock(ofTs(last.ts))}`),
  );
}
