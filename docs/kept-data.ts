import { settings } from '../server/config/settings/settings.ts'
import type { KeptKind } from '../server/domain/registry/retention.ts'

/** What is kept somewhere, how long, by what it ends, and on which basis. */
export interface Kept {
  /** Columns of it; all that are not named elsewhere when not said. */
  readonly columns?: readonly string[]
  readonly holds: string
  /** A kind that purposes and settings say the time of, or the time in words. */
  readonly until: KeptKind | { readonly time: string; readonly by: string; readonly basis: Basis }
}

/** Why it is kept, in short. */
export type Basis = keyof typeof bases

export const bases = {
  evidence:
    'whoever relies on a consent must be able to show it (GDPR article 7(1)); it tells of nobody but by an id',
  service: 'to do what was asked for: ask, answer, give tokens, keep a login',
  security: 'security of processing (GDPR article 32)',
  wish: 'the person chose it',
  operation: 'to run the service; it tells of no person',
} as const

const ledger = { time: 'always', by: 'nothing: the chain covers it', basis: 'evidence' } as const
const registered = { time: 'until it is changed or removed', by: 'an operator', basis: 'operation' } as const
const running = { time: 'as long as it is needed', by: 'itself', basis: 'operation' } as const
const withGrant = { time: 'as long as the consent’s row, always', by: 'nothing', basis: 'evidence' } as const
const feedMonths = settings.SAMTYKKE_EVENTS_KEEP_MONTHS.byDefault
const feeds = {
  time: `${feedMonths} months after the consent has ended (\`SAMTYKKE_EVENTS_KEEP_MONTHS\`)`,
  by: 'the job that keeps house',
  basis: 'service',
} as const
const days = (time: string, basis: Basis) => ({ time, by: 'the day’s partition is dropped', basis }) as const
const withPerson = {
  time: 'as long as there is a consent or a question about her, and then as `identity`',
  by: 'retention',
  basis: 'service',
} as const
const wordColumns = ['sealed', 'rights', 'details', 'annotations'] as const

/** By table of the database. */
export const keptTables: Readonly<Record<string, readonly Kept[]>> = {
  consent_request: [
    {
      columns: ['message', ...wordColumns],
      holds: 'what was written to and about the person',
      until: 'words',
    },
    { holds: 'who asked whom, for what purpose, when, and what became of it', until: ledger },
  ],
  decision: [
    { columns: ['shown_text', 'sealed_text'], holds: 'the text that was read', until: 'text' },
    { holds: 'who answered what, when, how sure of who it was; the hash of the text', until: ledger },
  ],
  authorization_grant: [
    { columns: wordColumns, holds: 'what was written about the person', until: 'words' },
    { holds: 'who gave whom what, from when to when, and how it ended', until: ledger },
  ],
  former_grant: [
    { columns: wordColumns, holds: 'what was written before the consent changed', until: 'words' },
    { holds: 'what the consent was before it changed', until: ledger },
  ],
  grant_scope: [{ holds: 'what was given', until: withGrant }],
  grant_use: [
    { columns: ['what', 'sealed_what', 'codes', 'language'], holds: 'what a use was for', until: 'uses' },
    {
      holds: 'that the consent was used, when and by which client; stays unless `uses` are to be deleted',
      until: 'uses',
    },
  ],
  document: [
    { columns: ['sealed'], holds: 'the document that was sent to be signed', until: 'documents' },
    { holds: 'that there was one', until: withGrant },
  ],
  signed_document: [
    { columns: ['signed'], holds: 'the signed file, with who signed it', until: 'documents' },
    { holds: 'its hash, and what was found of the signature; names nobody', until: withGrant },
  ],
  deletion_step: [
    {
      columns: ['sealed_basis', 'language'],
      holds: 'why an asker must keep what was fetched',
      until: 'identity',
    },
    { holds: 'that deletion was asked for, and what was answered', until: ledger },
  ],
  event: [{ holds: 'what happened to a consent, when, by whose id; hashes', until: ledger }],
  event_stream: [{ holds: 'where each asker’s chain ends', until: ledger }],
  ledger_anchor: [{ holds: 'signed heads of the chains', until: ledger }],
  ledger_anchor_head: [{ holds: 'the heads that were signed', until: ledger }],
  ledger_start: [{ holds: 'since when events cover what was decided', until: ledger }],
  party: [
    {
      columns: ['lookup_hmac', 'ciphertext', 'sealed_name', 'display_name'],
      holds: 'name and national identity number of a person, encrypted; those of an organization stay',
      until: 'identity',
    },
    { holds: 'a random id, and what kind of party it is', until: ledger },
  ],
  party_key: [
    {
      columns: ['wrapped', 'key_id'],
      holds: 'the key of all that is sealed about a person',
      until: 'identity',
    },
    { holds: 'that there was one, and when it went', until: ledger },
  ],
  party_alias: [{ holds: 'ids by which others know a party', until: withPerson }],
  party_right: [
    { columns: ['sealed', 'sealed_under'], holds: 'what proves that somebody may act', until: 'identity' },
    { holds: 'who may act for whom, until when, and who says so', until: registered },
  ],
  ended_right: [
    { columns: ['sealed', 'sealed_under'], holds: 'what proved that somebody might act', until: 'identity' },
    {
      holds: 'who might act for whom, who said so, and how it ended',
      until: { ...ledger, by: 'nothing', basis: 'security' },
    },
  ],
  operator_act: [
    {
      columns: ['sealed'],
      holds: 'why an operator looked at a person, and what was changed',
      until: 'identity',
    },
    { holds: 'which operator did what, and when', until: { ...ledger, by: 'nothing', basis: 'security' } },
  ],
  operator_proposal: [
    {
      columns: ['sealed'],
      holds: 'what an operator proposed about a person, and why',
      until: 'identity',
    },
    {
      holds: 'which operator proposed what, and who approved or refused it',
      until: { ...ledger, by: 'nothing', basis: 'security' },
    },
  ],
  notice_address: [
    {
      holds: 'the e-mail address of a person who wants notices, and which',
      until: { time: 'until she turns notices off, or is forgotten', by: 'her, or retention', basis: 'wish' },
    },
  ],
  notice: [{ holds: 'that a mail was sent, of what kind; no words', until: 'notices' }],
  notice_mark: [{ holds: 'how far events have been read for notices', until: running }],
  notice_horizon: [{ holds: 'how far ends have been looked for', until: running }],
  notice_reminder: [{ holds: 'how far ends have been looked for', until: running }],
  browser_state: [
    {
      holds: 'logins, encrypted, and questions on their way',
      until: days('until it ends: a login by its settings, a question after an hour', 'service'),
    },
  ],
  polled_authorization: [
    {
      holds: 'questions of devices and from elsewhere, encrypted',
      until: { time: 'a day after it is over', by: 'the job that keeps house', basis: 'service' },
    },
  ],
  artifact: [
    {
      holds: 'codes and tokens as hashes, and what they are for',
      until: days('until they expire', 'service'),
    },
  ],
  token_status: [
    { holds: 'the place of each JWT in a list of ended ones', until: days('until it expires', 'service') },
  ],
  token_tag: [{ holds: 'since when tokens bear a tag', until: running }],
  replay: [{ holds: 'hashes of what is good once', until: days('until it would have expired', 'security') }],
  idempotency: [{ holds: 'answers to callers’ own keys, encrypted', until: days('a day', 'service') }],
  rate_limit: [
    {
      holds: 'how often something came, by a keyed hash',
      until: {
        time: 'until the time that is counted is over',
        by: 'the job that keeps house',
        basis: 'security',
      },
    },
  ],
  feed: [{ holds: 'the feeds of receivers', until: running }],
  feed_entry: [{ holds: 'places of events in feeds', until: feeds }],
  feed_mark: [{ holds: 'how far events have got places', until: running }],
  told_withdrawal: [{ holds: 'which client took the news of a withdrawal', until: feeds }],
  signal_stream: [{ holds: 'where receivers are told, and how far', until: registered }],
  signal_notice: [{ holds: 'what a receiver is still to be told about its stream', until: running }],
  signal_left_out: [{ holds: 'consents that a receiver does not want to hear of', until: registered }],
  client: [{ holds: 'registered programs; secrets as hashes', until: registered }],
  client_tombstone: [{ holds: 'that a client was removed', until: { ...ledger, by: 'nothing' } }],
  registry_entry: [
    { holds: 'purposes, resources and words, in every version', until: { ...ledger, by: 'nothing' } },
  ],
  registry_draft: [{ holds: 'entries of the registry that are being written', until: registered }],
  tally: [
    {
      holds: 'how often something happened on a day, by purpose',
      until: { ...ledger, by: 'nothing', basis: 'operation' },
    },
  ],
  tally_mark: [{ holds: 'how far events have been counted', until: running }],
  tally_horizon: [{ holds: 'how far ends have been counted', until: running }],
  market_party: [{ holds: 'companies of the energy market', until: registered }],
  market_delegation: [{ holds: 'who acts for whom in the market', until: registered }],
  metering_point: [{ holds: 'metering points', until: registered }],
  metering_point_end_user: [
    { holds: 'whose metering point it is, by the person’s id', until: { ...registered, basis: 'service' } },
  ],
  product: [{ holds: 'names of products', until: registered }],
  redirect_registration: [{ holds: 'where suppliers lead people back to', until: registered }],
  signing_key: [
    {
      holds: 'signing keys, encrypted; the public halves check old receipts',
      until: { ...ledger, by: 'nothing' },
    },
  ],
  master_key: [{ holds: 'which encryption keys there are', until: registered }],
  kept_key: [{ holds: 'keys that stay, encrypted', until: running }],
  resealing: [{ holds: 'how far everything has been sealed anew', until: running }],
  plain_text: [{ holds: 'whether servers of an older version still run', until: running }],
  retention_progress: [{ holds: 'how far retention has looked', until: running }],
  knex_migrations: [{ holds: 'which schema it is', until: running }],
  knex_migrations_lock: [{ holds: 'whether it is being changed', until: running }],
}
