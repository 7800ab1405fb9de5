import assert from 'node:assert/strict'
import type { EventType } from '../../server/domain/event.ts'
import { type Attested, contentOf } from '../../server/domain/evidence.ts'
import type { EventId } from '../../server/domain/ids.ts'
import {
  aDecision,
  aGrant,
  aRequest,
  at,
  bank,
  details,
  grantId,
  kari,
  noon,
  rights,
} from '../support/fixtures.ts'

const eventId = '00000000-0000-7000-8000-0000000000e1' as EventId
const asked = aRequest({ rights, message: 'Hei', annotations: { b: '2', a: '1' } })
const accepted = aRequest({ ...asked, state: { name: 'accepted', decision: aDecision(), grantId } })
const grant = aGrant({ rights })
const use = { grantId, at: noon, clientId: 'register', what: 'Gjeld', traceId: undefined }
const step = { id: eventId, grantId, by: bank, at: at(1) }

const request =
  '{"id":"00000000-0000-7000-8000-0000000000d1","face":"oauth","clientId":"demo-web","purpose":{"id":"loan","version":1},"requestedBy":"00000000-0000-7000-8000-0000000000b1","handledBy":null,"requestedFrom":"00000000-0000-7000-8000-0000000000a1","requestedTo":"00000000-0000-7000-8000-0000000000a1","scopes":[{"permission":"debt.read","resourceType":"api","resourceId":"https://debt.example"}],"rights":"[{\\"actions\\":[\\"read\\"],\\"metadata\\":{\\"a longer key\\":\\"x\\",\\"b\\":\\"y\\",\\"year\\":\\"2025\\"},\\"resource\\":{\\"type\\":\\"urn:altinn:resource\\",\\"value\\":\\"income\\",\\"version\\":2}}]","requiredLevel":"substantial","answerBy":"2026-11-20T12:10:00.000Z","asks":{"singleUse":false,"seconds":2592000,"until":null,"untilText":null,"years":null},"ceremony":"page","createdAt":"2026-11-20T12:00:00.000Z"}'
const decision = `{"outcome":"accepted","by":"${kari}","role":"self","at":"2026-11-20T12:00:00.000Z","level":"substantial","language":"nb","textHash":"${'a'.repeat(64)}","templateVersion":"consent-request/1"}`
const given =
  '{"id":"00000000-0000-7000-8000-0000000000c1","face":"oauth","clientId":"demo-web","requestId":"00000000-0000-7000-8000-0000000000d1","agreementKey":null,"purpose":{"id":"loan","version":1},"grantedFor":"00000000-0000-7000-8000-0000000000a1","grantedBy":"00000000-0000-7000-8000-0000000000a1","grantedTo":"00000000-0000-7000-8000-0000000000b1","handledBy":null,"scopes":[{"permission":"debt.read","resourceType":"api","resourceId":"https://debt.example"}],"rights":"[{\\"actions\\":[\\"read\\"],\\"metadata\\":{\\"a longer key\\":\\"x\\",\\"b\\":\\"y\\",\\"year\\":\\"2025\\"},\\"resource\\":{\\"type\\":\\"urn:altinn:resource\\",\\"value\\":\\"income\\",\\"version\\":2}}]","from":"2026-11-20T12:00:00.000Z","to":"2026-12-20T12:00:00.000Z","singleUse":false,"createdAt":"2026-11-20T12:00:00.000Z"}'

const payment =
  '{"amount":{"currency":"NOK","value":"120.50"},"payee":"Strøm «Øst» AS","type":"urn:example:payment"}'
const accounts =
  '{"accounts":["12345678903","98765432106"],"locations":["https://debt.example"],"type":"urn:example:accounts"}'

/** The types of details stand after the rights. */
const withTypes = (content: string, types: readonly string[]): string =>
  content.replace(/("rights":"(?:[^"\\]|\\.)*")/, `$1,"detailTypes":${JSON.stringify(types)}`)

/** Ledgers hold hashes of these texts: they must not change by a byte. */
const kept: readonly (readonly [EventType, Attested, facts: string, words: string])[] = [
  [
    'requested',
    { request: asked },
    `{"type":"requested","request":${request}}`,
    '{"message":"Hei","annotations":"{\\"a\\":\\"1\\",\\"b\\":\\"2\\"}"}',
  ],
  [
    'accepted',
    { request: accepted, grant, documentHash: 'd0c' },
    `{"type":"accepted","request":${request},"decision":${decision},"grant":${given},"documentHash":"d0c"}`,
    '{"request":{"message":"Hei","annotations":"{\\"a\\":\\"1\\",\\"b\\":\\"2\\"}"},"annotations":"{}"}',
  ],
  [
    'withdrawn',
    { request: { ...asked, state: { name: 'withdrawn', at: noon } } },
    '{"type":"withdrawn","request":"00000000-0000-7000-8000-0000000000d1","at":"2026-11-20T12:00:00.000Z"}',
    '{}',
  ],
  [
    'used',
    { use },
    `{"type":"used","use":{"grantId":"${grantId}","at":"2026-11-20T12:00:00.000Z","clientId":"register","traceId":null}}`,
    '{"what":"Gjeld"}',
  ],
  [
    'used',
    { use: { ...use, onBehalf: { by: kari, of: bank }, audience: 'https://debt.example' } },
    `{"type":"used","use":{"grantId":"${grantId}","at":"2026-11-20T12:00:00.000Z","clientId":"register","traceId":null,"by":"${kari}","onBehalfOf":"${bank}","audience":"https://debt.example"}}`,
    '{"what":"Gjeld"}',
  ],
  [
    'revoked',
    { grant: { ...grant, state: { name: 'revoked', at: at(1), by: kari, reason: 'giver' } } },
    `{"type":"revoked","grant":"${grantId}","end":"revoked","at":"2026-11-20T12:00:00.001Z","by":"${kari}","reason":"giver"}`,
    '{}',
  ],
  [
    'exhausted',
    { grant: { ...grant, state: { name: 'exhausted', at: noon } } },
    `{"type":"exhausted","grant":"${grantId}","end":"exhausted","at":"2026-11-20T12:00:00.000Z","by":null,"reason":null}`,
    '{}',
  ],
  [
    'accepted',
    {
      request: { ...accepted, details },
      grant: { ...grant, details: details.slice(0, 1) },
      documentHash: undefined,
    },
    `{"type":"accepted","request":${withTypes(request, ['urn:example:payment', 'urn:example:accounts'])},"decision":${decision},"grant":${withTypes(given, ['urn:example:payment'])},"documentHash":null}`,
    `{"request":{"message":"Hei","annotations":"{\\"a\\":\\"1\\",\\"b\\":\\"2\\"}","details":${JSON.stringify(`[${payment},${accounts}]`)}},"annotations":"{}","details":${JSON.stringify(`[${payment}]`)}}`,
  ],
  ['expired', { grant }, `{"type":"expired","grant":"${grantId}","to":"2026-12-20T12:00:00.000Z"}`, '{}'],
  [
    'changed',
    { request: { ...accepted, management: { action: 'merge', grantId } }, grant },
    `{"type":"changed","request":${request.slice(0, -1)},"management":{"action":"merge","grant":"${grantId}"}},"decision":${decision},"grant":${given}}`,
    '{"request":{"message":"Hei","annotations":"{\\"a\\":\\"1\\",\\"b\\":\\"2\\"}"},"annotations":"{}"}',
  ],
  [
    'deletion-requested',
    { deletion: { ...step, name: 'requested', by: kari, answerBy: at(9) } },
    `{"type":"deletion-requested","deletion":{"step":"requested","grantId":"${grantId}","by":"${kari}","at":"2026-11-20T12:00:00.001Z","answerBy":"2026-11-20T12:00:00.009Z"}}`,
    '{}',
  ],
  [
    'deletion-refused',
    { deletion: { ...step, name: 'refused', clientId: 'bank', basis: 'Bokføringsloven', language: 'nb' } },
    `{"type":"deletion-refused","deletion":{"step":"refused","grantId":"${grantId}","by":"${bank}","at":"2026-11-20T12:00:00.001Z","clientId":"bank"}}`,
    '{"basis":"Bokføringsloven","language":"nb"}',
  ],
  [
    'deletion-done',
    { deletion: { ...step, name: 'done', clientId: 'bank', deletedAt: noon } },
    `{"type":"deletion-done","deletion":{"step":"done","grantId":"${grantId}","by":"${bank}","at":"2026-11-20T12:00:00.001Z","clientId":"bank","deletedAt":"2026-11-20T12:00:00.000Z"}}`,
    '{}',
  ],
]

describe('What an event attests', () => {
  for (const [type, attested, facts, words] of kept) {
    const kind = attested.request?.details.length ? `${type}, with details` : type
    it(`is the same text for ever: ${kind}`, () => {
      assert.deepEqual(contentOf(type, attested), { facts, words })
    })
  }

  it('says the same of a no as of a yes, without a grant', () => {
    const rejected = aRequest({ ...asked, state: { name: 'rejected', decision: aDecision() } })
    const said = contentOf('rejected', { request: rejected }).facts
    assert.equal(
      said,
      `{"type":"rejected","request":${request},"decision":${decision.replace('accepted', 'rejected')}}`,
    )
  })

  it('keeps what people wrote out of the facts, so that it can be forgotten', () => {
    const forgotten = aRequest({ ...accepted, message: undefined, annotations: {} })
    const before = contentOf('accepted', { request: accepted, grant })
    const after = contentOf('accepted', { request: forgotten, grant })
    assert.equal(after.facts, before.facts)
    assert.notEqual(after.words, before.words)
  })
})
