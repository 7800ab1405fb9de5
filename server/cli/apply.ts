import { appliedActs } from '../registry/applied-acts.ts'
import { applyRegistry } from '../registry/apply-registry.ts'
import { readRegistry } from '../registry/read-registry.ts'
import { onStorage } from './storage-verb.ts'
import { type Tools, verb } from './verb.ts'

export const apply = (tools: Tools) =>
  onStorage(
    tools,
    verb('apply <file>', 'apply a declarative file of resources, purposes and clients'),
    async (storage, { argument }) => {
      const applied = await applyRegistry(storage)(await readRegistry(argument))
      const lines = applied.map(({ what, kind, id }) => `${what.padEnd(8)}${kind} ${id}`)
      return { json: applied, text: lines.join('\n') || 'The file is empty', acts: appliedActs(applied) }
    },
  )
