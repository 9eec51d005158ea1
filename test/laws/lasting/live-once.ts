import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { createPipeline, type Report, type Store } from '../../../runtime/index.ts';
import type { CompiledPolicy } from '../../../stdlib/index.ts';
import { LOCAL } from '../../conclusion/lasting-steps.ts';
import { type Blow, mortalStore } from './mortal-store.ts';
import { runToEnd } from './run-to-end.ts';

/** One process's part in a login: what it runs, and what strikes it. */
export interface Life {
  readonly policies: readonly CompiledPolicy[];
  readonly id: string;
  readonly answer: 'passed' | 'failed';
  readonly blow: Blow | null;
}

/** Runs a login and delivers what is due; `died`: nobody was told how it ended. */
export async function liveOnce(store: Store, life: Life): Promise<Report | 'died'> {
  const mortal = mortalStore(store, life.blow);
  const pipeline = await createPipeline(life.policies, { store: mortal.store, network: LOCAL });
  try {
    const end = await Promise.race([runToEnd(pipeline, life), mortal.died]);
    await Promise.race([pipeline.flush(), mortal.died]);
    return end;
  } finally {
    pipeline.dispose();
  }
}

/** The same in a process of its own, which is killed where it dies. */
export async function liveInProcess(file: string, life: Life): Promise<Report | 'died'> {
  const program = join(import.meta.dirname, 'live-in-process.ts');
  const child = spawn(process.execPath, [program, file, JSON.stringify(life)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [said, [code, signal]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  if (signal === 'SIGKILL') return 'died';
  if (code !== 0) throw new Error(`the process ended with ${code}`);
  return JSON.parse(said);
}
