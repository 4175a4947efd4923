// Elements are made here and nowhere else. Texts become text nodes: nothing anybody wrote is ever read as markup.

const PROPERTIES = ["value", "checked", "disabled", "hidden"];

export function h(tag, given = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(given ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "class") element.className = value;
    else if (name === "data") Object.assign(element.dataset, value);
    else if (PROPERTIES.includes(name)) element[name] = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter(isDrawn));
  return element;
}

const isDrawn = (child) => child !== null && child !== undefined && child !== false;

export const svg = (tag, given = {}, ...children) => {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(given)) element.setAttribute(name, value);
  element.append(...children);
  return element;
};

// Puts other children into `place`; whoever had the focus keeps it, found again by its data-key.
export function refill(place, ...children) {
  const focused = place.contains(document.activeElement) ? document.activeElement : null;
  const key = focused?.closest("[data-key]")?.dataset.key;
  const scrolled = place.scrollTop;
  place.replaceChildren(...children.flat(Infinity).filter(isDrawn));
  place.scrollTop = scrolled;
  if (key) place.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus({ preventScroll: true });
}

// However often it is called, `draw` runs once before the next picture.
export function perFrame(draw) {
  let isWaiting = false;
  return () => {
    if (isWaiting) return;
    isWaiting = true;
    requestAnimationFrame(() => {
      isWaiting = false;
      draw();
    });
  };
}

// Words for those who listen, where others see a mark.
export const unseen = (text) => h("span", { class: "unseen" }, text);

let numbers = 0;
export const newId = (prefix) => `${prefix}-${++numbers}`;

const NOTICE_MS = 7000;

export function notice(text) {
  const line = h("p", {}, text);
  const open = [...document.querySelectorAll("dialog[open]")].at(-1);
  const place = open?.querySelector(".dialog-notices") ?? document.getElementById("notices");
  place.append(line);
  setTimeout(() => line.remove(), NOTICE_MS);
}
