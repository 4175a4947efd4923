// Sending what was typed: a slash command goes to the app, everything else into the conversation.

import { notice } from "./dom.js";
import { act } from "./line.js";
import { told } from "./outcomes.js";
import { state } from "./state.js";

const COMMAND = /^(\/\S+)\s*([\s\S]*)$/;

// False keeps the text in its box.
export async function write(text, { thread = null, files = [] } = {}) {
  const [, name, rest] = COMMAND.exec(text) ?? [];
  if (!name) return said(text, thread, files);
  const isKnown = state.commands.some((one) => one.command === name);
  if (!isKnown) {
    notice(`${name} is not a command here. Type / to see which there are.`);
    return false;
  }
  if (thread) {
    notice("Slack does not run commands in threads. Type it in the conversation itself.");
    return false;
  }
  told(await act("command", { name, text: rest, channel: state.place }));
  return true;
}

async function said(text, thread, files) {
  const given = { channel: state.place, text, files };
  const outcome = told(await act("say", thread ? { ...given, thread_ts: thread } : given));
  return outcome.error !== "not_connected" && outcome.error !== "messages_tab_disabled";
}
