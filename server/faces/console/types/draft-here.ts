import type { Operator } from '../../../domain/operators/operator.ts'
import { isRefused } from '../../../domain/problem.ts'
import type { Desk } from '../../../usecases/desk/index.ts'
import { beginnings, idMember } from './fields.ts'
import type { OfType } from './kinds.ts'

type Entry = Readonly<Record<string, unknown>>

type ShownDraft = Awaited<ReturnType<Desk['readDraft']>>

interface Tools {
  readonly desk: Pick<Desk, 'readDraft' | 'readEntry'>
}

interface Asked extends OfType {
  readonly operator: Operator
}

/** What is written on: a draft, or what stands, or nothing yet. */
export interface Written {
  readonly entry: Entry
  readonly base: number
  /** 0 where there is no draft. */
  readonly revision: number
  readonly draft: ShownDraft | undefined
}

/** The draft of an entry, `undefined` when there is none. */
export const findDraft = ({ desk }: Tools, asked: Asked): Promise<ShownDraft | undefined> =>
  unlessUnknown(desk.readDraft(asked))

/** What an operator goes on with. Throws `registry-entry.unknown` for what neither stands nor is being written. */
export async function writtenHere(tools: Tools, { operator, kind, id }: Asked): Promise<Written> {
  const draft = await findDraft(tools, { operator, kind, id })
  if (draft) {
    const { entry, base, revision } = draft.draft
    return { entry: asEntry(entry), base, revision, draft }
  }
  const { entry, version } = await tools.desk.readEntry({ operator, kind, id })
  return { entry, base: version, revision: 0, draft: undefined }
}

/** The same for what was sent: of what is gone meanwhile, what was sent is all there is. */
export const writtenMeanwhile = async (tools: Tools, asked: Asked): Promise<Written> =>
  (await unlessUnknown(writtenHere(tools, asked))) ?? {
    entry: begun(asked),
    base: 0,
    revision: 0,
    draft: undefined,
  }

export const begun = ({ kind, id }: OfType): Entry => ({ [idMember[kind]]: id, ...beginnings[kind] })

const asEntry = (entry: unknown): Entry => (typeof entry === 'object' && entry !== null ? { ...entry } : {})

async function unlessUnknown<T>(found: Promise<T>): Promise<T | undefined> {
  try {
    return await found
  } catch (error) {
    if (isRefused(error, 'registry-entry.unknown')) return undefined
    throw error
  }
}
