import { existsSync } from 'node:fs';
import path from 'node:path';
import { EXIT, type ExitCode, UsageError } from '../exit-codes.ts';
import type { Output } from '../output.ts';
import { readPackageFile } from '../package-file.ts';
import { writeAskedFile } from '../write-file.ts';

/** `lintel init`: a small project that works. Writes nothing when a file of it is there already. */
export async function init(directory: string, output: Output): Promise<ExitCode> {
  const taken = [...FILES.keys(), 'lintel.yaml'].filter((name) => existsSync(path.join(directory, name)));
  if (taken.length > 0) {
    throw new UsageError(`${directory} has ${taken.join(', ')} already; name another folder`);
  }
  for (const [name, original] of FILES) {
    const text = await readPackageFile(original);
    if (text === null) throw new Error(`${original} is missing from this installation`);
    await writeAskedFile(path.join(directory, name), text);
    output.say(`wrote ${path.join(directory, name)}`);
  }
  const lintel = commandName();
  const logins = path.join(directory, 'logins.ndjson');
  output.say(`
Try next:
  ${lintel} check ${directory}
  ${lintel} test ${directory}
  ${lintel} run ${directory} --login ${logins}`);
  return EXIT.fine;
}

/** How people call this program: in a checkout, `lintel` is a script of npm. */
function commandName(): string {
  return process.env.npm_lifecycle_event === 'lintel' ? 'npm run --silent lintel --' : 'lintel';
}

/** The files of the project, and the files of this package that they are copies of. */
const FILES: ReadonlyMap<string, string> = new Map([
  ['policy.yaml', 'cli/starter/policy.yaml'],
  ['lists/contractors.csv', 'cli/starter/lists/contractors.csv'],
  ['fixtures/people.yaml', 'cli/starter/fixtures/people.yaml'],
  ['logins.ndjson', 'cli/starter/logins.ndjson'],
  ['logins/manager-at-home.json', 'cli/starter/logins/manager-at-home.json'],
  ['README.md', 'cli/starter/README.md'],
  ['.lintel/policy.schema.json', 'grammar/policy.schema.json'],
  ['.lintel/tests.schema.json', 'grammar/tests.schema.json'],
  ['.lintel/fixtures.schema.json', 'grammar/fixtures.schema.json'],
]);
