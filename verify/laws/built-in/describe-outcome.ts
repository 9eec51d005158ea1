import type { Report } from '../../../runtime/index.ts';

/** What became of a login, in words that follow a comma or `and`. */
export function describeOutcome({ outcome }: Pick<Report, 'outcome'>): string {
  switch (outcome) {
    case 'allow':
      return 'it is allowed';
    case 'deny':
      return 'it is refused';
    case 'challenge':
      return 'a second factor is asked for';
    case 'redirect':
      return 'it is sent elsewhere first';
    case 'failure':
      return 'it fails';
  }
}

/** True for the outcomes that let nobody in. */
export function isRefused({ outcome }: Pick<Report, 'outcome'>): boolean {
  return outcome === 'deny' || outcome === 'failure';
}
