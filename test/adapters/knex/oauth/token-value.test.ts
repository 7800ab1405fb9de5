import assert from 'node:assert/strict'
import { randomSecret } from '../../../../adapters/ids/random-secret.ts'
import { placeIn, tokenValues } from '../../../../adapters/knex/oauth/artifacts/token-value.ts'
import { untaggedTokens } from '../../../../adapters/knex/oauth/artifacts/untagged-tokens.ts'
import { onEachDatabase } from '../../../support/database.ts'
import { at, noon } from '../../../support/fixtures.ts'
import { statementsOf } from '../../../support/statement-counter.ts'

/** As values were before they had tags, and as processes of then read them. */
const before = /^([acmr])([0-9a-z]{1,6})_[A-Za-z0-9_-]{43}$/
const hour = 3600 * 1000
const day = 24 * hour

onEachDatabase('opaque values', database => {
  let now = noon
  const clock = { now: () => now }
  const open = (...keys: string[]) =>
    tokenValues({ keys: () => keys, untagged: untaggedTokens({ ...database, clock }) })
  const made = (values = open('key')) =>
    values.make('AccessToken', { from: noon, to: at(hour), secret: randomSecret() })
  const untagged = (letter: string) =>
    made()
      .replace(/^a/, letter)
      .replace(/.{43}$/, randomSecret())
  const upgrade = () => database.connection().write('insert into token_tag (since) values ($1)', [noon])
  beforeEach(() => {
    now = noon
  })

  it('say where their row lies, in the form that older processes read', async () => {
    const value = made()
    const place = await open('key').placeOf(value)
    assert.deepEqual(place, placeIn(value))
    assert.equal(place?.kind, 'AccessToken')
    assert.match(value, before)
    assert.notEqual(made(), made())
  })

  it('are refused without the database when anything of them is changed, or another made them', async () => {
    const values = open('key')
    await values.placeOf(untagged('a'))
    const value = made()
    const changed = Array.from(value).map(
      (one, place) => value.slice(0, place) + (one === '1' ? '2' : '1') + value.slice(place + 1),
    )
    const asked = await statementsOf(database, async () => {
      for (const one of [...changed, made(open('another')), '', 'x'.repeat(5_000), 'a1_', `${value}\n`]) {
        assert.equal(await values.placeOf(one), undefined, one)
      }
    })
    assert.deepEqual(asked, [])
  })

  it('are good whichever of our keys made them', async () => {
    const value = made(open('old'))
    assert.ok(await open('new', 'old').placeOf(value))
    assert.equal(made(open('new', 'old')).length, value.length)
    assert.ok(await open('old').placeOf(made(open('new', 'old'))))
    assert.equal(await open('new').placeOf(value), undefined)
  })

  it('from before an upgrade are good for as long as they may last, which is asked once', async () => {
    await upgrade()
    const values = open('key')
    const asked = await statementsOf(database, async () => {
      assert.ok(await values.placeOf(untagged('a')))
      assert.ok(await values.placeOf(untagged('r')))
      now = at(3 * day)
      assert.equal(await values.placeOf(untagged('a')), undefined)
      assert.ok(await values.placeOf(untagged('r')))
      now = at(402 * day)
      assert.equal(await values.placeOf(untagged('r')), undefined)
    })
    assert.equal(asked.length, 1)
    assert.ok(await values.placeOf(made()))
  })
})
