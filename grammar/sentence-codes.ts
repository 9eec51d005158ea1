/** Every code that reading a sentence can give; each has a page in docs/diagnostics. */
export const SENTENCE_CODES = [
  'bad-date',
  'bad-duration',
  'bad-escape',
  'bad-instant',
  'bad-ip',
  'bad-network',
  'bad-number',
  'bad-pattern',
  'bad-time',
  'chained-comparison',
  'empty-sentence',
  'method-call',
  'missing-bracket',
  'missing-operand',
  'missing-operator',
  'missing-word',
  'mixed-and-or',
  'sentence-too-deep',
  'sentence-too-long',
  'unclear-else',
  'unexpected-character',
  'unexpected-word',
  'unfinished-text',
  'unknown-operator',
  'unwritable-name',
] as const;
export type SentenceCode = (typeof SENTENCE_CODES)[number];

/** The most characters that a sentence may have. */
export const LONGEST_SENTENCE = 4000;
/** The most things inside one another that a sentence may have. */
export const DEEPEST_SENTENCE = 64;
