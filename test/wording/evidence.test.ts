import assert from 'node:assert/strict'
import { sha256 } from '../../adapters/crypto/sha256.ts'
import { overview } from '../../server/demo/world/purposes.ts'
import { finances } from '../../server/demo/world/resources.ts'
import type { PartyId } from '../../server/domain/ids.ts'
import { organization } from '../../server/domain/party.ts'
import { type Language, languages } from '../../server/domain/text/text.ts'
import type { RequestConsent } from '../../server/usecases/requests/request-consent.ts'
import { houseQuestion } from '../../server/wording/house-question.ts'
import { shownText } from '../../server/wording/shown-text.ts'
import { onEachDatabase } from '../support/database.ts'
import { renderer } from '../support/page-server.ts'
import { askFor, openTestCore, type TestCore } from '../support/test-core.ts'
import { vouched } from '../support/vouched.ts'

const income = { permission: 'income.read', resourceType: 'api', resourceId: finances.audience }
const number = { permission: 'pid', resourceType: 'identity', resourceId: 'identity' }
const firm = { identifier: organization('810418192'), name: 'Kolsaas og Flaam' }
const at = new Date('2026-11-29T11:00:00Z')
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
        await ports.rights.give(
          [vouched({ actor: kari.id, onBehalfOf: firmId, resource, action }, validity)],
          'Vera',
        )
    })

    const hashOf = async (changes: Partial<RequestConsent>, language: Language) => {
      const { core, ports, kari, clock } = test
      const command = { purposeId: overview.id, scopes: [income, number], ...changes }
      const { request } = await core.requestConsent(askFor(kari, clock.now(), command))
      const shown = await core.showConsentRequest({ id: request.id, reader: kari.id })
      const asked = { ...shown, at }
      const question = await houseQuestion({ ...ports, renderer }, asked, language)
      return shownText(sha256, question, { template: 'a-page/2' }).hash
    }

    for (const [name, changes, hashes] of [
      [
        'with a message, by a handler',
        () => ({ handledBy: firm, message: 'Vi trenger dette\n\n\n\u202etil månedsskiftet.' }),
        {
          nb: 'b97aec46e265d48c7b53ffa0d6ab9fc6e7eff982b9474aed99e5ad88a5e1644d',
          nn: '365a26cfe44f3a54cd533c58e1b7220d0b0dc07835ccb4d9d1d49e11c3a545ab',
          en: 'c7c3cb0e077e68224557f281580ddbc7959f114ab9267315697692e8fccc2194',
        },
      ],
      [
        'about an organization',
        () => ({ requestedFrom: firmId, scopes: [income] }),
        {
          nb: '6be7a9c41abbf3a438c9b3b4f8007341a43046bd50ed3436b6b5027998b15b2e',
          nn: 'fac8b56f88204a14774ab2f06c5427609e5b62ca950f9a16952215f8729e2e3a',
          en: '001db413493b20a822be1712c3ace0a689709a12a323730968b6a4cb6798fc6d',
        },
      ],
      [
        'that ends at an instant',
        () => ({ lasts: { until } }),
        {
          nb: 'e8e1b1c89e8a47e3ac679939a66c98db1a9a9582341cf8c8fa14b90aef2f320f',
          nn: '1c33d610b726cb81154d28f44a77558909a3143d9047f202883e7a5539cea92d',
          en: '49298c51053aeb5809df7eb646a71b23cc59e980040ce929c9ca0ebf9fdb91c4',
        },
      ],
      [
        'that ends at an instant, once',
        () => ({ lasts: { until }, singleUse: true }),
        {
          nb: 'f7a323cca1dd96743bae4355cc629aeba8719e46c4664a5916773ac403887d23',
          nn: '9d4be031bf2ae330e5448fa20b1d40a105db39b2029db7aa42cd3070d5d7a3b5',
          en: '6901a32f744b23f32df5bd4df6a0ce3a47d08e9949d54cd53b50e68fbc342678',
        },
      ],
      [
        'of years',
        () => ({ lasts: { years: 1 } }),
        {
          nb: '56d3410de5db0360ae002ad611ab035e3118c2192504eb8cb9aca35b31c0e919',
          nn: '6aa14b184852ab8d8bc94c1a60d74d396e6c737ba42dd3b609d2e6920a97fc40',
          en: '3a6e36f67681eedc4c81e4a189bc69b7d35cf80a9ab34fbfbf44c74404b9a0da',
        },
      ],
      [
        'of the login alone',
        () => ({ scopes: [{ ...number, permission: 'openid' }], seconds: 5400 }),
        {
          nb: '7bfa2d2e88be5057ecf80dfc0ad4f6ad52cdea19a48ce6f1d2c0f4b4caaf8eeb',
          nn: '41428d1f2a3943552e8a5321e637f6cb4c6044c72fa4a5eeaeb6a2b527ce42f9',
          en: '3bcd31983a2fdf84f615ab3c8f8885b3fba480323f4277a61a90bf3dc7094596',
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
