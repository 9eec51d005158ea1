import { formatDeed, showText, showValue } from './format-deed.ts';
import type { ClauseTrace, FieldTrace, RuleTrace } from './make-trace.ts';
import type { Report } from './report.ts';

/** How a piece of the text may be shown: the caller chooses colours, or none. */
export type TraceStyle = (kind: 'granted' | 'refused' | 'doubt' | 'quiet' | 'strong', text: string) => string;

/**
 * Explains a report to people, one line a list item: the decision first, then rule by rule what was looked at and what
 * was found. Without a trace only the decision is told. Values of the login are made harmless for terminals.
 */
export function formatTrace(report: Report, style: TraceStyle = (_, text) => text): readonly string[] {
  const rules = report.trace ?? [];
  const log = report.log.map(
    (line) => `${line.level}: ${[line.rule, showText(line.text)].filter(Boolean).join(': ')}`,
  );
  return [
    ...decisionLines(report, style),
    ...section(rules.flatMap((rule) => formatRuleTrace(rule, style))),
    ...section(
      report.wouldHave.map((effect) =>
        style('quiet', `report-only, ${effect.rule} would have: ${formatDeed(effect)}`),
      ),
    ),
    ...section(log.map((line) => style('quiet', line))),
  ];
}

/** One rule of a trace: what came of it, what was looked at, what it changed. */
export function formatRuleTrace(rule: RuleTrace, style: TraceStyle = (_, text) => text): readonly string[] {
  const { clauses, firstUnmet, inDoubt, changes } = rule;
  const lines = [
    `${resultText(rule, style)}  ${style('strong', rule.rule)}  ${style('quiet', showText(rule.name))}`,
  ];
  clauses.forEach((clause, index) => {
    const decisive = index === firstUnmet ? style('doubt', '  <- this decided') : '';
    lines.push(`    ${clauseText(clause, style)}${decisive}`);
  });
  if (inDoubt.length > 0) {
    lines.push(`    ${style('doubt', `in doubt, because of ${inDoubt.map(showText).join(', ')}`)}`);
  }
  if (rule.exempted) lines.push(`    ${style('doubt', 'this login is exempt')}`);
  for (const change of changes) {
    if (change.effect !== 'log') lines.push(`    ${style('quiet', '=>')} ${formatDeed(change)}`);
  }
  return lines;
}

function section(lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', ...lines];
}

function decisionLines(report: Report, style: TraceStyle): readonly string[] {
  const { outcome, by, policy, message, code } = report;
  const who = by === null ? '' : ` by ${by}${policy === null ? '' : ` (${policy})`}`;
  const tone =
    outcome === 'allow' ? 'granted' : outcome === 'deny' || outcome === 'failure' ? 'refused' : 'doubt';
  const lines = [`${style(tone, outcome)}${who}${code === null ? '' : style('quiet', ` [${code}]`)}`];
  if (message !== null) lines.push(`  ${showText(message)}`);
  if (outcome === 'deny' || outcome === 'failure') return lines;
  if (report.multifactor !== null) {
    const { methods, provider } = report.multifactor;
    lines.push(`  second factor: ${showText(methods?.join(' or ') ?? provider)}`);
  }
  if (report.redirect !== null) lines.push(`  goes on at: ${showText(report.redirect.url)}`);
  if (report.scopes.length > 0) lines.push(`  scopes: ${showText(report.scopes.join(' '))}`);
  const tokens = [
    ['id token', report.idToken],
    ['access token', report.accessToken],
    ['saml', report.saml],
  ] as const;
  for (const [token, claims] of tokens) {
    for (const [name, value] of Object.entries(claims))
      lines.push(`  ${token}: ${showText(name)} = ${showValue(value)}`);
  }
  return lines;
}

function resultText(rule: RuleTrace, style: TraceStyle): string {
  const text = rule.result.padEnd('did not apply '.length);
  switch (rule.result) {
    case 'applied':
      return style('strong', text);
    case 'failed':
      return style('refused', text);
    case 'could not tell':
      return style('doubt', text);
    case 'did not apply':
    case 'not reached':
    case 'off':
    case 'report-only':
      return style('quiet', text);
  }
}

function clauseText({ part, text, value, reads, line }: ClauseTrace, style: TraceStyle): string {
  const found = reads.length === 0 ? '' : style('quiet', `  (${reads.map(fieldText).join(', ')})`);
  return `${markOf(value, style)} ${part} ${showText(text)}${found}${style('quiet', `  line ${line}`)}`;
}

function markOf(value: ClauseTrace['value'], style: TraceStyle): string {
  switch (value) {
    case 'yes':
      return style('granted', '✓');
    case 'no':
      return style('refused', '✗');
    case 'unknown':
      return style('doubt', '?');
  }
}

function fieldText({ name, value, missing, wrongShape }: FieldTrace): string {
  if (missing === true) return `${showText(name)} is missing`;
  return wrongShape === undefined
    ? `${showText(name)} = ${showValue(value)}`
    : `${showText(name)} is a ${wrongShape}`;
}
