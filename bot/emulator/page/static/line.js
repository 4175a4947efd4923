// The one WebSocket: what is asked, what is answered, and what is told unasked.

const listeners = new Map();
const waiting = new Map();
let socket = null;
let asked = 0;

// Call `listener` with everything of this kind that the workspace tells.
export const hear = (what, listener) => listeners.set(what, listener);

// Ask the workspace; the answer always comes, if only to say that the line is down.
export function ask(what, about = {}) {
  return new Promise((resolve) => {
    if (socket?.readyState !== WebSocket.OPEN) {
      resolve({ error: "not_connected" });
      return;
    }
    asked += 1;
    waiting.set(asked, resolve);
    socket.send(JSON.stringify({ ask: what, id: asked, ...about }));
  });
}

// Do something as the person one is.
export const act = (action, given = {}) => ask("do", { action, with: given });

export function connect({ opened, lost }) {
  socket = new WebSocket(`ws://${location.host}/page/live`);
  socket.addEventListener("message", (event) => {
    const told = JSON.parse(event.data);
    if (told.tell !== "answer") {
      listeners.get(told.tell)?.(told);
      return;
    }
    waiting.get(told.to)?.(told.answer);
    waiting.delete(told.to);
  });
  socket.addEventListener("open", opened);
  socket.addEventListener("close", () => {
    waiting.forEach((resolve) => resolve({ error: "not_connected" }));
    waiting.clear();
    lost();
  });
}
