// Put what is reported on the map: circles for spots, shaded shapes for areas.
//
// Marks carry ids; a click hands back the id, never a coordinate. Text only ever enters by textContent.
(() => {
  "use strict";
  const dateline = window.dateline;
  const shapes = new Map(); // address of a polygon → promise of its GeoJSON

  dateline.listed = (lines) => lines.filter(Boolean).join(dateline.say("list.comma"));

  // Diameter in pixels of a circle that stands for n reports: the legend draws the same.
  dateline.diameter = (n) => Math.min(48, Math.round(8 + 5 * Math.log2(n + 1)));

  const shape = (address) => {
    if (!shapes.has(address))
      shapes.set(address, fetch(address).then((a) => (a.ok ? a.json() : Promise.reject(new Error(String(a.status))))));
    return shapes.get(address);
  };

  const words = (lines) => {
    const box = document.createElement("div");
    lines.filter(Boolean).forEach((line, i) => {
      const row = document.createElement("div");
      row.className = i ? "dl-tip-line" : "dl-tip-name";
      row.dir = "auto";
      row.textContent = line;
      box.append(row);
    });
    return box;
  };

  // Tell the page beside the map which mark the reader is on.
  const tell = (detail) => window.parent.dispatchEvent(new CustomEvent("dateline-hint", { detail }));

  const press = (layer, act) => {
    layer.on("mouseover", () => tell({ id: act.id, box: act.box && [act.box.slice(0, 2), act.box.slice(2)] }));
    layer.on("mouseout", () => tell({}));
    layer.on("click", (event) => { L.DomEvent.stopPropagation(event); dateline.act(act); });
    layer.on("keypress", (event) => event.originalEvent.key === "Enter" && dateline.act(act));
  };

  dateline.Marks = L.Class.extend({
    // Outlines arrive in any order; the wider ones go to the back, so that smaller ones can be pressed.
    _sort() {
      for (const layer of [...this._drawn.values()].sort((a, b) => b.reach - a.reach)) layer.bringToFront();
    },

    initialize(map) {
      this._map = map;
      this._areas = L.featureGroup().addTo(map);
      this._points = L.featureGroup().addTo(map);
      this._hints = L.featureGroup().addTo(map);
      this._run = 0;
      this._drawn = new Map();
    },

    show(payload) {
      this._run += 1;
      this._showAreas(payload.areas, this._run);
      this._points.clearLayers();
      for (const point of payload.points) this._points.addLayer(this._point(point));
    },

    // Ring the places of an excerpt that the reader is on: spots by where they are, areas by their outline.
    hint(places) {
      this._hints.clearLayers();
      const areas = new Set(places.filter((place) => place.area).map((place) => place.id));
      for (const [key, layer] of this._drawn) {
        const wanted = areas.has(JSON.parse(key).act.id);
        for (const path of layer.getLayers ? layer.getLayers() : [layer]) {
          const element = path.getElement && path.getElement();
          if (element) element.classList.toggle("is-hint", wanted);
        }
      }
      for (const { lat, lon, area } of places)
        if (!area) this._hints.addLayer(L.circleMarker([lat, lon], { radius: 13, interactive: false, pane: "dl-hints", className: "dl-hint" }));
    },

    _point(p) {
      const size = dateline.diameter(p.n);
      const element = document.createElement("div");
      const looks = [p.k > 1 && "is-many", p.pale && "is-pale", p.assoc && "is-assoc", p.on && "is-on"];
      element.className = ["dl-mark", ...looks].filter(Boolean).join(" ");
      if (p.n > 1 || p.k > 1) {
        const number = document.createElement("span");
        number.textContent = p.n > 9999 ? dateline.say("map.thousands", { n: Math.round(p.n / 1000) }) : String(p.n);
        element.append(number);
      }
      element.style.width = element.style.height = `${size}px`;
      const reach = Math.max(size, 24); // what a finger can hit (WCAG 2.2, target size)
      const marker = L.marker([p.lat, p.lon], {
        icon: L.divIcon({ html: element, className: "dl-icon", iconSize: [reach, reach] }),
        pane: "dl-points", keyboard: true, riseOnHover: true, alt: p.says[0], zIndexOffset: p.on ? 1000 : 0,
      });
      marker.on("add", () => marker.getElement().setAttribute("aria-label", dateline.listed(p.says)));
      marker.bindTooltip(words(p.says), { direction: "top", offset: [0, -size / 2], className: "dl-tip" });
      press(marker, p.act);
      if (p.k > 1) marker.on("dblclick", (event) => { L.DomEvent.stop(event); this._map.fitBounds(p.box, { padding: [60, 60], maxZoom: 12 }); });
      return marker;
    },

    // Areas that stay keep their layer, so that a pan doesn't build them again.
    _showAreas(areas, run) {
      const wanted = new Map(areas.map((area) => [JSON.stringify(area), area]));
      for (const [key, layer] of this._drawn) {
        if (wanted.has(key)) continue;
        this._areas.removeLayer(layer);
        this._drawn.delete(key);
      }
      for (const [key, area] of wanted) {
        if (this._drawn.has(key)) continue;
        if (!area.shape) this._addArea(key, area, L.circle([area.lat, area.lon], { radius: Math.max(area.r, 5) * 1000, pane: "dl-areas", renderer: dateline.areaRenderer }));
        else
          shape(area.shape)
            .then((geometry) => run === this._run && !this._drawn.has(key) && this._addArea(key, area, L.geoJSON(geometry, { pane: "dl-areas", renderer: dateline.areaRenderer, interactive: true, smoothFactor: 0.5 })))
            .catch((error) => console.warn(`Dateline: the shape of an area could not be read (${error.message})`));
      }
    },

    _addArea(key, area, layer) {
      const looks = ["dl-area", area.shape ? "" : "is-round", area.pale ? "is-pale" : "", area.assoc ? "is-assoc" : "", area.on ? "is-on" : "", `is-${area.look}`];
      layer.setStyle({ className: looks.filter(Boolean).join(" "), fillOpacity: area.on ? Math.min(0.5, area.depth + 0.12) : area.depth, weight: area.on ? 2.5 : area.look === "line" ? 4 : 1, color: "", fillColor: "" });
      layer.bindTooltip(words(area.says), { sticky: true, className: "dl-tip" });
      press(layer, area.act);
      layer.reach = area.r;
      this._drawn.set(key, layer);
      this._areas.addLayer(layer);
      clearTimeout(this._sorting);
      this._sorting = setTimeout(() => this._sort(), 0);
      const paths = layer.getLayers ? layer.getLayers() : [layer];
      for (const path of paths) {
        const element = path.getElement && path.getElement();
        if (!element) continue;
        element.setAttribute("tabindex", "0");
        element.setAttribute("role", "button");
        element.setAttribute("aria-label", dateline.listed(area.says));
        element.addEventListener("keydown", (event) => event.key === "Enter" && dateline.act(area.act));
      }
    },
  });
})();
