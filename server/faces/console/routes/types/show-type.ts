import { z } from 'zod'
import { mayDo } from '../../../../domain/operators/operator.ts'
import { entryChange } from '../../../../domain/registry/entry-change.ts'
import type { Language } from '../../../../domain/text/text.ts'
import type { PastEntry } from '../../../../ports/registry/registry-entries.ts'
import { dateAndTime } from '../../../../wording/dates.ts'
import type { ConsoleWork } from '../../console-work.ts'
import { consolePage } from '../../page/console-page.ts'
import { findDraft } from '../../types/draft-here.ts'
import { draftPath, OfType, pagesPath, typePath } from '../../types/kinds.ts'
import { asJson, nameOf, shownChange } from '../../types/shown.ts'

const Version = z.coerce.number().int().min(1).optional()

const Query = z.object({ from: Version, to: Version })

type Query = z.infer<typeof Query>

/** An entry as it stands, with all its versions, and what is other between two of them. */
export const showType = (tools: ConsoleWork) =>
  consolePage<OfType, Query>(tools, {
    path: '/console/types/:kind/:id',
    params: OfType,
    query: Query,
    duty: 'registry.read',
    section: 'types',
    handle: async ({ params: { kind, id }, query, language }, operator) => {
      const [newest, ...older] = await tools.desk.listVersions({ operator, kind, id })
      const versions = newest ? [newest, ...older] : []
      const draft = await findDraft(tools, { operator, kind, id })
      const mayWrite = mayDo(operator, 'registry.draft')
      return {
        view: 'console/type',
        model: {
          id,
          kind,
          name: nameOf(newest?.entry, id, language),
          here: typePath({ kind, id }),
          version: newest?.version,
          removed: newest?.removedAt && dateAndTime(newest.removedAt, language),
          isUnsayable: newest?.isUnsayable,
          entry: asJson(newest?.entry),
          versions: versions.map(one => shownVersion(one, language)),
          compared: compared(versions, query),
          draft: draft && { by: draft.draft.by.name, at: dateAndTime(draft.draft.at, language) },
          draftHref: draftPath({ kind, id }),
          pagesHref: pagesPath({ kind, id }),
          mayWrite: mayWrite && !newest?.isUnsayable,
        },
        // A comparison that comes when the login is over leads to the provider.
        formsLeadOut: true,
      }
    },
  })

const shownVersion = ({ version, at, removedAt, change }: PastEntry, language: Language) => ({
  version,
  at: dateAndTime(at, language),
  removed: removedAt && dateAndTime(removedAt, language),
  askAnew: change?.askAnew ?? [],
})

/** The two versions that are asked for; the newest and the one before when none are, nothing where there is one only. */
function compared(versions: readonly PastEntry[], { from, to }: Query) {
  const after = versions.find(({ version }) => version === to) ?? versions[0]
  const before = versions.find(({ version }) => version === from) ?? versions[1]
  if (!after || !before || after === before) return undefined
  const change = entryChange(before.entry, after.entry)
  return {
    from: before.version,
    to: after.version,
    change: shownChange({ ...change, askAnew: [] }, before.entry, after.entry),
  }
}
