import { protocolScopesOf } from '../domain/requests/protocol-scopes.ts'
import { plainText } from '../domain/text/plain-text.ts'
import { isIdentityScope } from '../domain/registry/scope.ts'
import type { Question, Section } from '../domain/requests/question.ts'
import type { Language } from '../domain/text/text.ts'
import type { AskedRequest, RequestDialect } from '../ports/requests/request-dialect.ts'
import type { PageRenderer } from '../ports/page-renderer.ts'
import type { RegistryStore } from '../ports/registry/registry-store.ts'
import { dateAndTime, duration, years } from './dates.ts'
import { privacySection } from './privacy.ts'
import { afterwards, section, whoAsks, withNumber, type Write, writer } from './question.ts'
import { describeIdentity, describeScopes, type ScopeGroup } from './scopes.ts'
import { type ShownParty, showParty } from './shown-party.ts'

interface Tools {
  readonly renderer: Pick<PageRenderer, 'text'>
  readonly registry: Pick<RegistryStore, 'findResource'>
}

interface Asked {
  readonly shown: AskedRequest
  readonly language: Language
  readonly write: Write
  readonly asker: ShownParty
}

/** In the words of the face that it was asked through, else in the house's. */
export const wordQuestion = (
  tools: Tools,
  { asked, dialect }: { asked: AskedRequest; dialect: { question?: RequestDialect['question'] | undefined } },
  language: Language,
): Promise<Question> => dialect.question?.(asked, language) ?? houseQuestion(tools, asked, language)

/** A request in the house's own words. */
export async function houseQuestion(
  tools: Tools,
  shown: AskedRequest,
  language: Language,
): Promise<Question> {
  const write = writer(tools.renderer, 'consent', language)
  const asker = showParty(shown.parties, shown.request.requestedBy)
  const asked = { shown, language, write, asker }
  const groups = await describeScopes(tools, shown.request.scopes, language)
  return {
    language,
    title: write('title', { asker: asker.name }),
    lead: write('lead'),
    sections: [who(asked), what(tools, asked, groups), why(asked), howLong(asked)],
    accept: write('accept'),
    decline: write('decline'),
    details: [
      ...message(asked),
      whyMore(asked),
      ...reveals(asked, groups),
      ...offline(asked),
      ...afterwards(write, asker.name, own(shown.purpose.whenDeclined[language])),
      privacySection(tools.renderer, { asker: asker.name, privacy: shown.privacy }, language),
    ],
  }
}

const own = (text: string): string => plainText(text, 2000)

function who({ shown, write, asker }: Asked): Section {
  const handlerId = shown.request.handledBy
  if (handlerId === undefined) return whoAsks(write, asker)
  const handler = withNumber(write, showParty(shown.parties, handlerId))
  return whoAsks(write, asker, write('who.handler', { handler, asker: asker.name }))
}

function what(tools: Tools, { shown, language, write }: Asked, groups: readonly ScopeGroup[]): Section {
  const identity = describeIdentity(tools, shown.request.scopes, language)
  const intro = write(groups.length > 0 ? 'what.identity' : 'what.identity-only')
  return {
    heading: write('what.heading'),
    paragraphs: [about({ shown, write })],
    lists: [
      ...groups.map(({ from, what: items }) => ({ intro: write('what.from', { resource: from }), items })),
      ...(identity.length > 0 ? [{ intro, items: identity }] : []),
    ],
  }
}

/** Whose data it is: the reader's own, or an organization's that she answers for. */
function about({ shown, write }: Pick<Asked, 'shown' | 'write'>): string {
  const giver = showParty(shown.parties, shown.request.requestedFrom)
  if (giver.kind === 'organization') {
    return write('what.about-organization', { name: withNumber(write, giver) })
  }
  return giver.name ? write('what.about', { person: giver.name }) : write('what.about-you')
}

/** Those who hold the data learn whom they are about, which the asker may not. */
function reveals({ shown: { request }, write, asker }: Asked, groups: readonly ScopeGroup[]): Section[] {
  const learning = groups.filter(({ revealsIdentity }) => revealsIdentity)
  if (learning.length === 0) return []
  const askerToo = request.scopes.some(scope => isIdentityScope(scope) && scope.permission === 'pid')
  const key = askerToo ? 'reveals.too' : 'reveals.alone'
  const told = learning.map(({ from }) => write(key, { resource: from, asker: asker.name }))
  return [section(write('reveals.heading'), ...told)]
}

const why = ({ shown: { purpose }, language, write }: Asked): Section =>
  section(write('why.heading'), own(purpose.name[language]))

const whyMore = ({ shown: { purpose }, language, write }: Asked): Section =>
  section(write('why.more'), own(purpose.description[language]))

function howLong({ shown: { request }, language, write }: Asked): Section {
  const { asks } = request
  const key = asks.singleUse ? 'how-long.once' : 'how-long.many'
  const length =
    'until' in asks
      ? write(`${key}-until`, { end: dateAndTime(asks.until, language) })
      : write(`${key}-for`, { duration: lengthOf(asks, language) })
  return section(write('how-long.heading'), length)
}

const offline = ({ shown: { request }, write }: Asked): Section[] =>
  protocolScopesOf(request).includes('offline_access') && !request.asks.singleUse
    ? [section(write('offline.heading'), write('offline.text'))]
    : []

const lengthOf = (asks: { seconds: number } | { years: number }, language: Language): string =>
  'years' in asks ? years(asks.years, language) : duration(asks.seconds, language)

const message = ({ shown: { request }, write, asker }: Asked): Section[] =>
  request.message === undefined
    ? []
    : [section(write('message.heading', { asker: asker.name }), plainText(request.message, 1000))]
