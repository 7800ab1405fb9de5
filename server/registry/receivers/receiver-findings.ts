import type { Wrong } from '../findings/finding.ts'
import type { ClientEntry } from '../registry-schema.ts'

type Judged = Pick<ClientEntry, 'face' | 'scopes' | 'webhooks' | 'streams'>

/** Whether anything is ever sent to an address. */
export type MaySendTo = (address: string) => boolean

const hearing = ['ssf.read', 'ssf.manage']

/** Why a client would not be told what its streams and webhooks are for. */
export function receiverFindings(
  { face, scopes, webhooks, streams }: Judged,
  maySendTo: MaySendTo = () => true,
): Wrong[] {
  const named = [
    ...webhooks.map(({ name, url }, at) => ({ name, url, path: ['webhooks', at] })),
    ...streams.map(({ name, url }, at) => ({ name, url, path: ['streams', at] })),
  ]
  const mayHear = face === 'oauth' && scopes.some(scope => hearing.includes(scope))
  const unheard: Wrong[] =
    named.length === 0 || mayHear
      ? []
      : [[['scopes'], `must have ${hearing.join(' or ')} of the audience for events to be told of any`]]
  return [
    ...unheard,
    ...named.flatMap(({ name, path }, at): Wrong[] =>
      named.findIndex(one => one.name === name) === at
        ? []
        : [[[...path, 'name'], `the name ${name} is there twice`, 'isNamed']],
    ),
    ...named.flatMap(({ url, path }): Wrong[] =>
      url === undefined || maySendTo(url)
        ? []
        : [
            [
              [...path, 'url'],
              'is inside a private network, where nothing is sent (SAMTYKKE_EVENTS_PRIVATE_HOSTS)',
            ],
          ],
    ),
  ]
}
