// Make elements whose words are only ever text, and number the presses: each has a number of its own, so that none is
// heard twice.
const make = (tag, className, text) => {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text !== undefined && text !== null && text !== "") element.textContent = text;
  return element;
};
const load = Math.random().toString(36).slice(2, 8);
let presses = 0;
