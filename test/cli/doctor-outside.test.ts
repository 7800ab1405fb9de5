import assert from 'node:assert/strict'
import { rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { checkConsole } from '../../server/cli/doctor/check-console.ts'
import { checkOutside } from '../../server/cli/doctor/check-outside.ts'
import { checkRegistryFile } from '../../server/cli/doctor/check-registry-file.ts'
import { checkStart } from '../../server/cli/doctor/check-start.ts'
import type { Finding } from '../../server/cli/doctor/finding.ts'
import type { Environment } from '../../server/config/process/environment.ts'
import { readConfig } from '../../server/config/read-config.ts'
import { faces } from '../../server/faces/index.ts'
import { goodProduction } from '../config/production.ts'
import { freshDataDir } from '../support/fresh-data-dir.ts'
import { freePort } from '../support/free-port.ts'
import { goodFile } from '../support/registry-file.ts'
import { embeddedDatabase } from '../support/database.ts'
import { openTestCli } from './test-storage.ts'

const lines = (findings: readonly Finding[]) =>
  findings.map(({ what, well, hint }) => (well ? `ok ${what}` : `${what}: ${hint}`))

describe('the doctor', () => {
  let dataDir: string
  before(async () => {
    dataDir = await freshDataDir()
  })
  after(() => rmSync(dataDir, { recursive: true }))
  const configWith = (env: Readonly<Record<string, string>> = {}) =>
    readConfig({ SAMTYKKE_DATA_DIR: dataDir, ...env }, { faces })
  const file = (name: string, content: object) => {
    const path = join(dataDir, name)
    writeFileSync(path, JSON.stringify(content, null, 2))
    return path
  }

  it('says where the console is, and why there is none', () => {
    const told = (env: Environment) => checkConsole(readConfig(env)).what
    const production = { ...goodProduction(), SAMTYKKE_DATA_DIR: dataDir }
    const operators = {
      SAMTYKKE_OPERATORS_ISSUER: 'https://login.firm.example',
      SAMTYKKE_OPERATORS_CLIENT_ID: 'console',
      SAMTYKKE_OPERATORS_CLIENT_SECRET: '0c8b5a0e-5b1f-4a73-9a27-c1f2d9e3b684',
    }
    assert.match(told(production), /^console: none, since SAMTYKKE_OPERATORS_ISSUER does not say/)
    assert.equal(told({ ...production, ...operators }), 'console: http://127.0.0.1:9090/console')
    const elsewhere = { ...production, ...operators, SAMTYKKE_MANAGEMENT_HOST: '10.0.0.1' }
    assert.match(told(elsewhere), /^console: none, since there is no management listener/)
    const named = { ...elsewhere, SAMTYKKE_MANAGEMENT_URL: 'https://desk.firm.example' }
    assert.equal(told(named), 'console: https://desk.firm.example/console')
    assert.equal(told({ SAMTYKKE_DATA_DIR: dataDir }), 'console: on a free port')
  })

  it('names the host and the cause of everything that it cannot reach', async () => {
    const port = await freePort()
    const findings = await checkOutside(
      configWith({
        SAMTYKKE_IDP_ISSUER: `http://127.0.0.1:${port}`,
        SAMTYKKE_IDP_CLIENT_ID: 'x',
        SAMTYKKE_OPERATORS_ISSUER: `http://127.0.0.1:${port}`,
        SAMTYKKE_OPERATORS_CLIENT_ID: 'x',
        SAMTYKKE_OPERATORS_CLIENT_SECRET: 'x',
        SAMTYKKE_PERSON_REGISTER_URL: `http://127.0.0.1:${port}/persons`,
        SAMTYKKE_SMTP_URL: `smtp://127.0.0.1:${port}`,
        SAMTYKKE_NOTICE_FROM: 'a@b.example',
        SAMTYKKE_GJELD_DEBT_SOURCE_URL: `http://127.0.0.1:${port}/debt`,
        SAMTYKKE_ELHUB_PDP_BASE_URL: 'http://nowhere.invalid',
        SAMTYKKE_ALTINN_TRUSTED_ISSUERS: `https://issuer.example=http://127.0.0.1:${port}/jwks`,
      }),
    )
    const refused = `127.0.0.1:${port} cannot be reached (ECONNREFUSED)`
    const [unknown, ...others] = lines(findings).toSorted((a, b) => b.indexOf('policy') - a.indexOf('policy'))
    assert.match(
      unknown ?? '',
      /^elhub: policy decision point: nowhere\.invalid:80 cannot be reached \((ENOTFOUND|EAI_AGAIN)\)$/,
    )
    assert.deepEqual(others.toSorted(), [
      `altinn: keys of https://issuer.example: ${refused}`,
      `gjeld: debt register: ${refused}`,
      `identity provider: 127.0.0.1:${port} did not answer (ECONNREFUSED)`,
      `mail server: ${refused}`,
      `operators' provider: 127.0.0.1:${port} did not answer (ECONNREFUSED)`,
      `register of persons: ${refused}`,
    ])
  })

  it('says what is reached', async () => {
    const server = createServer(socket => socket.end())
    await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening))
    const { port } = server.address() as { port: number }
    const config = configWith({ SAMTYKKE_PERSON_REGISTER_URL: `http://127.0.0.1:${port}` })
    assert.deepEqual(lines(await checkOutside(config)), [
      `ok register of persons: 127.0.0.1:${port} is reached`,
    ])
    server.close()
  })

  it('finds what a start would refuse: words of the operator and settings of faces', async () => {
    const words = file('words.json', { nb: { 'consent.title': 'Samtykke' }, en: { nothing: 'x' } })
    assert.deepEqual(lines(await checkStart(configWith({ SAMTYKKE_OPERATOR_TEXTS_FILE: words }))), [
      'configuration: SAMTYKKE_OPERATOR_TEXTS_FILE: nb: consent.title: must hold {asker}',
      'configuration: SAMTYKKE_OPERATOR_TEXTS_FILE: en: nothing: is no text of ours',
    ])
    const half = {
      SAMTYKKE_ELHUB_EDIEL_SERVICE_URL: 'https://ediel.example',
      SAMTYKKE_ELHUB_EDIEL_USERNAME: 'u',
    }
    assert.match(
      lines(await checkStart(configWith(half))).join(),
      /^start: To ask https:\/\/ediel\.example, set/,
    )
    assert.deepEqual(lines(await checkStart(configWith())), ['ok start: faces, issuers and pages open'])
  })

  it('finds in the declarative file what applying it would find', async () => {
    const { storage } = await openTestCli(await embeddedDatabase())
    const { purposes, ...rest } = goodFile()
    const lost = file('lost.json', {
      ...rest,
      purposes: purposes.map(one => ({ ...one, permissions: ['no'] })),
    })
    const config = configWith({ SAMTYKKE_REGISTRY_FILE: lost })
    assert.deepEqual(lines(await checkRegistryFile(config, undefined)), [
      `ok registry file: ${lost} is well-formed`,
    ])
    const findings = lines(await checkRegistryFile(config, storage))
    assert.equal(findings.length, 1)
    assert.match(
      findings[0] ?? '',
      /^registry file: .*purposes\.advice: permissions\[0\]: no is no scope of the resources$/,
    )
    const good = file('good.json', goodFile())
    assert.deepEqual(lines(await checkRegistryFile(configWith({ SAMTYKKE_REGISTRY_FILE: good }), storage)), [
      `ok registry file: ${good} can be applied`,
    ])
    assert.equal(await storage.registry.findPurpose('advice'), undefined)
  })
})
