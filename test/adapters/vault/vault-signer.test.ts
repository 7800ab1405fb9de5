import assert from 'node:assert/strict'
import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { json } from 'node:stream/consumers'
import { vaultSigner } from '../../../adapters/vault/vault-signer.ts'
import { Problem, type ProblemCode } from '../../../server/domain/problem.ts'
import { expectRejected } from '../../support/expect-problem.ts'
import { testSeal } from '../../support/seal-world.ts'

interface Asked {
  readonly path: string | undefined
  readonly headers: IncomingMessage['headers']
  readonly body: { readonly input: string }
}

interface Reply {
  readonly status: number
  readonly body?: string
  readonly headers?: Record<string, string>
}

const bytes = Buffer.from('signed attributes')

describe('A seal kept in Vault', () => {
  const asked: Asked[] = []
  let reply: Reply | undefined
  let key: string
  let vault: Server
  let address: string
  let folder: string
  let tokenFile: string

  before(async () => {
    key = (await testSeal()).key
    folder = await mkdtemp(join(tmpdir(), 'samtykke-vault-'))
    tokenFile = join(folder, 'token')
    vault = createServer(async (request, response) => {
      const body = (await json(request)) as Asked['body']
      asked.push({ path: request.url, headers: request.headers, body })
      if (!reply) return
      response.writeHead(reply.status, reply.headers).end(reply.body)
    })
    vault.listen(0, '127.0.0.1')
    await once(vault, 'listening')
    address = `http://127.0.0.1:${(vault.address() as AddressInfo).port}`
  })
  beforeEach(async () => {
    asked.length = 0
    await writeFile(tokenFile, 'first-token\n')
    reply = { status: 200, body: signed(bytes) }
  })
  after(async () => {
    vault.closeAllConnections()
    vault.close()
    await rm(folder, { recursive: true })
  })

  const signed = (over: Buffer) => {
    const signature = sign('sha256', over, createPrivateKey(key)).toString('base64')
    return JSON.stringify({ data: { signature: `vault:v3:${signature}` } })
  }
  const signer = (changes = {}) =>
    vaultSigner({ engine: `${address}/v1/transit`, key: 'seal key', tokenFile, ...changes })
  const refused = async (code: ProblemCode, answer: Reply | undefined, changes = {}) => {
    reply = answer
    await expectRejected(code, () => signer(changes).sign(bytes))
  }

  it('is asked for PKCS#1 with SHA-256 over the bytes themselves', async () => {
    const signature = await signer({ engine: `${address}/v1/teams/transit`, namespace: 'market' }).sign(bytes)
    assert.ok(verify('sha256', bytes, createPublicKey(key), signature))
    const [{ path, headers, body }] = asked as [Asked]
    assert.equal(path, '/v1/teams/transit/sign/seal%20key')
    assert.equal(headers['x-vault-token'], 'first-token')
    assert.equal(headers['x-vault-namespace'], 'market')
    assert.deepEqual(body, {
      input: bytes.toString('base64'),
      hash_algorithm: 'sha2-256',
      signature_algorithm: 'pkcs1v15',
      prehashed: false,
    })
  })

  it('is asked for the version of the key that the certificate is for', async () => {
    await signer({ keyVersion: 2 }).sign(bytes)
    const [{ body }] = asked as [Asked]
    assert.equal((body as { readonly key_version?: number }).key_version, 2)
  })

  it('is asked with the token that lies there now', async () => {
    await signer().sign(bytes)
    await writeFile(tokenFile, 'second-token')
    await signer().sign(bytes)
    assert.deepEqual(
      asked.map(one => one.headers['x-vault-token']),
      ['first-token', 'second-token'],
    )
  })

  it('is unavailable while Vault is', async () => {
    for (const status of [403, 429, 500, 503]) await refused('document.sealer-unavailable', { status })
    await refused('document.sealer-unavailable', { status: 200, body: 'no JSON' })
    await refused('document.sealer-unavailable', { status: 200, body: signed(bytes).padEnd(1_000_000) })
    await refused('document.sealer-unavailable', { status: 307, headers: { location: '/elsewhere' } })
    await refused('document.sealer-unavailable', { status: 200 }, { tokenFile: join(folder, 'none') })
    await refused('document.sealer-unavailable', { status: 200 }, { engine: 'http://127.0.0.1:9/v1/transit' })
  })

  it('is slow when Vault does not answer in time', async () => {
    await refused('service.slow', undefined, { timeoutMs: 50 })
  })

  it('is misconfigured when Vault has no such key or answers something else', async () => {
    for (const status of [400, 404]) await refused('document.sealer-misconfigured', { status })
    for (const signature of ['abc', 'vault:v1:', 17]) {
      await refused('document.sealer-misconfigured', {
        status: 200,
        body: JSON.stringify({ data: { signature } }),
      })
    }
  })

  it('says neither token nor answer when it fails', async () => {
    reply = { status: 500, body: 'a secret of theirs' }
    const error = await signer()
      .sign(bytes)
      .catch((thrown: unknown) => thrown)
    assert.ok(error instanceof Problem)
    assert.doesNotMatch(JSON.stringify([error.message, String(error.cause)]), /first-token|secret/)
  })
})
