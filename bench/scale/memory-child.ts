/*
 * Opens so many tenants with the ten rules and so many guests in their list, and as many again, takes a login through each,
 * and writes as JSON how many MiB of memory one of the second half has added to the process at rest. `hand`: the rules by
 * hand, each in an isolate; a number: by the way of that number.
 */
import { readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { compileOrThrow } from '../compiled-policy.ts';
import { openByHand } from '../open-by-hand.ts';
import { byHandSource } from '../ten-rules/by-hand.ts';
import { GUESTS, makeLogins } from '../ten-rules/logins.ts';
import { readTenRules } from '../ten-rules/read-ten-rules.ts';
import { PLAIN_WAYS } from '../ways.ts';

const [, , whose = '', words = '', guests = ''] = process.argv;
const tenants = Number(words);
const { source, world } = await readTenRules(GUESTS.slice(0, Number(guests)));
// As a host has it that reads what was compiled: every tenant brings a bundle of its own.
const bundle = JSON.stringify(compileOrThrow(source, world));
const [login] = makeLogins(1);
const kept: unknown[] = [];
/** Milliseconds in which nobody asks, so that what is done in quiet moments is done. */
const REST = 2500;

for (let tenant = 0; tenant < tenants; tenant += 1) await openOne();
await setTimeout(REST);
const before = resident();
for (let tenant = 0; tenant < tenants; tenant += 1) await openOne();
await setTimeout(REST);
console.log(JSON.stringify({ each: (resident() - before) / tenants, tenants: kept.length }));
process.exit();

async function openOne(): Promise<void> {
  if (whose === 'hand') {
    const isolate = openByHand(`${byHandSource}
      (text) => { const { user, context } = JSON.parse(text); return JSON.stringify(decide(user, context)); }`);
    isolate.call(JSON.stringify(login));
    kept.push(isolate);
    return;
  }
  const way = PLAIN_WAYS[Number(whose)];
  if (way === undefined) throw new Error('there is a way of that number');
  const open = await way.open([JSON.parse(bundle)]);
  await open.decide(login);
  kept.push(open);
}

/** In MiB, after everything that can go has gone. */
function resident(): number {
  globalThis.gc?.();
  globalThis.gc?.();
  const status = readFileSync('/proc/self/status', 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) / 1024;
}
