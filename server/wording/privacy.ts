import type { PrivacyInformation } from '../domain/registry/privacy-information.ts'
import type { Link, Section } from '../domain/requests/question.ts'
import { contactLink } from '../domain/text/contact.ts'
import { plainText } from '../domain/text/plain-text.ts'
import type { Language, LocalizedText } from '../domain/text/text.ts'
import type { PageRenderer } from '../ports/page-renderer.ts'
import { section, type Write, writer } from './question.ts'

interface Told {
  readonly asker: string
  readonly privacy: PrivacyInformation
}

/** What the giver is told of how the information is handled (GDPR article 13), as far as the asker and its purpose say it. */
export function privacySection(
  renderer: Pick<PageRenderer, 'text'>,
  { asker, privacy }: Told,
  language: Language,
): Section {
  const write = writer(renderer, 'privacy', language)
  const authority = privacy.authority?.[language] ?? write('authority')
  const told = section(
    write('heading'),
    ...said(write, privacy, language),
    write('rights', { asker }),
    write('complaint', { authority: own(authority) }),
  )
  return { ...told, links: linksOf(write, privacy) }
}

const own = (text: string): string => plainText(text, 300)

const said = (write: Write, privacy: PrivacyInformation, language: Language): readonly string[] => {
  const line = (key: string, text: LocalizedText | undefined) =>
    text === undefined ? [] : [write(key, { text: own(text[language]) })]
  return [
    ...line('retention', privacy.retention),
    ...line('recipients', privacy.recipients),
    ...line('third-countries', privacy.thirdCountries),
  ]
}

const linksOf = (write: Write, { contact, notice }: PrivacyInformation): readonly Link[] => [
  ...(contact === undefined ? [] : [{ label: write('contact'), text: contact, href: contactLink(contact) }]),
  ...(notice === undefined ? [] : [{ label: write('notice'), text: notice, href: notice }]),
]
