import { settings } from '../server/config/settings/settings.ts'
import { retentionEntry } from '../server/registry/retention-entry.ts'
import { endsOf, type KeptKind, keptKinds, settledRetention } from '../server/domain/registry/retention.ts'
import { type Basis, bases, type Kept, keptTables } from './kept-data.ts'

const usual = settledRetention(undefined, {
  text: settings.SAMTYKKE_RETENTION_TEXT.byDefault,
  words: settings.SAMTYKKE_RETENTION_WORDS.byDefault,
  uses: settings.SAMTYKKE_RETENTION_USES.byDefault,
  documents: settings.SAMTYKKE_RETENTION_DOCUMENTS.byDefault,
  declined: settings.SAMTYKKE_RETENTION_DECLINED.byDefault,
  notices: settings.SAMTYKKE_RETENTION_NOTICES.byDefault,
  identity: settings.SAMTYKKE_RETENTION_IDENTITY.byDefault,
})

/** `docs/data-retention.md`: how long everything is kept, from what the code goes by. */
export const dataRetention = (): string => `# What is kept, and for how long

Generated from [kept-data.ts](kept-data.ts), [the kinds that retention knows](../server/domain/registry/retention.ts) and
[the settings](../server/config/README.md) by \`npm run docs\`; do not edit it. Why it is so:
[decision 92](decisions/0092-retention-takes-words-and-leaves-facts.md), [decision
93](decisions/0093-a-person-is-forgotten-when-all-of-hers-is-past-its-time.md).

## What goes after a time

Of a consent that has ended these kinds go when their time is over. A purpose says how long in
[the registry file](registry.example.yaml) (\`retention\`; for Altinn's requests their template does), and the settings say it of
what it does not name. Nothing goes unless one of them says so. The newest version of a purpose holds for all its consents.

| kind | what it is | setting | where nothing is said | ends by | usual basis |
|---|---|---|---|---|---|
${keptKinds.map(kindRow).join('\n')}

- **Counted from** the moment when the consent was taken back, used up or ran out; of a question that gave none, from when its
  answer was due. By the calendar of UTC.
- **Taken away** by a job, every \`SAMTYKKE_MAINTENANCE_EVERY_MINUTES\`, in small portions that one server at a time takes, and
  by \`samtykke retention run\`, which looks through everything. \`--dry-run\` counts what would go; \`samtykke retention show\`
  says what holds for each purpose. Each portion is \`retention.applied\` in the audit trail and counted in
  \`samtykke_retention_applied_total\` by purpose and kind.
- **Stays**: events, hashes and ids. \`samtykke ledger verify\` still holds the facts against the chain, and takes what is gone for
  gone only where the consent had ended before. A text that turns up elsewhere can still be held against its hash.
- **Backups** hold what was there when they were made. Let them go no later than what is in them may stay.

## Everything, by table

| table | columns | holds | how long | ends by | basis |
|---|---|---|---|---|---|
${Object.entries(keptTables)
  .flatMap(([table, rows]) => rows.map(row => tableRow(table, row, rows.length > 1 ? 'the rest' : 'all')))
  .join('\n')}

${Object.entries(bases)
  .map(([name, meaning]) => `- *${name}*: ${meaning}.`)
  .join('\n')}

## Outside the database

| what | holds | how long |
|---|---|---|
| the audit trail | who did what, by ids; no names and numbers | as long as you keep the stream or file ([audit.md](audit.md)) |
| the log | requests, addresses, errors; secrets and numbers masked | as long as you keep it |
| anchors of the ledger | signed heads of chains | as long as you keep \`SAMTYKKE_LEDGER_ANCHOR_DIR\` |
| metrics | counts | as long as your collector keeps them |
| backups | everything above | as long as you keep them |
| what an asker fetched | not here | as its own privacy notice says (\`privacy.retention\` of the purpose or client) |
`

const meaningOf = (kind: KeptKind): string => retentionEntry.shape[kind].description ?? ''

function kindRow(kind: KeptKind): string {
  const { kept, basis, why } = usual[kind]
  const ends = endsOf[kind].map(end => `\`${end}\``).join(' or ')
  const setting = `\`SAMTYKKE_RETENTION_${kind.toUpperCase()}\``
  return `| \`${kind}\` | ${meaningOf(kind)} | ${setting} | \`${kept}\` | ${ends} | \`${basis}\`: ${why.en} |`
}

function tableRow(table: string, { columns, holds, until }: Kept, others: string): string {
  const shown = columns === undefined ? others : columns.map(one => `\`${one}\``).join(', ')
  return `| \`${table}\` | ${shown} | ${holds} | ${rowEnd(until)} |`
}

const rowEnd = (until: Kept['until']): string =>
  typeof until === 'string'
    ? `as \`${until}\` above | retention | \`${usual[until].basis}\``
    : `${until.time} | ${until.by} | ${italic(until.basis)}`

const italic = (basis: Basis): string => `*${basis}*`
