/** An application, and what its four rules say. */
export interface App {
  readonly name: string;
  /** Who may use it. */
  readonly members: readonly string[];
  /** The name of the schedule in which it is open, and what becomes of logins outside of it. */
  readonly open: string;
  readonly whenClosed: 'deny' | 'mfa';
  /** What user names look like there, and what becomes of others. */
  readonly pattern: string;
  readonly whenStrange: 'deny' | 'mfa';
  /** Group → the roles that it brings. */
  readonly roles: readonly (readonly [group: string, roles: readonly string[]])[];
}

/** Days are those from Monday on; hours are on the clock of the zone. */
export interface Hours {
  readonly zone: string;
  readonly days: number;
  readonly from: number;
  readonly to: number;
}

/** By name, as the policy has them. */
export const SCHEDULES: Readonly<Record<string, Hours>> = {
  berlin_hours: { zone: 'Europe/Berlin', days: 5, from: 8, to: 19 },
  london_hours: { zone: 'Europe/London', days: 5, from: 7, to: 20 },
  new_york_hours: { zone: 'America/New_York', days: 6, from: 2, to: 22 },
  tokyo_hours: { zone: 'Asia/Tokyo', days: 7, from: 6, to: 23 },
};

const NAMES =
  'crm hr payroll finance wiki shop build git data support legal travel desk chat mail lab stock fleet audit board'.split(
    ' ',
  );
const PATTERNS = [
  '^(emp|ctr)[0-9]{4,6}$',
  '^[a-z]{3}[0-9]+$',
  '^(emp|svc-[a-z]+-)[0-9]+$',
  '^[a-z0-9-]{6,20}$',
];

export const APPS: readonly App[] = NAMES.map((name, index) => ({
  name,
  members: [`${name}-users`, `${name}-admins`, `division-${index % 4}`],
  open: Object.keys(SCHEDULES)[index % 4] ?? '',
  whenClosed: index % 5 < 2 ? 'deny' : 'mfa',
  pattern: PATTERNS[(index >> 1) % 4] ?? '',
  whenStrange: index % 3 === 0 ? 'deny' : 'mfa',
  roles: [
    [`${name}-users`, [`${name}.read`]],
    [`${name}-admins`, [`${name}.read`, `${name}.write`, `${name}.admin`]],
    ...Array.from({ length: 40 }, (_, level): [string, string[]] => [
      `team-${level}`,
      [`${name}.read`, `${name}.team-${level}`],
    ]),
  ],
}));

const numbered = (count: number, make: (index: number) => string): readonly string[] =>
  Array.from({ length: count }, (_, index) => make(index));

/** The lists and tables of the rules that are for all applications. */
export const DOMAINS: readonly string[] = numbered(40, (index) => `division${index}.example`);
export const PARTNERS: readonly string[] = numbered(2000, (index) => `partner${index}@supplier.example`);
export const BLOCKED: readonly string[] = ['KP', 'IR', 'SY', 'CU', 'RU', 'BY'];
export const DEPARTMENTS: readonly (readonly [string, string])[] = numbered(60, (index) => `D${index}`).map(
  (code, index) => [code, `Department of ${index % 25}`],
);
export const COST_CENTRES: readonly (readonly [string, string])[] = numbered(60, (index) => `D${index}`).map(
  (code, index) => [code, `CC-${1000 + index}`],
);
export const REGIONS: readonly (readonly [string, string])[] = [
  ...['DE', 'FR', 'GB', 'IT', 'ES', 'NL', 'PL', 'SE'].map((country) => [country, 'emea'] as const),
  ...['US', 'CA', 'BR', 'MX'].map((country) => [country, 'americas'] as const),
  ...['JP', 'IN', 'AU', 'SG'].map((country) => [country, 'apac'] as const),
];
export const PROGRAMS = '(curl|python-requests|HeadlessChrome)/[0-9]';
export const OLD_BROWSERS = 'MSIE [0-9]+|Trident/[0-9]';
export const MACHINES = '^(svc|bot)-[a-z0-9-]+$';
