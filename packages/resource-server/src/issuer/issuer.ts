import { createRemoteJWKSet, type JWTVerifyGetKey } from 'jose'
import { ask, isHangUp, type Json, objectIn, Unanswered } from './ask.ts'
import { authenticate, type ClientCredentials } from './client-authentication.ts'
import { assertSafe } from './safe-address.ts'

/** samtykke, as an API sees it. */
export interface Issuer {
  readonly name: string
  readonly client: ClientCredentials | undefined
  /** An address that its metadata names. Throws `Unanswered`, also where there is none. */
  endpoint(name: string): Promise<string>
  /** Its public keys. Throws `Unanswered`. */
  keys(): Promise<JWTVerifyGetKey>
  /** Posts a form in the API's own name. Throws `Unanswered`. */
  post(endpoint: string, form: Readonly<Record<string, string>>): Promise<Json>
}

export function openIssuer(name: string, client: ClientCredentials | undefined): Issuer {
  assertSafe(name)
  const metadata = hourly(async () => {
    const url = metadataAddress(name)
    const found = objectIn(await ask(url, { headers: { accept: 'application/json' } }), 200, url)
    if (found.issuer !== name) throw new Unanswered(`${url} is of the issuer ${String(found.issuer)}`)
    return found
  })
  const endpoint = async (member: string): Promise<string> => {
    const address = (await metadata())[member]
    if (typeof address !== 'string') throw new Unanswered(`${name} has no ${member}`)
    return assertSafe(address)
  }
  let keySet: { readonly uri: string; readonly keys: JWTVerifyGetKey } | undefined
  return {
    name,
    client,
    endpoint,
    async keys() {
      const uri = await endpoint('jwks_uri')
      if (keySet?.uri !== uri) keySet = { uri, keys: createRemoteJWKSet(new URL(uri)) }
      return keySet.keys
    },
    async post(member, form) {
      const url = await endpoint(member)
      if (!client) throw new Unanswered('Without a client samtykke cannot be asked')
      const post = async () => {
        const own = await authenticate(client, name)
        const body = new URLSearchParams({ ...form, ...own.form })
        return ask(url, { method: 'POST', headers: own.headers, body })
      }
      // A connection that was kept too long ends so. Nothing that is posted here does harm twice.
      const answer = await post().catch(error => (isHangUp(error) ? post() : Promise.reject(error)))
      return objectIn(answer, 200, url)
    },
  }
}

/** RFC 8414 section 3.1. */
function metadataAddress(issuer: string): string {
  const { origin, pathname } = new URL(issuer)
  return `${origin}/.well-known/oauth-authorization-server${pathname === '/' ? '' : pathname}`
}

const hour = 3_600_000

/** Done at the first call, and at the first one that comes an hour after; done again when it failed. */
function hourly<T>(work: () => Promise<T>): () => Promise<T> {
  let done: { readonly at: number; readonly result: Promise<T> } | undefined
  return () => {
    if (done && Date.now() - done.at < hour) return done.result
    const result = work().catch(error => {
      done = undefined
      throw error
    })
    done = { at: Date.now(), result }
    return result
  }
}
