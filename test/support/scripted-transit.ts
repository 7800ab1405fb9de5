import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A Vault whose transit engine encrypts and decrypts with one key, for whoever has the token, until it is told to fail. */
export async function startScriptedTransit({ token }: { readonly token: string }) {
  const asked: string[] = []
  const key = randomBytes(32)
  let isFailing = false
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    asked.push(request.url ?? '')
    if (isFailing || request.headers['x-vault-token'] !== token) return response.writeHead(500).end()
    const { plaintext, ciphertext } = JSON.parse(body)
    const data = ciphertext === undefined ? encrypt(plaintext) : decrypt(ciphertext)
    return response.end(JSON.stringify({ data }))
  })
  const encrypt = (plaintext: string) => {
    const nonce = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', key, nonce)
    const bytes = Buffer.concat([
      nonce,
      cipher.update(plaintext, 'base64'),
      cipher.final(),
      cipher.getAuthTag(),
    ])
    return { ciphertext: `vault:v1:${bytes.toString('base64')}` }
  }
  const decrypt = (ciphertext: string) => {
    const bytes = Buffer.from(ciphertext.replace('vault:v1:', ''), 'base64')
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12))
    decipher.setAuthTag(bytes.subarray(-16))
    const plain = Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()])
    return { plaintext: plain.toString('base64') }
  }
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    fail(failing: boolean) {
      isFailing = failing
    },
    close: async () => {
      server.closeAllConnections()
      await new Promise(closed => server.close(closed))
    },
  }
}
