import { type EntryChange, entryChange } from '../domain/registry/entry-change.ts'
import type { Applied, Planned } from '../registry/apply-registry.ts'
import type { Storage } from './storage.ts'
import type { Answer } from './verb.ts'

interface Told extends Applied, EntryChange {
  /** Active consents, all of which were given to an earlier version. */
  readonly liveConsents: number
  /** The version that stands. */
  readonly version: number
}

type Line = Applied | Told

interface Entry {
  readonly version: number
  readonly [name: string]: unknown
}

/** What applying would change, and what that means for consents that stand. */
export async function plannedAnswer(
  storage: Pick<Storage, 'query' | 'registry'>,
  planned: readonly Planned[],
): Promise<Answer> {
  const lines: readonly Line[] = await Promise.all(planned.map(one => tell(storage, one)))
  const text = [...lines.map(toText), 'Nothing was written.'].join('\n')
  return { json: lines, text }
}

async function tell(
  storage: Pick<Storage, 'query' | 'registry'>,
  { kind, id, what, before, after }: Planned,
): Promise<Line> {
  if (what !== 'changed' || !isEntry(before) || !isEntry(after)) return { kind, id, what }
  const liveConsents = await countLive(storage, { kind, id })
  return { kind, id, what, ...entryChange(before, after), liveConsents, version: before.version }
}

const isEntry = (value: unknown): value is Entry =>
  typeof value === 'object' && value !== null && 'version' in value

/** Those on a template are on the resources that it words. */
async function countLive(
  { query, registry }: Pick<Storage, 'query' | 'registry'>,
  { kind, id }: Pick<Planned, 'kind' | 'id'>,
): Promise<number> {
  if (kind === 'purpose') return query.countActiveGrants({ purposeId: id })
  if (kind === 'resource' || kind === 'consent resource')
    return query.countActiveGrants({ resourceIds: [id] })
  if (kind !== 'consent template') return 0
  const worded = (await registry.consentResources.list()).filter(({ template }) => template === id)
  return query.countActiveGrants({ resourceIds: worded.map(one => one.id) })
}

function toText(line: Line): string {
  const head = `${line.what.padEnd(8)}${line.kind} ${line.id}`
  if (!('texts' in line)) return head
  return [
    head,
    ...line.texts.map(
      ({ path, language, before, after }) => `  ${path} ${language}: ${quoted(before)} → ${quoted(after)}`,
    ),
    ...line.members.map(member => `  ${member}`),
    `  ${meaning(line)}`,
  ].join('\n')
}

const quoted = (text: string | undefined): string => (text === undefined ? 'nothing' : `“${text}”`)

function meaning({ liveConsents, version, askAnew }: Told): string {
  const standing = `${liveConsents} live consent${liveConsents === 1 ? '' : 's'} given to version ${version} or earlier`
  if (askAnew.length === 0)
    return `${standing}: no new consent is needed, only the wording or the rules changed`
  return `${standing}: ask for a new consent, because ${askAnew.join(', and ')}`
}
