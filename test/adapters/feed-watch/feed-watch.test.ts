import assert from 'node:assert/strict'
import { AsyncLocalStorage } from 'node:async_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { openBell } from '../../../adapters/feed-watch/bell.ts'
import { openFeedWatch, type OpenFeedWatch } from '../../../adapters/feed-watch/feed-watch.ts'
import type { PartyId } from '../../../server/domain/ids.ts'
import type { Feeds } from '../../../server/ports/ledger/feeds.ts'

const feed = { kind: 'party', party: '00000000-0000-4000-8000-0000000000aa' as PartyId } as const
const idle = { place: async () => false, heads: async () => new Map<string, number>() }

describe('Whoever watches feeds', () => {
  let watch: OpenFeedWatch
  let bell: ReturnType<typeof openBell>
  const failed: unknown[] = []
  const open = (feeds: Partial<Pick<Feeds, 'place' | 'heads'>>) => {
    bell = openBell()
    watch = openFeedWatch({ feeds: { ...idle, ...feeds }, bell, onError: error => failed.push(error) })
  }
  const wait = (signal?: AbortSignal) => watch.until(feed, 1, { milliseconds: 10_000, signal })
  /** What it does when it begins is over. */
  const atRest = () => sleep(60)
  beforeEach(() => failed.splice(0))
  afterEach(() => watch.end())

  it('asks a slow database one thing at a time', async () => {
    let [asked, answering] = [0, 0]
    const answers = Promise.withResolvers<Map<string, number>>()
    const seen = Promise.withResolvers<void>()
    open({
      async heads() {
        assert.equal(answering++, 0, 'asked again before the answer')
        asked++
        seen.resolve()
        return answers.promise.finally(() => answering--)
      },
    })
    const waiting = wait()
    await seen.promise
    bell.ring()
    await sleep(350)
    assert.equal(asked, 1)
    answers.resolve(new Map([[`party:${feed.party}`, 2]]))
    await waiting
    assert.deepEqual(failed, [])
  })

  it('asks nothing any more when it has ended', async () => {
    const answers = Promise.withResolvers<Map<string, number>>()
    const seen = Promise.withResolvers<void>()
    let isAnswered = false
    open({
      heads() {
        seen.resolve()
        return answers.promise
      },
    })
    await atRest()
    const waiting = wait()
    await seen.promise
    const ended = watch.end().then(() => assert.ok(isAnswered, 'ended with a question open'))
    await waiting
    await new Promise(setImmediate)
    isAnswered = true
    answers.resolve(new Map())
    await ended
  })

  it('gives places to what is kept while the server ends, though nobody waits any more', async () => {
    const placed = Promise.withResolvers<void>()
    let isRung = false
    open({
      async place() {
        if (isRung) placed.resolve()
        return false
      },
    })
    await atRest()
    const waiting = wait()
    watch.letGo()
    await waiting
    isRung = true
    bell.ring()
    await placed.promise
  })

  it('gives places on nobody’s account, whoever’s request it was that kept an event', async () => {
    const account = new AsyncLocalStorage<string>()
    const onWhose: (string | undefined)[] = []
    const placed = Promise.withResolvers<void>()
    let isRung = false
    open({
      async place() {
        onWhose.push(account.getStore())
        if (isRung) placed.resolve()
        return false
      },
    })
    await atRest()
    isRung = true
    account.run('a client', () => bell.ring())
    await placed.promise
    assert.deepEqual([...new Set(onWhose)], [undefined])
  })

  it('lets go of whoever has left', async () => {
    open({})
    const gone = new AbortController()
    const waiting = wait(gone.signal)
    gone.abort()
    await waiting
  })
})
