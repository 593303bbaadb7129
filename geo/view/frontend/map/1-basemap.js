// Draw the map that needs no network: land, lakes, borders, rivers, from files on this machine.
//
// A Leaflet grid of canvas tiles. Geometry is projected once, to 0…1 of the Mercator square,
// and each tile draws only the parts whose box it meets. Source of the files: geo/data/SOURCES.md
(() => {
  "use strict";
  const dateline = (window.dateline = window.dateline || {});
  dateline.say = sayer(window.datelineWords);
  const LIMIT = 85.0511287798;
  const NEAR = 0.4; // pixels: a point nearer than this to the one before is not drawn

  dateline.PALETTES = {
    light: {
      water: "#d9e4e8", land: "#f6f3ec", border: "#a89f8d", admin1: "#d5cdbd", river: "#bfd3db", claim: "rgba(120,104,70,.16)",
      ink: "#6a655a", country: "#857e70", sea: "#7f9aa6", halo: "rgba(250,248,243,.72)", dot: "#8d8677",
    },
    dark: {
      water: "#10161a", land: "#23292e", border: "#5b646b", admin1: "#363e44", river: "#1a2429", claim: "rgba(200,180,120,.10)",
      ink: "#a3a8ab", country: "#8a9197", sea: "#54707f", halo: "rgba(22,26,30,.72)", dot: "#7b8388",
    },
  };

  dateline.project = (lon, lat) => {
    const phi = (Math.max(-LIMIT, Math.min(LIMIT, lat)) * Math.PI) / 180;
    return [(lon + 180) / 360, 0.5 - Math.log(Math.tan(Math.PI / 4 + phi / 2)) / (2 * Math.PI)];
  };

  // One part: rings as flat arrays x0,y0,x1,y1…, their common box, and the zoom from which it is worth drawing.
  const bounded = (rings, properties) => {
    const box = [Infinity, Infinity, -Infinity, -Infinity];
    for (const ring of rings)
      for (let i = 0; i < ring.length; i += 2) {
        box[0] = Math.min(box[0], ring[i]);
        box[1] = Math.min(box[1], ring[i + 1]);
        box[2] = Math.max(box[2], ring[i]);
        box[3] = Math.max(box[3], ring[i + 1]);
      }
    return { rings, box, from: properties.min_zoom || 0, dashed: properties.class === "disputed" };
  };

  const part = (rings, properties) => bounded(rings.map((ring) => Float64Array.from(ring.flatMap(([lon, lat]) => dateline.project(lon, lat)))), properties);

  // GeoJSON as a list of parts.
  const parts = (collection) => {
    const out = [];
    for (const { geometry: g, properties } of collection.features) {
      if (!g) continue;
      const shapes = { Polygon: () => [g.coordinates], MultiPolygon: () => g.coordinates,
        LineString: () => [[g.coordinates]], MultiLineString: () => g.coordinates.map((line) => [line]) }[g.type];
      for (const rings of shapes ? shapes() : []) out.push(part(rings, properties || {}));
    }
    return out;
  };

  // The near view: each stretch of coast or border is there once, as steps on a grid, and whatever it bounds names it.
  const joined = ({ grid, arcs, ...layers }) => {
    const drawn = arcs.map((steps) => {
      const points = new Float64Array(steps.length);
      let [x, y] = [0, 0];
      for (let i = 0; i < steps.length; i += 2) [points[i], points[i + 1]] = dateline.project((x += steps[i]) * grid, (y += steps[i + 1]) * grid);
      return points;
    });
    const run = (numbers) => {
      const points = new Float64Array(numbers.reduce((sum, n) => sum + drawn[n < 0 ? ~n : n].length - 2, 2));
      let at = 0;
      for (const n of numbers) {
        const arc = drawn[n < 0 ? ~n : n];
        if (n < 0) for (let i = 0, j = arc.length - 2; j >= 0; i += 2, j -= 2) (points[at + i] = arc[j]), (points[at + i + 1] = arc[j + 1]);
        else points.set(arc, at);
        at += arc.length - 2;
      }
      return points;
    };
    return Object.fromEntries(Object.entries(layers).map(([name, features]) => [name, features.flatMap((feature) => (feature.rings || feature.lines).map((numbers) => bounded([run(numbers)], feature)))]));
  };

  // What is drawn, in order; `low` stands in until the finer file is there, below zoom 4 always.
  const LAYERS = [
    { file: "near", of: "land", low: "land-low", at: 4, fill: "land" },
    { file: "near", of: "claims", at: 4, fill: "claim" },
    { file: "lakes", at: 3, fill: "water" },
    { file: "near", of: "admin1", at: 4, line: "admin1", width: 0.8 },
    { file: "rivers", at: 4, line: "river", width: 1.1 },
    { file: "near", of: "borders", low: "borders-low", at: 4, line: "border", width: 1 },
  ];

  dateline.Basemap = L.GridLayer.extend({
    options: { tileSize: 512, pane: "dl-basemap", updateWhenZooming: false, keepBuffer: 1, minZoom: 1 },

    initialize(folder, version, options) {
      L.GridLayer.prototype.initialize.call(this, options);
      this._folder = folder;
      this._version = version;
      this._files = {};
      this._palette = dateline.PALETTES.light;
    },

    onAdd(map) {
      L.GridLayer.prototype.onAdd.call(this, map);
      map.on("zoomend", this._want, this);
      this._want();
    },

    setPalette(palette) {
      if (palette === this._palette) return;
      this._palette = palette;
      if (this._map) this.redraw();
    },

    // Fetch a file once; the map stays as it is where that fails.
    load(name) {
      if (!this._files[name]) {
        const file = (this._files[name] = { parts: null });
        file.ready = fetch(`${this._folder}/${name}.json?v=${this._version}`)
          .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(String(answer.status)))))
          .then((json) => (file.parts = json.arcs ? joined(json) : parts(json)))
          .catch((error) => console.warn(`Dateline: the basemap file ${name} could not be read (${error.message})`));
      }
      return this._files[name].ready;
    },

    _want() {
      const zoom = this._map.getZoom();
      const names = LAYERS.map((layer) => (zoom >= layer.at ? layer.file : layer.low)).filter(Boolean);
      const fresh = [...new Set(names)].filter((name) => !this._files[name]);
      if (!fresh.length) return;
      Promise.all(fresh.map((name) => this.load(name))).then(() => {
        this.fire("basemap");
        if (this._map) this.redraw();
      });
    },

    _parts(layer, zoom) {
      const fine = this._files[layer.file];
      const low = layer.low && this._files[layer.low];
      const near = fine && fine.parts && (layer.of ? fine.parts[layer.of] : fine.parts);
      return (zoom >= layer.at && near) || (layer.low || zoom >= layer.at ? low && low.parts : null) || [];
    },

    createTile(coords) {
      const tile = document.createElement("canvas");
      const size = this.getTileSize();
      const ratio = Math.min(2, window.devicePixelRatio || 1);
      tile.width = size.x * ratio;
      tile.height = size.y * ratio;
      const ctx = tile.getContext("2d");
      ctx.scale(ratio, ratio);
      ctx.fillStyle = this._palette.water;
      ctx.fillRect(0, 0, size.x, size.y);
      const world = 256 * 2 ** coords.z;
      const left = (coords.x * size.x) / world, top = (coords.y * size.y) / world;
      const edge = 4 / world;
      const box = [left - edge, top - edge, left + size.x / world + edge, top + size.y / world + edge];
      for (const layer of LAYERS) this._draw(ctx, layer, coords.z, box, world, left * world, top * world);
      return tile;
    },

    _draw(ctx, layer, zoom, box, world, dx, dy) {
      const [solid, dashed] = [[], []];
      for (const p of this._parts(layer, zoom)) {
        if (p.from > zoom + 0.5 || p.box[0] > box[2] || p.box[2] < box[0] || p.box[1] > box[3] || p.box[3] < box[1]) continue;
        (p.dashed ? dashed : solid).push(p);
      }
      for (const [list, dash] of [[solid, []], [dashed, [4, 4]]]) {
        if (!list.length) continue;
        ctx.beginPath();
        for (const p of list) {
          for (const ring of p.rings) {
            let [x, y] = [ring[0] * world - dx, ring[1] * world - dy];
            ctx.moveTo(x, y);
            for (let i = 2; i < ring.length; i += 2) {
              const [nx, ny] = [ring[i] * world - dx, ring[i + 1] * world - dy];
              if (Math.abs(nx - x) + Math.abs(ny - y) < NEAR && i < ring.length - 2) continue;
              ctx.lineTo((x = nx), (y = ny));
            }
            if (layer.fill) ctx.closePath();
          }
        }
        ctx.setLineDash(dash);
        ctx.lineJoin = "round";
        if (layer.fill) {
          ctx.fillStyle = this._palette[layer.fill];
          ctx.fill();
        } else {
          ctx.strokeStyle = this._palette[layer.line];
          ctx.lineWidth = layer.width * (zoom >= 6 ? 1.3 : 1);
          ctx.stroke();
        }
      }
    },
  });
})();
