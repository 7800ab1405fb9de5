/** What a line may say beside what every line says. None of it is a secret or a national identity number. */
export const auditMembers = {
  face: { type: 'text', meaning: 'The dialect that was spoken, such as `oauth` or `altinn`.' },
  clientId: { type: 'text', meaning: 'The client; of a refusal, the one that the caller says it is.' },
  partyId: { type: 'text', meaning: 'Who did it, by the id that a person or an organization has here.' },
  aboutId: { type: 'text', meaning: 'Whom it is about, by the id that she or it has here.' },
  requestId: { type: 'text', meaning: 'The consent request.' },
  grantId: { type: 'text', meaning: 'The consent.' },
  streamId: { type: 'text', meaning: 'The stream of a receiver of events.' },
  purpose: { type: 'text', meaning: 'The purpose and its version, `id/version`.' },
  ceremony: { type: 'text', meaning: '`page`, or `signature` for a signed document.' },
  level: { type: 'text', meaning: 'How sure we are of who it is: `low`, `substantial` or `high`.' },
  by: { type: 'text', meaning: '`giver`, `asker` or `operator`.' },
  answer: { type: 'text', meaning: '`done` or `refused`.' },
  last: { type: 'flag', meaning: 'Whether the consent is used up by it.' },
  grantType: { type: 'text', meaning: 'How the token was asked for (RFC 6749).' },
  scope: { type: 'text', meaning: 'What the token opens, with spaces between.' },
  audience: { type: 'text', meaning: 'The API that the token is for.' },
  consumer: { type: 'text', meaning: 'The organization that the token speaks for, by its number.' },
  limit: { type: 'text', meaning: 'The limit, as the settings name it.' },
  key: { type: 'text', meaning: 'Whom it counts, by a keyed hash that is the same in every line.' },
  network: { type: 'text', meaning: 'The network that the one too many came from, by a keyed hash.' },
  kind: { type: 'text', meaning: 'What was presented again: a code, a refresh token or an assertion.' },
  asked: { type: 'asked', meaning: 'What the caller wrote of its request; nothing of it was believed.' },
  at: { type: 'text', meaning: 'Where: an endpoint, or what was logged out of.' },
  id: { type: 'text', meaning: 'The entry of the registry.' },
  version: { type: 'number', meaning: 'Its version from now on.' },
  operator: {
    type: 'text',
    meaning:
      "The operator: a client, a subject at the operators' identity provider, or a user of the system.",
  },
  roles: { type: 'texts', meaning: 'The roles of the operator: `administrator`, `support` or `auditor`.' },
  door: { type: 'text', meaning: '`api`, `console` or `command`.' },
  operation: { type: 'text', meaning: 'What the operator did, such as `client.suspend`.' },
  target: { type: 'text', meaning: 'The kind of what it was done to, and its id.' },
  kid: { type: 'text', meaning: 'The key.' },
  alg: { type: 'text', meaning: 'What it signs with.' },
  migrations: { type: 'texts', meaning: 'The migrations, in the order in which they ran.' },
  command: { type: 'text', meaning: 'The verb of the command line.' },
  problem: { type: 'text', meaning: 'The code of the refusal.' },
  seconds: { type: 'number', meaning: 'How far the clock was moved; 0 puts it back.' },
  environment: { type: 'text', meaning: '`demo`, `test` or `production`.' },
  count: {
    type: 'number',
    meaning: 'How many lines are missing in this place; of what is gone, how many consents or people.',
  },
  kept: { type: 'text', meaning: 'What was kept, as the registry names it: `text`, `words` and so on.' },
  table: { type: 'text', meaning: 'Where in the database it does not fit.' },
  row: { type: 'text', meaning: 'The row there.' },
  why: { type: 'text', meaning: 'What does not fit, as `ledger verify` names it.' },
  number: { type: 'number', meaning: 'Which anchor of the ledger it is.' },
  facts: { type: 'asked', meaning: 'What was found of the file.' },
} as const satisfies Readonly<Record<string, AuditMember>>

export interface AuditMember {
  readonly type: keyof AuditValues
  readonly meaning: string
}

export interface AuditValues {
  readonly text: string
  readonly texts: readonly string[]
  readonly number: number
  readonly flag: boolean
  readonly asked: Readonly<Record<string, string | number | boolean>>
}

export type AuditMemberName = keyof typeof auditMembers

/** As a line spells it: `clientId` is `client_id`. */
export const spelledMember = (name: string): string =>
  name.replaceAll(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)
