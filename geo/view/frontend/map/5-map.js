// Start the map, keep it in step with the page, and tell the page what the reader does on it.
//
// `dateline.start` runs once; `dateline.show` on every change, with what is to be seen. Going somewhere happens only
// when the page asks for it with a new number, so that a filter never moves the map.
(() => {
  "use strict";
  const dateline = window.dateline;
  const TILES = {
    osm: ["https://tile.openstreetmap.org/{z}/{x}/{y}.png", 19, "© OpenStreetMap contributors", "https://www.openstreetmap.org/copyright"],
    "carto-light": ["https://basemaps.cartocdn.com/rastertiles/light_all/{z}/{x}/{y}{r}.png?key={key}", 20, "© OpenStreetMap contributors, © CARTO", "https://carto.com/attributions"],
    "carto-dark": ["https://basemaps.cartocdn.com/rastertiles/dark_all/{z}/{x}/{y}{r}.png?key={key}", 20, "© OpenStreetMap contributors, © CARTO", "https://carto.com/attributions"],
  };
  let key = ""; // CARTO's tiles want one
  dateline.has = (base) => base === "built-in" || (base in TILES && (!base.startsWith("carto") || key !== ""));
  const load = Math.random().toString(36).slice(2, 8); // tells a page's acts from those of the page before it
  const said = { act: null, view: null };
  let acts = 0, gone = null, timer = 0;

  const send = () => window.Streamlit && window.Streamlit.setComponentValue({ last_active_drawing: null, ...said });

  dateline.act = (properties) => {
    acts += 1;
    said.act = { n: `${load}${acts}`, ...properties };
    send();
  };

  const look = () => {
    const map = dateline.map, b = map.getBounds(), c = map.getCenter().wrap(), size = map.getSize();
    if (size.x < 40 || size.y < 40) return;
    said.view = { gone, zoom: map.getZoom(), lat: c.lat, lon: c.lng, south: b.getSouth(), west: b.getWest(), north: b.getNorth(), east: b.getEast(), width: size.x, height: size.y };
    send();
  };

  const theme = () => {
    const hex = getComputedStyle(document.documentElement).getPropertyValue("--background-color").trim();
    const [r, g, b] = (/^#?([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})/i.exec(hex) || [0, "ff", "ff", "ff"]).slice(1).map((v) => parseInt(v, 16));
    const dark = 0.3 * r + 0.6 * g + 0.1 * b < 110;
    if (document.documentElement.dataset.theme === (dark ? "dark" : "light")) return;
    document.documentElement.dataset.theme = dark ? "dark" : "light";
    const palette = dateline.PALETTES[dark ? "dark" : "light"];
    dateline.basemap.setPalette(palette);
    dateline.labels.setPalette(palette);
  };

  dateline.setTiles = (name) => {
    if (dateline.tiles) dateline.tiles.remove();
    dateline.tiles = null;
    document.documentElement.dataset.base = name;
    const online = name !== "built-in" && dateline.has(name);
    if (online) {
      const [address, maxZoom, credit, link] = TILES[name];
      const anchor = document.createElement("a");
      Object.assign(anchor, { href: link, textContent: credit, target: "_blank", rel: "noopener" });
      dateline.tiles = L.tileLayer(address, { maxNativeZoom: maxZoom, maxZoom: 18, minZoom: 1, pane: "dl-tiles", key, attribution: anchor.outerHTML, referrerPolicy: "origin" });
      dateline.tiles.addTo(dateline.map);
    }
    dateline.labels.setOwn(dateline.labels._own, !online);
  };

  dateline.start = (map, folder, version, names, carto) => {
    dateline.map = map;
    key = carto || "";
    document.documentElement.lang = window.datelineWords.language;
    document.querySelector("meta[name=viewport]")?.setAttribute("content", "width=device-width, initial-scale=1");
    L.Icon.Default.imagePath = `${folder}/leaflet/images/`;
    map.attributionControl.setPrefix(false).addAttribution(dateline.say("map.credit"));
    [["dl-basemap", 150], ["dl-tiles", 200], ["dl-areas", 350], ["dl-labels", 450], ["dl-points", 600], ["dl-hints", 640]].forEach(([name, z]) => {
      map.createPane(name).style.zIndex = z;
      if (["dl-labels", "dl-basemap", "dl-hints"].includes(name)) map.getPane(name).style.pointerEvents = "none";
    });
    dateline.areaRenderer = L.svg({ pane: "dl-areas", padding: 0.5 });
    dateline.basemap = new dateline.Basemap(`${folder}/basemap`, version).addTo(map);
    dateline.labels = new dateline.Labels(`${folder}/basemap`, version, names || (navigator.language || "en").slice(0, 2).toLowerCase()).addTo(map);
    dateline.marks = new dateline.Marks(map);
    dateline.addControls(map);
    theme();
    window.addEventListener("message", () => setTimeout(theme, 30));
    map.on("click", () => dateline.act({ do: "clear" }));
    const least = () => map.setMinZoom(map.getSize().x > 700 ? 2 : 1); // the world, without its copies
    least();
    map.on("resize", least);
    map.on("moveend resize", () => { clearTimeout(timer); timer = setTimeout(look, 120); });
  };

  dateline.hint = (places) => dateline.marks && dateline.marks.hint(places);

  // Room for the buttons and the names beside the marks.
  const edges = (map) => (map.getSize().x > 600 ? { paddingTopLeft: [80, 40], paddingBottomRight: [90, 40] } : { paddingTopLeft: [56, 24], paddingBottomRight: [40, 32] });

  const go = (goto) => {
    if (!goto || goto.n === gone) return;
    const first = gone === null;
    gone = goto.n;
    const still = first || window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    const map = dateline.map;
    map.invalidateSize();
    if (goto.box) map.fitBounds(goto.box, { ...edges(map), maxZoom: goto.max, animate: !still });
    else map.setView([goto.lat, goto.lon], goto.zoom, { animate: !still });
    clearTimeout(timer);
    timer = setTimeout(look, first ? 0 : 300);
  };

  const short = (name) => (name.length > 32 ? `${name.slice(0, 31)}…` : name);

  dateline.show = (map, encoded) => {
    const bytes = Uint8Array.from(atob(encoded), (c) => c.charCodeAt(0));
    const payload = JSON.parse(new TextDecoder().decode(bytes));
    go(payload.goto);
    dateline.marks.show(payload);
    const own = payload.points.map((p) => ({ lat: p.lat, lon: p.lon, text: p.k > 1 ? "" : short(p.says[0]), gap: dateline.diameter(p.n) / 2 + (p.on ? 6 : 1) }));
    for (const area of payload.areas)
      if (area.look === "shade" || area.on) own.push({ lat: area.lat, lon: area.lon, text: short(area.says[0]), gap: 0, area: true, r: area.r });
    if (document.documentElement.dataset.base !== payload.base) dateline.setTiles(payload.base);
    dateline.labels.setOwn(own, payload.base === "built-in" || !dateline.has(payload.base));
    dateline.choices(payload);
    document.documentElement.classList.toggle("dl-has-assoc", payload.assoc);
    document.documentElement.dataset.drawn = "yes";
    if (!dateline.firstDrawn) dateline.firstDrawn = performance.now();
  };
})();
