"""Keep the looks of the page of mistakes, and the few lines of script that filter it."""

__all__ = ["SCRIPT", "STYLE"]

STYLE = """
:root{color-scheme:light dark;--paper:#f6f5f2;--card:#fff;--ink:#1d2126;--soft:#5f6872;--line:#dcdad4;--sea:#e3ebf1;
--land:#f7f4ec;--edge:#b9b5a8;--good:#0b7a5c;--bad:#c2410c;--miss:#6d4bb5;--plus:#8a6100;--mark:#ffe59a}
@media (prefers-color-scheme:dark){:root{--paper:#14171b;--card:#1d2126;--ink:#e9e7e2;--soft:#a0a8b1;--line:#333a42;
--sea:#17222c;--land:#2b3138;--edge:#59626c;--good:#4fd1a5;--bad:#ff8f5c;--miss:#b9a0f5;--plus:#e2b64b;--mark:#6b5300}}
*{box-sizing:border-box}body{margin:0;background:var(--paper);color:var(--ink);
font:16px/1.5 system-ui,-apple-system,"Segoe UI",sans-serif}.hidden{position:absolute}
header{position:sticky;top:0;z-index:1;background:var(--paper);padding:14px 24px 12px;
border-bottom:1px solid var(--line)}
h1{font:600 22px/1.2 Georgia,"Times New Roman",serif;margin:0}
header p{margin:4px 0 10px;color:var(--soft);font-size:14px}
nav{display:flex;gap:10px 16px;flex-wrap:wrap;align-items:center;font-size:13px}
.causes{display:flex;gap:6px;flex-wrap:wrap;width:100%}
select,button{font:inherit;color:inherit;background:var(--card);border:1px solid var(--line);border-radius:999px;
padding:3px 11px;cursor:pointer}button b{font-weight:600;opacity:.7}
button[aria-pressed=false]{opacity:.45;text-decoration:line-through}button:focus-visible,select:focus-visible{
outline:2px solid var(--good);outline-offset:2px}
.wrong{color:var(--bad)}.missed{color:var(--miss)}.extra{color:var(--plus)}#shown{color:var(--soft)}
main{max-width:1180px;margin:0 auto;padding:18px 24px 60px}
article{display:grid;grid-template-columns:1fr 340px;gap:24px;background:var(--card);border:1px solid var(--line);
border-radius:10px;padding:18px 20px;margin:0 0 14px;content-visibility:auto;contain-intrinsic-size:auto 270px}
article[hidden]{display:none}h2{font-size:18px;margin:0;overflow-wrap:anywhere}
.far{float:right;font-weight:600;font-variant-numeric:tabular-nums;color:var(--bad)}
.cause{margin:0 0 8px;font-size:13px;font-weight:600}
blockquote{margin:0 0 10px;font:16px/1.55 Georgia,"Times New Roman",serif;white-space:pre-line;overflow-wrap:anywhere}
mark{background:var(--mark);color:inherit;padding:1px 2px;border-radius:3px}
dl{display:grid;grid-template-columns:max-content 1fr;gap:2px 12px;margin:0;font-size:13px}dt{color:var(--soft)}
dd{margin:0;overflow-wrap:anywhere}.from{margin:10px 0 0;font-size:12px;color:var(--soft);overflow-wrap:anywhere}
.map{display:block;width:100%;height:auto;background:var(--sea);border-radius:8px}
.map.empty{display:grid;place-items:center;height:220px;color:var(--soft);font-size:13px}
.land{fill:var(--land);stroke:var(--edge);stroke-width:.8px}.borders{fill:none;stroke:var(--edge);stroke-width:.8px}
.land,.borders,.way,.map circle,.map rect{vector-effect:non-scaling-stroke}
#land,#borders{vector-effect:non-scaling-stroke}
.way{fill:none;stroke:var(--soft);stroke-width:1.3px;stroke-dasharray:4 4}
circle.marked{fill:var(--good);stroke:var(--card);stroke-width:2px}
rect.answered{fill:var(--bad);stroke:var(--card);stroke-width:2px}
.key{display:inline-block;width:11px;height:11px;margin:0 3px 0 8px}
.key.marked{background:var(--good);border-radius:50%}
.key.answered{background:var(--bad);transform:rotate(45deg) scale(.85)}
@media (max-width:820px){header{position:static}article{grid-template-columns:1fr}.map{max-width:420px}}
@media print{header{position:static}nav{display:none}article{break-inside:avoid}}
"""

SCRIPT = """
const corpus = document.getElementById("corpus"), buttons = [...document.querySelectorAll("nav button")];
const cards = [...document.querySelectorAll("article")];
function show() {
  const on = new Set(buttons.filter(b => b.getAttribute("aria-pressed") === "true").map(b => b.dataset.cause));
  let count = 0;
  for (const card of cards) {
    card.hidden = !on.has(card.dataset.cause) || (corpus.value && corpus.value !== card.dataset.corpus);
    count += !card.hidden;
  }
  document.getElementById("shown").textContent = count + " shown";
  document.getElementById("none").hidden = count > 0;
}
for (const button of buttons) button.addEventListener("click", event => {
  const pressed = b => b.getAttribute("aria-pressed") === "true";
  const alone = pressed(button) && buttons.filter(pressed).length === 1;
  const all = buttons.every(pressed);
  for (const b of buttons) {
    if (event.shiftKey) b.setAttribute("aria-pressed", String(!pressed(b)));
    else if (all) b.setAttribute("aria-pressed", String(b === button));
    else if (alone) b.setAttribute("aria-pressed", "true");
  }
  if (!event.shiftKey && !all && !alone) button.setAttribute("aria-pressed", String(!pressed(button)));
  show();
});
corpus.addEventListener("change", show);
show();
"""
