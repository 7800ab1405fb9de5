import { hash, randomUUID } from 'node:crypto'
import { calculateJwkThumbprint, exportJWK, generateKeyPair, SignJWT } from 'jose'
import { post } from './oauth-client.ts'
import type { TestClient } from './oauth-world.ts'

type Server = { readonly publicUrl: string }
type Named = Pick<TestClient, 'id'> & Partial<Pick<TestClient, 'secret'>>

interface Proven {
  readonly htm?: string
  readonly htu: string
  readonly nonce?: string | undefined
  /** The access token that the proof stands beside. */
  readonly token?: string
  readonly claims?: Readonly<Record<string, unknown>>
  readonly header?: Record<string, unknown>
}

export type Prover = Awaited<ReturnType<typeof openProver>>

/** Whoever holds a key and proves it (RFC 9449). */
export async function openProver(alg = 'ES256') {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true })
  const jwk = await exportJWK(publicKey)
  let nonce: string | undefined

  const prove = ({ htm = 'POST', htu, nonce: own = nonce, token, claims, header }: Proven): Promise<string> =>
    new SignJWT({
      jti: randomUUID(),
      htm,
      htu,
      iat: Math.floor(Date.now() / 1000),
      ...(own !== undefined && { nonce: own }),
      ...(token !== undefined && { ath: hash('sha256', token, 'base64url') }),
      ...claims,
    })
      .setProtectedHeader({ typ: 'dpop+jwt', alg, jwk, ...header } as never)
      .sign(privateKey)

  return {
    privateKey,
    jwk,
    thumbprint: await calculateJwkThumbprint(jwk),
    prove,
    /** A proof with a nonce that the server gave. */
    async ready({ publicUrl }: Server): Promise<void> {
      const response = await fetch(`${publicUrl}/userinfo`, {
        headers: {
          authorization: 'DPoP unknown',
          dpop: await prove({ htm: 'GET', htu: `${publicUrl}/userinfo`, token: 'unknown', nonce: undefined }),
        },
      })
      nonce = response.headers.get('dpop-nonce') ?? undefined
    },
    /** Posts a form with a proof beside it. */
    async post(
      server: Server,
      path: string,
      { client, form, ...changes }: { client: Named; form: Record<string, string> } & Partial<Proven>,
    ) {
      const dpop = await prove({ htu: server.publicUrl + path, ...changes })
      return post(server, path, { client, form, headers: { dpop } })
    },
    /** What userinfo tells whoever shows a token, and the status. */
    async userinfo({ publicUrl }: Server, token: string, changes: Partial<Proven> = {}, scheme = 'DPoP') {
      const dpop = await prove({ htm: 'GET', htu: `${publicUrl}/userinfo`, token, ...changes })
      return fetch(`${publicUrl}/userinfo`, { headers: { authorization: `${scheme} ${token}`, dpop } })
    },
  }
}
