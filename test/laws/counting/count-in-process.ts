import { once } from 'node:events';
import { createPipeline, openSqliteStore } from '../../../runtime/index.ts';
import { runLogins } from './run-logins.ts';

/* Takes logins through policies once it hears something: `count-in-process.ts FILE POLICIES FROM TO`. */

const [, , file = '', policies = '[]', from = '0', to = '0'] = process.argv;
const store = await openSqliteStore(file);
const pipeline = await createPipeline(JSON.parse(policies), { store });
process.stdout.write('ready\n');
await once(process.stdin, 'data');
const outcomes = await runLogins(pipeline, Number(from), Number(to));
process.stdout.write(`${JSON.stringify(outcomes)}\n`);
pipeline.dispose();
await store.close();
process.exit();
