import type { StretchFacts, ToHost, ToWorker } from '../../runtime/worker/protocol.ts';
import { noteOf } from './rules.ts';

/*
 * A worker process that does what ours never would. What it does with a login stands in the text of its first rule:
 * JavaScript that can use `tenant`, `job`, `stretch`, `notes`, `noteOf`, `say` and `texts`,
 * the texts of all tenants that it knows.
 */

const texts = new Map<number, string>();

function say(message: ToHost | object): void {
  process.send?.(message);
}

function run(tenant: number, job: number, stretch: StretchFacts): void {
  const notes = stretch.rules.map((rule) => noteOf(rule));
  const names = ['tenant', 'job', 'stretch', 'notes', 'noteOf', 'say', 'texts'];
  new Function(...names, texts.get(tenant) ?? '')(tenant, job, stretch, notes, noteOf, say, texts);
}

process.on('message', (message: ToWorker) => {
  if (message.kind === 'tenant') texts.set(message.tenant, message.facts.rules[0]?.text ?? '');
  if (message.kind === 'close') texts.delete(message.tenant);
  if (message.kind === 'run') run(message.tenant, message.job, message.stretch);
});
process.on('disconnect', () => process.exit());
say({ kind: 'ready' });
