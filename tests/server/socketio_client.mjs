// socket.io-client as a page uses it. Lines of standard input are said; what is heard is printed, a JSON value a line.
import { createInterface } from "node:readline";
import { createRequire } from "node:module";

const [modules, url, transports] = process.argv.slice(2);
const { io } = createRequire(modules)("socket.io-client");

const tell = (what, value) => console.log(JSON.stringify([what, value]));
const socket = io(url, { transports: transports.split(","), reconnectionDelay: 100, reconnectionDelayMax: 200 });
let session = null;

socket.on("connect", () => socket.emit("session_request", { session_id: session }));
socket.on("disconnect", (reason) => tell("disconnect", reason));
socket.on("session_confirm", (confirmed) => {
  session = confirmed;
  tell("session", confirmed);
});
socket.on("bot_uttered", (message) => tell("bot", message));
socket.io.engine.on("upgrade", (transport) => tell("upgrade", transport.name));

createInterface({ input: process.stdin })
  .on("line", (line) => socket.emit("user_uttered", { message: line, session_id: session }))
  .on("close", () => socket.close());
