// The reading page's keys and marks. All that it does can be done without it, by links and forms.
"use strict";

const list = () => [...document.querySelectorAll(".claims > li")];
const marks = (id) => [...document.querySelectorAll("mark[data-claims]")].filter((mark) => mark.dataset.claims.split(" ").includes(id));

function choose(item, move) {
  document.querySelectorAll(".current").forEach((each) => each.classList.remove("current"));
  if (!item) return;
  item.classList.add("current");
  const held = marks(item.dataset.claim);
  held.forEach((mark) => mark.classList.add("current"));
  fillCard(item);
  if (move) {
    item.focus({ preventScroll: true });
    item.scrollIntoView({ block: "nearest" });
    if (held.length) held[0].scrollIntoView({ block: "nearest" });
  }
}

// What a claim tells, beside the text: its chain, its events, their days on the calendar, their places on the map.
function fillCard(item) {
  document.getElementById("chain").textContent = item.dataset.chain;
  document.getElementById("said").textContent = [...item.querySelectorAll(".told")].map((told) => told.textContent.trim()).join(" ; ");
  document.getElementById("drawn").replaceChildren(...leaves(item.dataset.days.split(" ")), ...maps(item));
}

function leaves(days) {
  const wanted = new Set(days.map((day) => day.slice(0, 7)));
  const found = [...document.querySelectorAll(".leaves .leaf")].filter((leaf) => wanted.has(leaf.dataset.month)).slice(0, 2);
  return found.map((leaf) => {
    const copy = leaf.cloneNode(true);
    copy.querySelectorAll("td").forEach((cell) => cell.classList.toggle("current", days.includes(cell.dataset.day)));
    return copy;
  });
}

function maps(item) {
  const map = document.querySelector("details .map.small");
  if (!map || !item.dataset.spots) return [];
  const copy = map.cloneNode(true);
  const spots = item.dataset.spots.split(" ");
  copy.setAttribute("viewBox", item.dataset.box);
  copy.querySelectorAll("[data-spot]").forEach((spot) => {
    if (!spots.includes(spot.dataset.spot)) spot.remove();
  });
  return [copy];
}

function step(by) {
  const items = list();
  const at = items.findIndex((item) => item.classList.contains("current"));
  if (items.length) choose(items[Math.min(items.length - 1, Math.max(0, at + by))], true);
}

function verdict(value) {
  const button = document.querySelector(`.claims > li.current button[value="${value}"]`);
  if (button) button.click();
}

// Opens the form that mends the claim at hand; the words that are selected in the text are taken as what is claimed.
function mend(name) {
  const form = document.querySelector(".claims > li.current details.mend");
  if (!form) return;
  const field = form.querySelector(`[name="${name}"]`);
  if (name === "words" && selected()) field.value = document.getSelection().toString();
  form.open = true;
  field.focus();
}

// Where the selected words of the text begin and end, in code points; null where none are.
function selected() {
  const chosen = document.getSelection();
  if (chosen.isCollapsed || !chosen.rangeCount) return null;
  const range = chosen.getRangeAt(0);
  const ends = [place(range.startContainer, range.startOffset), place(range.endContainer, range.endOffset)];
  return ends.includes(null) ? null : ends;
}

function place(node, offset) {
  const piece = node.nodeType === Node.TEXT_NODE ? node.parentElement.closest(".text [data-start]") : null;
  return piece && Number(piece.dataset.start) + [...node.data.slice(0, offset)].length;
}

// The footnote of the words that are selected, else of the claim at hand.
function cite() {
  const link = document.querySelector(".claims > li.current .cite") || document.querySelector(".claims .cite");
  if (!link) return;
  const to = new URL(link.href);
  const ends = selected();
  if (ends) to.search = new URLSearchParams({ start: ends[0], end: ends[1] });
  location.assign(to);
}

const KEYS = {
  j: () => step(1), k: () => step(-1), a: () => verdict("right"), r: () => verdict("wrong"),
  m: () => mend("words"), s: () => mend("speaker"), c: cite,
};

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select");
  if (typing || event.ctrlKey || event.metaKey || event.altKey || !(event.key in KEYS)) return;
  event.preventDefault();
  KEYS[event.key]();
});

for (const kind of ["mouseover", "focusin", "click"]) {
  document.addEventListener(kind, (event) => {
    const mark = event.target.closest("mark[data-claims]");
    const item = mark ? document.getElementById("l-" + mark.dataset.claims.split(" ")[0]) : event.target.closest(".claims > li");
    if (item) choose(item, false);
  });
}

// A link to words (#w120-180): the pieces that hold them are shown.
function showWords() {
  const asked = /^#w(\d+)-(\d+)$/.exec(location.hash);
  if (asked) {
    const [start, end] = [Number(asked[1]), Number(asked[2])];
    const pieces = [...document.querySelectorAll("[data-start]")].filter((piece) => {
      const begins = Number(piece.dataset.start);
      return begins < end && begins + [...piece.textContent].length > start;
    });
    pieces.forEach((piece) => piece.classList.add("current"));
    if (pieces.length) pieces[0].scrollIntoView({ block: "center" });
  }
  const claim = /^#(c\d+)$/.exec(location.hash);
  if (claim) choose(document.getElementById("l-" + claim[1]), false);
}
window.addEventListener("hashchange", showWords);
showWords();

// A dispatch that is dropped on the start page is pasted.
const paste = document.getElementById("paste");
if (paste) {
  paste.addEventListener("dragover", (event) => event.preventDefault());
  paste.addEventListener("drop", async (event) => {
    const file = event.dataTransfer.files[0];
    if (!file) return;
    event.preventDefault();
    paste.querySelector("textarea").value = await file.text();
  });
}

// A footnote is copied by a button, which only a script can give.
const note = document.getElementById("note");
const copy = document.getElementById("copy");
if (note && copy && navigator.clipboard) {
  copy.hidden = false;
  copy.addEventListener("click", async () => {
    await navigator.clipboard.writeText(note.value);
    copy.textContent = copy.dataset.done;
  });
}
