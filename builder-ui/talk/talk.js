/** The page has the name of the assistant that is talked to on it. */

const chat = document.querySelector("talkwright-chat");
chat.addEventListener("talkwright-ready", ({ detail }) => {
  document.title = detail.assistant;
});
