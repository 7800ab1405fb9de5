import assert from 'node:assert/strict'
import { type EventId, firstEventId } from '../../../server/domain/ids.ts'
import { consentRights } from '../../../server/domain/registry/consent-right.ts'
import { isOrganizationNumber, isPersonNumber } from '../../../server/domain/text/control-digits.ts'
import { utcText } from '../../../server/domain/text/utc-text.ts'
import { fromCursor, instantOf, toCursor } from '../../../server/faces/altinn/enterprise/event-ids.ts'
import { readFeedQuery } from '../../../server/faces/altinn/enterprise/feed-query.ts'
import { Settings } from '../../../server/faces/altinn/settings.ts'
import { parseInstant } from '../../../server/faces/altinn/wire/instant.ts'
import { parsePartyUrn } from '../../../server/faces/altinn/wire/party-urn.ts'
import { isRedirectUrl } from '../../../server/faces/altinn/wire/redirect-url.ts'
import type { AltinnRefusal } from '../../../server/faces/altinn/wire/refusal.ts'

describe('altinn: how things are written', () => {
  it('numbers have right control digits, the first one of persons also by the rule of 2032', () => {
    const persons = ['01025161013', '01025181049', '01014922047', '01019010054', '01825160023']
    assert.ok(persons.every(isPersonNumber))
    const others = ['01025161014', '01025161003', '0102516101', '010251610130', '0102516101x', '']
    assert.ok(!others.some(isPersonNumber))
    assert.ok(['810419512', '991825827', '314015029'].every(isOrganizationNumber))
    assert.ok(!['810419513', '81041951', '8104195120', 'x10419512', '100000000'].some(isOrganizationNumber))
  })

  it('parties are named by numbers and ids, and by nothing else', () => {
    const uuid = '8EF5E5FA-94E1-4869-8635-DF86B6219181'
    for (const kind of ['party', 'person', 'organization', 'systemuser']) {
      assert.deepEqual(parsePartyUrn(`urn:altinn:${kind}:uuid:${uuid}`), {
        text: `urn:altinn:${kind}:uuid:${uuid}`,
        id: uuid.toLowerCase(),
      })
    }
    assert.ok(parsePartyUrn('urn:altinn:partyid:50001'))
    assert.ok(parsePartyUrn('urn:altinn:party:id:50001'))
    const wrong = ['01025161013', 'urn:altinn:partyid:-1', 'urn:altinn:partyid: 1', 'urn:altinn:party:uuid:x']
    assert.ok(wrong.every(text => parsePartyUrn(text) === undefined))
    assert.equal(parsePartyUrn('URN:altinn:organization:identifier-no:810419512'), undefined)
  })

  it('instants are read to the microsecond, whatever their offset', () => {
    const texts: Readonly<Record<string, string | undefined>> = {
      '2027-01-31T12:00:12.2597103+01:00': '2027-01-31T11:00:12.25971+00:00',
      '2027-01-31T12:00:00Z': '2027-01-31T12:00:00+00:00',
      '2027-01-31T12:00:00.100Z': '2027-01-31T12:00:00.1+00:00',
      '2027-01-31T12:00:00.000000': '2027-01-31T12:00:00+00:00',
      '2027-01-31T00:30:00+05:30': '2027-01-30T19:00:00+00:00',
      '2027-01-31T12:00': '2027-01-31T12:00:00+00:00',
      '2027-01-31': '2027-01-31T00:00:00+00:00',
      '2028-02-29T00:00:00Z': '2028-02-29T00:00:00+00:00',
      '2027-02-29T00:00:00Z': undefined,
      '2027-13-01T00:00:00Z': undefined,
      '2027-01-31T24:00:00Z': undefined,
      '2027-01-31T12:00:00+15:00': undefined,
      '31.01.2027': undefined,
      '1769934000': undefined,
      '': undefined,
    }
    for (const [written, text] of Object.entries(texts)) {
      assert.equal(parseInstant(written)?.text, text, written)
    }
    assert.equal(parseInstant('2027-01-31T12:00:12.2597103+01:00')?.at.getMilliseconds(), 259)
    assert.equal(utcText(new Date('2027-01-31T10:00:00.250Z')), '2027-01-31T10:00:00.25+00:00')
    assert.equal(utcText(new Date('2027-01-31T10:00:00.000Z')), '2027-01-31T10:00:00+00:00')
  })

  it('the browser goes to the web or to an app', () => {
    const good = [
      'https://a.example',
      'HTTP://localhost:3000/cb?x=1#/p',
      'myapp://consent-callback',
      'a.b+c-d:e',
    ]
    assert.deepEqual(good.filter(isRedirectUrl), good)
    const bad = [
      '',
      'a',
      '//a.example',
      'https:a.example',
      'https:///a',
      'https://a b.example',
      'https:\\\\a',
      '1a:b',
    ]
    assert.deepEqual(bad.filter(isRedirectUrl), [])
  })

  it('event ids tell the time, and are cursors as .NET writes them', () => {
    const id = '01890a5d-ac96-774b-bcce-b302099a8057' as EventId
    assert.equal(toCursor(id), 'XQqJAZasS3e8zrMCCZqAVw==')
    assert.equal(fromCursor('XQqJAZasS3e8zrMCCZqAVw=='), id)
    const at = instantOf(id).getTime()
    assert.ok(firstEventId(at) <= id && id < firstEventId(at + 1))
    assert.equal(firstEventId(-1), '00000000-0000-0000-0000-000000000000')
  })

  it('a consent of another face has one right for each resource', () => {
    const scope = (permission: string, resourceId: string) => ({
      permission,
      resourceType: 'api',
      resourceId,
    })
    const scopes = [scope('read', 'a'), scope('read', 'b'), scope('write', 'a')]
    assert.deepEqual(consentRights({ scopes, rights: undefined }), [
      { actions: ['read', 'write'], resource: { type: 'api', value: 'a' } },
      { actions: ['read'], resource: { type: 'api', value: 'b' } },
    ])
  })

  it('a page size outside 1 to 1000 is AM.VLD-00050, beside what else is wrong', () => {
    const codesFor = (pageSize: number) => {
      try {
        readFeedQuery({ eventType: 'x' }, { pageSize, now: new Date(0) })
      } catch (error) {
        const { refused } = error as AltinnRefusal
        return refused[0]?.validationErrors?.map(({ code }) => code)
      }
      return undefined
    }
    for (const size of [0, -1, 1001]) assert.deepEqual(codesFor(size), ['AM.VLD-00050', 'AM.VLD-00052'])
    for (const size of [1, 1000]) assert.deepEqual(codesFor(size), ['AM.VLD-00052'])
  })

  it('issuers are listed with the address of their keys', () => {
    const { trustedIssuers } = Settings.parse({
      trustedIssuers:
        'https://a.example/=https://a.example/jwk?x=1, https://b.example/=https://b.example/jwk',
    })
    assert.deepEqual(trustedIssuers, [
      { issuer: 'https://a.example/', keys: { uri: 'https://a.example/jwk?x=1' } },
      { issuer: 'https://b.example/', keys: { uri: 'https://b.example/jwk' } },
    ])
    assert.throws(() => Settings.parse({ trustedIssuers: 'https://a.example/' }))
    assert.throws(() => Settings.parse({ feedPageSize: 'many' }))
  })
})
