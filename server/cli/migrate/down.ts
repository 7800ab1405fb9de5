import { onAnyStorage } from '../storage-verb.ts'
import { type Options, type Tools, verb } from '../verb.ts'

interface Down extends Options {
  readonly all?: boolean
}

export const migrateDown = (tools: Tools) =>
  onAnyStorage<Down>(tools, command(), async ({ migrate }, { options }) => {
    const undone = await migrate.down({ all: options.all === true })
    const text = undone.map(name => `down ${name}`).join('\n') || 'Nothing to undo'
    return { json: { undone }, text, acts: [] }
  })

const command = () =>
  verb('down', 'undo the last migration and lose what only it keeps').option('--all', 'undo every migration')
