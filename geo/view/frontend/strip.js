// Show the counts and the filters that are on, keep the address in step with the map, and copy it.

let settled = ""; // the address as it was last put straight

// The page's address with our parameters replaced; others (embedding) stay.
const address = (query, ours) => {
  const url = new URL(window.location.href);
  for (const name of ours) url.searchParams.delete(name);
  for (const [name, values] of Object.entries(query)) for (const value of values) url.searchParams.append(name, value);
  url.hash = "";
  url.search = url.searchParams.toString().replaceAll("%3A", ":").replaceAll("%2F", "/").replaceAll("%2C", ",");
  return url;
};

const copy = async (say, text, button, fallback) => {
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = say("strip.copied");
    setTimeout(() => { button.textContent = say("strip.copy"); }, 2000);
  } catch {
    fallback.hidden = false;
    fallback.value = text;
    fallback.focus();
    fallback.select();
  }
};

// A QR code of the link, and the lines that put the map into another page.
const shareWays = (say, { size, path }, url) => {
  const ways = [];
  if (size) {
    const box = make("figure", "qr");
    const drawing = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    for (const [key, value] of [["viewBox", `0 0 ${size} ${size}`], ["role", "img"], ["aria-label", say("strip.qr")], ["shape-rendering", "crispEdges"]]) drawing.setAttribute(key, value);
    const ink = document.createElementNS("http://www.w3.org/2000/svg", "path");
    ink.setAttribute("d", path);
    drawing.append(ink);
    box.append(drawing, make("figcaption", "", say("strip.phone")));
    ways.push(box);
  }
  const box = make("div", "embed");
  const label = make("label", "", say("strip.embed"));
  const lines = make("textarea");
  const source = url.href.replaceAll("&", "&amp;").replaceAll('"', "%22").replaceAll("<", "%3C");
  const title = say("strip.embed_title").replaceAll("&", "&amp;").replaceAll('"', "&quot;");
  lines.value = `<iframe src="${source}" width="100%" height="480" style="border:0" title="${title}" loading="lazy"></iframe>`;
  Object.assign(lines, { readOnly: true, rows: 4, id: "dl-embed" });
  label.htmlFor = "dl-embed";
  lines.addEventListener("focus", () => lines.select());
  const button = make("button", "copy", say("strip.copy_lines"));
  button.type = "button";
  button.addEventListener("click", async () => {
    lines.select();
    try { await navigator.clipboard.writeText(lines.value); button.textContent = say("strip.lines_copied"); } catch { lines.focus(); }
  });
  box.append(label, lines, button, make("p", "", say("strip.reach")));
  ways.push(box);
  return ways;
};

export default function strip({ parentElement, data, setTriggerValue }) {
  const say = sayer(data.words);
  Object.assign(document.documentElement, { lang: data.words.language, dir: data.words.direction });
  const url = address(data.query, data.ours);
  // Where only the map's place differs, or the address was read but badly put: the rest is the server's to write, as a
  // step that one can go back from.
  const plain = (u) => { const v = new URL(u); v.searchParams.delete("map"); v.searchParams.sort(); return v.searchParams.toString(); };
  const root = parentElement.querySelector(".strip") || parentElement.appendChild(make("div", "strip"));
  // Once for each address: drawn once more with what it had, the strip must not call back a page that has gone on.
  if (settled !== url.href && (data.straighten || plain(window.location.href) === plain(url))) {
    settled = url.href;
    if (window.location.href !== url.href) window.history.replaceState(window.history.state, "", url);
  }
  root.dataset.link = url.href;
  const fingerprint = JSON.stringify([data.words.language, data.counts, data.chips, data.notes, data.add, data.sharing, data.only_map && url.href]);
  if (root.drawn === fingerprint) return undefined;
  root.drawn = fingerprint;

  if (data.only_map) {
    const { only, ...others } = data.query;
    const whole = address(others, data.ours);
    const link = make("a", "whole", say("strip.whole"));
    Object.assign(link, { href: whole.href, target: "_blank", rel: "noopener" });
    root.replaceChildren(link);
    return undefined;
  }
  const press = (act) => {
    presses += 1;
    setTriggerValue("act", { ...act, n: `${load}${presses}` });
  };
  const counts = make("p", "counts");
  for (const { n, text } of data.counts) {
    const item = make("span");
    const [before, after] = text.split("{n}");
    item.append(before, make("b", "", n), after);
    counts.append(item);
  }
  const chips = make("div", "chips");
  for (const { text, says, act } of data.chips) {
    const chip = make("button", "chip");
    chip.type = "button";
    chip.title = say("strip.remove", { filter: says });
    chip.setAttribute("aria-label", chip.title);
    const label = make("span", "", text);
    label.dir = "auto";
    chip.append(label, make("i", "cross"));
    chip.addEventListener("click", () => press(act));
    chips.append(chip);
  }
  if (data.chips.length > 1) {
    const all = make("button", "all", say("strip.clear"));
    all.type = "button";
    all.addEventListener("click", () => press({ do: "clear-all" }));
    chips.append(all);
  }
  const share = make("div", "share");
  const fallback = make("input", "link");
  Object.assign(fallback, { type: "text", readOnly: true, hidden: true });
  fallback.setAttribute("aria-label", say("strip.link"));
  const button = make("button", "copy", say("strip.copy"));
  button.type = "button";
  button.addEventListener("click", () => copy(say, root.dataset.link, button, fallback));
  const more = make("button", "copy", say("strip.share"));
  more.type = "button";
  more.setAttribute("aria-expanded", String(Boolean(data.sharing)));
  more.addEventListener("click", () => press({ do: "share", value: !data.sharing }));
  share.append(fallback);
  if (data.add) {
    const add = make("button", "copy", data.add);
    add.type = "button";
    add.addEventListener("click", () => press({ do: "add" }));
    share.append(add);
  }
  share.append(button, more);
  const ways = make("div", "ways");
  ways.hidden = !data.sharing;
  if (data.sharing) ways.append(...shareWays(say, data.sharing, address(data.sharing.map, data.ours)));
  const notes = make("div", "notes");
  notes.setAttribute("role", "status");
  for (const note of data.notes) notes.append(make("p", "", note));
  root.replaceChildren(counts, chips, share, ways, notes);
  return undefined;
}
