/**
 * Keeps the newest message in sight, as Discord does, until the visitor scrolls up; coming back down, or writing
 * something, follows the conversation again.
 */

const NEAR_PX = 48;
const INPUT_MS = 500;

const timeline = /** @type {HTMLElement} */ (document.getElementById("channel-timeline"));
const list = /** @type {HTMLElement} */ (document.getElementById("channel-message-list"));
let following = true;
let lastInput = -INPUT_MS;

const distance = () => timeline.scrollHeight - timeline.scrollTop - timeline.clientHeight;

function follow() {
  if (following && distance() > 1) timeline.scrollTop = timeline.scrollHeight;
}

function catchUp() {
  following = true;
  follow();
}

for (const type of ["wheel", "touchmove", "pointerdown", "keydown"]) {
  timeline.addEventListener(type, () => (lastInput = performance.now()), { passive: true });
}
timeline.addEventListener("scroll", () => {
  if (performance.now() - lastInput < INPUT_MS) following = distance() < NEAR_PX;
  else follow();
});
document.getElementById("history-older")?.addEventListener("click", () => (following = false));
const composer = document.getElementById("channel-composer");
composer?.addEventListener("keydown", (event) => event.key === "Enter" && catchUp(), true);
composer?.addEventListener("click", catchUp, true);

const observer = new ResizeObserver(follow);
observer.observe(list);
observer.observe(timeline);
