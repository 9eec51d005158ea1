/**
 * The values that generated policies and logins have in common: only where both sides know a value does a condition ever
 * hold. Each list ends with near misses: another case, one character away, a look-alike.
 */
/** Addresses that a policy may name. */
export const PEOPLE = [
  'ada@example.com',
  'bob@contractor.example',
  'eve@partner.example',
  'ADA@Example.COM',
  'ada@example.com.evil.test',
  'ada@examp1e.com',
  'grüße@example.com',
  'ada@bücher.example',
  'ada@xn--bcher-kva.example',
] as const;

/** Addresses that a login may bring. */
export const EMAILS = [...PEOPLE, 'nobody', '@example.com', 'ada@', 'a@b@example.com'] as const;

export const DOMAINS = [
  'example.com',
  'partner.example',
  'contractor.example',
  'Example.com',
  'evil-example.com',
  'example.com.evil.test',
  'bücher.example',
  'xn--bcher-kva.example',
] as const;

export const GROUPS = [
  'HR Managers',
  'IT Admins',
  'Contractors',
  'role:admin',
  'role:reader',
  'hr managers',
  'HR  Managers',
  'constructor',
  '__proto__',
  '\u212aelvin',
  'kelvin',
] as const;

export const ROLES = ['admin', 'reader', 'billing', 'Admin', 'toString'] as const;
export const COUNTRIES = ['DE', 'FR', 'US', 'KP', 'de'] as const;
export const APPS = ['hr', 'crm', 'wiki', 'HR', 'client-1', 'client-2'] as const;
export const CONNECTIONS = ['corp-saml', 'google-oauth2', 'Corp-SAML'] as const;
export const ORGANIZATIONS = ['acme', 'globex', 'Acme'] as const;
export const STRATEGIES = ['samlp', 'google-oauth2', 'auth0'] as const;
export const PROVIDERS = ['auth0', 'google-oauth2', 'samlp'] as const;
export const PROTOCOLS = [
  'oidc-basic-profile',
  'oauth2-refresh-token',
  'redirect-callback',
  'delegation',
  'oauth2-token-exchange',
  'samlp',
] as const;
export const EVENTS = [
  'login',
  'silent',
  'refresh',
  'redirect_resume',
  'token_exchange',
  'delegation',
] as const;
export const PROMPTS = ['none', 'login', 'consent'] as const;
export const TEXTS = [
  'Ada Byron',
  'ada byron',
  'Bob',
  'bob',
  'É',
  'é',
  '',
  'admin',
  'constructor',
  'a*b',
  'pro',
] as const;
export const PLANS = ['free', 'pro', 'team', 'Pro'] as const;
export const SCOPES = ['openid', 'profile', 'email', 'read:hr', 'write:hr'] as const;
export const NUMBERS = [0, 1, 2, 3, 5, 10, 100] as const;
export const METHODS = [
  'passkey',
  'webauthn',
  'totp',
  'push',
  'sms',
  'voice',
  'recovery-code',
  'email',
] as const;
export const ZONES = ['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata'] as const;

/** Networks, and addresses inside, outside and on their edges. */
export const RANGES = [
  '203.0.113.0/24',
  '10.0.0.0/8',
  '2001:db8:10::/48',
  '198.51.100.7',
  '203.0.113.128/25',
] as const;
export const ADDRESSES = [
  '203.0.113.0',
  '203.0.113.255',
  '203.0.114.0',
  '203.0.113.127',
  '203.0.113.128',
  '10.255.255.255',
  '11.0.0.0',
  '198.51.100.7',
  '198.51.100.8',
  '2001:db8:10::1',
  '2001:db8:11::',
  '2001:0db8:0010:0000:0000:0000:0000:0001',
  '010.0.0.1',
  '10.0.0.1%eth0',
  'localhost',
] as const;

export const DATES = ['2026-11-22', '2026-11-23', '2026-12-25', '2026-03-29'] as const;

/** Clocks about the edges of the schedules, a change to summer time and a holiday. */
export const INSTANTS = [
  '2026-11-23T07:59:59.999+01:00',
  '2026-11-23T08:00:00+01:00',
  '2026-11-23T18:59:59Z',
  '2026-11-23T19:00:00+01:00',
  '2026-11-22T23:30:00Z',
  '2026-11-28T05:30:00+01:00',
  '2026-12-25T12:00:00Z',
  '2026-12-26T02:00:00+01:00',
  '2026-03-29T00:59:59Z',
  '2026-03-29T01:00:00Z',
  '2026-10-25T00:30:00Z',
  '2026-10-25T01:30:00Z',
] as const;
