import { Problem } from '../../domain/problem.ts'
import type { Authenticate } from '../../http/api/api.ts'
import type { MaskinportenTools } from './maskinporten-tools.ts'
import { followScope } from './names.ts'
import { textsIn } from './assertion/read-claims.ts'

/** An organization that hands data out. */
export interface DataSource {
  readonly orgno: string
}

/** Takes our own tokens with the scope of data sources. */
export const authenticateDataSource =
  ({ ownTokens }: Pick<MaskinportenTools, 'ownTokens'>): Authenticate<DataSource> =>
  async authorization => {
    const [, token] = /^bearer +([A-Za-z0-9._~+/-]+=*)$/i.exec(authorization ?? '') ?? []
    const verified = token === undefined ? undefined : await ownTokens.verify(token)
    if (!verified) throw new Problem('caller.unauthenticated', 'Send a good access token as a bearer token')
    if (!textsIn(verified.claims.scope).includes(followScope)) {
      throw new Problem('caller.forbidden', `The access token must have the scope ${followScope}`)
    }
    const { ID } = verified.claims.consumer as { readonly ID: string }
    return { orgno: ID.replace(/^0192:/, '') }
  }
