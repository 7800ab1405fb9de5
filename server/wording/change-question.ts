import { afterChange, type Changes, type Covered, changesOf } from '../domain/grants/grant-change.ts'
import { placesAmong } from '../domain/registry/authorization-detail.ts'
import type { ConsentRequest } from '../domain/requests/consent-request.ts'
import type { Section } from '../domain/requests/question.ts'
import { plainText } from '../domain/text/plain-text.ts'
import type { Language } from '../domain/text/text.ts'
import type { PageRenderer } from '../ports/page-renderer.ts'
import type { RegistryStore } from '../ports/registry/registry-store.ts'
import type { AskedRequest } from '../ports/requests/request-dialect.ts'
import { endDate } from './dates.ts'
import { describeDetails } from './details.ts'
import { section, type Write, writer } from './question.ts'
import { describeIdentity, describeScopes } from './scopes.ts'
import { choiceOf, thingsOf } from './things.ts'

interface Tools {
  readonly renderer: Pick<PageRenderer, 'text'>
  readonly registry: Pick<RegistryStore, 'findResource' | 'findPurpose' | 'detailTypes'>
}

/** What a question says otherwise when a consent is to be changed. */
export interface ChangeQuestion {
  readonly title: string
  readonly lead: string
  /** What stays, what is new and what ends, each where there is any. */
  readonly sections: readonly Section[]
  /** What it was for before, where that was something else. */
  readonly purpose: readonly string[]
  readonly until: readonly string[]
  readonly declining: readonly string[]
  /** What the consent is for after a yes. */
  readonly covered: Covered
}

interface Told {
  readonly language: Language
  readonly asker: string
}

/** `undefined` for a request that changes none. */
export async function changeQuestion(
  tools: Tools,
  { request, changes: grant }: AskedRequest,
  { language, asker }: Told,
): Promise<ChangeQuestion | undefined> {
  const { management } = request
  if (!grant || !management || management.action === 'create') return undefined
  const write = writer(tools.renderer, 'change', language)
  const writing = { language, write, request }
  const before =
    grant.purpose.id === request.purpose.id
      ? undefined
      : await tools.registry.findPurpose(grant.purpose.id, grant.purpose.version)
  return {
    title: write('title', { asker }),
    lead: write('lead'),
    sections: await sectionsOf(tools, changesOf(grant, request, management.action), writing),
    purpose: before ? [write('purpose', { purpose: plainText(before.name[language], 2000) })] : [],
    until: [write('until', { end: endDate(grant.validity.from, grant.validity.to, language) })],
    declining: [write('declining')],
    covered: afterChange(grant, request, management.action),
  }
}

interface Writing {
  readonly language: Language
  readonly write: Write
  readonly request: ConsentRequest
}

async function sectionsOf(tools: Tools, changes: Changes, writing: Writing): Promise<Section[]> {
  const { write, request } = writing
  const [kept, added] = [changes.kept.details, changes.added.details]
  const places = placesAmong(request.details, [...kept, ...added])
  const stays = await told(tools, changes.kept, {
    ...writing,
    heading: 'kept',
    nameOf: request.management?.action === 'replace' ? index => choiceOf(places[index]!) : undefined,
  })
  const comes = await told(tools, changes.added, {
    ...writing,
    heading: 'added',
    nameOf: index => choiceOf(places[kept.length + index]!),
  })
  const goes = await told(tools, changes.ended, { ...writing, heading: 'ended', nameOf: undefined })
  return [
    ...(stays ? [stays] : []),
    comes ?? section(write('added'), write('added.nothing')),
    ...(goes ? [{ ...goes, paragraphs: [write('ended.effect')] }] : []),
  ]
}

interface Telling extends Writing {
  readonly heading: string
  /** The field by which the one with this number is taken; none of them is to be chosen when not said. */
  readonly nameOf: ((index: number) => string) | undefined
}

/** By where it comes from, as the question has it that changes nothing; `undefined` when there is nothing. */
async function told(
  tools: Tools,
  { scopes, details }: Changes['kept'],
  { language, write, heading, nameOf }: Telling,
): Promise<Section | undefined> {
  const asked = writer(tools.renderer, 'consent', language)
  const groups = await describeScopes(tools, scopes, language)
  const identity = describeIdentity(tools, scopes, language)
  const described = await describeDetails(tools, details, language)
  const lists = [
    ...groups.map(({ from, what }) => ({ intro: asked('what.from', { resource: from }), items: what })),
    ...(identity.length > 0 ? [{ intro: asked('what.identity'), items: identity }] : []),
  ]
  if (lists.length + described.length === 0) return undefined
  const names = { language, nameOf: (index: number) => nameOf?.(index) }
  return {
    ...section(write(heading)),
    lists,
    ...(described.length > 0 && { things: thingsOf(tools, described, names) }),
  }
}
