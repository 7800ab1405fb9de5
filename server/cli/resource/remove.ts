import { Problem } from '../../domain/problem.ts'
import { onStorage } from '../storage-verb.ts'
import { type Tools, verb } from '../verb.ts'

export const removeResource = (tools: Tools) =>
  onStorage(
    tools,
    verb('remove <audience>', 'hide an API; its versions stay on record'),
    async ({ registry }, { argument }) => {
      if (!(await registry.removeResource(argument))) {
        throw new Problem('scope.unknown', `There is no resource ${argument}`)
      }
      const acts = [{ what: 'resource.removed', id: argument } as const]
      return { json: { removed: argument }, text: `Removed ${argument}`, acts }
    },
  )
