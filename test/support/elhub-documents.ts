import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { issueCustomerCertificate } from '../../adapters/pdf/authority/customer-certificate.ts'
import type { Identity } from '../../adapters/pdf/authority/issue-certificate.ts'
import { makeKeys } from '../../adapters/pdf/authority/make-keys.ts'
import { type CustomerSigning, signAsCustomer } from '../../adapters/pdf/authority/sign-as-customer.ts'
import { certificateToPem } from '../../adapters/pdf/authority/to-pem.ts'
import type { TestDatabase } from './database.ts'
import { change, type ElhubAnswer, goodRequest, moveIn, nin, nins, startElhubWorld } from './elhub-world.ts'
import { noon } from './fixtures.ts'
import { lifetime, type TestPki, testPki } from './pki/test-pki.ts'

export const documents = '/access/v0/authorization-documents'

type Changes = Readonly<Record<string, unknown>>

/** The body of a good document, with other members of `meta` or another kind when said. */
export function goodDocument(meta: Changes = {}, documentType: unknown = change) {
  const { redirectURI: _, ...rest } = goodRequest(meta).data.meta
  return { data: { type: 'AuthorizationDocument', attributes: { documentType }, meta: rest as Changes } }
}

/** Of a person who asks to be moved in. */
export const movingInOf = (number: string, meta: Changes = {}) =>
  goodDocument({ requestedFrom: nin(number), requestedTo: nin(number), ...meta }, moveIn)

interface Upload {
  readonly token?: string
  readonly type?: string | null
}

interface Sending {
  readonly body?: Blob
  readonly headers?: Readonly<Record<string, string>>
}

interface File extends ElhubAnswer {
  readonly bytes: Uint8Array
}

export type DocumentWorld = Awaited<ReturnType<typeof startDocumentWorld>>

/** The whole server, which trusts the test's own bank and time-stamp authority beside the demo's. */
export async function startDocumentWorld(database: TestDatabase, env: Readonly<Record<string, string>> = {}) {
  const pki = await testPki()
  const folder = await mkdtemp(join(tmpdir(), 'samtykke-roots-'))
  const inFolder = async (name: string, root: Identity) => {
    const directory = await mkdtemp(join(folder, name))
    await writeFile(join(directory, `${name}.pem`), certificateToPem(root.certificate))
    return directory
  }
  const world = await startElhubWorld(database, {
    SAMTYKKE_ELHUB_PATH_TO_BANKID_ROOT_CERTIFICATES_DIR: await inFolder('bank', pki.bankRoot),
    SAMTYKKE_ELHUB_PATH_TO_TSA_ROOT_CERTIFICATES_DIR: await inFolder('tsa', pki.stampRoot),
    ...env,
  })

  const send = async (method: string, path: string, init: Sending, token = 'bs'): Promise<File> => {
    const response = await fetch(`${world.app.publicUrl}${path}`, {
      ...init,
      method,
      headers: { 'user-agent': 'conf/1', authorization: `Bearer ${token}`, ...init.headers },
    })
    const bytes = new Uint8Array(await response.arrayBuffer())
    const isJson = /json/.test(response.headers.get('content-type') ?? '')
    const text = Buffer.from(bytes).toString('latin1')
    const body = isJson ? JSON.parse(Buffer.from(bytes).toString()) : undefined
    return { status: response.status, headers: response.headers, bytes, text, body }
  }
  const getFile = (id: string, { token, accept }: { token?: string; accept?: string } = {}) =>
    send('GET', `${documents}/${id}.pdf`, accept === undefined ? {} : { headers: { accept } }, token)

  return {
    ...world,
    pki,
    post: (body: unknown, token = 'bs') => world.call('POST', documents, { token, body }),
    getFile,
    /** The id of a document that was made, and its file. */
    async make(
      body: unknown = goodDocument(),
    ): Promise<{ readonly id: string; readonly sealed: Uint8Array }> {
      const answer = await world.call('POST', documents, { body })
      assert.equal(answer.status, 201, answer.text)
      const { id } = answer.body.data
      return { id, sealed: (await getFile(id)).bytes }
    },
    upload(id: string, pdf: Uint8Array, { token, type = 'application/pdf' }: Upload = {}) {
      const headers: Record<string, string> = type === null ? {} : { 'content-type': type }
      return send('PUT', `${documents}/${id}.pdf`, { body: new Blob([pdf as never]), headers }, token)
    },
    async close() {
      await world.close()
      await rm(folder, { recursive: true })
    },
  }
}

const customers = new Map<string | undefined, Promise<Identity>>()

/** A customer of the test's bank, made once for the process. Without a number the certificate does not say whose it is. */
export function customerOf({ bank }: TestPki, number: string | undefined): Promise<Identity> {
  const made =
    customers.get(number) ??
    makeKeys('ec').then(keys =>
      issueCustomerCertificate({
        customer: {
          name: 'Kari Eksempel',
          ...(number !== undefined && { nationalIdentityNumber: number }),
        },
        keys,
        issuer: bank,
        ...lifetime,
      }),
    )
  customers.set(number, made)
  return made
}

/** How a customer signs when all goes well. */
export async function signingOf(pki: TestPki, number: string = nins.p1): Promise<CustomerSigning> {
  return {
    customer: await customerOf(pki, number),
    above: [pki.bank],
    timeStamp: { authority: pki.stamp, above: [pki.stampRoot], time: noon },
    evidence: pki.evidence,
    signedAt: noon,
  }
}

/** A document as a customer signs it, save for what is said otherwise; `undefined` leaves a part out. */
export async function signed(
  pki: TestPki,
  sealed: Uint8Array,
  changes: { readonly [Part in keyof CustomerSigning]?: CustomerSigning[Part] | undefined } = {},
): Promise<Uint8Array> {
  const signing = Object.entries({ ...(await signingOf(pki)), ...changes }).filter(
    ([, part]) => part !== undefined,
  )
  return signAsCustomer(sealed, Object.fromEntries(signing) as unknown as CustomerSigning)
}
