// The question that some elements ask before anything is sent.

import { h, newId } from "./dom.js";
import { plainText, textObject } from "./texts.js";

// Whether the person agrees; at once where nothing is asked.
export function confirmed(asked) {
  if (!asked) return Promise.resolve(true);
  return new Promise((resolve) => {
    const title = newId("confirm");
    const end = (answer) => {
      box.close();
      box.remove();
      resolve(answer);
    };
    const button = (label, kind, answer) =>
      h("button", { type: "button", class: kind, onclick: () => end(answer) }, label);
    const given = { class: "modal small", "aria-labelledby": title };
    const box = h(
      "dialog",
      given,
      h("header", {}, h("h2", { id: title }, plainText(asked.title))),
      h("div", { class: "body" }, h("p", {}, textObject(asked.text))),
      h(
        "footer",
        {},
        button(plainText(asked.deny) || "Cancel", "", false),
        button(plainText(asked.confirm) || "Yes", asked.style === "danger" ? "danger" : "primary", true),
      ),
    );
    box.addEventListener("cancel", (event) => {
      event.preventDefault();
      end(false);
    });
    document.body.append(box);
    box.showModal();
  });
}
