import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { isRefused } from '../../../server/domain/problem.ts'
import { type Desk, openDesk } from '../../../server/usecases/desk/index.ts'
import { onEachDatabase } from '../../support/database.ts'
import { operator } from '../../support/operators.ts'
import { applyFile, everywhere, goodFile } from '../../support/registry-file.ts'
import { storesOn, type TestStores } from '../../support/stores.ts'

const administrator = operator('administrator')
const purpose = goodFile().purposes[0]!
const [kind, id] = ['purpose', 'advice'] as const
const worded = (name: string) => ({ ...purpose, name: everywhere(name) })

onEachDatabase('the registry at the desk', database => {
  let stores: TestStores
  let desk: Desk
  beforeEach(async () => {
    stores = storesOn(database)
    desk = openDesk(stores)
    await applyFile(database, goodFile())
  })

  const put = (entry: unknown, standing: number) =>
    desk.putEntry({ operator: administrator, kind, id, entry, standing, reason: 'New words' })
  const acts = async () => {
    const { items } = await desk.listActs({
      operator: operator('auditor'),
      filter: { operation: 'registry.' },
      page: { limit: 50 },
    })
    return items.map(act => [act.operation, `${act.target.kind} ${act.target.id}`, act.reason])
  }
  const versionOf = (state: unknown) => (state as { version: number } | undefined)?.version
  const draftOf = (entry: unknown, base: number, revision = 0) =>
    desk.saveDraft({ operator: administrator, kind, id, entry, base, revision })
  const publish = (revision: number) =>
    desk.publishDraft({ operator: administrator, kind, id, revision, reason: 'Read by two' })

  describe('entries', () => {
    it('are listed and read as the file has them, with every member said', async () => {
      const [listed] = await desk.listEntries({ operator: administrator, kind })
      assert.equal(listed?.version, 1)
      assert.deepEqual({ ...listed?.entry, ...purpose }, listed?.entry)
      assert.equal(listed?.entry.login_level, 'substantial')
      assert.deepEqual(await desk.readEntry({ operator: administrator, kind, id }), listed)
      await assert.rejects(desk.readEntry({ operator: administrator, kind, id: 'none' }), {
        code: 'registry-entry.unknown',
      })
    })

    it('are put in place of the version that was read, once, with an act that tells both', async () => {
      const { change, after } = await put(worded('Loans'), 1)
      assert.deepEqual([after.version, change?.texts[0]?.path], [2, 'name'])
      await assert.rejects(put(worded('Mortgages'), 1), { code: 'version.stale' })
      assert.equal((await put(worded('Loans'), 2)).after.version, 2)
      assert.deepEqual(await acts(), [['registry.write', 'purpose advice', 'New words']])
      const { items } = await stores.acts.list({}, { limit: 1 })
      assert.deepEqual([versionOf(items[0]?.before), versionOf(items[0]?.after)], [1, 2])
    })

    it('are refused for everything that is wrong with them, each with its place', async () => {
      const wrong = { ...purpose, lasts: '400d', more: 1, permissions: ['nothing.read'] }
      await assert.rejects(put(wrong, 1), error => {
        assert.ok(isRefused(error, 'registry.malformed'))
        assert.match(error.message, /^more: is not a member of the file format$/m)
        return true
      })
      await assert.rejects(put({ ...purpose, permissions: ['nothing.read'] }, 1), error => {
        assert.ok(isRefused(error, 'registry.malformed'))
        assert.match(error.message, /nothing\.read is no scope of the resources/)
        assert.equal(error.pointer, '/permissions/0')
        return true
      })
      await assert.rejects(put({ ...purpose, id: 'other' }, 1), /is other, and must be advice/)
      assert.deepEqual(await acts(), [])
    })

    it('tell every version and what it changed', async () => {
      await put(worded('Loans'), 1)
      stores.clock.move(1000)
      await put({ ...worded('Loans'), permissions: ['*'] }, 2)
      const versions = await desk.listVersions({ operator: administrator, kind, id })
      assert.deepEqual(
        versions.map(({ version, change }) => [version, change?.askAnew]),
        [
          [3, ['permissions holds more']],
          [2, ['name says something else in every language']],
          [1, undefined],
        ],
      )
      assert.ok(versions[0]!.at > versions[1]!.at)
      const first = await desk.readEntry({ operator: administrator, kind, id, version: 1 })
      assert.deepEqual(first.entry.name, purpose.name)
      await assert.rejects(desk.listVersions({ operator: administrator, kind, id: 'none' }), {
        code: 'registry-entry.unknown',
      })
    })

    it('are removed in the version that was read, and their versions stay', async () => {
      const remove = (standing: number) =>
        desk.removeEntry({ operator: administrator, kind, id, standing, reason: 'Not asked for' })
      await assert.rejects(remove(2), { code: 'version.stale' })
      await remove(1)
      await assert.rejects(remove(1), { code: 'registry-entry.unknown' })
      const [last] = await desk.listVersions({ operator: administrator, kind, id })
      assert.deepEqual(last?.removedAt, stores.clock.now())
      assert.equal((await put(purpose, 0)).after.version, 2)
      assert.deepEqual(
        (await acts()).map(([operation]) => operation),
        ['registry.write', 'registry.remove'],
      )
    })

    it('that no file can say are shown as well as one can', async () => {
      await stores.registry.kinds.purpose.put({
        ...(await stores.registry.findPurpose(id))!,
        id: 'own',
        identityScopes: undefined,
      })
      const own = await desk.readEntry({ operator: administrator, kind, id: 'own' })
      assert.deepEqual([own.isUnsayable, own.entry.lasts], [true, '30d'])
    })
  })

  describe('drafts', () => {
    it('keep what is written, fit or not, and tell what is wrong with it', async () => {
      const unfit = { ...purpose, name: 'Advice\u0000' }
      const saved = await draftOf(unfit, 1)
      assert.deepEqual([saved.revision, saved.by.id], [1, administrator.id])
      const read = await desk.readDraft({ operator: administrator, kind, id })
      assert.deepEqual(read.draft.entry, unfit)
      assert.deepEqual(
        [read.standing, read.change, read.faults.map(({ pointer }) => pointer)],
        [1, undefined, ['/name', '/name']],
      )
      await assert.rejects(publish(1), { code: 'registry.malformed' })
      assert.equal((await desk.listDrafts({ operator: administrator })).length, 1)
    })

    it('tell what they change, and what is hard to read in them', async () => {
      await draftOf({ ...purpose, description: { nb: 'Råd til {navn}', nn: 'Råd', en: 'Advice' } }, 1)
      const { change, hints, faults } = await desk.readDraft({ operator: administrator, kind, id })
      assert.deepEqual(faults, [])
      assert.deepEqual(
        change?.texts.map(({ path, language }) => [path, language]),
        [
          ['description', 'nb'],
          ['description', 'nn'],
        ],
      )
      assert.deepEqual(
        hints.filter(({ text }) => text === 'drops {navn}').map(({ where, language }) => [where, language]),
        [
          ['description', 'nn'],
          ['description', 'en'],
        ],
      )
    })

    it('of a consent resource are judged by the template that stands', async () => {
      await applyFile(database, readFileSync('docs/consent-resources.example.yaml', 'utf8'))
      const [stands] = await desk.listEntries({ operator: administrator, kind: 'consent_resource' })
      const { purpose: _own, ...entry } = stands!.entry
      const resource = { operator: administrator, kind: 'consent_resource', id: stands!.id } as const
      await desk.saveDraft({ ...resource, entry, base: 1, revision: 0 })
      const { faults, hints } = await desk.readDraft(resource)
      assert.deepEqual([faults, hints], [[], []])
    })

    it('are saved by one of two who read the same', async () => {
      await draftOf(worded('Loans'), 1)
      await assert.rejects(draftOf(worded('Loans'), 1), { code: 'version.stale' })
      assert.equal((await draftOf(worded('Mortgages'), 1, 1)).revision, 2)
      await assert.rejects(draftOf(worded('Cars'), 1, 1), { code: 'version.stale' })
      await assert.rejects(
        desk.saveDraft({ operator: administrator, kind, id: 'a\nb', entry: {}, base: 0, revision: 0 }),
        { code: 'request.malformed' },
      )
    })

    it('become the newest version, and are no more', async () => {
      await draftOf(worded('Loans'), 1)
      await assert.rejects(publish(2), { code: 'version.stale' })
      assert.equal((await publish(1)).after.version, 2)
      assert.deepEqual(await desk.listDrafts({ operator: administrator }), [])
      await assert.rejects(publish(1), { code: 'registry-entry.unknown' })
      assert.deepEqual((await acts())[0], ['registry.publish', 'purpose advice', 'Read by two'])
    })

    it('do not undo what somebody else published meanwhile, and stay', async () => {
      await draftOf(worded('Loans'), 1)
      await put(worded('Mortgages'), 1)
      await assert.rejects(publish(1), { code: 'version.stale' })
      const { draft, standing } = await desk.readDraft({ operator: administrator, kind, id })
      assert.deepEqual([draft.base, standing], [1, 2])
      await draftOf(draft.entry, standing, draft.revision)
      assert.equal((await publish(2)).after.version, 3)
    })

    it('are thrown away, and the act keeps what they said', async () => {
      await draftOf(worded('Loans'), 1)
      const discard = (revision: number) => desk.discardDraft({ operator: administrator, kind, id, revision })
      await assert.rejects(discard(7), { code: 'version.stale' })
      await discard(1)
      await assert.rejects(discard(1), { code: 'registry-entry.unknown' })
      const { items } = await stores.acts.list({}, { limit: 1 })
      assert.deepEqual(items[0]?.before, { draft: worded('Loans') })
    })
  })

  describe('previews', () => {
    const pages = (of: Parameters<Desk['previewEntry']>[0]['kind'], entry: unknown) =>
      desk.previewEntry({ operator: administrator, kind: of, entry })
    const links = { languages: { nb: '?nb', nn: '?nn', en: '?en' }, text: '?text' }

    it('show a purpose as its client would ask for it, and write nothing', async () => {
      const name = { nb: 'Lån til båt', nn: 'Lån til båt', en: 'A boat loan' }
      const shown = await pages('purpose', { ...purpose, name, description: everywhere('A boat') })
      assert.deepEqual(
        shown.map(page => [page.face, page.type, page.language]),
        ['nb', 'nn', 'en'].map(language => ['oauth', 'advice.bank', language]),
      )
      const english = shown.find(page => page.language === 'en')!
      assert.match(english.text, /A boat/)
      assert.match(english.html(links), /<html lang="en"[\s\S]*BANK AS/)
      assert.equal((await stores.registry.findPurpose(id))?.version, 1)
      assert.equal((await desk.listVersions({ operator: administrator, kind, id })).length, 1)
    })

    it('show what is hard to read', async () => {
      const long = Array.from({ length: 40 }, () => 'omstendelighetsbeskrivelse').join(' ')
      const [nb] = await pages('purpose', { ...purpose, description: everywhere(`${long}.`) })
      assert.ok(nb?.hints.some(({ text }) => text.startsWith('LIX')))
    })

    it('show an API by a purpose that asks for it', async () => {
      const api = goodFile().resources[0]!
      const scopes = [{ value: 'api.read', text: everywhere('Look at the boat') }]
      const [page] = await pages('resource', { ...api, scopes })
      assert.match(page?.text ?? '', /Look at the boat/)
    })

    it('show consent resources, and templates by the resources that they word', async () => {
      const text = readFileSync('docs/consent-resources.example.yaml', 'utf8')
      await applyFile(database, text)
      const [template] = await desk.listEntries({ operator: administrator, kind: 'consent_template' })
      const [resource] = await desk.listEntries({ operator: administrator, kind: 'consent_resource' })
      const byTemplate = await pages('consent_template', {
        ...template?.entry,
        heading: { person: everywhere('{CoveredBy} wonders'), organization: everywhere('Well') },
      })
      assert.match(byTemplate[0]?.text ?? '', /wonders/)
      assert.deepEqual([...new Set(byTemplate.map(({ type }) => type))], ['example-income'])
      const byResource = await pages('consent_resource', { ...resource?.entry, title: everywhere('Boats') })
      assert.match(byResource[0]?.text ?? '', /Boats/)
    })

    it('are none for what no page shows, and refused for what cannot be read', async () => {
      const scope = { scope: 'a:b.read', description: 'Read' }
      assert.deepEqual(await pages('token_scope', scope), [])
      await assert.rejects(pages('purpose', { id: 'advice' }), { code: 'registry.malformed' })
    })
  })

  it('is written by administrators, read by auditors and nobody’s else', async () => {
    const ask = (role: 'support' | 'auditor') => ({ operator: operator(role), kind, id })
    const forbidden = { code: 'caller.forbidden' }
    await assert.doesNotReject(desk.readEntry(ask('auditor')))
    await assert.rejects(desk.readEntry(ask('support')), forbidden)
    for (const role of ['support', 'auditor'] as const) {
      const as = ask(role)
      await assert.rejects(desk.putEntry({ ...as, entry: purpose, standing: 1 }), forbidden)
      await assert.rejects(desk.removeEntry({ ...as, standing: 1 }), forbidden)
      await assert.rejects(desk.saveDraft({ ...as, entry: purpose, base: 1, revision: 0 }), forbidden)
      await assert.rejects(desk.discardDraft({ ...as, revision: 1 }), forbidden)
      await assert.rejects(desk.publishDraft({ ...as, revision: 1 }), forbidden)
    }
  })
})
