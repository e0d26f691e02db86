/** Puts the page together: one world, the phones that show it, and the bars around them. */

import { ClockBar } from "./clockbar.js";
import { iconButton } from "./dom.js";
import { Drawer } from "./drawer.js";
import { Shelf } from "./shelf.js";
import { Story } from "./story.js";
import { World } from "./world.js";

const place = (id) => document.getElementById(id);

const world = new World();
const shelf = new Shelf(world, place("phones"), place("tabs"));
const clock = new ClockBar(world, place("clock"));
const drawer = new Drawer(world, shelf, place("drawer"));
const story = new Story(world, shelf, clock, place("story"));

const drawerButton = iconButton("more", "Phones and what if…", () => slide(), { class: "round drawer-button", "aria-expanded": "false", "aria-controls": "drawer" });

/** On a narrow screen the drawer slides over the phone, and goes at a tap beside it or Escape. */
function slide(open = !place("drawer").classList.contains("open")) {
  place("drawer").classList.toggle("open", open);
  drawerButton.setAttribute("aria-expanded", String(open));
}

document.addEventListener("pointerdown", ({ target }) => target.closest("#drawer, .drawer-button, dialog") || slide(false));
document.addEventListener("keydown", ({ key }) => key === "Escape" && slide(false));
place("clock").append(drawerButton);

/** Draws once a frame at most, however much happens; a hidden page waits until it is looked at. */
function soon(draw) {
  let waits = false;
  return () => {
    if (waits) return;
    waits = true;
    requestAnimationFrame(() => {
      waits = false;
      draw();
    });
  };
}

const drawStory = soon(() => story.draw());
const drawDrawer = soon(() => drawer.draw());

const on = (type, hear) => world.addEventListener(type, ({ detail }) => hear(detail));

on("reload", () => {
  shelf.rebuild();
  clock.draw();
  drawStory();
});
on("state", () => {
  shelf.arrange();
  drawStory();
});
on("message", (heard) => {
  shelf.hear(heard);
  drawStory();
});
on("press", (press) => {
  shelf.phone(press.chat_id)?.presses.hear(press);
  story.pressed(press);
});
on("typing", ({ chat_id: chat }) => shelf.phone(chat)?.typing());
on("clock", () => {
  clock.draw();
  drawStory();
});
on("line", (up) => document.body.classList.toggle("cut-off", !up));
shelf.addEventListener("change", () => {
  drawDrawer();
  drawStory();
});

world.open();
