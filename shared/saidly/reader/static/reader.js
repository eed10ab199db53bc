// Hover and focus light a statement in the text and its card in the margin together; a story on its
// way is looked at again without losing the reader's place.
"use strict";

const lit = (number, on) => {
  for (const part of document.querySelectorAll(`[data-statement="${number}"]`)) {
    part.classList.toggle("lit", on);
  }
};

const owner = (event) => event.target.closest?.("[data-statement]")?.dataset.statement;

for (const [type, on] of [["mouseover", true], ["mouseout", false], ["focusin", true], ["focusout", false]]) {
  document.addEventListener(type, (event) => {
    const number = owner(event);
    if (number) lit(number, on);
  });
}

const AGAIN_MS = 2000;

const again = async (shown) => {
  try {
    const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
    const now = page.querySelector("[data-again]");
    if (!now) return location.reload();
    if (now.textContent !== shown.textContent) shown.replaceChildren(...now.childNodes);
  } catch {
    // no answer: the next may come
  }
  setTimeout(again, AGAIN_MS, shown);
};

const waiting = document.querySelector("[data-again]");
if (waiting) setTimeout(again, AGAIN_MS, waiting);
