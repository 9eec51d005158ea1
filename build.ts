import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { buildSync } from 'esbuild';
import { bundleAll } from './runtime/bundle.ts';

/** Makes `dist`: the sources as plain JavaScript with types and source maps, and the files that they read. */
rmSync('dist', { recursive: true, force: true });
const { status } = spawnSync('tsc', ['--project', 'tsconfig.build.json'], { stdio: 'inherit' });
if (status !== 0) process.exit(1);

const READ_AT_RUN_TIME = ['docs/diagnostics', 'cli/starter', 'cli/example-login.json', 'stdlib/templates'];
for (const path of READ_AT_RUN_TIME) {
  cpSync(path, `dist/${path}`, { recursive: true });
}

// What runs inside sandboxes, in one text each: what is published does not bundle.
mkdirSync('dist/bundles', { recursive: true });
for (const [key, bundle] of bundleAll()) writeFileSync(`dist/bundles/${key}.json`, JSON.stringify(bundle));

// The rule tester once more, for test runners that know only CommonJS.
buildSync({
  entryPoints: ['testing/index.ts'],
  outfile: 'dist/testing/index.cjs',
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node24',
  external: ['isolated-vm', 'esbuild'],
  define: {
    'import.meta.filename': '__filename',
    'import.meta.dirname': '__dirname',
    'import.meta.url': 'importMetaUrl',
  },
  banner: { js: "const importMetaUrl = require('node:url').pathToFileURL(__filename).href;" },
});
