import { Problem } from '../../domain/problem.ts'
import { onStorage } from '../storage-verb.ts'
import { table } from '../table.ts'
import { type Options, type Tools, verb } from '../verb.ts'
import { shownClient } from './shown-client.ts'

interface List extends Options {
  readonly face?: string
}

export const listClients = (tools: Tools) =>
  onStorage<List>(tools, command(), async ({ clients }, { options }) => {
    const found = await clients.list(options.face)
    if (options.face !== undefined && found.length === 0) await assertFace(options.face)
    const rows = found.map(({ id, face, ownerName, authentication }) => ({
      id,
      face,
      authentication,
      owner: ownerName,
    }))
    return { json: found.map(shownClient), text: table(rows, 'No clients') }
  })

/** @NOTE Loaded when it is needed, since faces are the most of the server. */
async function assertFace(name: string): Promise<void> {
  const { faces } = await import('../../faces/index.ts')
  if (faces.some(face => face.name === name)) return
  const known = faces.map(face => face.name).join(', ')
  throw new Problem('request.malformed', `There is no face ${name}, only ${known}`)
}

const command = () => verb('list', 'list the clients').option('--face <face>', 'only those of this face')
