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
          nb: '9b184de280e74e475c61cfd15e1d2d4e2ed4a8a44fd00941437812de6b5fde44',
          nn: 'e16213ab35d15b78c403a3448ff466f5b0d87792ab6d080ffdaf31d09a08c787',
          en: '946cb0628631ee88cbf19e079a3f72c5e9d2b5197ad88d1a3ae82914929f9a0f',
        },
      ],
      [
        'about an organization',
        () => ({ requestedFrom: firmId, scopes: [income] }),
        {
          nb: '41cee2fcaa22e5381f4bebd36e8dac379abb24846f3ceccc098c12e5f3a36731',
          nn: 'ac74314f9fe35ce903d9eacb3512ca46511d94fee6d7845929590fdd9599c7e0',
          en: '32bf5df63d48b3c5361796cdf1363618709cbb5784a16b4e263b7f3c96e9d4e0',
        },
      ],
      [
        'that ends at an instant',
        () => ({ lasts: { until } }),
        {
          nb: '350aae762a729acc10bf2b9d725c7451faead2243450deb85644640f8ccd34f4',
          nn: 'e4610c868822c941f645afb95470e09ce0b2f4df285913cb932e56062bb1c799',
          en: '8dfa225fa2367f0ac27b5d5688dcfbec484ccb2dde71bbb3b3862c65a338218e',
        },
      ],
      [
        'that ends at an instant, once',
        () => ({ lasts: { until }, singleUse: true }),
        {
          nb: 'cbf2cbc6266d2fd7adf7b01dbbbffa2880d389b37c9051ce2d782d2d13231fe6',
          nn: '6018e9e57a437f5f202484a5773cf4ddd3f8dc491ffc2403a0c5d3922a9cd7dc',
          en: '02b9fe3326336444ad4df56c9ef52fbf45bb2a307dd5ca99b337b9ae3a446d9a',
        },
      ],
      [
        'of years',
        () => ({ lasts: { years: 1 } }),
        {
          nb: '7c84e80154e438e19cd1517e481db9619793b6f12fb7062de531e5f9739f1675',
          nn: '2d31b0df5afc65dba00d7b9f0dc3930654932a28e9bbd3061e9a8ce0160526d0',
          en: '2863ac6539c2d70804e1a8a29050af287ae2c9ca17bb5f256896bc499212a192',
        },
      ],
      [
        'of the login alone',
        () => ({ scopes: [{ ...number, permission: 'openid' }], seconds: 5400 }),
        {
          nb: 'c9814d3c6530090d253b41e5a0b63a980b0e9e5f25787ada7725f63571bbab99',
          nn: '2f13a1d0e754c0494ab6729f23af21d7cb82ca593e2a6fa503808132c3e6daa3',
          en: '044eed4247c9abc78e4562507e235468fba053462dddd77edcb63fd3a4cd7c51',
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
