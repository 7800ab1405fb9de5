import type { Client } from '../../domain/registry/client.ts'
import type { FaceClients } from '../../ports/registry/client-rules.ts'
import type { ClientEntry } from '../registry-schema.ts'
import type { Wrong } from './finding.ts'

type Judged = Omit<ClientEntry, 'secrets'>

type Named = Pick<Client, 'id' | 'face'>

/** Whom a client is registered to act for, and cannot. `others`: every client there is once the file is applied. */
export function processorFindings(
  entry: Judged,
  { grantTypes }: Pick<FaceClients, 'grantTypes'>,
  others: readonly Named[],
): Wrong[] {
  const { id, face, may_act_for: principals, grant_types: types, authentication } = entry
  if (!grantTypes.some(one => one === 'token-exchange')) {
    return principals.length > 0 ? [[['may_act_for'], `is nothing that ${face} has`]] : []
  }
  const exchanges = types.includes('token-exchange')
  const wrongs: (Wrong | false)[] = [
    exchanges !== principals.length > 0 && [
      ['may_act_for'],
      'goes with the grant type token-exchange, and none without the other',
    ],
    exchanges &&
      authentication === 'none' && [
        ['grant_types'],
        'token-exchange is not for a client without authentication',
      ],
    ...principals.map((named, at): Wrong | false => {
      if (named === id) return [['may_act_for', at], 'no client acts for itself']
      const isThere = others.some(one => one.id === named && one.face === face)
      return !isThere && [['may_act_for', at], `there is no client ${named} at ${face}`]
    }),
  ]
  return wrongs.filter(wrong => wrong !== false)
}
