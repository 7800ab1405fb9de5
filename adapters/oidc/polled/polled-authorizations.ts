import type { ConsentRequestId } from '../../../server/domain/ids.ts'
import type { PolledRequest } from '../../../server/ports/oauth/oauth-models.ts'
import type {
  PolledAuthorization,
  PolledAuthorizations,
} from '../../../server/ports/oauth/polled-authorization.ts'
import type { Issuer } from '../issuer/open-issuer.ts'
import { askedAuthorization } from './asked-authorization.ts'

/** Authorizations that clients of any of these issuers poll for. */
export function polledAuthorizations(issuers: ReadonlyMap<string, Issuer>): PolledAuthorizations {
  const firstOf = async (
    find: (issuer: Issuer) => Promise<PolledRequest | undefined>,
  ): Promise<PolledAuthorization | undefined> => {
    for (const issuer of issuers.values()) {
      const found = issuer.polled && (await find(issuer))
      if (found) return { ...askedAuthorization(issuer, found), requestId: found.requestId }
    }
    return undefined
  }

  return {
    findByUserCode: async code => {
      const typed = asGivenOut(code)
      return typed === undefined ? undefined : firstOf(({ polled }) => polled!.findByUserCode(typed))
    },
    findByRequest: id => firstOf(({ polled }) => polled!.findByRequest(id)),
    async noteLogin(id: ConsentRequestId, authenticatedAt) {
      for (const { polled } of issuers.values()) await polled?.noteLogin(id, authenticatedAt)
    },
  }
}

/** Eight consonants, as the engine keeps them; `undefined` for what is no code. */
function asGivenOut(typed: string): string | undefined {
  const code = typed.toUpperCase().replace(/[\s\p{Pd}]/gu, '')
  return /^[B-DF-HJ-NP-TV-XZ]{8}$/.test(code) ? code : undefined
}
