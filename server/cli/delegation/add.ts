import { Problem } from '../../domain/problem.ts'
import { putActs } from '../put-acts.ts'
import { onStorage } from '../storage-verb.ts'
import type { Tools } from '../verb.ts'
import { type Delegating, delegationFrom, delegationVerb } from './from-options.ts'

export const addDelegation = (tools: Tools) =>
  onStorage<Delegating>(
    tools,
    delegationVerb('add', 'let an organization use a scope in the name of another'),
    async ({ registry }, { argument, options }) => {
      if (!(await registry.tokenScopes.find(argument))) {
        throw new Problem('token-scope.unknown', `There is no scope ${argument}`)
      }
      const wanted = delegationFrom(argument, options)
      const before = await registry.scopeDelegations.find(wanted.id)
      const { id, version, scope, consumer, supplier } = await registry.scopeDelegations.put(wanted)
      return {
        json: { scope, consumer, supplier },
        text: `${supplier} may use ${scope} for ${consumer}`,
        acts: putActs({ noun: 'delegation', id, before, version }),
      }
    },
  )
