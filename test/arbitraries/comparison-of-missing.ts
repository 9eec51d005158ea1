import fc from 'fast-check';
import { none, one, sentence } from './sentence-parts.ts';

/** One comparison by which a policy itself says what a missing field means. */
export const comparisonOfMissing: fc.Arbitrary<string> = fc.oneof(
  { withCrossShrink: true },
  sentence(
    one(
      'user.email',
      'user.groups',
      'user.app_metadata.plan',
      'request.country',
      'user.email.domain',
      'login.count',
      'organization',
      'user.name',
    ),
    one('exists', 'is missing', 'is empty'),
    none(),
    none(),
  ),
  one(
    'event is "login"',
    'event is not "silent"',
    '(user.app_metadata.plan otherwise "free") is "free"',
    '(user.nickname otherwise user.name otherwise "Bob") is "bob" ignoring case',
    '(user.email_verified otherwise no)',
    '(login.count otherwise 0) is less than 2',
    '(first(user.groups) otherwise "HR Managers") is "HR Managers"',
    '(lookup user.groups in group_roles otherwise []) contains "admin"',
    'every i in user.identities where i.provider exists',
    '(if user.email_verified then user.name else user.nickname) exists',
    '(count of i in user.identities where i.isSocial) is missing',
  ),
);
