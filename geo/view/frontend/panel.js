// Draw the excerpts, a place's page, or an article; hand back what the reader presses. Text enters by textContent only.

const narrow = () => window.matchMedia("(max-width: 900px)").matches;
const glide = (element) => {
  const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  if (element) element.scrollIntoView({ block: "start", behavior: still ? "auto" : "smooth" });
};

// Let the map show where the places of an excerpt are while the reader is on it.
const hint = (places) => {
  const frame = document.querySelector(".st-key-map iframe");
  const dateline = frame && frame.contentWindow && frame.contentWindow.dateline;
  if (dateline && dateline.hint) dateline.hint(places.map(({ id, lat, lon, area }) => ({ id, lat, lon, area })));
};

// Mark the excerpts of what the reader is on in the map: one place by its id, or a cluster by its box.
const follow = (root) => {
  window.addEventListener("dateline-hint", ({ detail }) => {
    const [[south, west], [north, east]] = detail.box || [[1, 1], [0, 0]];
    const meant = ({ id, lat, lon, area }) => id === detail.id || (!area && lat >= south && lat <= north && lon >= west && lon <= east);
    for (const [element, places] of root.shown || []) element.classList.toggle("is-hint", places.some(meant));
  });
};

// What has the focus in the panel: which of its buttons and links, and what it says.
const pressable = (root) => [...root.querySelectorAll("button, a")];
const focused = (root) => {
  const element = root.getRootNode().activeElement;
  return element && root.contains(element) ? { at: pressable(root).indexOf(element), text: element.textContent } : null;
};

// Give the focus back to what had it, where that is still there; on another page to its heading, which is then read out.
const refocus = (root, { at, text }, same) => {
  const all = pressable(root);
  const again = same && (all[at]?.textContent === text ? all[at] : all.find((element) => element.textContent === text));
  const heading = root.querySelector("h2, .tab.is-on");
  if (!again && heading?.localName === "h2") heading.tabIndex = -1;
  (again || heading || root).focus({ preventScroll: true });
};

const TITLES = { place: "panel.select_place", other: "panel.select_place", actor: "panel.select_actor", filed: "panel.filed" };

export default function panel({ parentElement, data, setTriggerValue }) {
  const say = sayer(data.words);
  let root = parentElement.querySelector(".panel");
  if (!root) {
    root = parentElement.appendChild(make("div", "panel"));
    follow(root);
  }
  const fingerprint = JSON.stringify(data);
  if (root.drawn === fingerprint) return undefined;
  const same = root.dataset.stay === data.stay;
  const top = same ? root.scrollTop : 0;
  root.drawn = fingerprint;
  const shown = (root.shown = []);
  hint([]);
  const press = (element, act, says) => {
    element.addEventListener("click", () => {
      presses += 1;
      setTriggerValue("act", { ...act, n: `${load}${presses}` });
      if (narrow() && act.do.startsWith("go")) glide(document.querySelector(".st-key-map"));
    });
    if (says) element.title = says;
    return element;
  };
  const button = (className, text, act, says) => {
    const element = make("button", className, text);
    element.type = "button";
    return press(element, act, says);
  };

  const stretches = (segments, into) => {
    for (const { t, s, id, a } of segments) {
      if (!s) { into.append(t); continue; }
      if (s === "found") { into.append(make("mark", "found", t)); continue; }
      const act = s === "actor" ? { do: "actor", id } : { do: "place", id };
      const element = button(`m m-${s}${a ? " m-assoc" : ""}`, t, act, TITLES[s] && say(TITLES[s]));
      into.append(element);
    }
    return into;
  };

  const byline = (item, title = item.title) => {
    const line = make("p", "byline");
    if (item.url) {
      const link = make("a", "title", title);
      Object.assign(link, { href: item.url, target: "_blank", rel: "noopener noreferrer", dir: "auto" });
      line.append(link);
    } else if (item.title === title) {
      const plain = make("span", "title", title);
      plain.dir = "auto";
      line.append(plain);
    }
    const from = make("span", "from"); // each by itself, so that neither turns the other's direction
    for (const part of [item.source, item.day, item.page, item.also].filter(Boolean)) from.append(from.childNodes.length ? " · " : "", make("bdi", "", part));
    line.append(from);
    return line;
  };

  // A button and the box that it opens: for each place its score, the reason, what else it could have meant.
  const why = (item) => {
    const box = make("div", "why-box");
    box.hidden = true;
    const opener = make("button", "act", say("panel.why"));
    opener.type = "button";
    opener.setAttribute("aria-expanded", "false");
    opener.addEventListener("click", () => {
      box.hidden = !box.hidden;
      opener.setAttribute("aria-expanded", String(!box.hidden));
    });
    for (const place of item.places) {
      const meter = make("div", "meter");
      const bar = make("i");
      bar.style.width = `${place.score}%`;
      meter.append(bar);
      const row = make("p", "score");
      row.append(make("span", "", item.places.length > 1 ? say("panel.score_of", { place: place.name, n: place.score }) : say("panel.score", { n: place.score })), meter);
      const reason = make("p", "", place.reason || say("panel.no_reason"));
      if (place.reason) reason.lang = "en"; // as it was found out when the article was read
      box.append(row, reason);
      if (place.online) box.append(make("p", "", say("panel.online")));
      if (!place.alternatives.length) continue;
      box.append(make("p", "quiet", say("panel.meant")));
      const list = make("ul");
      for (const other of place.alternatives) list.append(make("li", "", say("panel.other", { name: other.name, where: other.where, n: other.score })));
      box.append(list);
    }
    return [opener, box];
  };

  const card = (item) => {
    const article = make("article", "card");
    for (const event of ["pointerenter", "focusin"]) article.addEventListener(event, () => hint(item.places));
    for (const event of ["pointerleave", "focusout"]) article.addEventListener(event, () => hint([]));
    shown.push([article, item.places]);
    if (item.places.length > 1 || item.places[0].id !== data.single) {
      const head = make("header");
      for (const place of item.places) {
        const name = button("place", place.name, { do: "place", id: place.id }, say("panel.select_place"));
        name.dir = "auto";
        head.append(name, make("span", "where", place.where));
        if (place.tag) head.append(make("span", "tag", place.tag));
      }
      article.append(head);
    } else if (item.places[0].tag) article.append(make("span", "tag", item.places[0].tag));
    const text = stretches(item.segments, make("p", "text"));
    text.dir = "auto";
    article.append(text, byline(item));
    const row = make("div", "row");
    row.append(button("act", say("panel.show_on_map"), { do: "go", ids: item.places.map((place) => place.id) }));
    row.append(button("act", say("panel.read"), { do: "read", id: item.article }));
    const [opener, box] = why(item);
    row.append(opener);
    article.append(row, box);
    return article;
  };

  // When it was reported, as bars over the days of the whole store.
  const bars = ({ bars: list, says, label }) => {
    const figure = make("figure", "when");
    const drawing = svg("svg", { viewBox: "0 0 1000 28", preserveAspectRatio: "none", role: "img", "aria-label": label });
    drawing.append(svg("line", { x1: 0, x2: 1000, y1: 27.5, y2: 27.5 }));
    for (const [left, width, height] of list) {
      const tall = Math.max(height * 26, 2);
      drawing.append(svg("rect", { x: left * 1000, width: Math.max(width * 1000 - 1, 3), y: 27 - tall, height: tall }));
    }
    figure.append(drawing, make("figcaption", "", says));
    return figure;
  };

  // Actors against places; a cell leads to its excerpts.
  const table = ({ columns, rows, most, label }) => {
    const box = make("div", "grid");
    box.tabIndex = 0;
    box.setAttribute("role", "region");
    box.setAttribute("aria-label", label);
    const drawn = make("table");
    drawn.append(make("caption", "", label));
    const top = make("tr");
    top.append(make("td"));
    for (const { text, act } of columns) {
      const cell = make("th");
      cell.scope = "col";
      const name = button("is-place", text, act);
      name.dir = "auto";
      cell.append(name);
      top.append(cell);
    }
    const first = make("thead");
    first.append(top);
    const body = make("tbody");
    for (const { text, act, cells } of rows) {
      const line = make("tr");
      const head = make("th");
      head.scope = "row";
      const name = button("is-actor", text, act);
      name.dir = "auto";
      head.append(name);
      line.append(head);
      for (const { n, act: cross } of cells) {
        const cell = make("td");
        if (n) {
          const share = Math.round(12 + (58 * Math.log(1 + n)) / Math.log(1 + most));
          cell.style.setProperty("--share", `${share}%`);
          cell.append(button("cell", say.number(n), cross, say("panel.cell")));
        }
        line.append(cell);
      }
      body.append(line);
    }
    drawn.append(first, body);
    box.append(drawn);
    return box;
  };

  const head = () => {
    const header = make("header", "head");
    if (data.back) header.append(button("back", data.back, { do: "back" }));
    const top = make("div", "title-row");
    if (data.tabs) {
      const group = make("div", "tabs");
      group.setAttribute("role", "group");
      group.setAttribute("aria-label", say("panel.listing"));
      for (const { text, value, on } of data.tabs) {
        const tab = button(on ? "tab is-on" : "tab", text, { do: "list", value });
        tab.setAttribute("aria-pressed", String(on));
        group.append(tab);
      }
      top.append(group);
    } else {
      const title = make("h2", "", data.title);
      title.dir = "auto";
      top.append(title);
    }
    header.append(top);
    if (data.sub) header.append(make("p", "sub", data.sub));
    for (const note of data.notes || []) header.append(make("p", "note", note));
    if (data.when) header.append(bars(data.when));
    for (const { label, items } of data.facts || []) {
      const line = make("p", "fact");
      line.append(make("span", "fact-label", label));
      for (const { text, n, act, says } of items) {
        const item = button("fact-item", "", act, says);
        const name = make("span", act.do === "about" ? "is-actor" : "is-place", text);
        name.dir = "auto";
        item.append(name, make("span", "fact-count", n));
        line.append(item);
      }
      header.append(line);
    }
    const row = make("div", "row");
    for (const { text, act } of data.actions || []) row.append(button("act", text, act));
    if (data.orders && data.cards.length > 1) {
      const group = make("div", "orders");
      group.setAttribute("role", "group");
      group.setAttribute("aria-label", say("panel.order"));
      for (const { text, value, on } of data.orders) {
        const choice = button(on ? "is-on" : "", text, { do: "order", value });
        choice.setAttribute("aria-pressed", String(on));
        group.append(choice);
      }
      top.append(group);
    }
    if (row.childElementCount) header.append(row);
    return header;
  };

  const places = (list) => {
    const box = make("ul", "places");
    for (const place of list) {
      const item = make("li");
      const name = button("line", "", place.act || { do: "place", id: place.id });
      const label = make("span", place.sort ? `line-name is-${place.sort}` : "line-name", place.name);
      label.dir = "auto";
      name.append(label, make("span", "line-where", place.where), make("span", "line-count", say.number(place.n)));
      item.append(name);
      box.append(item);
    }
    return box;
  };

  // What goes with an article is said before it goes.
  const removal = ({ text, says, yes, no, act }) => {
    const box = make("div", "removal");
    const opener = make("button", "act", text);
    const asked = make("div", "why-box");
    const keep = make("button", "act", no);
    opener.type = keep.type = "button";
    asked.hidden = true;
    const turn = (open) => {
      asked.hidden = !open;
      opener.setAttribute("aria-expanded", String(open));
      (open ? keep : opener).focus();
    };
    opener.setAttribute("aria-expanded", "false");
    opener.addEventListener("click", () => turn(asked.hidden));
    keep.addEventListener("click", () => turn(false));
    const row = make("div", "row");
    row.append(button("act is-grave", yes, act), keep);
    asked.append(make("p", "", says), row);
    box.append(opener, asked);
    return box;
  };

  const parts = [head()];
  if (data.article && data.places.length) parts.push(miniMap(data.places, data.version, data.map, press));
  if (data.places && data.places.length) parts.push(places(data.places));
  if (data.article) {
    const article = make("article", "reader");
    article.append(byline(data.article, say("panel.source")));
    const text = stretches(data.article.segments, make("div", "reader-text"));
    text.dir = "auto";
    article.append(text);
    parts.push(article);
    if (data.removal) parts.push(removal(data.removal));
  }
  if (data.grid) parts.push(table(data.grid));
  for (const item of data.cards || []) parts.push(card(item));
  if (data.empty) {
    const box = make("div", "empty");
    box.append(make("p", "", data.empty.text));
    for (const { text, act } of data.empty.actions || []) box.append(button("act", text, act));
    if (data.empty.command) box.append(make("pre", "", data.empty.command));
    parts.push(box);
  }
  if (data.more) parts.push(button("more", data.more, { do: "more" }));
  const held = focused(root);
  root.replaceChildren(...parts);
  root.scrollTop = top;
  if (held) refocus(root, held, same);
  if (!same && root.dataset.stay !== undefined && narrow() && data.stay !== "list") glide(root);
  root.dataset.stay = data.stay;
  return undefined;
}
