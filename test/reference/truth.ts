/** A condition's value, spelled out. */
export type Truth = 'yes' | 'no' | 'unknown';

/** Yes when all are yes; no as soon as one is no. */
export function allOf(truths: readonly Truth[]): Truth {
  if (truths.includes('no')) return 'no';
  return truths.includes('unknown') ? 'unknown' : 'yes';
}

/** Yes as soon as one is yes; no when all are no. */
export function anyOf(truths: readonly Truth[]): Truth {
  if (truths.includes('yes')) return 'yes';
  return truths.includes('unknown') ? 'unknown' : 'no';
}

export function notOf(truth: Truth): Truth {
  if (truth === 'yes') return 'no';
  return truth === 'no' ? 'yes' : 'unknown';
}

/** What a test that could be made says. */
export function truthOf(holds: boolean): Truth {
  return holds ? 'yes' : 'no';
}

/** A condition used as a value: unknown is missing. */
export function valueOfTruth(truth: Truth): boolean | undefined {
  return truth === 'unknown' ? undefined : truth === 'yes';
}

/** A yes/no value used as a condition: missing is unknown. */
export function truthOfValue(value: unknown): Truth {
  return typeof value === 'boolean' ? truthOf(value) : 'unknown';
}
