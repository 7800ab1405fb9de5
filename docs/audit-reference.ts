import { type AuditEventName, auditEvents } from '../server/domain/audit/audit-events.ts'
import { type AuditMemberName, auditMembers, spelledMember } from '../server/domain/audit/audit-members.ts'

interface Event {
  readonly of: 'act' | 'refusal'
  readonly meaning: string
  readonly always: readonly AuditMemberName[]
  readonly perhaps: readonly AuditMemberName[]
}

const events = Object.entries(auditEvents) as unknown as readonly [AuditEventName, Event][]

const hash = { type: 'string', pattern: '^[0-9a-f]{64}$' }

/** Members of every line, in the order in which they stand. */
const common = {
  audit: { const: true, description: 'Tells the line from others in the same stream.' },
  time: { type: 'string', format: 'date-time', description: 'When it was put on record.' },
  actor: { type: 'string', description: 'Who ran the command; absent for what the server did.' },
  trace_id: { type: 'string', description: 'The request, as `X-Request-Id` names it.' },
  address: {
    type: 'string',
    description: 'The network that the request came from: 24 bits of an IPv4 address, 48 of an IPv6 address.',
  },
  reason: {
    type: 'string',
    description: 'Of a refusal, why; of a command, what the operator gave as the reason.',
  },
  stream: { type: 'string', description: 'The chain that the line belongs to: one for each process.' },
  seq: { type: 'integer', minimum: 1, description: 'Its place in the stream, without gaps.' },
  continues: {
    ...hash,
    description:
      'On the first line that a process writes to a file: the `hash` of the last line there, zeros when there is none.',
  },
  previous: { ...hash, description: 'The `hash` of the line before it in the stream, zeros for the first.' },
  hash: {
    ...hash,
    description: 'SHA-256 of the line as it stands up to this member, `,"hash"` not included.',
  },
}

const types = {
  text: { type: 'string' },
  texts: { type: 'array', items: { type: 'string' } },
  number: { type: 'number' },
  flag: { type: 'boolean' },
  asked: { type: 'object', additionalProperties: { type: ['string', 'number', 'boolean'] } },
}

/** The JSON Schema (2020-12) of a line of the audit trail. */
export const auditSchema = () => ({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'A line of the audit trail',
  type: 'object',
  required: ['audit', 'time', 'what', 'stream', 'seq', 'previous', 'hash'],
  properties: common,
  oneOf: events.map(([name, { meaning, always, perhaps }]) => ({
    description: meaning,
    required: always.map(spelledMember),
    properties: {
      what: { const: name },
      ...Object.fromEntries([...always, ...perhaps].map(one => [spelledMember(one), memberSchema(one)])),
    },
  })),
  unevaluatedProperties: false,
})

const memberSchema = (name: AuditMemberName) => {
  const { type, meaning } = auditMembers[name]
  return { ...types[type], description: meaning }
}

/** `docs/audit-events.md`: every event and every member, for people. */
export const auditReference = (): string => `# What the audit trail tells of

Generated from [server/domain/audit](../server/domain/audit/audit-events.ts) by \`npm run docs\`; do not edit it. The same as
JSON Schema: [audit.schema.json](audit.schema.json). What the trail promises: [audit.md](audit.md).

An *act* is on record once it is committed. A *refusal* is on record whatever becomes of the rest. Members in parentheses are
there when they apply.

| \`what\` | | it means | members |
|---|---|---|---|
${events.map(eventRow).join('\n')}

## Members

| member | meaning |
|---|---|
${Object.entries(auditMembers)
  .map(([name, { meaning }]) => `| \`${spelledMember(name)}\` | ${meaning} |`)
  .join('\n')}

## Members of every line

| member | meaning |
|---|---|
| \`what\` | What happened. |
${Object.entries(common)
  .map(([name, { description }]) => `| \`${name}\` | ${description} |`)
  .join('\n')}
`

const eventRow = ([name, { of, meaning, always, perhaps }]: readonly [string, Event]): string => {
  const shown = [...always.map(spelled), ...perhaps.map(one => `(${spelled(one)})`)].join(', ')
  return `| \`${name}\` | ${of} | ${meaning} | ${shown} |`
}

const spelled = (name: AuditMemberName): string => `\`${spelledMember(name)}\``
