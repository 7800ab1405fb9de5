import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { issueCustomerCertificate } from '../../../adapters/pdf/authority/customer-certificate.ts'
import { extendedKeyUsage, keyUsage } from '../../../adapters/pdf/authority/extensions.ts'
import { toIdentityPem } from '../../../adapters/pdf/authority/identity-pem.ts'
import { type Identity, issueCertificate } from '../../../adapters/pdf/authority/issue-certificate.ts'
import { makeKeys } from '../../../adapters/pdf/authority/make-keys.ts'
import { noon } from '../fixtures.ts'
import { lifetime, nin, type TestPki } from '../pki/test-pki.ts'
import { testSeal } from '../seal-world.ts'

const run = promisify(execFile)

export type Library = 'pyhanko' | 'itext' | 'openpdf' | 'pdfbox'

/** One file that a library makes. */
export interface SigningJob {
  readonly library: Library
  /** Left out, the sealed document. */
  readonly source?: Uint8Array
  readonly key: 'rsa' | 'ec'
  readonly look: 'visible' | 'invisible'
  /** As ETSI EN 319 142-1 calls the levels; what is not LT has no evidence yet. */
  readonly profile: 'T' | 'LT' | 'LTA'
  /** What the library is made to do besides, in the same revision. */
  readonly also?: 'title' | 'author' | 'annotation' | 'text' | 'page' | 'action'
}

export interface Signers {
  /** The files in the order of the jobs. */
  sign(sealed: Uint8Array, jobs: readonly SigningJob[]): Promise<Uint8Array[]>
  /** What pyHanko says of each file's signatures. */
  validate(pdfs: readonly Uint8Array[]): Promise<PyHankoStatus[][]>
  close(): Promise<void>
}

export interface PyHankoStatus {
  readonly field: string
  readonly intact: boolean
  readonly trusted: boolean
  readonly docMdp: boolean | null
  readonly changes: 'NONE' | 'LTA_UPDATES' | 'FORM_FILLING' | 'ANNOTATIONS' | 'OTHER' | null
  readonly timeStamp: boolean
}

const here = fileURLToPath(new URL('.', import.meta.url))
const prepared = fileURLToPath(new URL('../../../node_modules/.cache/samtykke-signers/', import.meta.url))
const python = join(prepared, 'python/bin/python')

/**
 * Signing libraries of others, which sign as customers of the test's bank. Skips the test where `prepare.sh` has not
 * fetched them, unless `SAMTYKKE_TEST_REQUIRE_SIGNERS` is 1.
 */
export async function openSigners(test: Mocha.Context, pki: TestPki): Promise<Signers> {
  if (!existsSync(join(prepared, 'requirements.txt')) || !existsSync(join(prepared, 'pom.xml'))) {
    const message = 'the signing libraries are not here; test/support/signers/prepare.sh fetches them'
    if (process.env.SAMTYKKE_TEST_REQUIRE_SIGNERS === '1') throw new Error(message)
    process.stdout.write(`      ${message}\n`)
    return test.skip()
  }
  const folder = await mkdtemp(join(tmpdir(), 'samtykke-signers-'))
  await writeIdentities(folder, pki)
  return {
    sign: (sealed, jobs) => sign(folder, { sealed, jobs }),
    validate: pdfs => validate(folder, pdfs),
    close: () => rm(folder, { recursive: true }),
  }
}

async function writeIdentities(folder: string, pki: TestPki): Promise<void> {
  const { bankRoot, bank, customer, stampRoot } = pki
  const rsa = await issueCustomerCertificate({
    customer: { name: 'Kari Eksempel', nationalIdentityNumber: nin },
    keys: await makeKeys('rsa'),
    issuer: bank,
    ...lifetime,
  })
  const identities = { rsa, ec: customer, bank, stamp: await stampingAuthority(stampRoot) }
  const roots = { 'bank-root': bankRoot, 'stamp-root': stampRoot }
  const { root, intermediate } = await testSeal()
  const put = (name: string, content: string | Uint8Array) => writeFile(join(folder, name), content)
  await Promise.all([
    ...Object.entries({ ...identities, ...roots }).map(([name, one]) =>
      put(`${name}.pem`, toIdentityPem(one).certificate),
    ),
    ...Object.entries(identities).map(([name, one]) => put(`${name}.key`, toIdentityPem(one).key)),
    ...(pki.evidence.crls ?? []).map((crl, index) => put(`${index}.crl`, crl)),
    put('seal-root.pem', root),
    put('seal-intermediate.pem', intermediate),
  ])
}

/** pyHanko's own stamper knows RSA only. */
const stampingAuthority = async (issuer: Identity): Promise<Identity> =>
  issueCertificate({
    subject: { C: 'NO', O: 'Bankprøve AS', CN: 'TSA RSA' },
    keys: await makeKeys('rsa'),
    issuer,
    ...lifetime,
    extensions: [keyUsage('digitalSignature'), extendedKeyUsage('1.3.6.1.5.5.7.3.8', true)],
  })

interface Work {
  readonly sealed: Uint8Array
  readonly jobs: readonly SigningJob[]
}

async function sign(folder: string, { sealed, jobs }: Work): Promise<Uint8Array[]> {
  await Promise.all(
    jobs.map(({ source }, index) => writeFile(join(folder, `${index}.source.pdf`), source ?? sealed)),
  )
  const lines = jobs.map(({ library, key, look, profile, also = '-' }, index) => ({
    library,
    words: [`${index}.source.pdf`, key, look, profile, also, `${index}.pdf`],
  }))
  const ofPython = lines.filter(({ library }) => library === 'pyhanko').map(({ words }) => words)
  const ofJava = lines
    .filter(({ library }) => library !== 'pyhanko')
    .map(({ library, words }) => [library, ...words])
  const write = (name: string, rows: readonly (readonly string[])[]) =>
    writeFile(join(folder, name), rows.map(words => `${words.join('\t')}\n`).join(''))
  await write('pyhanko.tsv', ofPython)
  await write('java.tsv', ofJava)
  const time = noon.toISOString()
  await Promise.all([
    ofPython.length > 0 && run(python, [join(here, 'sign_with_pyhanko.py'), folder, time]),
    ofJava.length > 0 && signWithJava(folder, time),
  ])
  return Promise.all(
    jobs.map(async (_, index) => new Uint8Array(await readFile(join(folder, `${index}.pdf`)))),
  )
}

async function signWithJava(folder: string, time: string): Promise<void> {
  const libraries = join(prepared, 'java/*')
  const classes = join(folder, 'classes')
  const sources = ['SignWith', 'Signing', 'WithIText', 'WithOpenPdf', 'WithPdfBox']
  const paths = sources.map(name => join(here, 'java', `${name}.java`))
  if (!existsSync(classes)) await run('javac', ['-d', classes, '-cp', libraries, ...paths])
  await run('java', ['-Djava.awt.headless=true', '-cp', `${libraries}:${classes}`, 'SignWith', folder, time])
}

async function validate(folder: string, pdfs: readonly Uint8Array[]): Promise<PyHankoStatus[][]> {
  const place = join(folder, 'validate')
  await mkdir(place)
  try {
    await Promise.all(pdfs.map((pdf, index) => writeFile(join(place, `${index}.pdf`), pdf)))
    const script = join(here, 'validate_with_pyhanko.py')
    const { stdout } = await run(python, [script, folder, noon.toISOString()])
    const told = JSON.parse(stdout) as Record<string, PyHankoStatus[]>
    return pdfs.map((_, index) => told[`${index}.pdf`]!)
  } finally {
    await rm(place, { recursive: true })
  }
}
