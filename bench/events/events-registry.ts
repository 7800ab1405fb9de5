import { createHash, randomBytes } from 'node:crypto'
import type { Receiver } from '../../test/support/event-reader.ts'

const text = (words: string) => ({ nb: words, nn: words, en: words })

export const benchAudience = 'https://api.bench.example'
const scopes = ['ssf.read', 'ssf.manage']

/** So many askers that hear of their consents, and the API of all these consents; and their secrets. */
export function eventsRegistry(publicUrl: string, askers: number) {
  const client = (id: string, orgno: string, more: object = {}) => {
    const client_secret = randomBytes(32).toString('base64url')
    const entry = {
      id,
      face: 'oauth',
      name: id,
      owner: { orgno, name: id },
      authentication: 'client_secret_basic',
      grant_types: ['client_credentials'],
      audiences: [`${publicUrl}/ssf`],
      scopes,
      secrets: [{ secret_sha256: createHash('sha256').update(client_secret).digest('hex') }],
      ...more,
    }
    const receiver: Receiver = { client_id: id, client_secret, scope: scopes.join(' ') }
    return { entry, receiver }
  }
  const numbers = organizationNumbers(askers + 1)
  const ofAskers = numbers.slice(1).map((orgno, nth) => client(`asker-${nth}`, orgno))
  const ofApi = client('api', numbers[0]!, { resource_server_for: benchAudience })
  const file = {
    resources: [
      {
        audience: benchAudience,
        name: text('Bench'),
        scopes: [{ value: 'bench.read', text: text('Debt') }],
        token: { format: 'opaque', lasts: '10m' },
      },
    ],
    purposes: [
      {
        id: 'bench',
        name: text('Bench'),
        description: text('To measure'),
        when_declined: text('Nothing'),
        permissions: ['bench.read'],
        lasts: '30d',
        lasts_at_most: '90d',
      },
    ],
    clients: [...ofAskers, ofApi].map(({ entry }) => entry),
  }
  return { file, askers: ofAskers.map(({ receiver }) => receiver), api: ofApi.receiver }
}

const weights = [3, 2, 7, 6, 5, 4, 3, 2]

/** The first ones from 310 000 00 on that have a control digit (modulus 11). */
function organizationNumbers(count: number): readonly string[] {
  const found: string[] = []
  for (let digits = 31_000_000; found.length < count; digits++) {
    const sum = weights.reduce((all, weight, at) => all + weight * Number(String(digits)[at]), 0)
    const control = (11 - (sum % 11)) % 11
    if (control < 10) found.push(`${digits}${control}`)
  }
  return found
}
