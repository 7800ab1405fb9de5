import type { PartyId } from '../ids.ts'
import type { LoginLevel } from './purpose.ts'
import type { Language } from '../text/text.ts'

/** Who answered a consent request, when, how sure we are of who it was, and exactly what was read. */
export interface Decision {
  readonly by: PartyId
  /** In which role: for oneself, or for a party one may act for. */
  readonly role: 'self' | 'representative'
  readonly at: Date
  readonly level: LoginLevel
  readonly language: Language
  readonly shown: ShownText
}

/** The text exactly as it was rendered, with its SHA-256 (hex) and the version of the template it came from. */
export interface ShownText {
  readonly text: string
  readonly hash: string
  readonly templateVersion: string
  /** Whether the text is there no more: erased with the person, or past its time. Its hash stays. */
  readonly isGone?: true
}
