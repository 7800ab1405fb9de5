import assert from 'node:assert/strict'
import { issueCustomerCertificate } from '../../../adapters/pdf/authority/customer-certificate.ts'
import type { Identity } from '../../../adapters/pdf/authority/issue-certificate.ts'
import { issueCrl, type Revocation } from '../../../adapters/pdf/authority/issue-crl.ts'
import { makeKeys } from '../../../adapters/pdf/authority/make-keys.ts'
import { makeAuthority } from '../../../adapters/pdf/authority/make-seal-chain.ts'
import { customerSignature, signAsCustomer } from '../../../adapters/pdf/authority/sign-as-customer.ts'
import { embedSignature } from '../../../adapters/pdf/write/embed-signature.ts'
import { prepareSignature } from '../../../adapters/pdf/write/prepare-signature.ts'
import type { ConsentRequestId } from '../../../server/domain/ids.ts'
import { osloMidnightIn, osloTime } from '../../../server/faces/elhub/wire/time.ts'
import { onEachDatabase } from '../../support/database.ts'
import { sealsInDemo, signingInDemo } from '../../support/demo-signers.ts'
import {
  customerOf,
  type DocumentWorld,
  documents,
  goodDocument,
  movingInOf,
  signed,
  signingOf,
  startDocumentWorld,
} from '../../support/elhub-documents.ts'
import {
  assertRefused,
  type ElhubAnswer,
  glns,
  grants,
  moveIn,
  nins,
  points,
} from '../../support/elhub-world.ts'
import { noon } from '../../support/fixtures.ts'
import { fakeCertificate } from '../../support/pki/fake-certificate.ts'
import { revise } from '../../support/pki/revision.ts'
import { signRevision } from '../../support/pki/sign-revision.ts'
import { additions, withByte, writeAnew } from '../../support/pki/tampering.ts'
import { lifetime } from '../../support/pki/test-pki.ts'

const day = 24 * 3600 * 1000
const sealBroken =
  'The Elhub signature could not be validated. The AuthorizationDocument may have been tampered with.'
const notPending = "AuthorizationDocument must be in 'Pending' status to confirm."

/** The PDF as it was before it was sealed. */
const unsealedOf = (sealed: Uint8Array): Uint8Array => {
  const end = Buffer.from(sealed).indexOf('%%EOF') + '%%EOF\n'.length
  return sealed.subarray(0, end)
}

onEachDatabase(
  'elhub: bringing documents back',
  database => {
    let world: DocumentWorld
    /** A document that waits all the while. */
    let waiting: { readonly id: string; readonly sealed: Uint8Array }

    before(async () => {
      world = await startDocumentWorld(database)
      waiting = await world.make()
    })
    afterEach(() => world.app.clock.reset())
    after(() => world?.close())

    const badSeal = async (answer: Promise<ElhubAnswer>) =>
      assertRefused(await answer, 422, 'Elhub signature is not valid', sealBroken)
    const badSignature = async (
      answer: Promise<ElhubAnswer>,
      detail = 'The end user signature is invalid.',
    ) => assertRefused(await answer, 422, 'End user signature validation failed', detail)
    const bring = async (pdf: Uint8Array | Promise<Uint8Array>) => world.upload(waiting.id, await pdf)
    const crlsOf = async (issuers: readonly Identity[], revoked: readonly Revocation[] = []) => ({
      crls: await Promise.all(issuers.map(issuer => issueCrl({ issuer, revoked, ...lifetime }))),
    })
    const grantsFrom = async (id: string): Promise<number> => {
      const { rows } = await database.knex.raw(
        'select count(*)::integer as count from authorization_grant where request_id = ?',
        [id],
      )
      return rows[0].count
    }

    it('E80 gives the grant for a good signature, once', async () => {
      const moveInDate = '2026-03-01'
      const { id, sealed } = await world.make(movingInOf(nins.p2, { moveInDate }))
      const customer = await customerOf(world.pki, nins.p2)
      const pdf = await signed(world.pki, sealed, { customer })
      const { status, bytes } = await world.upload(id, pdf)
      assert.equal(status, 204)
      assert.equal(bytes.length, 0)

      const { data } = (await world.get(`${documents}/${id}`)).body
      assert.equal(data.attributes.status, 'Signed')
      assert.deepEqual(data.relationships.signedBy, { data: { type: 'Person', id: world.ids.p2 } })
      const { data: linkage, links } = data.relationships.authorizationGrant
      assert.equal(linkage.type, 'AuthorizationGrant')
      assert.equal(links.self, `${grants}/${linkage.id}`)
      const file = await world.getFile(id)
      assert.ok(Buffer.from(file.bytes).equals(pdf))

      const { body } = await world.get(links.self)
      const { attributes, relationships, meta } = body.data
      const now = world.app.clock.now()
      assert.equal(attributes.status, 'Active')
      assert.equal(attributes.validFrom, osloTime(osloMidnightIn(0, now)))
      const source = { type: 'AuthorizationDocument', id }
      assert.deepEqual(relationships.source, { data: source, links: { self: `${documents}/${id}` } })
      assert.deepEqual(relationships.grantedBy, { data: { type: 'Person', id: world.ids.p2 } })
      assert.deepEqual(relationships.grantedFor, { data: { type: 'Person', id: world.ids.p2 } })
      assert.deepEqual(relationships.grantedTo, { data: { type: 'OrganizationEntity', id: glns.bs } })
      assert.deepEqual(meta, { moveInDate })
      const scopes = (await world.get(`${links.self}/scopes`)).body.data
      assert.equal(scopes.length, 1)
      assert.equal(scopes[0].attributes.permissionType, moveIn)
      assert.deepEqual(scopes[0].relationships.authorizedResources.data, [
        { type: 'MeteringPoint', id: points.m1 },
      ])
    })

    it('keeps what stood on the paper with the decision, and a report that names nobody', async () => {
      const { id, sealed } = await world.make()
      assert.equal((await world.upload(id, await signed(world.pki, sealed), { type: null })).status, 204)
      const { rows } = await database.knex.raw(
        'select d.level, d.language, d.shown_hash, s.report from decision d join signed_document s using (request_id) where request_id = ?',
        [id],
      )
      const [kept] = rows
      assert.equal(kept.level, 'high')
      assert.equal(kept.language, 'nb')
      const { state } = (await world.app.stores.consents.findRequest(id as ConsentRequestId))!
      assert.ok('decision' in state)
      assert.match(state.decision.shown.text, /^Avtalebekreftelse - Leverandørskifte\nKunde: Kari Eksempel\n/)
      assert.equal(kept.shown_hash, '77609a80a859d37ae4f4e7a527d2b2733eeff7b5ef1434ea888013c7f095445f')
      assert.doesNotMatch(JSON.stringify(kept.report), /Kari|02916297702/)
    })

    it('E81 takes signatures under every root of a customer that is configured', async () => {
      const root = await makeAuthority({ subject: { CN: 'Another bank' }, ...lifetime })
      const customer = await issueCustomerCertificate({
        customer: { name: 'Kari Eksempel', nationalIdentityNumber: nins.p1 },
        keys: await makeKeys('ec'),
        issuer: root,
        ...lifetime,
      })
      const other = { customer, above: [], evidence: await crlsOf([root]) }
      await badSignature(
        bring(signed(world.pki, waiting.sealed, other)),
        'The end user signing certificate is not trusted.',
      )
      const { id, sealed } = await world.make()
      const underOther = await signed(world.pki, sealed, await signingInDemo(world.app))
      assert.equal((await world.upload(id, underOther)).status, 204)
    })

    it('E82 takes a PDF of at most one MiB', async () => {
      const { id } = waiting
      const unsupported = "Unsupported media type, 'application/pdf' is supported."
      const json = { type: 'application/json' }
      const wrongType = await world.upload(id, waiting.sealed, json)
      assertRefused(wrongType, 415, 'Unsupported media type', unsupported)
      assertRefused(await world.upload('not-a-uuid', waiting.sealed, json), 415, 'Unsupported media type')
      const missing = 'Necessary information was not provided'
      assertRefused(await world.upload(id, new Uint8Array()), 400, 'Missing input', missing)
      const full = Buffer.alloc(1_048_576, 'random')
      await badSeal(bring(full))
      const tooLarge = 'Signed PDF upload size is limited to 1 MB'
      const larger = await world.upload(id, Buffer.concat([full, Buffer.from('.')]))
      assertRefused(larger, 413, 'Content too large', tooLarge)
      assertRefused(await world.upload(id, Buffer.alloc(2_500_000)), 413, 'Content too large', tooLarge)
    })

    it('E83 wants the signature of the customer', async () => {
      await badSignature(
        bring(waiting.sealed),
        'The AuthorizationDocument is missing the end user signature.',
      )
    })

    it('E84 wants our seal, whole and genuine', async () => {
      const { sealed } = waiting
      const unsealed = unsealedOf(sealed)
      await badSeal(bring(signed(world.pki, unsealed)))
      await badSeal(bring(signed(world.pki, await writeAnew(sealed))))
      const [genuine] = await sealsInDemo(world.app)
      const fake = await fakeCertificate(genuine!)
      const prepared = await prepareSignature(unsealed, {
        fieldName: 'Signature1',
        subFilter: 'ETSI.CAdES.detached',
        certifies: 2,
        signedAt: noon,
      })
      const cms = customerSignature(prepared, { customer: fake, above: [], signedAt: noon })
      await badSeal(bring(signed(world.pki, embedSignature(prepared, cms))))
    })

    for (const [what, add] of Object.entries(additions)) {
      it(`E85 refuses ${what === 'text' ? 'more text' : `another ${what}`} between the seal and the signature`, async () => {
        const revision = revise(waiting.sealed)
        add(revision)
        await badSeal(bring(signRevision(revision.save(), await signingOf(world.pki))))
      })
    }

    it('E87 E89 E90 E91 E92 refuses what does not prove who signed and when', async () => {
      const { sealed } = waiting
      const { pki } = world
      const stranger = await makeAuthority({ subject: { CN: 'Nobody' }, ...lifetime })
      const unknown = await issueCustomerCertificate({
        customer: { name: 'Kari Eksempel', nationalIdentityNumber: nins.p1 },
        keys: await makeKeys('ec'),
        issuer: stranger,
        ...lifetime,
      })
      const untrusted = 'The end user signing certificate is not trusted.'
      await badSignature(bring(signed(pki, sealed, { customer: unknown, above: [stranger] })), untrusted)
      const stamp = { authority: stranger, above: [], time: noon }
      await badSignature(bring(signed(pki, sealed, { timeStamp: stamp })))
      await badSignature(bring(signed(pki, sealed, { evidence: undefined })))
      await badSignature(bring(signed(pki, sealed, { timeStamp: undefined })))
      const customer = await customerOf(pki, nins.p1)
      const revoked = await crlsOf([pki.bankRoot, pki.bank], [{ certificate: customer, at: noon }])
      await badSignature(bring(signed(pki, sealed, { evidence: revoked })))
      const nameless = { customer: await customerOf(pki, undefined) }
      const noNumber =
        'Could not extract the Norwegian national identity number from the end user signing certificate.'
      await badSignature(bring(signed(pki, sealed, nameless)), noNumber)
    })

    it('E88 refuses a byte that was changed after the customer signed, and says why to programs', async () => {
      const pdf = await signed(world.pki, waiting.sealed)
      const dateAt = Buffer.from(pdf).lastIndexOf('/M (D:') + 7
      const answer = await bring(withByte(pdf, dateAt))
      await badSignature(Promise.resolve(answer))
      assert.equal(answer.body.errors[0].code, 'InvalidBankIdSignature')
    })

    it('E94 refuses the signature of somebody else', async () => {
      const customer = await customerOf(world.pki, nins.p2)
      const answer = await bring(signed(world.pki, waiting.sealed, { customer }))
      const detail = 'The signer is not authorized for this AuthorizationDocument.'
      assertRefused(answer, 403, 'Signatory is not allowed to sign', detail)
      const nobody = await bring(
        signed(world.pki, waiting.sealed, { customer: await customerOf(world.pki, '12345678901') }),
      )
      assertRefused(nobody, 500, 'Internal server error', 'An internal server error occurred')
    })

    it('E95 takes a document once, and gives one grant to many uploads at once', async () => {
      const { id, sealed } = await world.make()
      const pdf = await signed(world.pki, sealed)
      const answers = await Promise.all(Array.from({ length: 6 }, () => world.upload(id, pdf)))
      const refused = answers.filter(({ status }) => status !== 204)
      assert.equal(refused.length, 5)
      for (const answer of refused) assertRefused(answer, 422, 'Invalid status state', notPending)
      assertRefused(await world.upload(id, pdf), 422, 'Invalid status state', notPending)
      assert.equal(await grantsFrom(id), 1)
    })

    it('S60 takes a signed file for one document only', async () => {
      const [one, other] = [await world.make(), await world.make()]
      const pdf = await signed(world.pki, one.sealed)
      const mismatch =
        'The AuthorizationDocument provided for confirmation differs from the original generated AuthorizationDocument.'
      const crossed = await world.upload(other.id, pdf)
      assertRefused(crossed, 422, 'Original AuthorizationDocument mismatch', mismatch)
      assert.equal((await world.upload(one.id, pdf)).status, 204)
      assertRefused(await world.upload(other.id, pdf), 422, 'Original AuthorizationDocument mismatch')
      assert.equal(await grantsFrom(other.id), 0)
    })

    it('E96 takes documents from those who made them', async () => {
      const { id, sealed } = waiting
      const unknown = await world.upload('00000000-0000-4000-8000-000000000000', sealed)
      assertRefused(unknown, 404, 'Not found error', 'AuthorizationDocument could not be found.')
      const other = await world.upload(id, sealed, { token: 'bs2' })
      const detail = 'RequestedBy must match the authorized party.'
      assertRefused(other, 403, 'Party not authorized', detail)
      const person = await world.upload(id, sealed, { token: 'p1' })
      const notPermitted = 'The authorized party is not permitted to perform this action.'
      assertRefused(person, 403, 'Party not authorized', notPermitted)
      const malformed = 'The provided payload did not satisfy the expected format'
      assertRefused(await world.upload('not-a-uuid', sealed), 400, 'Invalid input', malformed)
    })

    it('E97 takes no document after its time', async () => {
      const { id, sealed } = await world.make(goodDocument())
      const pdf = await signed(world.pki, sealed)
      world.app.clock.move(28 * day)
      const answer = await world.upload(id, pdf)
      assertRefused(answer, 422, 'AuthorizationDocument has expired', 'Validity period has passed.')
      assert.equal(await grantsFrom(id), 0)
    })

    it('is not answered as requests are', async () => {
      const body = {
        data: { id: waiting.id, type: 'AuthorizationRequest', attributes: { status: 'Accepted' } },
      }
      assertRefused(await world.patch(waiting.id, body), 404, 'Not found error')
    })

    it('S59 refuses files that are no documents of ours', async () => {
      const noise = [Buffer.from('%PDF-1.7\n%%EOF\n'), Buffer.alloc(1), waiting.sealed.subarray(0, 5000)]
      for (const file of noise) await badSeal(bring(file))
      const twice = await signAsCustomer(waiting.sealed, await signingOf(world.pki))
      const encrypted = Buffer.concat([twice, Buffer.from('\ntrailer << /Encrypt 1 0 R >>\n%%EOF\n')])
      assert.equal((await bring(encrypted)).status, 422)
    })
  },
  'before all',
)
