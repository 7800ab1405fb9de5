import { plainText } from '../../../domain/text/plain-text.ts'
import type { Language } from '../../../domain/text/text.ts'
import type { Question, Section } from '../../../domain/requests/question.ts'
import type { AskedRequest } from '../../../ports/requests/request-dialect.ts'
import { privacySection } from '../../../wording/privacy.ts'
import { afterwards, section, type Write, writer } from '../../../wording/question.ts'
import { grouped, longestName, shownName } from '../../../wording/shown-party.ts'
import type { ElhubTools } from '../elhub-tools.ts'
import { type Property, propertyOf } from '../requests/properties.ts'

interface Asked {
  readonly shown: AskedRequest
  readonly write: Write
  readonly asker: string
}

type Tools = Pick<ElhubTools, 'renderer'>

/** A request as the customer reads it, in the version of the text that it was put under. */
export function requestQuestion(tools: Tools, shown: AskedRequest, language: Language): Question {
  const { request, parties } = shown
  const version = propertyOf(request, 'textVersion') ?? 'v1'
  const write = writer(tools.renderer, `elhub.${version}`, language)
  const asker = shownName(parties.get(request.requestedBy))
  const asked = { shown, write, asker }
  return {
    language,
    title: write('title', { asker }),
    lead: write('lead'),
    sections: [
      who(asked),
      what(asked),
      section(write('why.heading'), shown.purpose.name[language], shown.purpose.description[language]),
      section(write('how-long.heading'), write('how-long.text')),
    ],
    accept: write('accept'),
    decline: write('decline'),
    details: [
      registered(asked),
      point(asked),
      ...afterwards(write, asker, shown.purpose.whenDeclined[language]),
      privacySection(tools.renderer, { asker, privacy: shown.privacy }, language),
    ],
  }
}

/** As the registers know the supplier, and what it calls itself. */
function who({ shown, write, asker }: Asked): Section {
  const { request } = shown
  const handler = request.handledBy && shown.parties.get(request.handledBy)?.displayName
  const calledItself = propertyOf(request, 'balanceSupplierName') ?? ''
  return section(
    write('who.heading'),
    asker,
    ...(handler ? [write('who.handler', { handler, asker })] : []),
    ...(calledItself.trim() === asker ? [] : [write('who.name', { name: calledItself })]),
  )
}

function registered({ shown, write, asker }: Asked): Section {
  const identifier = shown.parties.get(shown.request.requestedBy)?.identifier
  const orgno = propertyOf(shown.request, 'supplierOrgno')
  return section(
    write('registered.heading'),
    write('who.gln', { asker, gln: identifier?.value ?? '' }),
    ...(orgno === undefined ? [] : [write('who.orgno', { orgno: grouped(orgno) })]),
  )
}

type Facts = readonly (readonly [Property, string])[]

const facts: Facts = [
  ['balanceSupplierContractName', 'contract'],
  ['requestedForMeteringPointAddress', 'address'],
  ['moveInDate', 'move-in-date'],
]

const factsOfPoint: Facts = [
  ['requestedFromName', 'customer'],
  ['requestedForMeterNumber', 'meter-number'],
  ['requestedForMeteringPointId', 'metering-point'],
]

const what = (asked: Asked): Section => listed(asked, 'what.heading', facts)

const point = (asked: Asked): Section => listed(asked, 'point.heading', factsOfPoint)

function listed({ shown: { request }, write }: Asked, heading: string, told: Facts): Section {
  const items = told.flatMap(([property, label]) => {
    const value = propertyOf(request, property) ?? ''
    return value === '' ? [] : [write(`what.${label}`, { value: plainText(value, longestName) })]
  })
  return { heading: write(heading), paragraphs: [], lists: [{ intro: write('what.intro'), items }] }
}
