import assert from 'node:assert/strict'
import type { PartyId } from '../../server/domain/ids.ts'
import { sha256 } from '../../adapters/crypto/sha256.ts'
import { overview } from '../../server/demo/world/purposes.ts'
import { finances } from '../../server/demo/world/resources.ts'
import { organization } from '../../server/domain/party.ts'
import { type Language, languages } from '../../server/domain/text/text.ts'
import { houseQuestion } from '../../server/wording/house-question.ts'
import { shownText } from '../../server/wording/shown-text.ts'
import type { RequestConsent } from '../../server/usecases/requests/request-consent.ts'
import { onEachDatabase } from '../support/database.ts'
import { renderer } from '../support/page-server.ts'
import { askFor, openTestCore, type TestCore } from '../support/test-core.ts'

const income = { permission: 'income.read', resourceType: 'api', resourceId: finances.audience }
const number = { permission: 'pid', resourceType: 'identity', resourceId: 'identity' }
const firm = { identifier: organization('810418192'), name: 'Kolsaas og Flaam' }
const until = new Date('2026-12-20T13:05:00Z')

/** Whoever keeps a hash can show the text that it is of only as long as the text is written to the same byte. */
onEachDatabase(
  'the evidence of a consent',
  database => {
    let test: TestCore
    let firmId: PartyId
    before(async () => {
      test = await openTestCore(database)
      const { ports, clock, kari } = test
      await ports.registry.putPurpose(overview)
      await ports.registry.putResource(finances)
      firmId = (await ports.parties.findOrAdd(firm.identifier, firm.name)).id
      const validity = { from: clock.now(), to: new Date(clock.now().getTime() + 3_600_000) }
      for (const [resource, action] of [
        ['consents', 'read'],
        [finances.audience, 'income.read'],
      ] as const)
        await ports.rights.give({ actor: kari.id, onBehalfOf: firmId, resource, action }, validity)
    })

    const hashOf = async (changes: Partial<RequestConsent>, language: Language) => {
      const { core, ports, kari, clock } = test
      const command = { purposeId: overview.id, scopes: [income, number], ...changes }
      const { request } = await core.requestConsent(askFor(kari, clock.now(), command))
      const asked = await core.showConsentRequest({ id: request.id, reader: kari.id })
      const question = await houseQuestion({ ...ports, renderer }, asked, language)
      return shownText(sha256, question, { template: 'a-page/2' }).hash
    }

    for (const [name, changes, hashes] of [
      [
        'with a message, by a handler',
        () => ({ handledBy: firm, message: 'Vi trenger dette\n\n\n\u202etil månedsskiftet.' }),
        {
          nb: 'c509066f3d13adfc9458d91a4e6d01129deb933edefe7d9d0635ed7239952127',
          nn: '275b3d905b42e242c0cc607be9389fb0b12193aa3238fc6c8e6b0cd8c5cecfc1',
          en: '620aa11185fa2db0df02340e398b45be38e6e1affa666d1b10d0c3fa6f4ac707',
        },
      ],
      [
        'about an organization',
        () => ({ requestedFrom: firmId, scopes: [income] }),
        {
          nb: '83b35db4e6d5357f923cbfb2dbf7aeb1ad787ebd700394455d9206128e3edab8',
          nn: '3b6c3f75700f8c4d1c613109aa817f78376cdc124c0d53434339f0059f567a85',
          en: '5b528268f1e94a53af4edaa16cc029eef00c8e4dbeafce25d83d67007f7b0f42',
        },
      ],
      [
        'that ends at an instant',
        () => ({ lasts: { until } }),
        {
          nb: '4560510d7abaae4e2c59f7d1a1785f9caed548b35c7a75bf0b0f95df317c1347',
          nn: 'd47aec3bbf933ae83ca449b8cb5a395393c46323308aa6390bc58fbc2424e33a',
          en: '94aef8f97c479337d110f3a8259addedf45f98468f1db5f03b996ffb33f5b7d6',
        },
      ],
      [
        'that ends at an instant, once',
        () => ({ lasts: { until }, singleUse: true }),
        {
          nb: '77f5fb0ef607f88fbed1635f426fd346982c05ed69d52970fe46ed6a132c6ac6',
          nn: '6185e57c1bd4e729940a5e973d0e790b4ec9c469769c30b7e56d8a68fbab9709',
          en: '47885ddb70c4aba8581467c55107ca2ab4c197bb4c1d36471fa8218d69bde77d',
        },
      ],
      [
        'of years',
        () => ({ lasts: { years: 1 } }),
        {
          nb: 'ebf2bcbc76ba12adc93593f86c20b4347f2abd172fa34c4a10d1c5b0804b2198',
          nn: '662cef035f7e7641e70eaf23107f35efcfea031e3686e526716c00944138ad82',
          en: 'a8d2c67a72ea4ab43691576949a8796617b29ab14d238aee66a4b431e56406bc',
        },
      ],
      [
        'of the login alone',
        () => ({ scopes: [{ ...number, permission: 'openid' }], seconds: 5400 }),
        {
          nb: 'd04b155fe81921e0bd13ccf2463152f222e7ca6bf5f5f85a2dffa8cc8f8dbdd3',
          nn: 'f9ea2f46bb6dde92f07bb24e0689e1321ccaf6259fc43dddbfacf015b684d281',
          en: 'adefaee5d0fdecca2087277a061e6d0816baecbd7df478dffb9156556f199a9b',
        },
      ],
    ] as const) {
      it(`keeps the same hash of a question ${name}`, async () => {
        for (const language of languages) {
          assert.equal(await hashOf(changes(), language), hashes[language], language)
        }
      })
    }
  },
  'before all',
)
