import { parseEntry } from '../../registry/parse-entry.ts'
import { tokenScopeEntry, toTokenScope } from '../../registry/token-scope-entry.ts'
import { putActs } from '../put-acts.ts'
import { onStorage } from '../storage-verb.ts'
import { type Options, repeated, type Tools, verb } from '../verb.ts'

interface Add extends Options {
  readonly description: string
  readonly lasts: string
  readonly owner?: string
  readonly holder?: string[]
}

export const addScope = (tools: Tools) =>
  onStorage<Add>(tools, command(), async ({ registry }, { argument, options }) => {
    const { description, lasts, owner, holder } = options
    const entry = parseEntry(tokenScopeEntry, { scope: argument, description, lasts, owner, holders: holder })
    const before = await registry.tokenScopes.find(entry.scope)
    const { id, version } = await registry.tokenScopes.put(toTokenScope(entry))
    return {
      json: { scope: id, version },
      text: `${id} is registered, version ${version}`,
      acts: putActs({ noun: 'scope', id, before, version }),
    }
  })

const command = () =>
  verb('add <scope>', 'register a scope that organizations are given, or a new version of it')
    .requiredOption('--description <text>', 'what it opens')
    .option('--lasts <duration>', 'how long a token with it lasts', '2m')
    .option('--owner <orgno>', 'whose API it opens; may ask whether tokens with it stand')
    .option('--holder <orgno>', 'who may use it, everybody when none is named; repeatable', repeated)
