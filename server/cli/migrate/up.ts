import { onAnyStorage } from '../storage-verb.ts'
import { type Tools, verb } from '../verb.ts'

export const migrateUp = (tools: Tools) =>
  onAnyStorage(tools, verb('up', 'bring the database to the newest schema'), async ({ migrate }) => {
    const done = await migrate.up()
    return { json: { done }, text: done.map(name => `up ${name}`).join('\n') || 'Nothing to do', acts: [] }
  })
