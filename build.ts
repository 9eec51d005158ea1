import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync } from 'node:fs';

/** Makes `dist`: the sources as plain JavaScript with types and source maps, and the files that they read. */
rmSync('dist', { recursive: true, force: true });
const { status } = spawnSync('tsc', ['--project', 'tsconfig.build.json'], { stdio: 'inherit' });
if (status !== 0) process.exit(1);

const READ_AT_RUN_TIME = ['docs/diagnostics', 'cli/starter'];
for (const path of READ_AT_RUN_TIME) {
  mkdirSync(`dist/${path}`, { recursive: true });
  cpSync(path, `dist/${path}`, { recursive: true });
}
