import assert from 'node:assert/strict'
import { X509Certificate } from 'node:crypto'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfig } from '../../../server/config/read-config.ts'
import { faces } from '../../../server/faces/index.ts'
import { embeddedDatabase, emptyTables } from '../../support/database.ts'
import { sealsInDemo, signingInDemo } from '../../support/demo-signers.ts'
import {
  type DocumentWorld,
  goodDocument,
  signed,
  startDocumentWorld,
} from '../../support/elhub-documents.ts'
import { assertRefused } from '../../support/elhub-world.ts'
import { askPdfTool } from '../../support/pdf-tools.ts'
import { startScriptedVault } from '../../support/scripted-vault.ts'
import { testSeal } from '../../support/seal-world.ts'

describe('elhub: documents, set up in upstream’s words', () => {
  let folder: string
  let vault: Awaited<ReturnType<typeof startScriptedVault>>
  let env: Readonly<Record<string, string>>
  let world: DocumentWorld

  before(async () => {
    await emptyTables(await embeddedDatabase())
    folder = await mkdtemp(join(tmpdir(), 'samtykke-vault-'))
    const chain = await testSeal()
    vault = await startScriptedVault({ key: chain.key, token: 'open' })
    const write = async (name: string, text: string) => {
      await writeFile(join(folder, name), text)
      return join(folder, name)
    }
    env = {
      SAMTYKKE_ELHUB_VAULT_URL: `${vault.url}/v1/transit`,
      SAMTYKKE_ELHUB_VAULT_KEY: 'elhub',
      SAMTYKKE_ELHUB_VAULT_TOKEN_PATH: await write('token', 'open\n'),
      SAMTYKKE_ELHUB_PATH_TO_SIGNING_CERTIFICATE: await write('seal.pem', chain.certificate),
      SAMTYKKE_ELHUB_PATH_TO_INTERMEDIATE_CERTIFICATE: await write('intermediate.pem', chain.intermediate),
    }
    world = await startDocumentWorld(await embeddedDatabase(), {
      ...env,
      SAMTYKKE_ELHUB_USE_PDF_TEST_NOTICE: 'true',
      SAMTYKKE_ELHUB_SERVICE_NAME: 'Kraftnav',
    })
  })
  after(async () => {
    await world?.close()
    await vault?.close()
    await rm(folder, { recursive: true })
  })

  it('are sealed by the Vault that is named, in place of the demo’s seal', async () => {
    const { id, sealed } = await world.make()
    assert.equal(vault.asked.at(-1), '/v1/transit/sign/elhub')
    assert.equal(vault.bodies.at(-1)?.key_version, 1)
    const [seal] = await sealsInDemo(world.app)
    assert.equal(new X509Certificate(seal!).toString(), (await testSeal()).certificate)
    const pdf = await signed(world.pki, sealed, await signingInDemo(world.app))
    assert.equal((await world.upload(id, pdf)).status, 204)
  })

  it('say that they bind nobody, and bear the operator’s name', async function () {
    const { id, sealed } = await world.make()
    const text = await askPdfTool(this, 'pdftotext', { pdf: sealed, args: ['FILE', '-'] })
    assert.match(Buffer.from(sealed).toString('latin1'), /\/testDocument \d+ 0 R/)
    assert.match(text, /Min side hos Kraftnav/)
    const refused = await world.upload(id, sealed.subarray(0, 2000))
    assertRefused(refused, 422, 'Kraftnav signature is not valid')
  })

  it('are not made while the Vault fails', async () => {
    vault.fail(true)
    const answer = await world.post(goodDocument())
    vault.fail(false)
    assertRefused(answer, 500, 'Internal server error', 'An internal server error occurred')
  })

  it('are asked for again while the Vault is slow', async () => {
    vault.silence(true)
    const answer = await world.post(goodDocument())
    vault.silence(false)
    assertRefused(answer, 503, 'Service Unavailable', 'Service unavailable; please try again later')
    assert.ok(Number(answer.headers.get('retry-after')) > 0)
  })

  it('tell scripts where the trust anchors lie', async () => {
    const { elhub } = await world.app.demoJson()
    const { trust } = elhub as { trust: Readonly<Record<string, string>> }
    assert.deepEqual(Object.keys(trust), ['seal', 'signerRoot', 'timeStampRoot'])
    for (const file of Object.values(trust)) {
      assert.match(await readFile(file, 'utf8'), /^-----BEGIN CERTIFICATE-----/)
    }
  })

  it('do not start with a seal that is set in part, or twice, or without roots in a directory that is named', async () => {
    const read = (changes: Readonly<Record<string, string>>) =>
      readConfig({ SAMTYKKE_ENV: 'test', SAMTYKKE_DATA_DIR: folder, ...changes }, { faces })
    const { SAMTYKKE_ELHUB_VAULT_KEY: _, ...partly } = env
    assert.throws(() => read(partly), /SAMTYKKE_ELHUB_VAULT_KEY/)
    const house = {
      SAMTYKKE_SEAL_CERTIFICATE_FILE: 'seal.pem',
      SAMTYKKE_SEAL_INTERMEDIATE_FILE: 'intermediate.pem',
      SAMTYKKE_SEAL_KEY: 'key',
    }
    assert.throws(() => read({ ...env, ...house }), /twice/)
    assert.equal(read(env).seal?.key.kind, 'vault')
    const empty = join(folder, 'empty')
    await mkdir(empty)
    for (const directory of [empty, join(folder, 'none')]) {
      const roots = { SAMTYKKE_ELHUB_PATH_TO_TSA_ROOT_CERTIFICATES_DIR: directory }
      await assert.rejects(startDocumentWorld(await embeddedDatabase(), { ...env, ...roots }), /empty|none/)
    }
  })
})
