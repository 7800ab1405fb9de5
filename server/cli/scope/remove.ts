import { Problem } from '../../domain/problem.ts'
import { onStorage } from '../storage-verb.ts'
import { type Tools, verb } from '../verb.ts'

export const removeScope = (tools: Tools) =>
  onStorage(
    tools,
    verb('remove <scope>', 'give no more tokens with a scope; its versions stay on record'),
    async ({ registry }, { argument }) => {
      if (!(await registry.tokenScopes.remove(argument))) {
        throw new Problem('token-scope.unknown', `There is no scope ${argument}`)
      }
      const acts = [{ what: 'scope.removed', id: argument } as const]
      return { json: { removed: argument }, text: `Removed ${argument}`, acts }
    },
  )
