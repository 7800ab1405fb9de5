import { onAnyStorage } from '../storage-verb.ts'
import { type Tools, verb } from '../verb.ts'

export const migrateStatus = (tools: Tools) =>
  onAnyStorage(
    tools,
    verb('status', 'tell which migrations are done; exit code 1 when some wait'),
    async ({ migrate }) => {
      const status = await migrate.status()
      const lines = [
        ...status.done.map(name => `done     ${name}`),
        ...status.waiting.map(name => `waiting  ${name}`),
      ]
      return { json: status, text: lines.join('\n'), exitCode: status.waiting.length > 0 ? 1 : 0 }
    },
  )
