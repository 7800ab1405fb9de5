import assert from 'node:assert/strict'
import { policyDecisionPoint } from '../../../adapters/elhub-services/policy-decision-point.ts'
import { type ScriptedService, startScriptedService } from '../../support/scripted-service.ts'

const evidence = {
  token: 'the-token',
  senderGln: '0107000000021',
  onBehalfOfGln: undefined,
  onBehalfOfOrganization: undefined,
  traceId: '850cf459-d425-409a-a05d-7c6c9d1c0d64',
}

const verified = (tokenType: unknown, authInfo?: object, partyId?: string) => ({
  result: { tokenInfo: { tokenStatus: 'verified', tokenType, partyId }, authInfo },
})

const supplier = {
  actingGLN: '0107000000021',
  authorizedFunctions: [{ functionCode: 'DDQ', functionName: 'BalanceSupplier' }],
}

describe('A policy decision point', () => {
  let service: ScriptedService
  before(async () => {
    service = await startScriptedService()
  })
  after(() => service.close())

  const resolve = (more: Partial<typeof evidence> = {}) =>
    policyDecisionPoint(service.url).resolve({ ...evidence, ...more })

  const say = (body: unknown) => service.say({ body })

  it('is asked once, with what the caller shows and nothing that it does not', async () => {
    say(verified('maskinporten', supplier))
    const verdict = await resolve()
    assert.deepEqual(verdict, {
      kind: 'party',
      party: { type: 'OrganizationEntity', id: '0107000000021' },
      clientId: '0107000000021',
    })
    const [asked, ...more] = service.asked
    assert.deepEqual(more, [])
    assert.equal(asked!.path, '/v1/data/v3/token/authinfo')
    assert.deepEqual(JSON.parse(asked!.body), {
      input: {
        token: 'the-token',
        ElhubTraceId: evidence.traceId,
        payload: { SenderGLN: '0107000000021' },
      },
    })
  })

  it('E17 may write how a person acts as it likes', async () => {
    for (const actingType of ['person', ' Person ', 'PERSON']) {
      say(verified('enduser', { actingType, actingId: 'p' }))
      const verdict = await resolve()
      assert.deepEqual('party' in verdict && verdict.party, { type: 'Person', id: 'p' })
    }
    say(verified('enduser', { actingType: 'Organisation', actingOrganisationNumber: '987654321' }))
    const verdict = await resolve()
    assert.deepEqual('party' in verdict && verdict.party, { type: 'Organization', id: '987654321' })
  })

  it('knows systems by their party', async () => {
    say(verified('elhub-service', undefined, 'some-service'))
    const verdict = await resolve()
    assert.deepEqual('party' in verdict && verdict.party, { type: 'System', id: 'some-service' })
  })

  const forbidden: readonly (readonly [string, unknown])[] = [
    ['inputFailed', verified('maskinporten', { ...supplier, inputFailed: 'SenderGLN' })],
    ['no actingGLN', verified('maskinporten', { ...supplier, actingGLN: undefined })],
    ['a blank actingGLN', verified('maskinporten', { ...supplier, actingGLN: ' ' })],
    ['no functions', verified('maskinporten', { ...supplier, authorizedFunctions: [] })],
    ['functions that are null', verified('maskinporten', { ...supplier, authorizedFunctions: null })],
    [
      'another function',
      verified('maskinporten', { ...supplier, authorizedFunctions: [{ functionName: 'GridOwner' }] }),
    ],
    ['nothing about a market party', verified('maskinporten')],
    ['an error about an end user', verified('enduser', { error: 'x', actingType: 'person', actingId: 'p' })],
    ['a blank actingType', verified('enduser', { actingType: '  ', actingId: 'p' })],
    ['an actingType of its own', verified('enduser', { actingType: 'robot', actingId: 'p' })],
    ['a person without an id', verified('enduser', { actingType: 'person' })],
    ['an organization without a number', verified('enduser', { actingType: 'organisation', actingId: 'p' })],
    ['nothing about an end user', verified('enduser')],
    ['a service without a party', verified('elhub-service')],
    ['no tokenType', verified(undefined, supplier)],
    ['a tokenType of its own', verified('robot', supplier, 'x')],
    ['a tokenType that every object has', verified('constructor', supplier, 'x')],
    ['no tokenInfo', { result: { authInfo: supplier } }],
  ]
  for (const [what, answer] of forbidden) {
    it(`E16 that tells ${what} forbids`, async () => {
      say(answer)
      assert.deepEqual(await resolve(), { kind: 'forbidden' })
    })
  }

  it('E10 that has not verified a token knows nobody', async () => {
    for (const tokenStatus of ['expired', 'Verified', undefined]) {
      say({ result: { tokenInfo: { tokenStatus, tokenType: 'maskinporten' }, authInfo: supplier } })
      assert.deepEqual(await resolve(), { kind: 'unauthenticated' })
    }
  })

  it('E12 that does not answer as it should is doubt', async () => {
    const troubles = [
      { status: 500, body: verified('maskinporten', supplier) },
      { status: 302, headers: { location: '/' } },
      { body: 'garbage' },
      { body: {} },
      { body: { result: { error: { code: 'x', message: 'y' } } } },
      { body: { ...verified('maskinporten', supplier), result: { error: 'x' } } },
      { hangUp: true },
    ]
    for (const line of troubles) {
      service.say(line)
      assert.deepEqual(await resolve(), { kind: 'unavailable' })
      assert.equal(service.asked.length, 1)
    }
    assert.deepEqual(await policyDecisionPoint('http://127.0.0.1:1').resolve(evidence), {
      kind: 'unavailable',
    })
  })
})
