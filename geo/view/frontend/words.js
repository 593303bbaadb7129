// Say things in the reader's language: the strings come from the page, and only ever become text nodes.
const sayer = ({ strings }) => {
  const number = (n) => String(n).replace(/\B(?=(\d{3})+$)/g, strings["number.thousands"]);
  const say = (key, values = {}) =>
    strings[key].replace(/\{([a-z_]+)\}/g, (_, name) => (typeof values[name] === "number" ? number(values[name]) : String(values[name])));
  return Object.assign(say, { number });
};
