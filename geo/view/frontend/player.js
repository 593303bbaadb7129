// Buttons that step through time. While playing, the next step is asked for once the page has shown the last one.

const SVG = "http://www.w3.org/2000/svg";
const SHAPES = { play: "M5 3.5v11l9-5.5z", stop: "M5 4h3v10H5zM10 4h3v10h-3z", back: "M13 4v10L6 9zM4 4h1.6v10H4z", on: "M5 4v10l7-5zM12.4 4H14v10h-1.6z" };
const icon = (name) => {
  const drawing = document.createElementNS(SVG, "svg");
  drawing.setAttribute("viewBox", "0 0 18 18");
  drawing.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", SHAPES[name]);
  drawing.append(path);
  return drawing;
};

const PAUSE = 900; // milliseconds that each step stands
export default function player({ parentElement, data, setTriggerValue }) {
  const say = sayer(data.words);
  const root = parentElement.querySelector(".player") || parentElement.appendChild(make("div", "player"));
  const press = (act) => {
    presses += 1;
    setTriggerValue("act", { ...act, n: `${load}${presses}` });
  };
  clearTimeout(root.next);
  if (data.playing) root.next = setTimeout(() => press({ do: "tick" }), PAUSE);
  const fingerprint = JSON.stringify({ ...data, step: 0 });
  if (root.drawn !== fingerprint) {
    root.drawn = fingerprint;
    const focused = root.getRootNode().activeElement;
    const held = focused && root.contains(focused) ? focused.dataset.name : "";
    const button = (name, says, act, off) => {
      const element = make("button", "step");
      Object.assign(element, { type: "button", title: says, disabled: Boolean(off) });
      element.setAttribute("aria-label", says);
      element.dataset.name = name === "stop" ? "play" : name;
      element.append(icon(name));
      element.addEventListener("click", () => press(act));
      return element;
    };
    const select = make("select");
    select.setAttribute("aria-label", say("player.length"));
    select.dataset.name = "stride";
    for (const { value, text, on } of data.strides) {
      const option = make("option", "", text);
      Object.assign(option, { value, selected: on });
      select.append(option);
    }
    select.addEventListener("change", () => press({ do: "stride", value: select.value }));
    root.replaceChildren(
      button("back", say("player.back"), { do: "step", by: -1 }, !data.can_back),
      data.playing ? button("stop", say("player.stop"), { do: "stop" }) : button("play", say("player.play"), { do: "play" }),
      button("on", say("player.on"), { do: "step", by: 1 }, !data.can_on),
      select,
    );
    if (data.narrowed && !data.playing) {
      const whole = make("button", "whole", say("player.all"));
      whole.type = "button";
      whole.addEventListener("click", () => press({ do: "drop-all", name: "dates" }));
      root.append(whole);
    }
    if (held) root.querySelector(`[data-name="${held}"]`)?.focus();
  }
  return () => clearTimeout(root.next);
}
