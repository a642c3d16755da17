// A mail server for tests: takes every mail, sends none. `await sink.take(address, words)` gives the
// oldest mail to that address whose subject holds those words, and takes it away, once it has come.
import net from "node:net";

const WAIT = 60000;

const utf8 = (bytes) => Buffer.from(bytes, "latin1").toString("utf8");
const quoted = (text) => utf8(text.replace(/=\r\n/g, "").replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16))));
const decoders = { "quoted-printable": quoted, base64: (text) => Buffer.from(text, "base64").toString("utf8") };
const words = (header) => header.replace(/\?=\s+=\?/g, "?==?")
  .replace(/=\?utf-8\?b\?([^?]*)\?=/gi, (_, base64) => Buffer.from(base64, "base64").toString("latin1"));

// Header fields by lower-case name, and what follows them.
const split = (part) => {
  const end = part.indexOf("\r\n\r\n");
  const fields = {};
  for (const line of part.slice(0, end).replace(/\r\n[ \t]+/g, " ").split("\r\n")) {
    const colon = line.indexOf(":");
    fields[line.slice(0, colon).toLowerCase()] = line.slice(colon + 1).trim();
  }
  return { fields, body: part.slice(end + 4) };
};

const parts = (source) => {
  const { fields, body } = split(source);
  const boundary = /boundary="?([^";]+)/.exec(fields["content-type"] || "");
  if (boundary) return body.split("--" + boundary[1]).slice(1, -1).flatMap((part) => parts(part.replace(/^\r\n/, "")));
  const decode = decoders[(fields["content-transfer-encoding"] || "").toLowerCase()] || utf8;
  return [{ type: (fields["content-type"] || "text/plain").split(";")[0], text: decode(body).replace(/\r\n/g, "\n") }];
};

const mailOf = (source, to) => {
  const all = parts(source);
  const text = (type) => (all.find((part) => part.type === type) || { text: "" }).text;
  const plain = text("text/plain");
  return { to, subject: utf8(words(split(source).fields.subject || "")).replace(/\s+/g, " "), plain, html: text("text/html"),
    types: all.map((part) => part.type), path: (/^https?:\/\/[^/\s]+(\/\S+)$/m.exec(plain) || [])[1] };
};

const converse = (socket, keep) => {
  let pending = "", to = [], data = null;
  const say = (line) => socket.write(line + "\r\n");
  const finish = () => {
    const source = data.join("\r\n");
    for (const address of to) keep(mailOf(source, address));
    [to, data] = [[], null];
    say("250 kept");
  };
  const command = (line) => {
    const verb = line.slice(0, 4).toUpperCase();
    if (verb === "RCPT") to.push(/<([^>]*)>/.exec(line)[1].toLowerCase());
    if (verb === "DATA") data = [];
    if (verb === "QUIT") { say("221 bye"); socket.end(); } else say(verb === "DATA" ? "354 go on" : "250 fine");
  };
  socket.setEncoding("latin1");
  socket.on("error", () => socket.destroy());
  socket.on("data", (chunk) => {
    const lines = (pending + chunk).split("\r\n");
    pending = lines.pop();
    for (const line of lines) {
      if (!data) command(line);
      else if (line === ".") finish();
      else data.push(line.replace(/^\./, ""));
    }
  });
  say("220 sink");
};

export const openSink = () => new Promise((done, refused) => {
  const mails = [], waiting = new Set();
  const sink = { mails };
  const keep = (mail) => {
    mails.push(mail);
    for (const look of [...waiting]) look();
  };
  sink.take = (address, subject) => new Promise((got, never) => {
    const look = () => {
      const at = mails.findIndex((mail) => mail.to === address && mail.subject.includes(subject));
      if (at < 0) return false;
      clearTimeout(timer);
      waiting.delete(look);
      got(mails.splice(at, 1)[0]);
      return true;
    };
    const timer = setTimeout(() => {
      waiting.delete(look);
      never(new Error(`no mail to ${address} about « ${subject} »; there are: ${mails.map((m) => m.to + " « " + m.subject + " »").join(", ")}`));
    }, WAIT);
    if (!look()) waiting.add(look);
  });
  const server = net.createServer((socket) => converse(socket, keep));
  server.on("error", refused);
  server.listen(0, "127.0.0.1", () => {
    sink.address = `smtp://127.0.0.1:${server.address().port}`;
    sink.close = () => server.close();
    done(sink);
  });
});
