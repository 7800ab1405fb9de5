import type { Client } from '../../domain/registry/client.ts'
import type { ConsentResource } from '../../domain/registry/consent-resource.ts'
import type { ConsentTemplate } from '../../domain/requests/consent-template.ts'
import type { Party } from '../../domain/party.ts'
import type { Purpose } from '../../domain/requests/purpose.ts'
import type { Question } from '../../domain/requests/question.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Digest } from '../../ports/digest.ts'
import type { MarketEntries } from '../../ports/market/market-register.ts'
import type { AskedRequest } from '../../ports/requests/request-dialect.ts'
import type { RequestConsent } from '../../usecases/requests/request-consent.ts'
import type { PageTools } from './page-tools.ts'
import type { RegistryTools } from './registry-tools.ts'

/** What it takes to show the questions of a declarative file before anything of it is registered. */
export interface PreviewTools
  extends Pick<RegistryTools, 'registry'>,
    Pick<PageTools, 'renderer' | 'markdown'> {
  readonly clock: Clock
  readonly digest: Digest
  readonly publicUrl: string
}

/** What a declarative file brings, in the house's words. */
export interface Brought {
  readonly clients: readonly Client[]
  readonly purposes: readonly Purpose[]
  readonly consentTemplates: readonly ConsentTemplate[]
  readonly consentResources: readonly ConsentResource[]
  readonly market: MarketEntries | undefined
}

/** A consent type of a file, as it would be asked of somebody. */
export interface Sample {
  /** Letters, digits, dots, dashes and underscores; the same for what is asked of persons and of organizations. */
  readonly type: string
  readonly giver: 'person' | 'organization'
  readonly asks: Omit<
    RequestConsent,
    'id' | 'face' | 'requestedFrom' | 'requestedTo' | 'message' | 'answerBy'
  >
}

/** A question and who reads it. */
export interface ReadQuestion {
  readonly question: Question
  readonly asked: AskedRequest
  readonly reader: Party
}

/** The page of a question, and its words as plain text. */
export interface QuestionPage {
  readonly view: string
  readonly model: Readonly<Record<string, unknown>>
  readonly text: string
}
