import { type Answer, type Service, serve, standInSecret } from '../service.ts';

/** What the organizations pay for. */
const ORGANIZATIONS = new Map([
  ['org_acme', { status: 'active', plan: 'team', seats: 2 }],
  ['org_initech', { status: 'trial', plan: 'free', seats: 5 }],
  ['org_globex', { status: 'in arrears', plan: 'business', seats: 40 }],
]);

/** Of this organization billing cannot say anything today. */
const OUT_OF_ORDER = 'org_hooli';

const TOKEN = `Bearer ${standInSecret('BILLING_TOKEN')}`;

/** Plays the billing service of the example, its announcements, and the teams that are told. */
export function startService(port: number): Promise<Service> {
  return serve(port, ({ method, path, headers }): Answer => {
    const [, kind, name = ''] = path.split('/');
    switch (`${method} ${kind}`) {
      case 'GET organizations':
        return headers.authorization === TOKEN ? answerAbout(name) : { status: 401, body: {} };
      case 'GET announcements':
        return { status: 200, body: { title: 'Dark mode is here' } };
      case 'POST hooks':
        return { status: 200, body: {} };
      default:
        return { status: 404, body: {} };
    }
  });
}

function answerAbout(organization: string): Answer {
  if (organization === OUT_OF_ORDER) return { status: 500, body: {} };
  const found = ORGANIZATIONS.get(organization);
  return found === undefined ? { status: 404, body: {} } : { status: 200, body: found };
}
