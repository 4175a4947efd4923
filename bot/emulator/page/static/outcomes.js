// What went wrong, in words. What the app itself has to say stands in its messages and forms.

import { notice } from "./dom.js";

const SAID_ELSEWHERE = ["validation_errors", "incomplete", "query_too_short"];
const WORDS = {
  cant_delete_message: "Only its writer or an admin can delete that.",
  dispatch_failed: "The app could not be reached.",
  element_not_found: "That is no longer there.",
  is_archived: "This channel is archived.",
  message_not_found: "That message is no longer there.",
  messages_tab_disabled: "This app takes no messages.",
  not_connected: "The workspace is not there any more. Is it still running?",
  not_in_channel: "You are not in this channel.",
  operation_timeout: "The app did not answer within three seconds.",
  trouble_connecting: "We had some trouble connecting. Try again?",
  unknown_command: "There is no such command.",
};

// The same outcome, after the person has been told what went wrong, if anything did.
export function told(outcome) {
  const error = outcome.error;
  if (error && !SAID_ELSEWHERE.includes(error)) {
    notice(WORDS[error] ?? `That did not work: ${error.replaceAll("_", " ")}.`);
  }
  return outcome;
}
