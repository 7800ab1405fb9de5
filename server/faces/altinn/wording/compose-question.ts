import type { PersonAndOrganizationText } from '../../../domain/requests/consent-template.ts'
import { plainText } from '../../../domain/text/plain-text.ts'
import type { Question, Section } from '../../../domain/requests/question.ts'
import type { Language, LocalizedText } from '../../../domain/text/text.ts'
import type { AskedRequest } from '../../../ports/requests/request-dialect.ts'
import { writerOf } from '../../../wording/authority.ts'
import { askedEnd } from '../../../wording/asked-end.ts'
import { inFigures } from '../../../wording/dates.ts'
import { privacySection } from '../../../wording/privacy.ts'
import {
  afterwards,
  answers,
  howLong,
  section,
  whoAsks,
  whomAbout,
  type Write,
  writer,
} from '../../../wording/question.ts'
import { shownKnownAs, type ShownParty, showParty } from '../../../wording/shown-party.ts'
import type { FaceTools } from '../../face-module.ts'
import { askerMessage } from './asker-message.ts'
import { fillText } from './fill-text.ts'
import { fillings } from './parameters.ts'
import { type StoredWords, storedWords, type WordedRight } from './stored-words.ts'
import { whenDeclined } from './template-purpose.ts'
import { type WrittenPurpose, writtenPurposes } from './written-purposes.ts'

export type WordingTools = Pick<FaceTools, 'registry' | 'renderer' | 'markdown'>

interface Composing extends StoredWords {
  readonly asked: AskedRequest
  readonly language: Language
  /** Whose data, who gets them, and who carries it out. */
  readonly giver: ShownParty
  readonly asker: ShownParty
  readonly handler: ShownParty | undefined
  /** Writes a text that every question may have. */
  readonly write: Write
  /** Writes a text of the face's own. */
  readonly ours: Write
  /** Fills in a text of the template. */
  readonly tell: (text: LocalizedText) => string
  readonly tools: WordingTools
}

/** A request in the words of its template and its resources, and the house's where those say nothing. */
export async function composeQuestion(
  tools: WordingTools,
  asked: AskedRequest,
  language: Language,
): Promise<Question> {
  const c = await composing(tools, asked, language)
  const { template, write, tell, rights } = c
  return {
    language,
    title: tell(variant(template.title, c)),
    lead: tell(variant(template.heading, c)),
    sections: [
      who(c),
      section(write('what.heading'), whomAbout(write, c.giver), tell(variant(template.serviceIntro, c))),
      ...rights.map(right => block(c, right)),
      why(c),
      howLong(write, askedEnd(asked, language), ...(isOneTime(c) ? [tell(template.expirationOneTime)] : [])),
    ],
    ...answers(write),
    details: [
      ...message(c),
      ...afterwards(write, {
        declining: [own(whenDeclined(template)[language])],
        withdrawing: [
          write('withdrawing.text', { asker: c.asker.name }),
          ...(isOneTime(c) ? [] : [tell(template.expiration)]),
        ],
      }),
      privacySection(
        writerOf(tools.renderer, template),
        { asker: c.asker.name, privacy: asked.privacy },
        language,
      ),
    ],
  }
}

async function composing(tools: WordingTools, asked: AskedRequest, language: Language): Promise<Composing> {
  const { request, parties } = asked
  const giver = showParty(parties, request.requestedFrom)
  const asker = showParty(parties, request.requestedBy)
  const handler = request.handledBy && showParty(parties, request.handledBy)
  const words = await storedWords(tools.registry, request)
  const renderer = writerOf(tools.renderer, words.template)
  const write = writer(renderer, 'consent', language)
  const ours = writer(renderer, 'altinn', language)
  const values = {
    OfferedBy: giver.name,
    CoveredBy: asker.name,
    HandledBy: handler ? named(ours, handler) : '',
    Expiration: 'until' in request.asks ? inFigures(request.asks.until) : '',
  }
  const tell = (text: LocalizedText) => own(fillText(text[language], values))
  return { ...words, asked, language, giver, asker, handler, write, ours, tell, tools }
}

const variant = (texts: PersonAndOrganizationText, { giver }: Pick<Composing, 'giver'>): LocalizedText =>
  texts[giver.kind]

const own = (text: string): string => plainText(text, 4000)

const named = (ours: Write, { name, orgno }: ShownParty): string =>
  orgno === undefined ? name : ours('party', { name, orgno })

const who = ({ write, tell, asker, asked: { request }, handler, template }: Composing): Section =>
  whoAsks(write, { asker, knownAs: shownKnownAs(request) }, ...(handler ? [tell(template.handledBy)] : []))

function message({ asked: { request }, language, asker, write }: Composing): Section[] {
  const said = askerMessage(request, language)
  return said === undefined ? [] : [section(write('message.heading', { asker: asker.name }), said)]
}

/** One right: what its resource says, from whom, and what the asker has filled in. */
function block(
  { language, write, tools }: Composing,
  { right: { resource: named, metadata = {} }, resource }: WordedRight,
): Section {
  if (!resource) return section(own(named.value))
  const { title, text, owner } = resource
  return {
    heading: own(title[language]),
    paragraphs: [write('what.from', { resource: own(owner.name) })],
    lists: [],
    rich: [
      tools.markdown.render(text[language], fillings(tools.renderer, { resource, said: metadata }, language)),
    ],
  }
}

/** Each purpose with whoever wrote it. */
function why(c: Composing): Section {
  const { asker, write, ours } = c
  const byAuthor = Map.groupBy(reasons(c), ({ owner }) => owner)
  const paragraphs = [...byAuthor].flatMap(([owner, said]) => [
    ...new Set(said.map(({ text }) => own(text))),
    owner === undefined ? ours('written-by-operator') : ours('written-by', { owner: own(owner) }),
  ])
  if (paragraphs.length === 0)
    return section(write('why.heading'), ours('why-unknown', { asker: asker.name }))
  return section(write('why.heading'), ...paragraphs)
}

/** The purposes, and what the template says where the asker says nothing or nobody has named a purpose. */
function reasons(c: Composing): readonly WrittenPurpose[] {
  const { asked, template, language, tell } = c
  const purposes = writtenPurposes(c, language)
  const isSaid = purposes.length > 0 && askerMessage(asked.request, language) !== undefined
  if (!template.message || isSaid) return purposes
  return [...purposes, { text: tell(template.message), owner: undefined }]
}

const isOneTime = ({ rights }: Pick<Composing, 'rights'>): boolean =>
  rights.some(({ resource }) => resource?.isOneTime)
