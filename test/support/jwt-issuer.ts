import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose'

export type JwtIssuer = Awaited<ReturnType<typeof openIssuer>>

/** Somebody on this machine who signs tokens and publishes the key. */
export async function openIssuer() {
  const { privateKey, publicKey } = await generateKeyPair('RS256')
  const published = { keys: [{ ...(await exportJWK(publicKey)), kid: 'one', alg: 'RS256' }] }
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'application/json').end(JSON.stringify(published))
  })
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  return {
    issuer,
    keys: `${issuer}jwk`,
    sign: (claims: JWTPayload): Promise<string> =>
      new SignJWT({ iss: issuer, ...claims })
        .setProtectedHeader({ alg: 'RS256', kid: 'one' })
        .setExpirationTime('1h')
        .sign(privateKey),
    async close(): Promise<void> {
      server.closeAllConnections()
      await new Promise(closed => server.close(closed))
    },
  }
}
