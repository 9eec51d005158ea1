import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { checkFixtures, type NamedLogin, type World } from '../compiler/index.ts';
import { type Diagnostic, type Finding, hasErrors, parseFixtures, positionAt } from '../grammar/index.ts';
import * as messages from './project-messages.ts';
import { readSourceFile } from './read-source-file.ts';
import { FIXTURES_FOLDER, isYaml } from './tests-file.ts';

/** The logins with names of a project. */
export interface ReadFixtures {
  readonly fixtures: World['fixtures'];
  /** What is wrong with their files. */
  readonly findings: readonly Finding[];
  /** Whether there may be more of them, in what could not be read. */
  readonly areLost: boolean;
}

/** Reads the files in `fixtures/`, in alphabetical order; of logins with the same name the first counts. */
export async function readFixtures(root: string, attributes: World['attributes']): Promise<ReadFixtures> {
  const fixtures = new Map<string, NamedLogin>();
  const findings: Finding[] = [];
  const names = await readdir(path.join(root, FIXTURES_FOLDER)).catch(() => []);
  for (const file of names.filter((name) => isYaml(name) && !name.startsWith('.')).toSorted()) {
    const name = `${FIXTURES_FOLDER}/${file}`;
    const read = await readSourceFile(root, name);
    if (read.kind === 'unreadable') {
      const diagnostic = messages.unreadableTestsFile({ file: name, reason: read.reason, span: START });
      findings.push({ source: { name, text: '' }, diagnostics: [diagnostic] });
      continue;
    }
    const { source } = read;
    const parsed = hasErrors(read.diagnostics)
      ? { value: [], diagnostics: read.diagnostics }
      : parseFixtures(source);
    const diagnostics: Diagnostic[] = [...parsed.diagnostics];
    for (const fixture of parsed.value) {
      const { text, span } = fixture.name;
      const first = fixtures.get(text);
      if (first === undefined) fixtures.set(text, { fixture, source });
      else {
        const { line } = positionAt(first.source, first.fixture.name.span.start);
        diagnostics.push(messages.repeatedFixture({ name: text, file: first.source.name, line, span }));
      }
    }
    findings.push({ source, diagnostics });
  }
  const areLost = findings.some(({ diagnostics }) =>
    diagnostics.some(({ code, severity }) => severity === 'error' && code !== 'repeated-fixture'),
  );
  const checked = new Map(
    checkFixtures({ fixtures, attributes }).map(({ source, diagnostics }) => [source, diagnostics]),
  );
  return { fixtures, areLost, findings: findings.map((one) => withMore(one, checked.get(one.source) ?? [])) };
}

function withMore({ source, diagnostics }: Finding, more: readonly Diagnostic[]): Finding {
  return {
    source,
    diagnostics: [...diagnostics, ...more].toSorted((a, b) => a.span.start - b.span.start),
  };
}

const START = { start: 0, end: 0 };
