// What this browser knows. Everything here was told by the workspace, but for where one looks.

export const state = {
  team: {},
  people: new Map(),
  groups: new Map(),
  bot: {},
  commands: [],
  shortcuts: [],
  tour: [],
  me: null,
  conversations: [],
  unread: { people: {}, mine: {}, here: {} },
  place: null, // the id of the conversation one looks at
  tab: "messages", // of the bot's conversation: messages or home
  thread: null, // the ts of the message whose thread is open
  beside: null, // what stands beside the conversation: thread or inspector
  messages: new Map(), // of the conversation, by ts, oldest first
  firstUnread: null,
  modals: [],
  home: null,
  happened: [],
  time: { at: Date.now(), heard: performance.now(), is_running: true, jumps: null, at_work: null },
};

export const me = () => state.people.get(state.me);
export const nameOf = (id) => state.people.get(id)?.label ?? state.groups.get(id)?.handle ?? id;
export const personNamed = (name) => [...state.people.values()].find((person) => person.name === name);
export const cast = () => [...state.people.values()].filter((person) => person.can_be);
export const conversation = (id) => state.conversations.find((one) => one.id === id);
export const talkWith = (id) => state.conversations.find((one) => one.kind === "im" && one.with === id);
export const botTalk = () => talkWith(state.bot.id);
export const isBotTalk = () => state.place !== null && state.place === botTalk()?.id;

// What a conversation is called, by whoever looks at it.
export function titleOf(one) {
  if (one.kind === "im") return nameOf(one.with);
  if (one.kind === "mpim")
    return one.members
      .filter((id) => id !== state.me)
      .map(nameOf)
      .join(", ");
  return one.name;
}

// What time it is in the workspace.
export function now() {
  const { at, heard, is_running: isRunning } = state.time;
  return new Date(isRunning ? at + (performance.now() - heard) : at);
}

// Whether somebody is at work now: as the workspace knows it, otherwise as their presence says.
export const isIn = (person) => state.time.at_work?.includes(person.id) ?? !person.is_away;
