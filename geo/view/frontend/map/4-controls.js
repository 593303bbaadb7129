// The map's own buttons: fit, reset, full screen, what lies under it, and the legend.
(() => {
  "use strict";
  const dateline = window.dateline;
  const { say } = dateline;
  const { direction } = window.datelineWords;
  const ICONS = {
    find: "M10.5 4a6.5 6.5 0 1 0 0 13a6.5 6.5 0 0 0 0-13M15.3 15.3 20 20",
    fit: "M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5",
    reset: "M4 12a8 8 0 1 0 2.6-5.9M4 4v5h5",
    full: "M8 3H3v5M16 3h5v5M21 16v5h-5M3 16v5h5M3 3l6 6M21 3l-6 6M21 21l-6-6M3 21l6-6",
    layers: "M12 3 3 8l9 5 9-5zM3 12.5l9 5 9-5M3 17l9 5 9-5",
  };

  const make = (tag, className, text) => {
    const element = document.createElement(tag);
    if (className) element.className = className;
    if (text) element.textContent = text;
    return element;
  };

  const icon = (name) => {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("viewBox", "0 0 24 24");
    svg.setAttribute("aria-hidden", "true");
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    path.setAttribute("d", ICONS[name]);
    svg.append(path);
    return svg;
  };

  const button = (name, says, press) => {
    const element = make("button", "dl-button");
    element.type = "button";
    element.title = says;
    element.setAttribute("aria-label", says);
    element.append(icon(name));
    element.addEventListener("click", press);
    return element;
  };

  const corner = (position, className, fill) => {
    const Control = L.Control.extend({
      options: { position },
      onAdd() {
        const box = make("div", className);
        L.DomEvent.disableClickPropagation(box);
        L.DomEvent.disableScrollPropagation(box);
        fill(box);
        return box;
      },
    });
    return new Control();
  };

  const fullScreen = () => {
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen().catch(() => {});
  };

  // Go to a place by its name; the page looks it up.
  const finder = (box) => {
    const form = make("form", "dl-find");
    form.hidden = true;
    const input = make("input");
    Object.assign(input, { type: "search", maxLength: 120, placeholder: say("map.find"), autocomplete: "off", spellcheck: false, dir: "auto" });
    input.setAttribute("aria-label", say("map.find"));
    const toggle = button("find", say("map.find"), () => {
      form.hidden = !form.hidden;
      toggle.setAttribute("aria-expanded", String(!form.hidden));
      if (!form.hidden) input.focus();
    });
    toggle.setAttribute("aria-expanded", "false");
    const close = () => { form.hidden = true; toggle.setAttribute("aria-expanded", "false"); toggle.focus(); };
    form.addEventListener("keydown", (event) => { event.stopPropagation(); if (event.key === "Escape") close(); });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (input.value.trim()) dateline.act({ do: "locate", text: input.value.trim() });
      close();
    });
    form.append(input);
    box.append(toggle, form);
  };

  const swatch = (className, size) => {
    const element = make("i", className);
    if (size) Object.assign(element.style, { width: `${size}px`, height: `${size}px` });
    return element;
  };

  const legend = (box) => {
    const details = make("details", "dl-legend");
    details.dir = direction;
    details.open = window.innerWidth > 700 && window.innerHeight > 460;
    details.append(make("summary", "", say("map.legend")));
    const sizes = make("div", "dl-legend-sizes");
    for (const n of [1, 10, 100]) {
      const item = make("span", "");
      item.append(swatch("dl-mark", dateline.diameter(n)), make("b", "", n === 100 ? say("map.or_more", { n }) : String(n)));
      sizes.append(item);
    }
    details.append(sizes, make("p", "dl-legend-note", say("map.legend.sizes")));
    const row = (className, text, when) => {
      const item = make("div", `dl-legend-row${when ? ` ${when}` : ""}`);
      item.append(swatch(className), make("span", "", text));
      details.append(item);
    };
    row("dl-mark is-pale", say("map.legend.pale"));
    row("dl-swatch", say("map.legend.area"));
    row("dl-swatch is-round", say("map.legend.round"));
    row("dl-swatch is-vicinity", say("map.legend.vicinity"));
    row("dl-mark is-assoc", say("map.legend.assoc"), "dl-when-assoc");
    row("dl-dash", say("map.legend.disputed"));
    box.append(details);
  };

  const CHOICES = ["built-in", "osm", "carto-light", "carto-dark"];

  const under = (box) => {
    const panel = make("div", "dl-layers");
    panel.hidden = true;
    panel.dir = direction;
    const toggle = button("layers", say("map.layers"), () => {
      panel.hidden = !panel.hidden;
      toggle.setAttribute("aria-expanded", String(!panel.hidden));
    });
    toggle.setAttribute("aria-expanded", "false");
    panel.append(make("h2", "", say("map.base")));
    for (const value of CHOICES.filter(dateline.has)) {
      const label = make("label");
      const input = make("input");
      Object.assign(input, { type: "radio", name: "dl-base", value });
      input.addEventListener("change", () => { dateline.setTiles(value); dateline.act({ do: "base", value }); });
      label.append(input, make("span", "", say(`map.base.${value}`)));
      panel.append(label);
    }
    panel.append(make("p", "", say("map.online")));
    panel.append(make("h2", "", say("map.show")));
    const label = make("label");
    const input = make("input", "dl-countries");
    input.type = "checkbox";
    input.addEventListener("change", () => dateline.act({ do: "countries", value: input.checked }));
    label.append(input, make("span", "", say("map.countries")));
    panel.append(label);
    box.append(toggle, panel);
    dateline.choices = ({ base, countries }) => {
      for (const radio of panel.querySelectorAll("[name=dl-base]")) radio.checked = radio.value === (dateline.has(base) ? base : "built-in");
      input.checked = countries;
    };
  };

  dateline.addControls = (map) => {
    L.control.zoom({ position: "topleft", zoomInTitle: say("map.zoom_in"), zoomOutTitle: say("map.zoom_out") }).addTo(map);
    corner("topleft", "leaflet-bar dl-bar dl-finder", finder).addTo(map);
    corner("topleft", "leaflet-bar dl-bar", (box) => {
      box.append(button("fit", say("map.fit"), () => dateline.act({ do: "fit" })));
      box.append(button("reset", say("map.reset"), () => dateline.act({ do: "home" })));
      if (document.fullscreenEnabled) box.append(button("full", say("map.full"), fullScreen));
    }).addTo(map);
    corner("topright", "dl-bar leaflet-bar dl-under", under).addTo(map);
    corner("bottomleft", "dl-legend-box", legend).addTo(map);
    L.control.scale({ position: "bottomright", imperial: false }).addTo(map);
  };
})();
