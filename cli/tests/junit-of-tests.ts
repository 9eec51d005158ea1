import { type Finding, positionAt } from '../../grammar/index.ts';
import { formatRuleTrace } from '../../runtime/index.ts';
import type { TestResult, Verdict } from '../../verify/index.ts';
import { sourceFromHere } from '../findings.ts';
import { isIdle } from './count-verdicts.ts';
import { escapeXml } from './escape-xml.ts';
import { formatDifference } from './format-difference.ts';
import { lineOfResult } from './name-case.ts';
import type { TestedFile, TestedProject, TimedResult } from './tested-project.ts';

/**
 * JUnit's XML: a suite for each file with tests, and one for the laws of each project. Times are in seconds. `errors`:
 * why nothing was run, a suite for each file.
 */
export function junitOfTests(projects: readonly TestedProject[], errors: readonly Finding[] = []): string {
  const suites = [
    ...errors.map(suiteOfErrors),
    ...projects.flatMap((project) => [...project.files.map(suiteOfFile), ...suiteOfLaws(project)]),
  ];
  const whole = total(suites.flatMap(({ cases }) => cases));
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes({ name: 'lintel', ...whole })}>`,
    ...suites.flatMap(({ name, cases }) => [
      `  <testsuite${attributes({ name, ...total(cases) })}>`,
      ...cases.flatMap(formatCase),
      '  </testsuite>',
    ]),
    '</testsuites>',
  ];
  return lines.map((line) => `${line}\n`).join('');
}

interface Suite {
  readonly name: string;
  readonly cases: readonly Case[];
}

interface Case {
  readonly name: string;
  readonly group: string;
  readonly file: string | null;
  readonly line: number | null;
  readonly milliseconds: number;
  readonly end:
    | { readonly kind: 'fine' }
    | { readonly kind: 'skipped'; readonly message: string }
    /** `error`: not what was tested is to blame. */
    | { readonly kind: 'failure' | 'error'; readonly message: string; readonly text: string };
}

const FINE = { kind: 'fine' } as const;

function suiteOfErrors({ source, diagnostics }: Finding): Suite {
  const cases = diagnostics.map(({ code, message, help, span }): Case => {
    const { line } = positionAt(source, span.start);
    const text = [message, ...(help === undefined ? [] : [help])].join('\n');
    const end = { kind: 'error', message, text } as const;
    return {
      name: `${code} in line ${line}`,
      group: source.name,
      file: source.name,
      line,
      milliseconds: 0,
      end,
    };
  });
  return { name: source.name, cases };
}

function suiteOfFile({ source, results }: TestedFile): Suite {
  const cases = results.map(
    ({ result, milliseconds }: TimedResult): Case => ({
      name: result.case.name,
      group: source.name,
      file: source.name,
      line: lineOfResult(source, result),
      milliseconds,
      end: endOfResult(result),
    }),
  );
  return { name: source.name, cases };
}

function endOfResult(result: TestResult): Case['end'] {
  switch (result.kind) {
    case 'passed':
      return FINE;
    case 'skipped':
      return { kind: 'skipped', message: result.reason };
    case 'failed': {
      const reasons = [...result.problems, ...result.differences.map(formatDifference)];
      const rules = result.rules.flatMap((rule) => formatRuleTrace(rule));
      return { kind: 'failure', message: reasons.join('; '), text: [...reasons, ...rules].join('\n') };
    }
  }
}

function suiteOfLaws({ path, root, laws }: TestedProject): readonly Suite[] {
  if (laws === null || laws.verdicts.length === 0) return [];
  const name = `laws of ${path}`;
  const cases = laws.verdicts.map((verdict): Case => {
    const { place } = verdict.law;
    const source = place === null ? null : sourceFromHere(root, place.source);
    const line = source === null || place === null ? null : positionAt(source, place.span.start).line;
    const end = endOfVerdict(verdict);
    return { name: verdict.law.name, group: name, file: source?.name ?? null, line, milliseconds: 0, end };
  });
  return [{ name, cases }];
}

function endOfVerdict(verdict: Verdict): Case['end'] {
  switch (verdict.kind) {
    case 'held':
      return FINE;
    case 'skipped':
      return { kind: 'skipped', message: verdict.reason };
    case 'hardly exercised': {
      const message = `hardly exercised: only ${verdict.logins} logins had to do with it`;
      return isIdle(verdict) ? { kind: 'skipped', message } : { kind: 'failure', message, text: message };
    }
    case 'broken': {
      const { sentence, why, entry, isFault } = verdict.counterexample;
      const text = [sentence, why, '', entry].join('\n');
      return { kind: isFault ? 'error' : 'failure', message: why, text };
    }
  }
}

function total(cases: readonly Case[]) {
  const count = (kind: Case['end']['kind']) => cases.filter(({ end }) => end.kind === kind).length;
  const milliseconds = cases.reduce((sum, one) => sum + one.milliseconds, 0);
  return {
    tests: cases.length,
    failures: count('failure'),
    errors: count('error'),
    skipped: count('skipped'),
    time: seconds(milliseconds),
  };
}

function formatCase({ name, group, file, line, milliseconds, end }: Case): readonly string[] {
  const facts = { name, classname: group, time: seconds(milliseconds), file, line };
  const open = `    <testcase${attributes(facts)}`;
  switch (end.kind) {
    case 'fine':
      return [`${open}/>`];
    case 'skipped':
      return [`${open}>`, `      <skipped${attributes({ message: end.message })}/>`, '    </testcase>'];
    case 'failure':
    case 'error': {
      const inner = `<${end.kind}${attributes({ message: end.message })}>${escapeXml(end.text)}</${end.kind}>`;
      return [`${open}>`, `      ${inner}`, '    </testcase>'];
    }
  }
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3);
}

function attributes(facts: Readonly<Record<string, string | number | null>>): string {
  return Object.entries(facts)
    .map(([name, value]) => (value === null ? '' : ` ${name}="${escapeXml(String(value))}"`))
    .join('');
}
