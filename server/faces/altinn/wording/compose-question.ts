import type { PersonAndOrganizationText } from '../../../domain/requests/consent-template.ts'
import { plainText } from '../../../domain/text/plain-text.ts'
import type { Question, Section } from '../../../domain/requests/question.ts'
import type { Language, LocalizedText } from '../../../domain/text/text.ts'
import type { AskedRequest } from '../../../ports/requests/request-dialect.ts'
import type { FaceTools } from '../../face-module.ts'
import { askerMessage } from './asker-message.ts'
import { endText } from './end-text.ts'
import { fillText } from './fill-text.ts'
import { type ShownParty, showParty } from './shown-party.ts'
import { type StoredWords, storedWords, type WordedRight } from './stored-words.ts'

export type WordingTools = Pick<FaceTools, 'registry' | 'parties' | 'renderer' | 'markdown'>

interface Composing extends StoredWords {
  readonly asked: AskedRequest
  readonly language: Language
  /** Whose data, who gets them, and who carries it out. */
  readonly giver: ShownParty
  readonly asker: ShownParty
  readonly handler: ShownParty | undefined
  /** Writes a text of the house's own. */
  readonly write: (key: string, values?: Readonly<Record<string, string>>) => string
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
  const power = template.isPowerOfAttorney
  return {
    language,
    title: tell(variant(template.title, c)),
    lead: tell(variant(template.heading, c)),
    sections: [
      who(c),
      whom(c),
      ...message(c),
      section(write('consent.what.heading'), tell(variant(template.serviceIntro, c))),
      ...rights.map(right => block(c, right)),
      why(c),
      section(write('consent.how-long.heading'), howLong(c)),
      section(write('consent.declining.heading'), own(asked.purpose.whenDeclined[language])),
      section(
        write('consent.withdrawing.heading'),
        write('consent.withdrawing.text', { asker: c.asker.name }),
      ),
    ],
    accept: write(power ? 'altinn.accept-power' : 'altinn.accept'),
    decline: write('altinn.decline'),
  }
}

async function composing(tools: WordingTools, asked: AskedRequest, language: Language): Promise<Composing> {
  const { request } = asked
  const giver = await showParty(tools, asked, request.requestedFrom)
  const asker = await showParty(tools, asked, request.requestedBy)
  const handler = request.handledBy && (await showParty(tools, asked, request.handledBy))
  const write: Composing['write'] = (key, values) => tools.renderer.text(key, language, values)
  const values = {
    OfferedBy: giver.name,
    CoveredBy: asker.name,
    HandledBy: handler ? named(write, handler) : '',
    Expiration: 'until' in request.asks ? endText(request.asks.until) : '',
  }
  const tell = (text: LocalizedText) => own(fillText(text[language], values))
  const words = await storedWords(tools.registry, request)
  return { ...words, asked, language, giver, asker, handler, write, tell, tools }
}

const variant = (texts: PersonAndOrganizationText, { giver }: Pick<Composing, 'giver'>): LocalizedText =>
  texts[giver.kind]

const own = (text: string): string => plainText(text, 4000)

const section = (heading: string, ...paragraphs: string[]): Section => ({ heading, paragraphs, lists: [] })

const named = (write: Composing['write'], { name, orgno }: ShownParty): string =>
  orgno === undefined ? name : write('altinn.party', { name, orgno })

const who = ({ write, tell, asker, handler, template }: Composing): Section =>
  section(
    write('consent.who.heading'),
    asker.orgno === undefined
      ? asker.name
      : write('consent.who.organization', { name: asker.name, orgno: asker.orgno }),
    ...(handler ? [tell(template.handledBy)] : []),
  )

function whom({ write, giver }: Composing): Section {
  const heading = write('altinn.whom.heading')
  const name = named(write, giver)
  if (giver.kind === 'person') return section(heading, write('altinn.whom.person', { name }))
  return section(heading, name, write('altinn.whom.on-behalf', { name: giver.name }))
}

function message({ asked: { request }, template, language, asker, write }: Composing): Section[] {
  const said = askerMessage(request, template, language)
  return said === undefined ? [] : [section(write('consent.message.heading', { asker: asker.name }), said)]
}

/** One right: what its resource says, from whom, and what the asker has filled in. */
function block(
  { language, template, write, tools }: Composing,
  { right: { resource: named, metadata = {} }, resource }: WordedRight,
): Section {
  if (!resource) return section(own(named.value))
  const { title, text, owner } = resource
  const from = template.isPowerOfAttorney ? 'altinn.from-power' : 'altinn.from'
  return {
    heading: own(title[language]),
    paragraphs: [write(from, { owner: own(owner.name) })],
    lists: [],
    rich: [tools.markdown.render(text[language], metadata)],
  }
}

function why({ asked: { purpose }, language, write, rights }: Composing): Section {
  const described = rights.map(({ resource }) => resource?.description[language] ?? '')
  const texts = [purpose.description[language], ...described].map(own).filter(text => text !== '')
  return section(write('consent.why.heading'), ...new Set(texts))
}

function howLong({ template, rights, tell }: Composing): string {
  const isOneTime = rights.some(({ resource }) => resource?.isOneTime)
  return tell(isOneTime ? template.expirationOneTime : template.expiration)
}
