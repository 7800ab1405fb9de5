/** What operators and their programs may be given leave to do. */
export const operatorScopes = [
  'admin.read',
  'clients.write',
  'registry.write',
  'rights.read',
  'rights.write',
  'keys.write',
  'consents.support',
  'persons.erase',
  'evidence.read',
  'audit.read',
] as const

export type OperatorScope = (typeof operatorScopes)[number]

interface Duty {
  readonly scope: OperatorScope
  /** Whether whoever does it says why, in words that are kept. */
  readonly asksReason: boolean
}

const by = (scope: OperatorScope): Duty => ({ scope, asksReason: false })

const withReason = (scope: OperatorScope): Duty => ({ scope, asksReason: true })

/** Everything that operators do, and the scope that it takes. */
export const operations = {
  'overview.read': by('admin.read'),
  'health.read': by('admin.read'),
  'settings.read': by('admin.read'),
  'client.read': by('admin.read'),
  'client.write': by('clients.write'),
  'client.remove': by('clients.write'),
  'client.rotate_secret': by('clients.write'),
  'client.suspend': by('clients.write'),
  'client.resume': by('clients.write'),
  'registry.read': by('admin.read'),
  'registry.write': by('registry.write'),
  'registry.remove': by('registry.write'),
  'registry.draft': by('registry.write'),
  'registry.publish': by('registry.write'),
  'key.read': by('admin.read'),
  'key.rotate': by('keys.write'),
  'right.read': by('rights.read'),
  'right.give': by('rights.write'),
  'right.end': withReason('rights.write'),
  'right.import': by('rights.write'),
  'person.find': withReason('consents.support'),
  'organization.find': withReason('consents.support'),
  'person.export': withReason('consents.support'),
  'person.erase': withReason('persons.erase'),
  'party.read': by('consents.support'),
  'request.read': by('consents.support'),
  'grant.read': by('consents.support'),
  'grant.revoke': withReason('consents.support'),
  'document.read': by('consents.support'),
  'session.read': by('consents.support'),
  'session.end': withReason('consents.support'),
  'evidence.read': by('evidence.read'),
  'audit.read': by('audit.read'),
} as const satisfies Readonly<Record<string, Duty>>

export type Operation = keyof typeof operations

/** What can be made to wait until another operator approves. */
export const approvable = [
  'client.write',
  'client.remove',
  'client.rotate_secret',
  'registry.write',
  'registry.remove',
  'registry.publish',
  'key.rotate',
  'person.erase',
] as const satisfies readonly Operation[]

export const operationNames = Object.keys(operations) as readonly Operation[]
