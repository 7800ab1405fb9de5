import { appliedActs } from '../registry/applied-acts.ts'
import { applyRegistry, planRegistry } from '../registry/apply-registry.ts'
import { readRegistry } from '../registry/read-registry.ts'
import { plannedAnswer } from './planned-answer.ts'
import { onStorage } from './storage-verb.ts'
import { type Tools, verb } from './verb.ts'

export const apply = (tools: Tools) =>
  onStorage(
    tools,
    verb('apply <file>', 'apply a declarative file of resources, purposes and clients').option(
      '--dry-run',
      'write nothing; say what would change, and what it means for consents that stand',
    ),
    async (storage, { argument, options }) => {
      const registry = await readRegistry(argument)
      if (options.dryRun) return plannedAnswer(storage, await planRegistry(storage)(registry))
      const applied = await applyRegistry(storage)(registry)
      const lines = applied.map(({ what, kind, id }) => `${what.padEnd(8)}${kind} ${id}`)
      return { json: applied, text: lines.join('\n') || 'The file is empty', acts: appliedActs(applied) }
    },
  )
