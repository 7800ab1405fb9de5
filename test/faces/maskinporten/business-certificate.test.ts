import assert from 'node:assert/strict'
import { decodeJwt } from 'jose'
import { lapses } from '../../../server/domain/registry/client-key.ts'
import { type BusinessPki, businessPki } from '../../support/business-pki.ts'
import { expectTokenError } from '../../support/expect-token-error.ts'
import { onMaskinporten, write } from '../../support/maskinporten-world.ts'

const settings = { SAMTYKKE_MASKINPORTEN_BUSINESS_CERTIFICATE_ROOTS: '' }
const subjectOf = (serialNumber: string) => ({ C: 'NO', O: 'Bank AS', serialNumber, CN: 'Bank AS' })

describe('with business certificates', () => {
  let pki: BusinessPki
  before(async () => {
    pki = await businessPki()
    settings.SAMTYKKE_MASKINPORTEN_BUSINESS_CERTIFICATE_ROOTS = pki.roots
  })
  after(() => pki.close())

  onMaskinporten(
    'maskinporten: business certificates and the age of keys',
    world => {
      const withoutKeys = 'client-with-a-certificate'
      const register = async () => {
        const { clients } = world.app.stores
        const standing = (await clients.find(world.clients.O1.client_id))!
        await clients.save({ ...standing, id: withoutKeys, version: 0, keys: [] })
      }

      const ask = async (orgno: string, header: object = {}, until?: Date) => {
        await register()
        const subject = subjectOf(orgno)
        const { x5c, jwk } = await pki.business({ subject, ...(until && { until }) })
        const client = { client_id: withoutKeys, jwk }
        return world.ask(client, { claims: { scope: write }, header: { kid: undefined, x5c, ...header } })
      }

      it('takes an assertion signed by the certificate of the client’s organization', async () => {
        const { status, json, text } = await ask('810419512')
        assert.equal(status, 200, text)
        assert.equal(decodeJwt(String(json.access_token)).client_amr, 'virksomhetssertifikat')
      })

      it('refuses another organization, a certificate that is not good, and no chain', async () => {
        expectTokenError(await ask('991825827'), 'invalid_grant', 'MP-122')
        expectTokenError(await ask('810419512', {}, new Date('2021-01-01')), 'invalid_grant', 'MP-120')
        for (const x5c of ['text', [], [1], ['x']]) {
          expectTokenError(await ask('810419512', { x5c }), 'invalid_grant', 'MP-123')
        }
      })

      it('refuses a kid beside the chain, and a chain from a client with registered keys', async () => {
        expectTokenError(await ask('810419512', { kid: 'any' }), 'invalid_grant')
        const { x5c, jwk } = await pki.business({ subject: subjectOf('810419512') })
        const { client_id } = world.clients.O1
        const header = { kid: undefined, x5c }
        expectTokenError(
          await world.ask({ client_id, jwk }, { claims: { scope: write }, header }),
          'invalid_grant',
        )
      })

      it('takes a registered key until it lapses', async () => {
        const { clients } = world.app.stores
        const standing = (await clients.find(world.clients.O3.client_id))!
        const end = new Date(world.app.clock.now().getTime() + 3600_000).toISOString()
        await clients.save({ ...standing, keys: standing.keys.map(key => ({ ...key, [lapses]: end })) })
        const tryIt = () => world.ask(world.clients.O3, { claims: { scope: write } })
        assert.equal((await tryIt()).status, 200)
        world.app.clock.move(3600_001)
        expectTokenError(await tryIt(), 'invalid_grant', 'MP-121')
      })
    },
    () => settings,
  )
})
