import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { X509Certificate } from 'node:crypto'
import { greedyForMemory, greedyForTime } from '../support/pki/greedy-documents.ts'
import { writeAnew } from '../support/pki/tampering.ts'
import { nin } from '../support/pki/test-pki.ts'
import { type SignedWorld, signedWorld } from '../support/pki/signed-world.ts'

const program = fileURLToPath(new URL('../../server/cli/launch.js', import.meta.url))

interface Run {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

describe('samtykke document verify', () => {
  let folder: string
  let world: SignedWorld
  before(async () => {
    world = await signedWorld()
    folder = await mkdtemp(join(tmpdir(), 'samtykke-document-'))
    const pem = (der: Uint8Array) => new X509Certificate(der).toString()
    await writeFile(join(folder, 'seal.pem'), world.trust.seals.map(pem).join(''))
    await writeFile(join(folder, 'signer.pem'), world.trust.signerRoots.map(pem).join(''))
    await writeFile(join(folder, 'tsa.pem'), world.trust.timeStampRoots.map(pem).join(''))
  })
  after(() => rm(folder, { recursive: true }))

  const trust = () => ['seal', 'signer', 'tsa'].flatMap(one => [`--${one}-trust`, join(folder, `${one}.pem`)])
  const verify = async (pdf: Uint8Array, ...more: readonly string[]): Promise<Run> => {
    const file = join(folder, 'document.pdf')
    await writeFile(file, pdf)
    return run(['document', 'verify', file, ...trust(), ...more])
  }

  it('says who signed, in one JSON object and nothing else, without a database', async () => {
    const { code, stdout, stderr } = await verify(world.signed, '--json')
    const { verdict, signer } = JSON.parse(stdout) as { verdict: string; signer: Record<string, string> }
    assert.deepEqual([code, verdict, stderr], [0, 'valid', ''])
    assert.equal(signer.nationalIdentityNumber, nin)
  })

  it('says in one word why it refuses', async () => {
    const { code, stdout, stderr } = await verify(world.sealed, '--json')
    const { verdict, code: why } = JSON.parse(stdout) as Record<string, string>
    assert.deepEqual([code, verdict, why, stderr], [1, 'invalid', 'signature-missing', ''])
  })

  it('says the same to people', async () => {
    const [good, bad] = [await verify(world.signed), await verify(Buffer.from('no document'))]
    assert.match(good.stdout, /^valid: signed at 2026-11-20T12:00:00\.000Z\n$/)
    assert.match(bad.stdout, /^invalid: seal-missing: /)
    assert.doesNotMatch(good.stdout + bad.stdout + bad.stderr, new RegExp(`${nin}|    at `))
  })

  it('compares with the original when it has it', async () => {
    const original = join(folder, 'original.pdf')
    await writeFile(original, await world.sealAnother(await writeAnew(world.unsealed)))
    const { stdout } = await verify(world.signed, '--json', '--original', original)
    assert.match(stdout, /"code": "original-differs"/)
  })

  it('asks for what it needs', async () => {
    assert.equal((await run(['document', 'verify', 'x.pdf'])).code, 2)
  })

  for (const [what, path, why] of [
    ['is not there', 'nowhere.pdf', 'ENOENT'],
    ['is a folder', '.', 'EISDIR'],
    ['leads through a file', 'seal.pem/document.pdf', 'ENOTDIR'],
  ] as const) {
    it(`says in the same words that a path ${what}`, async () => {
      const file = join(folder, path)
      const { code, stdout, stderr } = await run(['document', 'verify', file, ...trust(), '--json'])
      const report = {
        checks: [{ check: 'file', outcome: 'failed', why: `The file cannot be read (${why})` }],
        facts: {},
      }
      assert.deepEqual([code, stderr], [1, ''])
      assert.deepEqual(JSON.parse(stdout), { verdict: 'invalid', code: 'seal-missing', report })
      const { stdout: text } = await run(['document', 'verify', file, ...trust()])
      assert.equal(text, `invalid: seal-missing: The file cannot be read (${why})\n`)
    })
  }

  it('reads no more of a file than it needs to refuse it', async function () {
    if (process.platform !== 'linux') return this.skip()
    const { code, stdout } = await run(['document', 'verify', '/dev/zero', ...trust(), '--json'])
    assert.deepEqual([code, JSON.parse(stdout).code], [1, 'seal-missing'])
  })

  it('does not blame the document for what else cannot be read', async () => {
    const nowhere = join(folder, 'nowhere.pem')
    for (const [option, place, expected] of [
      ['--seal-trust', nowhere, 'trust.unreadable'],
      ['--tsa-trust', folder, 'trust.unreadable'],
      ['--signer-trust', join(folder, 'document.pdf'), 'trust.unreadable'],
      ['--original', nowhere, 'original.unreadable'],
    ] as const) {
      const { code, stdout, stderr } = await verify(world.signed, '--json', option, place)
      const { verdict, code: why } = JSON.parse(stdout) as Record<string, string>
      assert.deepEqual([code, verdict, why, stderr], [1, 'unknown', expected, ''])
    }
  })

  for (const [what, greedy] of [
    ['memory', async () => greedyForMemory()],
    ['time', async () => greedyForTime(world.sealed, world.signing)],
  ] as const) {
    it(`says that it cannot judge a document that takes too much ${what}`, async () => {
      const { code, stdout, stderr } = await verify(await greedy(), '--json')
      const { verdict, code: why } = JSON.parse(stdout) as Record<string, string>
      assert.deepEqual([code, verdict, why, stderr], [1, 'unknown', 'document.unfinished', ''])
    })
  }
})

/** Nothing but what Node has compiled already. */
const env = { NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE }

const run = (args: readonly string[]): Promise<Run> =>
  new Promise(resolve => {
    execFile(process.execPath, [program, ...args], { timeout: 120_000, env }, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr })
    })
  })
