// Draw a small map of an article's places into the panel: land, and a dot or a circle for each place.

const SVG = "http://www.w3.org/2000/svg";
const svg = (name, attributes = {}) => {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  return element;
};

let land; // a promise of the land's polygons, read once a page
const readLand = (version) => {
  land ||= fetch(new URL(`app/static/basemap/land-low.json?v=${version}`, window.location.href))
    .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(String(answer.status)))))
    .catch((error) => { land = undefined; throw error; });
  return land;
};

const rad = Math.PI / 180;
const northing = (lat) => Math.log(Math.tan(Math.PI / 4 + (Math.max(-84, Math.min(84, lat)) * rad) / 2)) / rad; // Mercator, in degrees

// West, east, south, north in degrees (Mercator), wide enough for every place, twice as wide as high.
const frameOf = (places) => {
  const xs = [], ys = [];
  for (const { lat, lon, r } of places) {
    const reach = Math.min(r / 111, 18);
    ys.push(northing(lat - reach), northing(lat + reach));
    xs.push(lon - reach / Math.cos(Math.min(Math.abs(lat), 80) * rad), lon + reach / Math.cos(Math.min(Math.abs(lat), 80) * rad));
  }
  const x = (Math.min(...xs) + Math.max(...xs)) / 2, y = (Math.min(...ys) + Math.max(...ys)) / 2;
  const wide = Math.min(Math.max((Math.max(...xs) - Math.min(...xs)) * 1.3, (Math.max(...ys) - Math.min(...ys)) * 2.6, 6), 360);
  return { west: x - wide / 2, south: y - wide / 4, wide };
};

const miniMap = (places, version, says, press) => {
  const box = document.createElement("figure");
  box.className = "mini";
  const { west, south, wide } = frameOf(places);
  const W = 400, H = 200, scale = W / wide;
  const at = (lon, lat) => [(lon - west) * scale, H - (northing(lat) - south) * scale];
  const drawing = svg("svg", { viewBox: `0 0 ${W} ${H}`, role: "group", "aria-label": says });
  const ground = svg("g", { class: "mini-land" });
  drawing.append(svg("rect", { class: "mini-sea", width: W, height: H }), ground);
  const named = (mark, place) => {
    for (const [key, value] of [["tabindex", 0], ["role", "button"], ["aria-label", place.name]]) mark.setAttribute(key, value);
    const title = svg("title");
    title.textContent = place.name;
    mark.append(title);
    mark.addEventListener("keydown", (event) => event.key === "Enter" && mark.dispatchEvent(new MouseEvent("click")));
    return press(mark, { do: "place", id: place.id });
  };
  const outline = (geometry) => {
    const rings = [];
    for (const polygon of geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates)
      for (const ring of polygon) {
        const points = ring.map(([lon, lat]) => at(lon, lat));
        if (points.some(([x, y]) => x > -80 && x < W + 80 && y > -80 && y < H + 80)) rings.push(`M${points.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join("L")}Z`);
      }
    return rings.join("");
  };
  readLand(version).then(({ features }) => {
    const countries = new Map(places.filter((place) => place.code).map((place) => [place.code, place]));
    const shaded = [];
    for (const { geometry, properties } of features) {
      const path = svg("path", { d: outline(geometry) });
      const country = countries.get(properties.id);
      if (country) { path.setAttribute("class", "mini-country"); shaded.push(named(path, country)); }
      else if (path.getAttribute("d")) ground.append(path);
    }
    ground.append(...shaded); // last, so that their outlines lie over their neighbours'
  }).catch((error) => console.warn(`Dateline: the small map has no land (${error.message})`));
  for (const place of places.filter(({ code }) => !code).sort((a, b) => b.r - a.r)) {
    const [x, y] = at(place.lon, place.lat);
    const reach = place.area ? Math.max((place.r / 111 / Math.cos(Math.min(Math.abs(place.lat), 80) * rad)) * scale, 6) : 4.5;
    drawing.append(named(svg("circle", { class: place.area ? "mini-area" : "mini-spot", cx: x.toFixed(1), cy: y.toFixed(1), r: reach.toFixed(1) }), place));
  }
  box.append(drawing);
  return box;
};
