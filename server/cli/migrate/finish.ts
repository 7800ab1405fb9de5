import { onStorage } from '../storage-verb.ts'
import { type Tools, verb } from '../verb.ts'

export const migrateFinish = (tools: Tools) =>
  onStorage(
    tools,
    verb(
      'finish',
      'say that no server of an older version is left: what it needed is cleared from the database',
    ),
    async ({ encryption }) => {
      const finished = await encryption.endPlainText()
      const text = finished
        ? 'Texts about people are sealed from now on; servers seal what is plain'
        : 'Nothing is left of older versions'
      return { json: { finished }, text, acts: finished ? [{ what: 'plain_text.ended' }] : [] }
    },
  )
