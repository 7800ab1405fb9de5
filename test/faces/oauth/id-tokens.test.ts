import assert from 'node:assert/strict'
import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify } from 'jose'
import { onEachDatabase } from '../../support/database.ts'
import { discover, obtainTokens } from '../../support/oauth-client.ts'
import type { TestClient } from '../../support/oauth-world.ts'
import { sharedOAuthServer } from '../../support/shared-oauth-server.ts'

onEachDatabase('ID tokens', database => {
  const server = sharedOAuthServer(database)

  const idTokenOf = async (client: TestClient): Promise<string> => {
    const { id_token: token = '' } = await obtainTokens(await discover(server, client), client)
    return token
  }

  const verified = (token: string) =>
    jwtVerify(token, createRemoteJWKSet(new URL(`${server.publicUrl}/jwks`)), { issuer: server.publicUrl })

  it('oidcc-idtoken-signature: are signed with RS256 for a client that names no algorithm', async () => {
    const { protectedHeader, payload } = await verified(await idTokenOf(server.web))
    assert.equal(protectedHeader.alg, 'RS256')
    assert.ok(protectedHeader.kid)
    assert.equal(payload.aud, 'web')
  })

  it('are signed with ES256 for a client that is registered so', async () => {
    assert.equal((await verified(await idTokenOf(server.elliptic))).protectedHeader.alg, 'ES256')
  })

  it('are signed with the next key of their algorithm once everybody can know it', async () => {
    const { kid } = await server.keys.rotate('RS256')
    assert.notEqual(decodeProtectedHeader(await idTokenOf(server.web)).kid, kid)
    server.clock.advance(301)
    await server.keys.rotate('RS256')
    assert.equal((await verified(await idTokenOf(server.web))).protectedHeader.kid, kid)
  })
})
