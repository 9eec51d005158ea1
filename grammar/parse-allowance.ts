import type { Reading } from './parse-text.ts';
import type { Allowance } from './policy.ts';
import { allowanceWithoutReason, unreadableAllowance } from './policy-messages.ts';
import type { Source, Span } from './source.ts';
import { lineEnd, lineStart } from './yaml-lines.ts';
import type { Comment } from './yaml-profile.ts';

/**
 * The comments `# lintel: allow CODE because REASON`. One at the end of a line speaks of that line; one on a line of its
 * own of the rule, test or law (one of `items`) that begins on the next line with content, or else of that line.
 */
export function parseAllowances(
  { text }: Source,
  comments: readonly Comment[],
  items: readonly { readonly span: Span }[],
  reading: Reading,
): readonly Allowance[] {
  const subjects = findSubjects(
    text,
    items.map(({ span }) => span),
  );
  return comments.flatMap((comment) => {
    const instruction = /^#\s*lintel:\s*/.exec(comment.text);
    if (instruction === null) return [];
    const { span } = comment;
    const match = /^(allow\s+)([a-z][a-z\d-]*)(?:\s+because(?:\s+(\S.*?))?)?\s*$/.exec(
      comment.text.slice(instruction[0].length),
    );
    const [, allow, code, reason] = match ?? [];
    if (allow === undefined || code === undefined) {
      reading.diagnostics.push(unreadableAllowance({ span }));
      return [];
    }
    if (reason === undefined) {
      reading.diagnostics.push(allowanceWithoutReason({ code, span }));
      return [];
    }
    const codeAt = span.start + instruction[0].length + allow.length;
    const reasonAt = span.start + comment.text.trimEnd().length - reason.length;
    return [
      {
        code: { text: code, span: { start: codeAt, end: codeAt + code.length } },
        reason: { text: reason, span: { start: reasonAt, end: reasonAt + reason.length } },
        span: subjects(span),
      },
    ];
  });
}

/** For comments in the order of the file: the part of the file that each speaks of. */
function findSubjects(text: string, items: readonly Span[]): (comment: Span) => Span {
  const itemAt = new Map(items.map((span) => [lineStart(text, span.start), span]));
  let next: Span | null | undefined;
  return (comment) => {
    const own = contentOf(text, lineStart(text, comment.start), comment.start);
    if (own !== null) return own;
    if (next === undefined || (next !== null && next.start < comment.end))
      next = contentAfter(text, comment.end);
    return next === null ? comment : (itemAt.get(lineStart(text, next.start)) ?? next);
  };
}

function contentAfter(text: string, offset: number): Span | null {
  for (let at = text.indexOf('\n', offset); at !== -1; at = text.indexOf('\n', at + 1)) {
    const line = contentOf(text, at + 1, lineEnd(text, at + 1));
    if (line !== null && text[line.start] !== '#') return line;
  }
  return null;
}

/** The part of a line without the white space around it; null when there is nothing else. */
function contentOf(text: string, start: number, end: number): Span | null {
  const line = text.slice(start, end);
  const content = line.replace('\ufeff', ' ').trim();
  const from = start + line.indexOf(content);
  return content === '' ? null : { start: from, end: from + content.length };
}
