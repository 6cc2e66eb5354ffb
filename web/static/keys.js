// Keys and partial updates. The page works without any of this; what a key does is press the button that is there.
"use strict";
document.documentElement.classList.add("scripted");

const rows = () => [...document.querySelectorAll("li.finding")];
const here = () => document.querySelector("li.finding.here");
const box = (row) => row?.querySelector("input[type=checkbox]");

function go(step) {
  const all = rows();
  if (!all.length) return;
  const at = all.indexOf(here());
  const to = all[Math.min(Math.max(at + step, 0), all.length - 1)];
  here()?.classList.remove("here");
  to.classList.add("here");
  to.focus({ preventScroll: true });
  to.scrollIntoView({ block: "nearest" });
}

function open() {
  const link = here()?.querySelector(".summary a") ?? document.querySelector("[data-open]");
  if (link) link.click();
}

// Whoever ticked nothing means the finding she stands on.
function decide(key) {
  const button = document.querySelector(`form.decide [data-key="${key}"]`);
  const current = here();
  if (!button) return;
  if (rows().length && !document.querySelector("li.finding input:checked")) {
    if (!box(current)) return;
    box(current).checked = true;
  }
  button.form.requestSubmit(button);
}

// A rejection says why: the key leads to the reasons, Enter there or the button sends it.
function reject() {
  const reasons = document.querySelector("form.decide select[name=reason]");
  if (!reasons || (rows().length && !here() && !document.querySelector("li.finding input:checked"))) return;
  if (reasons.value) decide("r");
  else reasons.focus();
}

function withoutWhy(form, button) {
  const reasons = form.querySelector("select[name=reason]");
  if (button?.value !== "reject" || reasons.value) return false;
  reasons.focus();
  return true;
}

// A decision sends the form and puts the answer's content in place; the finding she stood on stays under her hand.
async function send(event) {
  const form = event.target;
  if (form.method !== "post" || !["/review", "/undo"].includes(new URL(form.action).pathname)) return;
  event.preventDefault();
  if (withoutWhy(form, event.submitter)) return;
  const at = rows().indexOf(here());
  const body = new URLSearchParams(new FormData(form, event.submitter ?? undefined));
  const answer = await fetch(form.action, { method: "POST", body, headers: { accept: "text/html" } });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  document.querySelector("main").replaceWith(page.querySelector("main"));
  if (answer.ok) history.replaceState(null, "", answer.url);
  if (at >= 0 && rows().length) { rows()[Math.min(at, rows().length - 1)].classList.add("here"); }
}

const keys = {
  j: () => go(1),
  k: () => go(-1),
  o: open,
  x: () => box(here())?.click(),
  a: () => decide("a"),
  r: reject,
  w: () => decide("w"),
  u: () => document.querySelector('[data-key="u"]')?.click(),
  h: () => document.getElementById("keys").showModal(),
};
keys["?"] = keys.h;

document.addEventListener("keydown", (event) => {
  if (event.target.matches("form.decide select[name=reason]") && event.key === "Enter" && event.target.value) { event.preventDefault(); decide("r"); return; }
  if (event.target.matches("form.decide select, form.decide input") && event.key === "Escape") { (here() ?? document.querySelector("main")).focus(); return; }
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input:not([type=checkbox]), select, textarea")) return;
  const act = keys[event.key];
  if (act && !document.getElementById("keys").open) { event.preventDefault(); act(); }
});
document.addEventListener("submit", send);
