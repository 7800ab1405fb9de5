import type { Command } from 'commander'
import { parseEntry } from '../../registry/parse-entry.ts'
import { scopeDelegationEntry, toScopeDelegation } from '../../registry/token-scope-entry.ts'
import { type Options, verb } from '../verb.ts'

export interface Delegating extends Options {
  readonly consumer: string
  readonly supplier: string
}

export const delegationVerb = (name: string, summary: string): Command =>
  verb(`${name} <scope>`, summary)
    .requiredOption('--consumer <orgno>', 'who lets another use the scope')
    .requiredOption('--supplier <orgno>', 'who may use it in the name of the consumer')

export const delegationFrom = (scope: string, { consumer, supplier }: Delegating) =>
  toScopeDelegation(parseEntry(scopeDelegationEntry, { scope, consumer, supplier }))
