import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { SealChain } from '../../adapters/pdf/authority/make-seal-chain.ts'
import { randomIds } from '../../adapters/ids/random-ids.ts'
import { checkSeal } from '../../server/cli/doctor/check-seal.ts'
import { openDocuments } from '../../server/compose/documents.ts'
import type { Config } from '../../server/config/config.ts'
import type { SealConfig } from '../../server/config/seal.ts'
import type { Problem } from '../../server/domain/problem.ts'
import { handSetClock } from '../support/clock.ts'
import { expectRejected } from '../support/expect-problem.ts'
import { paperOf } from '../support/papers.ts'
import { freshSeal, testSeal } from '../support/seal-world.ts'

const run = promisify(execFile)
const clock = handSetClock()
const tools = { clock, ids: randomIds({ clock, key: 'test' }) }

describe('Documents, composed', () => {
  let folder: string
  let chain: SealChain
  const inFolder = (name: string) => join(folder, name)

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'samtykke-documents-'))
    chain = await testSeal()
    for (const [name, pem] of Object.entries(chain)) await writeFile(inFolder(`${name}.pem`), pem)
  })
  after(() => rm(folder, { recursive: true }))

  const openWith = (changes: Partial<Config>) =>
    openDocuments({
      stores: tools,
      config: { environment: 'production', operatorName: 'Prøve AS', dataDir: folder, ...changes } as Config,
    })
  const sealWith = (key: SealConfig['key']): SealConfig => ({
    certificateFile: inFolder('certificate.pem'),
    intermediateFile: inFolder('intermediate.pem'),
    earlierFiles: [inFolder('root.pem')],
    key,
  })
  const sealsAs = async (config: Partial<Config>): Promise<string> => {
    const { forFaces, close } = await openWith(config)
    const { documentRenderer: renderer, documentSealer: sealer } = forFaces
    try {
      const pdf = await sealer!.seal(await renderer.render(paperOf()))
      assert.match(Buffer.from(pdf).toString('latin1'), /ETSI\.CAdES\.detached/)
      return new X509Certificate(sealer!.certificates()[0]).toString()
    } finally {
      await close()
    }
  }
  const pem = (passphrase?: string, text = chain.key) => ({ kind: 'pem' as const, pem: text, passphrase })

  it('have no seal in production unless one is given', async () => {
    assert.equal((await openWith({ seal: undefined })).forFaces.documentSealer, undefined)
  })

  it('have a seal of their own in demo and test, made once and for the owner only', async () => {
    const test = { environment: 'test', seal: undefined } as const
    const [one, other] = await Promise.all([sealsAs(test), sealsAs(test)])
    assert.equal(one, other)
    assert.equal(await sealsAs(test), one)
    assert.match(new X509Certificate(one).subject, /O=Prøve AS/)
    assert.equal((await stat(inFolder('test-seal.json'))).mode & 0o777, 0o600)
  })

  it('are sealed with a key in PEM', async () => {
    assert.equal(await sealsAs({ seal: sealWith(pem()) }), chain.certificate)
  })

  it('are sealed with a key in PKCS#12, and not with the wrong password', async function () {
    const made = [
      '-inkey',
      'key.pem',
      '-in',
      'certificate.pem',
      '-certfile',
      'intermediate.pem',
      '-out',
      'seal.p12',
    ]
    try {
      await run('openssl', ['pkcs12', '-export', ...made, '-passout', 'pass:åpne'], { cwd: folder })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return this.skip()
      throw error
    }
    const key = { kind: 'pkcs12', file: inFolder('seal.p12') } as const
    assert.equal(await sealsAs({ seal: sealWith({ ...key, password: 'åpne' }) }), chain.certificate)
    const wrong = openWith({ seal: sealWith({ ...key, password: 'open sesame' }) })
    await assert.rejects(wrong, (error: Problem) => {
      assert.equal(error.code, 'document.sealer-misconfigured')
      assert.doesNotMatch(`${error.message} ${String(error.cause)}`, /sesame/)
      return true
    })
  })

  it('do not open with a seal that cannot seal', async () => {
    const refused = (seal: SealConfig) =>
      expectRejected('document.sealer-misconfigured', () => openWith({ seal }))
    await refused(sealWith(pem(undefined, (await freshSeal()).key)))
    await refused(sealWith(pem(undefined, 'no key')))
    await refused({ ...sealWith(pem()), certificateFile: inFolder('none.pem') })
    const { key } = await freshSeal()
    assert.deepEqual(await checkSeal({ seal: undefined }), [])
    assert.equal((await checkSeal({ seal: sealWith(pem(undefined, key)) }))[0]?.well, false)
    assert.equal((await checkSeal({ seal: sealWith(pem()) }))[0]?.well, true)
    await refused(sealWith({ kind: 'pkcs12', file: inFolder('none.p12'), password: '' }))
  })
})
