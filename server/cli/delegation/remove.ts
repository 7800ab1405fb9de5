import { Problem } from '../../domain/problem.ts'
import { onStorage } from '../storage-verb.ts'
import type { Tools } from '../verb.ts'
import { type Delegating, delegationFrom, delegationVerb } from './from-options.ts'

export const removeDelegation = (tools: Tools) =>
  onStorage<Delegating>(
    tools,
    delegationVerb('remove', 'let it no longer'),
    async ({ registry }, { argument, options }) => {
      const { id, scope, consumer, supplier } = delegationFrom(argument, options)
      if (!(await registry.scopeDelegations.remove(id))) {
        throw new Problem('token-scope.not-delegated', 'There is no such delegation')
      }
      const text = `${supplier} may no longer use ${scope} for ${consumer}`
      return { json: { removed: id }, text, acts: [{ what: 'delegation.removed', id }] }
    },
  )
