// What an element holds. Options travel by their value, people and conversations by their id, everything else as it is.

const HELD_AS = {
  static_select: "option",
  external_select: "option",
  radio_buttons: "option",
  multi_static_select: "options",
  multi_external_select: "options",
  checkboxes: "options",
  users_select: "user",
  conversations_select: "conversation",
  channels_select: "channel",
  multi_users_select: "users",
  multi_conversations_select: "conversations",
  multi_channels_select: "channels",
  datepicker: "date",
  timepicker: "time",
  datetimepicker: "date_time",
};
const RICH = "rich_text_input";

const plain = (held) => (Array.isArray(held) ? held.map(plain) : (held?.value ?? held));

// What the element says it starts with.
export const initially = (one) => plain(one[`initial_${HELD_AS[one.type] ?? "value"}`]) ?? null;

// What an entry of `state.values` holds.
export function held(entry) {
  const kind = HELD_AS[entry.type];
  if (entry.type === RICH) return entry.rich_text_value ?? null;
  return plain(entry[kind ? `selected_${kind}` : "value"]) ?? null;
}

export const keyOf = (block, one) => `${block.block_id}/${one.action_id}`;

// Whether choosing is sent at once, or waits for the form to be sent.
export const acts = (block) => block.type !== "input" || block.dispatch_action === true;

// Every option that the element itself names.
export const optionsOf = (one) => [
  ...(one.options ?? []),
  ...(one.option_groups ?? []).flatMap((group) => group.options),
  ...[one.initial_option ?? one.initial_options ?? []].flat(),
];
