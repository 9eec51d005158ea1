import { createPipeline, openSqliteStore } from '../../../runtime/index.ts';
import { LOCAL } from '../../conclusion/lasting-steps.ts';
import type { Life } from './live-once.ts';
import { mortalStore } from './mortal-store.ts';
import { runToEnd } from './run-to-end.ts';

/* Lives once on a store in a file: `live-in-process.ts FILE LIFE`. Says the report, unless it is killed. */

const [, , file = '', told = ''] = process.argv;
const life: Life = JSON.parse(told);
const store = await openSqliteStore(file);
const mortal = mortalStore(store, life.blow);
void mortal.died.then(() => process.kill(process.pid, 'SIGKILL'));
const pipeline = await createPipeline(life.policies, { store: mortal.store, network: LOCAL });
const report = await runToEnd(pipeline, life);
await pipeline.flush();
process.stdout.write(JSON.stringify(report));
pipeline.dispose();
await store.close();
