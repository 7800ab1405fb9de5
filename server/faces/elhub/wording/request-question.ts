import { isOther } from '../../../domain/requests/known-as.ts'
import { plainText } from '../../../domain/text/plain-text.ts'
import type { Language } from '../../../domain/text/text.ts'
import type { List, Question, Section } from '../../../domain/requests/question.ts'
import type { AskedRequest } from '../../../ports/requests/request-dialect.ts'
import { askedEnd } from '../../../wording/asked-end.ts'
import { duration } from '../../../wording/dates.ts'
import { privacySection } from '../../../wording/privacy.ts'
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
} from '../../../wording/question.ts'
import { grouped, longestName, type ShownParty, showParty } from '../../../wording/shown-party.ts'
import type { ElhubTools } from '../elhub-tools.ts'
import { type Property, propertyOf } from '../requests/properties.ts'
import { startOf } from './start-of.ts'

interface Asked {
  readonly shown: AskedRequest
  readonly language: Language
  /** Writes a text that every question may have. */
  readonly write: Write
  /** Writes a text of the face's own, in the version that the request was put under. */
  readonly ours: Write
  readonly asker: ShownParty
}

type Tools = Pick<ElhubTools, 'renderer'>

/** A request as the customer reads it, in the version of the text that it was put under. */
export function requestQuestion(tools: Tools, shown: AskedRequest, language: Language): Question {
  const asked = asking(tools, shown, language)
  const { write, ours, asker } = asked
  const { name, description, whenDeclined } = shown.purpose
  const withdrawing = ours('withdrawing.text', { asker: asker.name })
  return {
    language,
    title: ours('title', { asker: asker.name }),
    lead: ours('lead'),
    sections: [
      who(asked),
      what(asked),
      section(ours('why.heading'), name[language], description[language]),
      howLong(write, askedEnd(shown, language), ours('how-long.once')),
    ],
    ...answers(write),
    details: [
      registered(asked),
      point(asked),
      section(ours('start.heading'), startOf(shown.request, { language, ours, asker: asker.name })),
      ...afterwards(write, {
        declining: [whenDeclined[language], ours('declining.told', { asker: asker.name })],
        withdrawing: [withdrawing, ...withdrawalOfContract(asked)],
      }),
      privacySection(tools.renderer, { asker: asker.name, privacy: shown.privacy }, language),
    ],
  }
}

function asking({ renderer }: Tools, shown: AskedRequest, language: Language): Asked {
  const { request, parties } = shown
  const version = propertyOf(request, 'textVersion') ?? 'v1'
  const orgno = propertyOf(request, 'supplierOrgno')
  const asker = { ...showParty(parties, request.requestedBy), orgno: orgno && grouped(orgno) }
  return {
    shown,
    language,
    write: writer(renderer, 'consent', language),
    ours: writer(renderer, `elhub.${version}`, language),
    asker,
  }
}

/** By its registered name, and what it calls itself. */
function who({ shown: { request, parties }, write, ours, asker }: Asked): Section {
  const handler = request.handledBy && withNumber(write, showParty(parties, request.handledBy))
  const calledItself = propertyOf(request, 'balanceSupplierName') ?? ''
  return whoAsks(
    write,
    { asker },
    ...(isOther(calledItself, asker.name)
      ? [ours('who.name', { name: plainText(calledItself, longestName) })]
      : []),
    ...(handler ? [write('who.handler', { handler, asker: asker.name })] : []),
  )
}

function registered({ shown: { request, parties }, ours, asker }: Asked): Section {
  const gln = parties.get(request.requestedBy)?.identifier?.value ?? ''
  return section(ours('registered.heading'), ours('who.gln', { asker: asker.name, gln }))
}

type Facts = readonly (readonly [Property, string])[]

const ofContract: Facts = [
  ['balanceSupplierContractName', 'contract'],
  ['requestedForMeteringPointAddress', 'address'],
]

const ofPoint: Facts = [
  ['requestedFromName', 'customer'],
  ['requestedForMeteringPointId', 'metering-point'],
]

const saidByRegister: Facts = [['requestedForMeterNumber', 'meter-number']]

const what = (asked: Asked): Section => ({
  heading: asked.write('what.heading'),
  paragraphs: [whomAbout(asked.write, showParty(asked.shown.parties, asked.shown.request.requestedFrom))],
  lists: facts(asked, 'what.supplier', ofContract),
})

const point = (asked: Asked): Section => ({
  heading: asked.ours('point.heading'),
  paragraphs: [],
  lists: [...facts(asked, 'what.supplier', ofPoint), ...facts(asked, 'what.register', saidByRegister)],
})

/** What one source says, unless it says nothing. */
function facts({ shown: { request }, ours }: Asked, intro: string, wanted: Facts): readonly List[] {
  const items = wanted.flatMap(([property, label]) => {
    const value = propertyOf(request, property) ?? ''
    return value === '' ? [] : [ours(`what.${label}`, { value: plainText(value, longestName) })]
  })
  return items.length === 0 ? [] : [{ intro: ours(intro), items }]
}

/** The right of withdrawal of the contract itself, where the supplier has stated it. */
function withdrawalOfContract({ shown: { request }, language, ours }: Asked): readonly string[] {
  const days = propertyOf(request, 'contractWithdrawalDays')
  if (days === undefined) return []
  return [ours('withdrawing.contract', { length: duration(Number(days) * 86_400, language) })]
}
