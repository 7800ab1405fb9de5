import { Problem } from '../../domain/problem.ts'
import { onStorage } from '../storage-verb.ts'
import { type Options, type Tools, verb } from '../verb.ts'
import { findClient } from './find-client.ts'
import { withNewSecret } from '../../usecases/steps/with-new-secret.ts'

interface RotateSecret extends Options {
  readonly only?: boolean
}

export const rotateClientSecret = (tools: Tools) =>
  onStorage<RotateSecret>(tools, command(), async ({ clients, secrets }, { argument, options }) => {
    const client = await findClient(clients, argument)
    if (!client.authentication.startsWith('client_secret')) {
      throw new Problem(
        'client.unknown',
        `The client ${argument} has no secret; it uses ${client.authentication}`,
      )
    }
    const { secret, changed } = withNewSecret(client, secrets, { only: options.only === true })
    if (!(await clients.save(changed))) {
      throw new Problem('storage.unavailable', `The client ${argument} changed meanwhile; try again`)
    }
    const others = changed.secrets.length - 1
    return {
      acts: [{ what: 'client.secret_rotated', clientId: client.id }],
      json: { client_id: client.id, client_secret: secret, live_secrets: others + 1 },
      text: [
        `client_secret: ${secret}`,
        'It is shown this once; only its hash is kept.',
        others
          ? 'The secret before it still works; rotate with --only to end it.'
          : 'It is the only one now.',
      ].join('\n'),
    }
  })

const command = () =>
  verb('rotate-secret <id>', 'make a new secret; the newest one so far goes on working beside it').option(
    '--only',
    'end every other secret at once',
  )
