import type { Coverage, FileCoverage, RuleCoverage, Share } from '../../verify/index.ts';
import { COVERAGE_STYLE } from './coverage-style.ts';
import { describeGap, lineOfGap } from './describe-gap.ts';
import { escapeHtml } from './escape-html.ts';
import { markLines } from './mark-lines.ts';
import { percent, shareOfFile } from './percent.ts';

/** The coverage as one page that needs nothing else: the text of each file with marks, for people who do not program. */
export function htmlOfCoverage({ files, rules, clauses }: Coverage): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>What the tests show</title>
<style>${COVERAGE_STYLE}</style>
</head>
<body>
<main>
<h1>What the tests show</h1>
<p>A rule is tested well when some test makes it apply, another one shows that it leaves people alone, and a third one what it does when a fact is missing. Below is how often that happened, and every line of every policy with what the tests saw of it.</p>
<p>${meter('Endings of rules', rules)}<br>${meter('Answers of sentences', clauses)}</p>
<p class="legend"><span class="full">✓ everything was seen</span><span class="part">◐ a part was seen</span><span class="none">✗ nothing was seen</span></p>
${files.map(section).join('\n')}
</main>
</body>
</html>
`;
}

function meter(what: string, share: Share): string {
  const { reached, possible } = share;
  return `<label>${escapeHtml(what)}: <progress max="100" value="${percent(share)}"></progress> ${reached} of ${possible} (${percent(share)}%)</label>`;
}

function section(file: FileCoverage): string {
  const gaps = file.gaps.map((gap) => {
    const line = lineOfGap(gap);
    const place = line === null ? '' : ` (line ${line})`;
    return `<li><code>${escapeHtml(gap.rule.id)}</code>: ${escapeHtml(describeGap(gap))}${place}</li>`;
  });
  const untested = gaps.length === 0 ? '<p>Nothing is left.</p>' : `<ul>\n${gaps.join('\n')}\n</ul>`;
  return `<section>
<h2>${escapeHtml(file.source.name)}</h2>
<p>${meter('Seen', shareOfFile(file))}</p>
<div class="scroll"><table>
<thead><tr><th scope="col">Rule</th><th scope="col">Applied</th><th scope="col">Did not apply</th><th scope="col">Could not tell</th><th scope="col">Decided before</th></tr></thead>
<tbody>
${file.rules.map(ruleRow).join('\n')}
</tbody>
</table></div>
<h3>Not tested yet</h3>
${untested}
<h3>The text</h3>
<div class="scroll"><table class="source">
<tbody>
${sourceRows(file).join('\n')}
</tbody>
</table></div>
</section>`;
}

function ruleRow({ id, name, mode, endings, possible, notReached }: RuleCoverage): string {
  const title = `<th scope="row"><code>${escapeHtml(id)}</code> ${name === id ? '' : escapeHtml(name)}</th>`;
  if (mode === 'disabled') return `<tr>${title}<td colspan="4">switched off</td></tr>`;
  const cells = (['applied', 'did not apply', 'could not tell'] as const).map((ending) => {
    const count = endings[ending];
    if (count === 0 && !possible.includes(ending)) return '<td class="count">cannot be</td>';
    return `<td class="count ${count > 0 ? 'full' : 'none'}">${count > 0 ? '✓' : '✗'} ${count}</td>`;
  });
  return `<tr>${title}${cells.join('')}<td class="count">${notReached}</td></tr>`;
}

const SIGNS = { full: '✓', part: '◐', none: '✗' } as const;

function sourceRows(file: FileCoverage): readonly string[] {
  const marks = markLines(file);
  return file.source.text.split(/\r\n|\r|\n/).map((text, index) => {
    const mark = marks.get(index + 1);
    const row = `<th scope="row">${index + 1}</th><td class="text">${escapeHtml(text)}</td>`;
    if (mark === undefined) return `<tr>${row}<td class="marks"></td></tr>`;
    const notes = mark.notes.map(escapeHtml).join('<br>');
    return `<tr class="${mark.level}">${row}<td class="marks">${SIGNS[mark.level]} ${notes}</td></tr>`;
  });
}
