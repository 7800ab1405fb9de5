import { mayDo } from '../../../../domain/operators/operator.ts'
import type { ConsoleWork } from '../../console-work.ts'
import { consolePage } from '../../page/console-page.ts'
import { addressed } from '../../page/queries.ts'
import { draftPath, kindsHere, newTypePath, OfKind, typePath, typesPath } from '../../types/kinds.ts'
import { nameOf } from '../../types/shown.ts'
import { dateAndTime } from '../../../../wording/dates.ts'

/** What is registered of one kind, and what is being written. */
export const listTypes = ({ desk, ...tools }: ConsoleWork) =>
  consolePage(
    { desk, ...tools },
    {
      path: typesPath,
      query: OfKind,
      duty: 'registry.read',
      section: 'types',
      handle: async ({ query: { kind }, language }, operator) => {
        const entries = await desk.listEntries({ operator, kind })
        const drafts = (await desk.listDrafts({ operator })).filter(one => one.kind === kind)
        return {
          view: 'console/types',
          model: {
            kinds: kindsHere.map(one => ({
              kind: one,
              href: addressed(typesPath, { kind: one }),
              isHere: one === kind,
            })),
            kind,
            entries: entries.map(({ id, version, entry }) => ({
              id,
              version,
              name: nameOf(entry, id, language),
              href: typePath({ kind, id }),
            })),
            drafts: drafts.map(({ id, at, by, entry }) => ({
              id,
              name: nameOf(entry, id, language),
              at: dateAndTime(at, language),
              by: by.name,
              href: draftPath({ kind, id }),
            })),
            add: mayDo(operator, 'registry.draft') ? addressed(newTypePath, { kind }) : undefined,
          },
        }
      },
    },
  )
