import { isPolled } from '../domain/requests/polled.ts'
import { protocolScopesOf } from '../domain/requests/protocol-scopes.ts'
import { plainText } from '../domain/text/plain-text.ts'
import { isIdentityScope } from '../domain/registry/scope.ts'
import type { Question, Section } from '../domain/requests/question.ts'
import type { Language } from '../domain/text/text.ts'
import type { AskedRequest, RequestDialect } from '../ports/requests/request-dialect.ts'
import type { PageRenderer } from '../ports/page-renderer.ts'
import type { RegistryStore } from '../ports/registry/registry-store.ts'
import { askedEnd } from './asked-end.ts'
import { changeQuestion } from './change-question.ts'
import { duration, timeOfDay } from './dates.ts'
import { privacySection } from './privacy.ts'
import {
  afterwards,
  answers,
  howLong,
  section,
  whoAsks,
  whomAbout,
  withNumber,
  type Write,
  writer,
} from './question.ts'
import { type DescribedDetail, describeDetails } from './details.ts'
import { describeIdentity, describeScopes, type ScopeGroup } from './scopes.ts'
import { choiceOf, thingsOf } from './things.ts'
import { shownKnownAs, type ShownParty, showParty, showProcessor } from './shown-party.ts'

interface Tools {
  readonly renderer: Pick<PageRenderer, 'text'>
  readonly registry: Pick<RegistryStore, 'findResource' | 'findPurpose' | 'detailTypes'>
}

interface Asked {
  readonly shown: AskedRequest
  readonly language: Language
  readonly write: Write
  readonly asker: ShownParty
}

interface Described {
  readonly groups: readonly ScopeGroup[]
  readonly details: readonly DescribedDetail[]
}

/** In the words of the face that it was asked through, else in the house's. */
export const wordQuestion = (
  tools: Tools,
  { asked, dialect }: { asked: AskedRequest; dialect: { question?: RequestDialect['question'] | undefined } },
  language: Language,
): Promise<Question> => dialect.question?.(asked, language) ?? houseQuestion(tools, asked, language)

/** A request in the house's own words. */
export async function houseQuestion(tools: Tools, put: AskedRequest, language: Language): Promise<Question> {
  const write = writer(tools.renderer, 'consent', language)
  const asker = showParty(put.parties, put.request.requestedBy)
  const change = await changeQuestion(tools, put, { language, asker: asker.name })
  const shown = change ? { ...put, request: { ...put.request, ...change.covered } } : put
  const asked = { shown, language, write, asker }
  const groups = await describeScopes(tools, shown.request.scopes, language)
  const details = await describeDetails(tools, shown.request.details, language)
  return {
    language,
    title: change?.title ?? write('title', { asker: asker.name }),
    lead: change?.lead ?? write('lead'),
    sections: [
      who(asked),
      ...binding(asked),
      ...(change ? about(asked, change.sections) : [what(tools, asked, { groups, details })]),
      why(asked, change?.purpose),
      howLong(write, askedEnd(shown, language), ...(change?.until ?? []), ...howOften(asked)),
    ],
    ...answers(write),
    details: [
      ...message(asked),
      whyMore(asked),
      ...reveals(asked, { groups, details }),
      ...offline(asked),
      ...afterwards(write, {
        declining: [own(shown.purpose.whenDeclined[language]), ...(change?.declining ?? [])],
        withdrawing: [write('withdrawing.text', { asker: asker.name }), ...untilHeard(asked)],
      }),
      privacySection(tools.renderer, { asker: asker.name, privacy: shown.privacy }, language),
    ],
  }
}

const own = (text: string): string => plainText(text, 2000)

function who({ shown, write, asker }: Asked): Section {
  const asking = { asker, knownAs: shownKnownAs(shown.request) }
  const handlerId = shown.request.handledBy
  const processors = (shown.processors ?? []).map(one =>
    write('who.processor', { processor: withNumber(write, showProcessor(one)), asker: asker.name }),
  )
  if (handlerId === undefined) return whoAsks(write, asking, ...processors)
  const handler = withNumber(write, showParty(shown.parties, handlerId))
  return whoAsks(write, asking, write('who.handler', { handler, asker: asker.name }), ...processors)
}

function what(tools: Tools, { shown, language, write }: Asked, { groups, details }: Described): Section {
  const identity = describeIdentity(tools, shown.request.scopes, language)
  const isMore = groups.length > 0 || details.length > 0
  const intro = write(isMore ? 'what.identity' : 'what.identity-only')
  return {
    heading: write('what.heading'),
    paragraphs: [whomAbout(write, showParty(shown.parties, shown.request.requestedFrom))],
    lists: [
      ...groups.map(({ from, what: items }) => ({ intro: write('what.from', { resource: from }), items })),
      ...(identity.length > 0 ? [{ intro, items: identity }] : []),
    ],
    ...(details.length > 0 && { things: thingsOf(tools, details, { language, nameOf: choiceOf }) }),
  }
}

/** Those who hold the data learn whom they are about, which the asker may not. */
function reveals({ shown: { request }, write, asker }: Asked, { groups, details }: Described): Section[] {
  const ofScopes = groups.filter(({ revealsIdentity }) => revealsIdentity).map(({ from }) => from)
  const learning = [...new Set([...ofScopes, ...details.flatMap(({ revealing }) => revealing)])]
  if (learning.length === 0) return []
  const askerToo = request.scopes.some(scope => isIdentityScope(scope) && scope.permission === 'pid')
  const key = askerToo ? 'reveals.too' : 'reveals.alone'
  const told = learning.map(resource => write(key, { resource, asker: asker.name }))
  return [section(write('reveals.heading'), ...told)]
}

/** Whom it is about, said once. */
function about({ shown, write }: Asked, [first, ...more]: readonly Section[]): readonly Section[] {
  const whom = whomAbout(write, showParty(shown.parties, shown.request.requestedFrom))
  return first ? [{ ...first, paragraphs: [whom, ...first.paragraphs] }, ...more] : []
}

const why = ({ shown: { purpose }, language, write }: Asked, before: readonly string[] = []): Section =>
  section(write('why.heading'), own(purpose.name[language]), ...before)

const whyMore = ({ shown: { purpose }, language, write }: Asked): Section =>
  section(write('why.more'), own(purpose.description[language]))

function howOften({ shown: { request }, write }: Asked): readonly string[] {
  const { asks } = request
  const often = write(asks.singleUse ? 'how-long.once' : 'how-long.many')
  return 'until' in asks ? [write('how-long.clock', { time: timeOfDay(asks.until) }), often] : [often]
}

const offline = ({ shown: { request }, write }: Asked): Section[] =>
  protocolScopesOf(request).includes('offline_access') && !request.asks.singleUse
    ? [section(write('offline.heading'), write('offline.text'))]
    : []

const untilHeard = ({ shown: { purpose }, language, write }: Asked): readonly string[] =>
  purpose.withdrawnWithinSeconds === undefined
    ? []
    : [write('withdrawing.within', { time: duration(purpose.withdrawnWithinSeconds, language) })]

/** What somebody who asks from elsewhere has her compare, before she reads on. */
const binding = ({ shown: { request }, write, asker }: Asked): Section[] =>
  isPolled(request) && request.message !== undefined
    ? [
        section(
          write('binding.heading'),
          plainText(request.message, 100),
          write('binding.text', { asker: asker.name }),
        ),
      ]
    : []

const message = ({ shown: { request }, write, asker }: Asked): Section[] =>
  request.message === undefined || isPolled(request)
    ? []
    : [section(write('message.heading', { asker: asker.name }), plainText(request.message, 1000))]
