import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { receiptSigner } from '../../adapters/jose/receipt/receipt-signer.ts'
import { verifyReceiptFile } from '../../server/cli/receipt/verify.ts'
import type { Answer } from '../../server/cli/verb.ts'
import type { SigningKey } from '../../server/ports/oauth/signing-key-store.ts'
import { exportJWK, generateKeyPair } from 'jose'
import { noon } from '../support/fixtures.ts'

const issuer = 'https://samtykke.example'

describe('samtykke receipt verify', () => {
  const directory = mkdtempSync(join(tmpdir(), 'samtykke-receipt-'))
  const place = (name: string) => join(directory, name)
  after(() => rmSync(directory, { recursive: true }))

  let signer: ReturnType<typeof receiptSigner>

  before(async () => {
    const { privateKey } = await generateKeyPair('ES256', { extractable: true })
    const key: SigningKey = {
      kid: 'k',
      alg: 'ES256',
      jwk: { ...(await exportJWK(privateKey)) },
      publishedAt: noon,
      activeFrom: noon,
      retiredAt: undefined,
    }
    signer = receiptSigner({
      keys: { of: async () => ({ current: () => [key], onChange: () => {}, mayBeKept: () => 0 }) },
      store: { history: async () => [key] },
      clock: { now: () => noon },
      issuer,
    })
    const [published] = await signer.keys()
    writeFileSync(place('keys.json'), JSON.stringify({ keys: [published!.jwk] }))
    writeFileSync(place('receipt.json'), await signer.signRecord({ purpose: 'Lån', å: [1, { b: 2 }] }))
    writeFileSync(place('receipt.pdf'), await signer.signPdf(Buffer.from('%PDF-1.7\n%%EOF')))
  })

  const trusted = ['--issuer', issuer, '--jwks', place('keys.json')]

  const verify = async (...words: string[]): Promise<Answer> => {
    const answers: Answer[] = []
    await verifyReceiptFile({ print: answer => void answers.push(answer) }).parseAsync(words, {
      from: 'user',
    })
    return answers[0]!
  }

  it('ends with 0 for what the issuer signed, JSON or PDF, and says who and when', async () => {
    for (const format of ['json', 'pdf']) {
      const { json, exitCode = 0 } = await verify(place(`receipt.${format}`), ...trusted)
      assert.equal(exitCode, 0)
      const expected = { verdict: 'valid', format, issuer, signed_at: noon.toISOString(), key_id: 'k' }
      assert.deepEqual(json, expected)
    }
  })

  it('judges all that is kept about somebody in the same way, and takes it for no receipt', async () => {
    const signing = await signer.beginExport()
    const rest = '"format":"samtykke everything 1"'
    signing.add(Buffer.from(`{${rest}}`))
    const signature = signing.finish()
    writeFileSync(place('everything.json'), `{${rest},\n"signature":"${signature}"}`)
    const { exitCode = 0, json } = await verify(place('everything.json'), ...trusted)
    const expected = {
      verdict: 'valid',
      format: 'everything',
      issuer,
      signed_at: noon.toISOString(),
      key_id: 'k',
    }
    assert.deepEqual([exitCode, json], [0, expected])
    writeFileSync(
      place('posing.json'),
      JSON.stringify({ receipt: { format: 'samtykke everything 1' }, signature }),
    )
    const posing = await verify(place('posing.json'), ...trusted)
    assert.deepEqual(posing.json, { verdict: 'invalid', code: 'receipt.malformed' })
  })

  it('does not mind how the JSON is laid out', async () => {
    const { default: document } = await import(place('receipt.json'), { with: { type: 'json' } })
    const { receipt, signature } = document
    const turned = Object.fromEntries(Object.entries(receipt).reverse())
    writeFileSync(place('turned.json'), JSON.stringify({ signature, receipt: turned }))
    assert.equal((await verify(place('turned.json'), ...trusted)).exitCode, undefined)
  })

  it('goes on accepting what was given out by the schema before', async () => {
    const of = (name: string) => join(import.meta.dirname, 'schema-1', name)
    const from = ['--issuer', issuer, '--jwks', of('keys.json')]
    const { json } = await verify(of('receipt.json'), ...from)
    assert.deepEqual(json, {
      verdict: 'valid',
      format: 'json',
      issuer,
      signed_at: noon.toISOString(),
      key_id: 'of-before',
    })
  })

  it('ends with 1 and a stable code for anything else', async () => {
    writeFileSync(place('not.json'), '[]')
    const bad = await verify(place('not.json'), ...trusted)
    assert.deepEqual([bad.exitCode, bad.json], [1, { verdict: 'invalid', code: 'receipt.malformed' }])
  })

  it('ends with 2 when it cannot tell, and does not blame the receipt', async () => {
    const keyless = await verify(place('receipt.json'), '--issuer', issuer, '--jwks', place('not.json'))
    const unknown = { verdict: 'unknown', code: 'receipt.keys-unavailable', issuer }
    assert.deepEqual([keyless.exitCode, keyless.json], [2, unknown])
    for (const path of [place('nowhere.pdf'), directory]) {
      const { exitCode, json } = await verify(path, ...trusted)
      assert.deepEqual([exitCode, json], [2, { verdict: 'unknown', code: 'receipt.unreadable' }])
    }
  })

  it('fetches keys over https only, unless from this machine', async () => {
    const from = ['--issuer', issuer, '--jwks', 'http://keys.example/jwks']
    const { json } = await verify(place('receipt.json'), ...from)
    assert.deepEqual(json, { verdict: 'unknown', code: 'receipt.keys-unavailable', issuer })
  })

  it('ends with 2 for a fitting signature when nobody said whom to trust, and names the issuer', async () => {
    const unknown = { verdict: 'unknown', code: 'receipt.unknown-issuer', issuer }
    for (const keys of [['--jwks', place('keys.json')], []]) {
      const { exitCode, json, text } = await verify(place('receipt.json'), ...keys)
      assert.deepEqual([exitCode, json], [2, unknown])
      assert.match(text, /--issuer.*https:\/\/samtykke\.example/)
    }
  })

  it('ends with 1 for a signature that does not fit, and for another issuer than those who are trusted', async () => {
    const { default: document } = await import(place('receipt.json'), { with: { type: 'json' } })
    const forged = { ...document, receipt: { ...document.receipt, purpose: 'Bil' } }
    writeFileSync(place('forged.json'), JSON.stringify(forged))
    const altered = await verify(place('forged.json'), '--jwks', place('keys.json'))
    assert.deepEqual([altered.exitCode, altered.json], [1, { verdict: 'invalid', code: 'receipt.altered' }])
    const from = ['--issuer', 'https://other.example', '--jwks', place('keys.json')]
    const other = await verify(place('receipt.json'), ...from)
    assert.deepEqual([other.exitCode, other.json], [1, { verdict: 'invalid', code: 'receipt.other-issuer' }])
  })

  it('trusts every issuer that is said or listed in a file', async () => {
    writeFileSync(place('trust.txt'), `# ours\nhttps://other.example\n${issuer}/\n`)
    const keys = ['--jwks', place('keys.json')]
    const listed = await verify(place('receipt.json'), '--trust', place('trust.txt'), ...keys)
    const several = ['--issuer', 'https://other.example', '--issuer', `${issuer}/`]
    const said = await verify(place('receipt.json'), ...several, ...keys)
    for (const { exitCode = 0 } of [listed, said]) assert.equal(exitCode, 0)
    const { exitCode, json } = await verify(place('receipt.json'), '--trust', place('nowhere.txt'), ...keys)
    assert.deepEqual([exitCode, json], [2, { verdict: 'unknown', code: 'receipt.trust-unreadable' }])
  })
})
