// Show what is being read and what became of it. Text enters by textContent only; rows stay where they are as others come.

const put = (element, text) => {
  element.hidden = !text;
  if (element.textContent !== text) element.textContent = text || "";
};

// Let a list hold these items, in order: what is there already is kept, and changed by `fill`.
const keep = (list, items, key, build, fill) => {
  const before = new Map([...list.children].map((element) => [element.dataset.key, element]));
  let at = list.firstElementChild;
  for (const item of items) {
    const name = String(item[key]);
    let element = before.get(name);
    before.delete(name);
    if (!element) {
      element = build(item);
      element.dataset.key = name;
    }
    if (element === at) at = at.nextElementSibling;
    else list.insertBefore(element, at);
    fill(element, item);
  }
  for (const element of before.values()) element.remove();
};

export default function work({ parentElement, data, setTriggerValue }) {
  const press = (act) => {
    presses += 1;
    setTriggerValue("act", { ...act, n: `${load}${presses}` });
  };
  const button = (className, text, act) => {
    const element = make("button", className, text);
    element.type = "button";
    element.addEventListener("click", () => press(act));
    return element;
  };
  Object.assign(document.documentElement, { lang: data.language, dir: data.direction });
  let root = parentElement.querySelector(".work");
  if (!root) {
    root = parentElement.appendChild(make("div", "work"));
    root.empty = make("p", "empty");
    root.jobs = make("div", "jobs");
    root.left = make("section", "left");
    root.append(root.empty, root.jobs, root.left);
  }
  root.press = press;

  const outcome = ({ mark, what, title, id, says, parts, why }) => {
    const item = make("li", `outcome is-${mark}`);
    const body = make("div", "body");
    const name = id ? button("title", title, { do: "open", id }) : make("span", "title", title);
    name.dir = "auto";
    if (id) name.title = says;
    const from = make("p", "from");
    for (const part of parts) from.append(from.childNodes.length ? " · " : "", make("bdi", "", part));
    body.append(name, from);
    if (why) {
      const reason = make("p", "why", why);
      reason.lang = "en";
      reason.dir = "auto";
      body.append(reason);
    }
    item.append(make("span", "what", what), body);
    return item;
  };

  const job = ({ n, stop, show }) => {
    const box = make("section", "job");
    const head = make("header");
    box.title_ = make("h3");
    box.state = make("span", "state");
    box.state.setAttribute("role", "status");
    box.stop = button("act", stop, { do: "stop", id: n });
    head.append(box.title_, box.state, box.stop);
    box.bar = make("div", "bar");
    box.bar.setAttribute("role", "progressbar");
    box.bar.append(make("i"));
    box.counts = make("p", "counts");
    box.note = make("p", "note");
    box.error = make("p", "error");
    box.error.lang = "en";
    box.show = button("show", show, { do: "show", id: n });
    box.list = make("ul", "outcomes");
    box.older = make("p", "older");
    box.append(head, box.bar, box.counts, box.note, box.error, box.show, box.list, box.older);
    return box;
  };

  const fillJob = (box, item) => {
    box.className = `job is-${item.mark}`;
    put(box.title_, item.title);
    put(box.state, item.state);
    put(box.stop, item.stop);
    put(box.show, item.show);
    put(box.note, item.note);
    put(box.error, item.error);
    put(box.older, item.older);
    const known = item.share !== null;
    box.bar.hidden = ["done", "stopped", "failed", "waiting"].includes(item.mark);
    box.bar.classList.toggle("is-open", !known);
    box.bar.setAttribute("aria-label", item.title);
    if (known) box.bar.setAttribute("aria-valuenow", String(Math.round(item.share * 100)));
    else box.bar.removeAttribute("aria-valuenow");
    box.bar.firstElementChild.style.inlineSize = known ? `${Math.round(item.share * 100)}%` : "";
    const parts = [];
    if (item.progress && !box.bar.hidden) parts.push(make("span", "", item.progress));
    for (const { n, text } of item.counts) {
      const [before, after] = text.split("{n}");
      const part = make("span");
      part.append(before, make("b", "", n), after);
      parts.push(part);
    }
    if (item.time) parts.push(make("span", "time", item.time));
    box.counts.replaceChildren(...parts);
    keep(box.list, item.outcomes, "n", outcome, () => {});
    box.list.hidden = !item.outcomes.length;
  };

  put(root.empty, data.empty);
  keep(root.jobs, data.jobs, "n", job, fillJob);

  const fingerprint = JSON.stringify(data.left);
  if (root.left.drawn === fingerprint) return undefined;
  root.left.drawn = fingerprint;
  const { title, n, again, drop_all: dropAll, drop, items, more, note } = data.left;
  root.left.hidden = !items.length && !note;
  const head = make("header");
  head.append(make("h3", "", title), make("span", "state", n));
  const row = make("div", "row");
  if (again) row.append(button("act", again, { do: "again" }));
  if (dropAll) row.append(button("act", dropAll, { do: "drop-all" }));
  const list = make("ul", "outcomes");
  for (const { id, where, why } of items) {
    const item = make("li", "outcome is-failure");
    const body = make("div", "body");
    const name = make("span", "title", where);
    name.dir = "auto";
    const reason = make("p", "why", why);
    reason.lang = "en";
    reason.dir = "auto";
    body.append(name, reason);
    const away = button("act", drop, { do: "drop", id });
    away.setAttribute("aria-label", `${drop}: ${where}`);
    item.append(body, away);
    list.append(item);
  }
  root.left.replaceChildren(head, make("p", "note", note), row, list, make("p", "older", more));
  return undefined;
}
