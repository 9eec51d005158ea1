/** A policy with every part of the language that a policy file has. */
export const HR_PORTAL = `# yaml-language-server: $schema=./.lintel/policy.schema.json
policy: hr-portal
name: HR portal sign-in
description: Who may sign in to the HR portal, when a second factor is needed, and which roles they get.
owner: it-security@example.com

settings:                       # plain values; overridden per environment in lintel.yaml
  support: it-help@example.com

networks:
  office:
    - 203.0.113.0/24            # Berlin HQ
    - 2001:db8:10::/48          # Berlin HQ, IPv6

schedules:
  working_hours: { days: mon-fri, from: 08:00, to: 19:00, timezone: Europe/Berlin }

lists:
  hr_allowlist:
    of: email                   # e-mails are compared without regard to case
    items:
      - ana.auditor@partner.example
      - Bob@contractor.example
  break_glass: { of: email, file: lists/break-glass.csv }

tables:
  group_roles:
    from: group
    to: list of role
    rows:
      HR Managers: [hr.admin, hr.read]
      HR Team: [hr.read]
      Payroll: [payroll.read]

conditions:
  is_staff: user.email.domain is "example.com" and user.email_verified
  is_admin: user.groups contains any of ["HR Managers", "IT Admins"]
  in_office: request.ip in office

exempt: user.email in break_glass   # never denied or challenged; every use is logged and notified

rules:
  - id: hr-staff-only
    name: Only verified staff or the allowlist may sign in to HR
    for: { app: hr }
    unless:
      any:
        - is_staff
        - user.email in hr_allowlist
    then:
      deny: Only verified example.com staff can use the HR portal. Need help? \${settings.support}

  - id: admin-mfa
    name: Administrators need a second factor outside the office
    for: { app: hr }
    when: is_admin
    unless: in_office
    then:
      require_mfa: { methods: [passkey, totp], remember: 12 hours }

  - id: roles-claim
    name: Put HR roles into the token
    for: { app: hr }
    then:
      set_claims:
        roles: = lookup user.groups in group_roles
        department: = user.app_metadata.department otherwise "unknown"
        tenant: acme
`;
