import { createPipeline, openSqliteStore, type Store } from '../../runtime/index.ts';
import { ADA, LOCAL, postTo, wishingPolicy } from '../conclusion/lasting-steps.ts';

/* Takes a login through a rule that notifies, and is killed once everything is stored and before anything is sent. */

const [, , file = '', url = ''] = process.argv;
const store = await openSqliteStore(file);
const commit: Store['commit'] = async (given) => {
  await store.commit(given);
  process.kill(process.pid, 'SIGKILL');
  return new Promise(() => undefined);
};
const rule = { id: 'one', wishes: [{ kind: 'notify', request: postTo(url) } as const] };
const pipeline = await createPipeline([wishingPolicy([rule])], {
  store: { ...store, commit },
  network: LOCAL,
});
await pipeline.run(ADA, { id: 'login-1', now: 0 });
