import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfig } from '../../server/config/read-config.ts'
import { findingsFor, goodProduction } from './production.ts'

const certificates = {
  SAMTYKKE_SEAL_CERTIFICATE_FILE: '/etc/samtykke/seal.pem',
  SAMTYKKE_SEAL_INTERMEDIATE_FILE: '/etc/samtykke/issuer.pem',
}
const sealFor = (env: Record<string, string>) => readConfig({ ...goodProduction(), ...env }).seal

describe('The configuration of the seal', () => {
  it('may be left out', () => assert.equal(sealFor({}), undefined))

  it('has a key here, in PEM, which may come from a file', () => {
    const folder = mkdtempSync(join(tmpdir(), 'samtykke-seal-'))
    try {
      writeFileSync(join(folder, 'key.pem'), 'the key\n')
      const seal = sealFor({
        ...certificates,
        SAMTYKKE_SEAL_KEY_FILE: join(folder, 'key.pem'),
        SAMTYKKE_SEAL_EARLIER_FILES: '/etc/one.pem, /etc/two.pem',
      })
      assert.deepEqual(seal?.key, { kind: 'pem', pem: 'the key', passphrase: undefined })
      assert.deepEqual(seal.earlierFiles, ['/etc/one.pem', '/etc/two.pem'])
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  it('has a key in PKCS#12', () => {
    const { key } = sealFor({
      ...certificates,
      SAMTYKKE_SEAL_PKCS12_FILE: '/etc/samtykke/seal.p12',
      SAMTYKKE_SEAL_PASSPHRASE: 'open it',
    })!
    assert.deepEqual(key, { kind: 'pkcs12', file: '/etc/samtykke/seal.p12', password: 'open it' })
  })

  it('has a key in Vault', () => {
    const { key } = sealFor({
      ...certificates,
      SAMTYKKE_SEAL_VAULT_ADDRESS: 'https://vault.example',
      SAMTYKKE_SEAL_VAULT_KEY: 'seal',
      SAMTYKKE_SEAL_VAULT_TOKEN_FILE: '/run/vault-token',
    })!
    assert.deepEqual(key, {
      kind: 'vault',
      engine: 'https://vault.example/v1/transit',
      key: 'seal',
      tokenFile: '/run/vault-token',
    })
  })

  it('is refused in part, and with two keys', () => {
    const refused = (env: Record<string, string>, ...names: readonly string[]) => {
      const findings = findingsFor({ ...goodProduction(), ...env })
      assert.deepEqual(
        findings.map(finding => finding.split(' ')[0]),
        names,
      )
    }
    refused(certificates, 'SAMTYKKE_SEAL_KEY')
    refused({ ...certificates, SAMTYKKE_SEAL_KEY: 'a', SAMTYKKE_SEAL_PKCS12_FILE: 'b' }, 'SAMTYKKE_SEAL_KEY')
    refused({ SAMTYKKE_SEAL_KEY: 'a' }, ...Object.keys(certificates))
    refused(
      { ...certificates, SAMTYKKE_SEAL_VAULT_ADDRESS: 'https://vault.example' },
      'SAMTYKKE_SEAL_VAULT_KEY',
      'SAMTYKKE_SEAL_VAULT_TOKEN_FILE',
    )
  })
})
