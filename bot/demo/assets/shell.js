/**
 * The frame around SimCord's channels. The address says where one is and as whom: #general.ana
 *
 * @typedef {{key: string, name: string, picture: string, moderates: boolean}} Person
 * @typedef {{command: string, then: string}} Hint
 * @typedef {{key: string, name: string, direct: boolean, hints: Hint[]}} Room
 * @typedef {{requestId: string, rejected: boolean, acknowledgement: string}} Receipt
 * @typedef {{session: string, server: string, logo: string, people: Person[], rooms: Room[]}} World
 */

const LOOK_AGAIN_MS = 1000;
const NOTICE_MS = 5000;

/** @param {string} id */
const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));
const frame = /** @type {HTMLIFrameElement} */ (byId("channel"));
const notice = byId("notice");

/** @type {World} */
const world = await (await fetch("/demo/world")).json();
/** The newest message that was looked at, for each frame. @type {Map<string, string | undefined>} */
const seen = new Map();
let noticeTimer = 0;

/** Where the address leads, or the first room as the first person. @returns {{room: Room, person: Person}} */
function place() {
  const [roomKey, personKey] = location.hash.slice(1).split(".");
  return {
    room: world.rooms.find((room) => room.key === roomKey) ?? world.rooms[0],
    person: world.people.find((person) => person.key === personKey) ?? world.people[0],
  };
}

/** @param {Room} room @param {Person} person */
const keyOf = (room, person) => `${room.key}.${person.key}`;

/** @param {string} tag @param {Record<string, string>} attributes @param {(Node | string)[]} children */
function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** @param {string} file */
const picture = (file) =>
  make("img", { class: "picture", src: `/demo/${file}`, alt: "", width: "24", height: "24" });

/** @param {string} key @param {boolean} current @param {(Node | string)[]} children */
function link(key, current, ...children) {
  const attributes = { class: "link", href: `#${key}`, "data-key": key };
  return make("li", {}, make("a", current ? { ...attributes, "aria-current": "true" } : attributes, ...children));
}

/** @param {Room} room @param {Person} person */
function showRooms(room, person) {
  const links = (/** @type {boolean} */ direct) =>
    world.rooms
      .filter((each) => each.direct === direct)
      .map((each) => {
        const mark = each.direct ? picture(world.logo) : make("span", { class: "hash", "aria-hidden": "true" }, "#");
        return link(keyOf(each, person), each === room, mark, each.name);
      });
  byId("channels").replaceChildren(...links(false));
  byId("directs").replaceChildren(...links(true));
}

/** @param {Room} room @param {Person} person */
function showPeople(room, person) {
  const links = world.people.map((each) => {
    const tag = each.moderates ? [make("span", { class: "tag" }, "Moderator")] : [];
    return link(keyOf(room, each), each === person, picture(each.picture), each.name, ...tag);
  });
  byId("people").replaceChildren(...links);
}

/** @param {Room} room */
function showHint(room) {
  const tries = room.hints.flatMap(({ command, then }, index) => [
    index ? "; or " : "",
    make("kbd", {}, command),
    then.startsWith("then") ? `, ${then}` : ` ${then}`,
  ]);
  const all = tries.length ? ["Try it: type ", make("kbd", {}, "/"), " and pick ", ...tries, "."] : null;
  byId("hint").replaceChildren(...(all ?? ["Try it: type ", make("kbd", {}, "/"), " to see what the bot can do."]));
}

/** @param {boolean} open */
function openSidebar(open) {
  document.body.classList.toggle("sidebar-open", open);
  byId("menu").setAttribute("aria-expanded", String(open));
  byId("scrim").hidden = !open;
}

/** Go where the address says; SimCord's page starts anew when its own address changes. */
function go() {
  const { room, person } = place();
  const key = keyOf(room, person);
  if (location.hash !== `#${key}`) history.replaceState(null, "", `#${key}`);
  showRooms(room, person);
  showPeople(room, person);
  showHint(room);
  openSidebar(false);
  document.title = `${room.direct ? "@" : "#"}${room.name} as ${person.name} | Gueststar demo`;
  frame.title = `${room.direct ? "Direct messages with " : "Channel "}${room.name}, seen by ${person.name}`;
  frame.contentWindow?.location.replace(`/channel#${key}`);
}

/** @param {string} text @param {number} [milliseconds] */
function say(text, milliseconds) {
  clearTimeout(noticeTimer);
  notice.textContent = text;
  notice.hidden = !text;
  if (milliseconds) noticeTimer = setTimeout(() => say(""), milliseconds);
}

/** @param {Record<string, string>} latest */
function markUnread(latest) {
  const { room, person } = place();
  for (const each of world.rooms) {
    const key = keyOf(each, person);
    if (each === room || !seen.has(key)) seen.set(key, latest[each.key]);
    const element = document.querySelector(`.rooms [data-key="${key}"]`);
    element?.classList.toggle("unread", seen.get(key) !== latest[each.key]);
  }
}

async function lookForNews() {
  try {
    const response = await fetch(`/demo/unread/${place().person.key}`);
    const news = await response.json();
    if (news.session !== world.session) location.reload();
    if (notice.dataset.gone) say("");
    delete notice.dataset.gone;
    markUnread(news.latest);
  } catch {
    notice.dataset.gone = "yes";
    say("The demo has stopped. This page comes back when it is started again.");
  }
  setTimeout(lookForNews, LOOK_AGAIN_MS);
}

/** SimCord reports in its hidden toolbar how an action went; what a visitor must know is said here. */
function watchActions() {
  const view = /** @type {(Window & {simcordPreview?: {lastAction: Receipt | null}}) | null} */ (frame.contentWindow);
  const status = view?.document.getElementById("action-status");
  if (!view || !status) return;
  let told = "";
  new MutationObserver(() => {
    if (status.textContent?.startsWith("Preview session is unavailable")) view.location.reload();
    const receipt = view.simcordPreview?.lastAction;
    if (!receipt || receipt.requestId === told) return;
    told = receipt.requestId;
    if (receipt.rejected || receipt.acknowledgement === "unacknowledged") say("This interaction failed.", NOTICE_MS);
  }).observe(status, { childList: true, characterData: true, subtree: true });
}

byId("server-name").textContent = world.server;
byId("menu").addEventListener("click", () => openSidebar(true));
byId("scrim").addEventListener("click", () => openSidebar(false));
document.addEventListener("keydown", (event) => event.key === "Escape" && openSidebar(false));
window.addEventListener("hashchange", go);
frame.addEventListener("load", watchActions);
go();
lookForNews();
