import { keptKinds } from '../../domain/registry/retention.ts'
import { onStorage } from '../storage-verb.ts'
import { table } from '../table.ts'
import { type Tools, verb } from '../verb.ts'

export const showRetention = (tools: Tools) =>
  onStorage(
    tools,
    verb('show', 'how long what is kept of a consent stays after its end, for every purpose'),
    async ({ retention }) => {
      const settled = await retention.show()
      const rules = settled.flatMap(({ purpose, retention: rules }) =>
        keptKinds.map(kind => ({ purpose: purpose.id, kind, ...rules[kind] })),
      )
      const rows = rules.map(({ purpose, kind, kept, end, basis, by }) => ({
        purpose,
        kind,
        kept,
        'and then': kept === 'always' ? '-' : end,
        basis,
        'said by': by,
      }))
      return { json: { retention: rules }, text: table(rows, 'No purposes') }
    },
  )
