/** What the panel says. A page overrides any of it: `text-send="Go"`. */

export const words = {
  assistant: "Assistant",
  connecting: "Connecting…",
  online: "Online",
  offline: "Reconnecting…",
  "start-over": "Start over",
  close: "Close the chat",
  log: "Conversation",
  opening: "What can I do for you?",
  begin: "Write in your own words.",
  message: "Your message",
  placeholder: "Write a message",
  send: "Send",
  jump: "New messages",
  "over-title": "Start over?",
  "over-text": "A new conversation begins, and this one leaves the page.",
  "over-keep": "Keep talking",
  said: "{name} said:",
  "you-said": "You said:",
  typing: "{name} is typing",
  sending: "Sending…",
  waiting: "Waiting for a connection…",
  sent: "Sent",
  "not-sent": "Not sent.",
  "not-answered": "Not answered.",
  again: "Try again",
  delete: "Delete",
  choices: "Choices",
  cards: "Cards",
  picture: "Picture from {name}",
  "picture-to": "Picture to: {text}",
  unknown: "This message is of a kind that cannot be shown here.",
  failed: "Something went wrong. Please try again.",
};

export type Key = keyof typeof words;
export type Words = Record<Key, string>;
