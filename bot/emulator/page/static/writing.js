// Sending what was typed: a slash command goes to the app, everything else into the conversation.

import { notice } from "./dom.js";
import { act } from "./line.js";
import { told } from "./outcomes.js";
import { state } from "./state.js";

const COMMAND = /^(\/\S+)\s*([\s\S]*)$/;
const KEEPS_THE_TEXT = ["not_connected", "messages_tab_disabled", "is_archived", "not_in_channel"];

// False gives the text back to its box.
export async function write(text, files = [], thread = null) {
  const [, name, rest] = COMMAND.exec(text) ?? [];
  if (!name) return say(text, files, thread);
  if (!state.commands.some((one) => one.command === name)) {
    notice(`${name} is not a command here. Type / to see which there are.`);
    return false;
  }
  if (thread) {
    notice("Slack runs no commands in threads. Type it in the conversation itself.");
    return false;
  }
  return told(await act("command", { name, text: rest, channel: state.place })).error !== "not_connected";
}

async function say(text, files, thread) {
  const uploaded = await Promise.all(files.map(upload));
  if (uploaded.includes(null)) {
    notice("That file could not be taken; up to a megabyte each is possible here.");
    return false;
  }
  const given = { channel: state.place, text, files: uploaded };
  const { error } = told(await act("say", thread ? { ...given, thread_ts: thread } : given));
  return !KEEPS_THE_TEXT.includes(error);
}

// The id under which the workspace has the file now, or nothing.
async function upload(file) {
  const address = `/page/files?name=${encodeURIComponent(file.name)}&person=${encodeURIComponent(state.me)}`;
  const answer = await fetch(address, { method: "POST", body: file });
  return answer.ok ? (await answer.json()).id : null;
}
