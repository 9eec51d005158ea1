import type { Builtin, Value } from './builtin.ts';
import { foldAscii, foldList } from './fold.ts';
import { anyMemberOf } from './membership.ts';
import { recordsOf } from './shape.ts';
import { withinLast } from './time.ts';
import { listOf as listType, scalar } from './type.ts';

/** Whether a group is among groups, ASCII case aside. */
export function inGroup(group: unknown, groups: unknown): boolean | undefined {
  return inAnyGroup(typeof group === 'string' ? [group] : undefined, groups);
}

/** Whether one of some names is among others, ASCII case aside. */
export function inAnyGroup(wanted: unknown, groups: unknown): boolean | undefined {
  const names = foldList(wanted, foldAscii);
  return names === undefined ? undefined : anyMemberOf(foldList(groups, foldAscii), new Set(names));
}

/** Whether a role is among roles, ASCII case aside. */
export function hasRole(role: unknown, roles: unknown): boolean | undefined {
  return inGroup(role, roles);
}

/** Whether a method of authentication is among those used. */
export function usedMethod(method: unknown, methods: unknown): boolean | undefined {
  return typeof method === 'string' && Array.isArray(methods) ? methods.includes(method) : undefined;
}

/** Whether the second factor was given at most a duration ago. */
export function lastMfaWithin(duration: unknown, mfaAt: unknown, now: unknown): boolean | undefined {
  return withinLast(mfaAt, duration, now);
}

/** The accounts beside the first, which is the one that the person has as primary. */
export function linkedAccounts(identities: unknown): readonly Value[] | undefined {
  return recordsOf(identities)?.slice(1) as readonly Value[] | undefined;
}

const groups = { name: 'groups', type: listType(scalar('group')), from: 'user.groups' } as const;
const anyRecord = { kind: 'record', fields: new Map(), open: true } as const;

export const identityBuiltins: readonly Builtin[] = [
  {
    name: 'inGroup',
    summary: 'Yes when the person is in the group, upper or lower case.',
    subject: 'identity',
    parameters: [{ name: 'group', type: scalar('group') }, groups],
    returns: scalar('yes/no'),
    examples: [
      ['inGroup("HR Managers", ["Staff", "hr managers"])', true],
      ['inGroup("HR", [])', false],
      ['inGroup("HR", missing)', undefined],
    ],
    run: inGroup,
  },
  {
    name: 'inAnyGroup',
    summary: 'Yes when the person is in at least one of the groups, upper or lower case.',
    subject: 'identity',
    parameters: [{ name: 'any', type: listType(scalar('group')) }, groups],
    returns: scalar('yes/no'),
    examples: [
      ['inAnyGroup(["HR", "IT"], ["Staff", "it"])', true],
      ['inAnyGroup([], ["Staff"])', false],
      ['inAnyGroup(["HR"], missing)', undefined],
    ],
    run: inAnyGroup,
  },
  {
    name: 'hasRole',
    summary: 'Yes when the person has the role, upper or lower case.',
    subject: 'identity',
    parameters: [
      { name: 'role', type: scalar('role') },
      { name: 'roles', type: listType(scalar('role')), from: 'roles' },
    ],
    returns: scalar('yes/no'),
    examples: [
      ['hasRole("admin", ["Admin"])', true],
      ['hasRole("admin", [])', false],
      ['hasRole("admin", missing)', undefined],
    ],
    run: hasRole,
  },
  {
    name: 'usedMethod',
    summary:
      'Yes when the person used this method to sign in: `pwd`, `federated`, `sms`, `email`, `mfa` and so on.',
    subject: 'identity',
    parameters: [
      { name: 'method', type: scalar('text') },
      { name: 'methods', type: listType(scalar('text')), from: 'login.methods' },
    ],
    returns: scalar('yes/no'),
    examples: [
      ['usedMethod("mfa", ["pwd", "mfa"])', true],
      ['usedMethod("mfa", [])', false],
      ['usedMethod("mfa", missing)', undefined],
    ],
    run: usedMethod,
  },
  {
    name: 'lastMfaWithin',
    summary:
      'Yes when the person gave a second factor at most this long ago; missing when this login knows of none.',
    subject: 'identity',
    parameters: [
      { name: 'duration', type: scalar('duration') },
      { name: 'at', type: scalar('instant'), from: 'login.mfa_at' },
      { name: 'now', type: scalar('instant'), from: 'now' },
    ],
    returns: scalar('yes/no'),
    examples: [
      ['lastMfaWithin(12 hours, 2026-11-22T08:00:00Z, 2026-11-22T20:00:00Z)', true],
      ['lastMfaWithin(1 hour, 2026-11-22T08:00:00Z, 2026-11-22T20:00:00Z)', false],
      ['lastMfaWithin(1 hour, 2026-11-22T08:00:00Z, 2026-11-22T07:00:00Z)', false],
      ['lastMfaWithin(1 hour, missing, 2026-11-22T20:00:00Z)', undefined],
    ],
    run: lastMfaWithin,
  },
  {
    name: 'linkedAccounts',
    summary: 'The accounts that are linked to the person beside the primary one.',
    subject: 'identity',
    parameters: [{ name: 'identities', type: listType(anyRecord), from: 'user.identities' }],
    returns: listType(anyRecord),
    examples: [
      ['linkedAccounts([{"provider": "auth0"}, {"provider": "github"}])', [{ provider: 'github' }]],
      ['linkedAccounts([{"provider": "auth0"}])', []],
      ['linkedAccounts(missing)', undefined],
    ],
    run: linkedAccounts,
  },
];
