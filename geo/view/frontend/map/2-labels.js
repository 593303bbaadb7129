// Write names on the map: countries, seas and towns by zoom, and every reported place.
//
// One canvas over the shaded areas and under the marks; names that would overlap give way to more important ones.
(() => {
  "use strict";
  const dateline = window.dateline;
  const FONT = '"Source Sans", "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';
  const ORDER = { country: 0, ocean: 1, capital: 2, sea: 3, town: 4 };

  const style = (label, zoom) => {
    if (label.class === "country") {
      const size = Math.max(10, Math.min(17, 13.5 - (label.rank || 4) * 0.6 + (zoom - 3) * 1.1));
      return { font: `600 ${size}px ${FONT}`, size, ink: "country", upper: true, space: "1.6px" };
    }
    if (label.class === "ocean" || label.class === "sea")
      return { font: `italic 400 ${label.class === "ocean" ? 14 : 11.5}px ${FONT}`, size: 13, ink: "sea", space: "0.6px" };
    const large = label.population > 2e6 || label.class === "capital";
    return { font: `${large ? 500 : 400} ${large ? 12.5 : 11.5}px ${FONT}`, size: 12, ink: "ink", dot: true, space: "0px" };
  };

  dateline.Labels = L.Layer.extend({
    initialize(folder, version, language) {
      this._language = language;
      this._own = [];
      this._world = [];
      this._blocked = [];
      this._palette = dateline.PALETTES.light;
      this._file = `${folder}/labels.json?v=${version}`;
    },

    onAdd(map) {
      this._canvas = L.DomUtil.create("canvas", "dl-labels", map.getPane("dl-labels"));
      this._canvas.setAttribute("aria-hidden", "true");
      map.on("moveend zoomend resize viewreset", this.redraw, this);
      map.on("zoomstart", this._hide, this);
      if (document.fonts) document.fonts.load(`600 12px ${FONT}`).then(() => this.redraw(), () => {});
      fetch(this._file)
        .then((answer) => answer.json())
        .then((json) => {
          this._world = json.features.map(({ properties: p, geometry: g }) => ({
            ...p, lon: g.coordinates[0], lat: g.coordinates[1], text: p[`name_${this._language}`] || p.name,
          }));
          this._world.sort((a, b) => ORDER[a.class] - ORDER[b.class] || (a.rank || 0) - (b.rank || 0) || (b.population || 0) - (a.population || 0));
          this.redraw();
        })
        .catch((error) => console.warn(`Dateline: the names of the basemap could not be read (${error.message})`));
      this.redraw();
    },

    onRemove(map) {
      map.off("moveend zoomend resize viewreset", this.redraw, this);
      this._canvas.remove();
    },

    setPalette(palette) { this._palette = palette; this.redraw(); },

    // Names of what is reported: [{lat, lon, text, gap}], most important first; and whether the basemap's own names show.
    setOwn(own, worldShown) { this._own = own; this._worldShown = worldShown; this.redraw(); },

    _hide() { this._canvas.style.opacity = "0"; },

    redraw() {
      const map = this._map;
      if (!map || !this._canvas) return;
      const size = map.getSize(), pad = { x: Math.round(size.x * 0.2), y: Math.round(size.y * 0.2) };
      const ratio = Math.min(2, window.devicePixelRatio || 1);
      const [width, height] = [size.x + 2 * pad.x, size.y + 2 * pad.y];
      Object.assign(this._canvas, { width: width * ratio, height: height * ratio });
      Object.assign(this._canvas.style, { width: `${width}px`, height: `${height}px`, opacity: "1" });
      L.DomUtil.setPosition(this._canvas, map.containerPointToLayerPoint([-pad.x, -pad.y]));
      const ctx = this._canvas.getContext("2d");
      ctx.scale(ratio, ratio);
      Object.assign(ctx, { textBaseline: "middle", lineJoin: "round" });
      const zoom = map.getZoom();
      const at = (lat, lon) => map.latLngToContainerPoint([lat, lon]).add([pad.x, pad.y]);
      const taken = [];
      const free = (b) => !taken.some((t) => b[0] < t[2] && b[2] > t[0] && b[1] < t[3] && b[3] > t[1]);
      for (const own of this._own) {
        if (own.area) continue;
        const p = at(own.lat, own.lon);
        taken.push([p.x - own.gap, p.y - own.gap, p.x + own.gap, p.y + own.gap]);
      }
      const said = new Set();
      for (const own of this._own) {
        if (!own.text) continue;
        const p = at(own.lat, own.lon);
        if (own.area && this._pixels(own) < 18) continue; // too small to name at this zoom
        const look = { font: `600 12.5px ${FONT}`, size: 12.5, ink: own.area ? "area" : "own", space: own.area ? "0.4px" : "0px" };
        const drawn = own.area
          ? this._write(ctx, own.text, p.x, p.y, look, free, taken, "center")
          : this._write(ctx, own.text, p.x + own.gap + 4, p.y, look, free, taken, "left");
        if (drawn) said.add(own.text.toLowerCase());
      }
      if (this._worldShown === false) return;
      const bounds = map.getBounds().pad(0.2);
      for (const label of this._world) {
        if (label.min_zoom > zoom || (label.max_zoom && label.max_zoom < zoom)) continue;
        if (said.has(label.text.toLowerCase()) || said.has(label.name.toLowerCase()) || !bounds.contains([label.lat, label.lon])) continue;
        const look = style(label, zoom), p = at(label.lat, label.lon);
        const text = look.upper ? label.text.toUpperCase() : label.text;
        if (!look.dot) this._write(ctx, text, p.x, p.y, look, free, taken, "center");
        else if (this._write(ctx, text, p.x + 6, p.y, look, free, taken, "left")) this._dot(ctx, p, label.class === "capital");
      }
    },

    _ink(name) { return getComputedStyle(document.documentElement).getPropertyValue(name).trim() || "#333"; },

    // How far an area reaches from its middle, on the screen.
    _pixels(own) {
      const metres = 40075016.7 * Math.cos((own.lat * Math.PI) / 180) / (256 * 2 ** this._map.getZoom());
      return (own.r * 1000) / metres;
    },

    _dot(ctx, p, capital) {
      ctx.beginPath();
      ctx.arc(p.x, p.y, capital ? 2.6 : 1.9, 0, 7);
      ctx.fillStyle = this._palette.dot;
      ctx.fill();
    },

    _write(ctx, text, x, y, look, free, taken, align) {
      ctx.font = look.font;
      ctx.letterSpacing = look.space;
      ctx.textAlign = align;
      const w = ctx.measureText(text).width, left = align === "center" ? x - w / 2 : x;
      const box = [left - 3, y - look.size * 0.62, left + w + 3, y + look.size * 0.62];
      if (!free(box)) return false;
      taken.push(box);
      ctx.strokeStyle = this._palette.halo;
      ctx.lineWidth = look.ink === "sea" ? 0 : 3;
      if (ctx.lineWidth && look.ink !== "sea") ctx.strokeText(text, x, y);
      ctx.fillStyle = { own: this._ink("--dl-ink"), area: this._ink("--dl-area-ink") }[look.ink] || this._palette[look.ink];
      ctx.fillText(text, x, y);
      return true;
    },
  });
})();
