// The whole path of a cycle, from an empty instance to the public restitution, played by people at
// their screens: node story.mjs PROGRAM MANNER… (house.mjs). Each chapter is a check; another tells
// whether the pages it went through are without fault.
import { House } from "./house.mjs";
import { Tap } from "./tap.mjs";
import * as call from "./chapters/call.mjs";
import * as exchange from "./chapters/exchange.mjs";
import * as opening from "./chapters/opening.mjs";
import * as restitution from "./chapters/restitution.mjs";
import * as selection from "./chapters/selection.mjs";
import * as session from "./chapters/session.mjs";

const chapters = [
  ["an empty instance says so, kindly", opening.emptiness],
  ["the administrator comes in by the printed link and creates a cycle", opening.administrator],
  ["a facilitator is invited, accepts, and publishes the cycle", opening.facilitator],
  ["the facilitator writes the call, its places and its questions, and publishes it", call.publish],
  ["a member of staff starts an application, by keyboard alone", call.start],
  ["the draft is kept, and the elected official confirms from their own mailbox", call.pair],
  ["two windows on one draft: nothing is lost", call.conflict],
  ["the pair joins a file, reads the whole again and submits", call.submit],
  ["more territories apply, one of them written by hand", call.others],
  ["after the deadline, to the second, nothing is accepted", call.deadline],
  ["a jury is invited, and its grid is written", selection.jury],
  ["jurors mark alone; one steps aside", selection.marks],
  ["the facilitator composes the cohort under quotas", selection.choice],
  ["the letters are previewed, the decision is taken once", selection.decide],
  ["letters arrive, and lead into the cohort", selection.letters],
  ["the cohort has its welcome, its charter and its directory", selection.cohort],
  ["an expert joins", selection.expert],
  ["a working day is prepared", session.prepare],
  ["people are ticked at the door, by their phone or by hand", session.attend],
  ["the room gives ideas and votes, from phones without account", session.ideas],
  ["the day is told, and what is learned is kept", session.tell],
  ["a blocker is exposed, answered and lifted", exchange.blocker],
  ["an experience is told", exchange.experience],
  ["a takeaway becomes an action, a cap is passed", exchange.roadmap],
  ["a territory leaves, another comes in its place", exchange.departure],
  ["the restitution is announced", restitution.announce],
  ["people register without an account; the waiting list moves by itself", restitution.registrations],
  ["a territory publishes its sheet", restitution.sheets],
  ["the centre writes a content and its own pages", opening.contents],
  ["own data: the file, the password, the erasure", exchange.ownData],
];

const [program, ...names] = process.argv.slice(2);
const tap = new Tap();
const house = await House.open(program, names);
const told = { house, cast: {} };
try {
  for (const [words, play] of chapters) {
    if (!await tap.check(words, () => play(told))) break;
    const faults = house.faults.splice(0);
    await tap.check(`${words}: no fault on its pages`, () => {
      if (faults.length) throw new Error([...new Set(faults)].join("\n"));
    });
  }
} finally {
  await tap.check("the server ends well", () => house.close());
}
console.log(`# ${house.turns} pages opened, ${house.looks} of them looked at closely`);
tap.end();
