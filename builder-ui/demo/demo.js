/** What the shop does with its chat: opens it, asks it something, and tries looks on it. */

const chat = document.querySelector("talkwright-chat");
const code = document.getElementById("code");
const looks = document.getElementById("looks");

for (const button of document.querySelectorAll("[data-chat]")) {
  button.addEventListener("click", () => {
    chat.open();
    if (button.dataset.chat) chat.send(button.dataset.chat);
  });
}

looks.addEventListener("input", () => {
  const chosen = [...new FormData(looks)];
  for (const [name, value] of chosen) value ? chat.setAttribute(name, value) : chat.removeAttribute(name);
  const attributes = chosen.map(([name, value]) => (value ? ` ${name}="${value}"` : ""));
  code.textContent = `<script src="/widget.js" defer></script>\n<talkwright-chat${attributes.join("")}></talkwright-chat>`;
});
