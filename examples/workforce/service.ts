import { type Answer, type Service, serve, standInSecret } from '../service.ts';

const active = (kind: string, ...groups: readonly string[]) => ({ status: 'active', kind, groups });

/** Everybody whom the directory knows. */
const PEOPLE = new Map<string, unknown>([
  ['dana@northwind.example', active('employee', 'Staff', 'Finance')],
  ['omar@northwind.example', active('employee', 'Staff', 'IT Admins')],
  ['ivy@northwind.example', active('employee', 'Summer Interns')],
  ['lena@northwind.example', { status: 'left', kind: 'employee', groups: ['Staff'] }],
  ['cleo@partner.example', { ...active('contractor', 'Contractors'), ends: '2026-12-31' }],
  ['ben@partner.example', { ...active('contractor', 'Contractors'), ends: '2026-10-31' }],
  ['otto@partner.example', { ...active('contractor', 'Contractors'), ends: '2027-06-30' }],
]);

const ON_CALL = ['otto@partner.example'];

const TOKEN = `Bearer ${standInSecret('DIRECTORY_TOKEN')}`;

/** Plays the directory of the example, the list of people on call, and the security team that is told. */
export function startService(port: number): Promise<Service> {
  return serve(port, ({ method, path, headers }): Answer => {
    const [, kind, name = ''] = path.split('/');
    switch (`${method} ${kind}`) {
      case 'GET people':
        return headers.authorization === TOKEN ? answerAbout(name) : { status: 401, body: {} };
      case 'GET on-call':
        return { status: 200, body: { people: ON_CALL } };
      case 'POST hooks':
        return { status: 200, body: {} };
      default:
        return { status: 404, body: {} };
    }
  });
}

function answerAbout(name: string): Answer {
  const person = PEOPLE.get(decodeURIComponent(name));
  return person === undefined ? { status: 404, body: {} } : { status: 200, body: person };
}
