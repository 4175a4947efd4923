// What can be done with a message: react, answer in its thread, shortcuts, edit, delete.

import { composer } from "./composer.js";
import { confirmed } from "./dialogs.js";
import { h, refill } from "./dom.js";
import { emoji, QUICK } from "./emoji.js";
import { icon } from "./icons.js";
import { act } from "./line.js";
import { told } from "./outcomes.js";
import { menu } from "./popups.js";
import { me, nameOf, state } from "./state.js";
import { readable } from "./texts.js";

export function tools(message, openThread) {
  if (message.is_ephemeral || message.subtype === "tombstone") return null;
  const tool = (name, label, key, run) =>
    h(
      "button",
      {
        type: "button",
        "aria-label": label,
        title: label,
        data: { key: `${message.ts}/${key}` },
        onclick: run,
      },
      icon(name),
    );
  const smile = tool("smile", "Add a reaction", "react", () => react(smile, message));
  const more = tool("more", `More about the message of ${nameOf(message.user)}`, "more", () =>
    menu(more, "Message", entries(message, openThread)),
  );
  [smile, more].forEach((opener) => {
    opener.setAttribute("aria-haspopup", "menu");
    opener.setAttribute("aria-expanded", "false");
  });
  const reply = openThread && tool("chat", "Reply in thread", "reply", () => openThread(message.ts));
  return h("div", { class: "tools" }, [smile, reply, more].filter(Boolean));
}

const at = (message) => ({ channel: message.channel, ts: message.ts });

function react(anchor, message) {
  const entry = (name) => ({
    label: emoji(name),
    name: name.replaceAll("_", " "),
    run: async () => told(await act("react", { ...at(message), name })),
  });
  menu(anchor, "Reactions", QUICK.map(entry), { className: "grid" });
}

function entries(message, openThread) {
  const isMine = message.user === state.me;
  const shortcuts = state.shortcuts
    .filter((one) => one.type === "message")
    .map((one) => ({
      label: one.name,
      detail: state.bot.label,
      run: async () => told(await act("message_shortcut", { callback_id: one.callback_id, ...at(message) })),
    }));
  return [
    openThread && { label: "Reply in thread", run: () => openThread(message.ts) },
    ...shortcuts,
    isMine && { label: "Edit message", run: () => edit(message) },
    (isMine || me().is_admin) && { label: "Delete message…", isDanger: true, run: () => remove(message) },
  ].filter(Boolean);
}

async function remove(message) {
  const asked = {
    title: { text: "Delete message" },
    text: { type: "plain_text", text: "Nobody will see it any more." },
    confirm: { text: "Delete" },
    style: "danger",
  };
  if (await confirmed(asked)) told(await act("delete", at(message)));
}

function edit(message) {
  const place = document.querySelector(`.message[data-ts="${CSS.escape(message.ts)}"] .body`);
  const before = [...place.childNodes];
  const cancel = () => {
    refill(place, before);
    place.closest("article").focus();
  };
  const send = async (text) => {
    if (told(await act("edit", { ...at(message), text })).ok) cancel();
  };
  refill(place, composer({ label: "Edit message", text: readable(message.text), send, cancel }));
  place.querySelector("textarea").focus();
}
