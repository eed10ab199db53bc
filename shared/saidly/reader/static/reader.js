// Hover and focus light a statement in the text and its card in the margin together.
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
