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
          nb: '7e02fb3e9aed0feefee9362c6f59e79bd3ba776eb12ca685511e506a8feebd62',
          nn: '9d051413c2b292c16df71cd135da268f1302177f5b59ab61fdd249de25fdd668',
          en: 'e5e53b1b15de1f56c2d128eb186b4010f14e25661e40dc20f8593fadbe37d794',
        },
      ],
      [
        'about an organization',
        () => ({ requestedFrom: firmId, scopes: [income] }),
        {
          nb: 'e6506458eb9d91771fe8c7568bd96a702df1274e4de300f062dc2e1be4db0b96',
          nn: 'c437ea0abf49401b0b2c0aa34ff9bfa51f8c26c3f3ffbffcb90cf3732b088057',
          en: '25a0dd933a9df283812305bb2f1c9a9962ff0ae3fd087c88b7859efd1a0575b0',
        },
      ],
      [
        'that ends at an instant',
        () => ({ lasts: { until } }),
        {
          nb: 'd161d5a44df2262cc063e5a388f0df4a52a99a775ae06678c052444e897802af',
          nn: '237a4396f8079d387f0779765b5308a0e7e652ac675ad61733343872c78d4281',
          en: 'b90e0f552c895626fb52b30d6332baa1d61a85e5db192b4c0f22c27bc3d02cab',
        },
      ],
      [
        'that ends at an instant, once',
        () => ({ lasts: { until }, singleUse: true }),
        {
          nb: '6b7be5193b77f0a6f633a0744b2a6f5439dfb6fc5ba07c1aa1c4bceb3991c88e',
          nn: '563c8e56acf4558fc02bf4822fb898f00ccebc35fdfa3e00ac21ac1db1e7184c',
          en: '735187764a3a90f93428893e39828dbbde82bce3f602aa1e38cc96adaee255e8',
        },
      ],
      [
        'of years',
        () => ({ lasts: { years: 1 } }),
        {
          nb: '0bea41c482c222a959d983e2a7dbbd34faa40f9bffe7887643ca17f081d16b4a',
          nn: 'e906772610175ea9540c601fb2b339ad6c0e755faf9f130acbe31ec6055bba18',
          en: '61d9b4807aa9ce3d45267c5baca1dfd8f173458ffd5dfc6ba91ffbeb9fb05e04',
        },
      ],
      [
        'of the login alone',
        () => ({ scopes: [{ ...number, permission: 'openid' }], seconds: 5400 }),
        {
          nb: 'dba0b055db6481ce6c6fa02ac6ef084881d8ae0e4553d0afa46eb78980d56083',
          nn: '7288c30216ec322cd39efc7707109094d9358d4e75c5af7565d287e0863267fe',
          en: 'e7f44b0b4fa6af3eedc50f449e4dc6cbd0186912d802ccfaba1da2c0b89fed16',
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
