// Where elements stand: on a message, in a form, on the bot's Home. A surface knows what its elements hold and
// whom to tell when one is pressed.

import { newId } from "./dom.js";
import { act } from "./line.js";
import { told } from "./outcomes.js";
import { held, initially, keyOf } from "./values.js";

class Surface {
  constructor() {
    this.chosen = new Map();
    this.offered = new Map(); // options of external selects, by value
    this.ids = new Map();
  }

  read(block, one) {
    const key = keyOf(block, one);
    return this.chosen.has(key) ? this.chosen.get(key) : this.start(block, one);
  }

  start(_block, one) {
    return initially(one);
  }

  write(block, one, value) {
    this.chosen.set(keyOf(block, one), value);
  }

  // The ids by which label, hint and fault of an input block are found.
  idsOf(block) {
    if (!this.ids.has(block.block_id)) {
      const id = newId("field");
      this.ids.set(block.block_id, { label: `${id}-label`, hint: `${id}-hint`, fault: `${id}-fault` });
    }
    return this.ids.get(block.block_id);
  }

  // Gives a field its name: the label of its block, or what stands in it while it is empty.
  name(block, field, shown = null) {
    if (!block.label) {
      const said = field.getAttribute("placeholder") ?? field.getAttribute("type") ?? "Options";
      if (!shown) field.setAttribute("aria-label", said);
      return;
    }
    const ids = this.idsOf(block);
    if (shown) shown.id ||= newId("shown");
    field.setAttribute("aria-labelledby", shown ? `${ids.label} ${shown.id}` : ids.label);
    field.setAttribute("aria-describedby", block.hint ? `${ids.hint} ${ids.fault}` : ids.fault);
  }
}

const groupsIn = (payload) => payload?.option_groups ?? [{ options: payload?.options ?? [] }];

export class MessageSurface extends Surface {
  constructor(message) {
    super();
    this.at = { channel: message.channel, ts: message.ts };
  }

  async press(block, one, value) {
    told(await act("press", { ...this.at, action_id: one.action_id, value, block_id: block.block_id }));
  }

  async find(_block, one, words) {
    const found = told(await act("options", { ...this.at, action_id: one.action_id, value: words }));
    return groupsIn(found.payload);
  }
}

class ViewSurface extends Surface {
  constructor(view) {
    super();
    this.take(view);
  }

  // The view has changed: what was chosen stays where block and element stayed.
  take(view) {
    this.view = view;
    const values = view.state.values;
    const isThere = (key) => {
      const at = key.lastIndexOf("/");
      return key.slice(at + 1) in (values[key.slice(0, at)] ?? {});
    };
    [...this.chosen.keys()].filter((key) => !isThere(key)).forEach((key) => this.chosen.delete(key));
  }

  start(block, one) {
    const entry = this.view.state.values[block.block_id]?.[one.action_id];
    return entry ? held(entry) : initially(one);
  }

  // Everything chosen so far, as the workspace takes it.
  values() {
    const values = {};
    this.chosen.forEach((value, key) => {
      const at = key.lastIndexOf("/");
      (values[key.slice(0, at)] ??= {})[key.slice(at + 1)] = value;
    });
    return values;
  }

  async find(_block, one, words) {
    return groupsIn(told(await act("options", { action_id: one.action_id, value: words })).payload);
  }
}

export class ModalSurface extends ViewSurface {
  // The app is told of the whole form as it stands, not only of what was pressed.
  async press(block, one, value) {
    if (this.chosen.size) await act("fill", { values: this.values(), view_id: this.view.id });
    const at = { view_id: this.view.id, action_id: one.action_id, value, block_id: block.block_id };
    told(await act("press_in_view", at));
  }
}

export class HomeSurface extends ViewSurface {
  async press(block, one, value) {
    told(await act("press_home", { action_id: one.action_id, value, block_id: block.block_id }));
  }
}
